"""`canvass cancelled ...`: elections that are not held, for as few candidates as positions (13-1-403, 13-1-502)."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "enter": ("Enter that an election is cancelled.", "canvass.commands.cancelled.cancelling:enter_cancelled"),
    "appoint": ("Enter who was appointed to a position.", "canvass.commands.cancelled.cancelling:appoint"),
    "list": ("Show what was cancelled, and who holds it.", "canvass.commands.cancelled.cancelling:list_cancelled"),
    "paper": ("Write the decision as a paper.", "canvass.commands.cancelled.cancelling:paper"),
}
"""In the order in which they are used."""


@click.group(cls=LazyCommands, table=COMMANDS)
def cancelled() -> None:
    """Elections that are not held: acclamation and appointment (13-1-403, 13-1-502, 20-3-313)."""
