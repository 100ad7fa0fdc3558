"""`canvass court ...`: contests of a nomination or an election, and voided elections (13-36-101 to 13-36-212)."""

import click

from canvass.commands.seals import RecordFirst

COMMANDS = {
    "begin": ("Enter an action that was begun in court.", "canvass.commands.court.acting:begin"),
    "judge": ("Enter the judgment.", "canvass.commands.court.acting:judge"),
    "appeal": ("Enter that a judgment was appealed.", "canvass.commands.court.acting:appeal"),
    "end": ("Enter that nothing of it is open any more.", "canvass.commands.court.acting:end"),
    "list": ("Show every action, and what it holds.", "canvass.commands.court.showing:listing"),
    "paper": ("Write the paper of one action.", "canvass.commands.court.showing:paper"),
    "what-if": ("Say what illegal votes would change.", "canvass.commands.court.showing:what_if"),
}
"""In the order in which they are used."""


@click.group(cls=RecordFirst, table=COMMANDS)
def court() -> None:
    """Contests of a nomination or an election in court; while one is open, nothing is disposed of (13-1-303)."""
