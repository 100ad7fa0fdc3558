"""`canvass retention ...`: how long ballots and records are kept, and what holds them (13-1-303)."""

import click

from canvass.commands.seals import RecordFirst

COMMANDS = {
    "list": ("Show until when everything is kept, and what holds it.", "canvass.commands.retention.keeping:listing"),
    "hold": ("Enter that everything has to be kept longer.", "canvass.commands.retention.keeping:hold"),
    "lift": ("Enter that a hold is lifted.", "canvass.commands.retention.keeping:lift"),
    "dispose": ("Enter that containers were disposed of.", "canvass.commands.retention.keeping:dispose"),
}
"""In the order in which they are used."""


@click.group(cls=RecordFirst, table=COMMANDS)
def retention() -> None:
    """Keep ballots and records as long as the law says, and longer while anything is open (13-1-303(1))."""
