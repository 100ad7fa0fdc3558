"""`canvass outside ...`: files of other voting systems."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "read": ("Read results or cast vote records.", "canvass.commands.outside.outside_read:outside_read"),
}


@click.group(cls=LazyCommands, table=COMMANDS)
def outside() -> None:
    """Read files of other voting systems. Nothing of a record is changed by them."""
