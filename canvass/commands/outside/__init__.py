"""`canvass outside ...`: files of other voting systems."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "add": ("Keep reports of another system in a record.", "canvass.commands.outside.outside_add:outside_add"),
    "read": ("Read results or cast vote records.", "canvass.commands.outside.outside_read:outside_read"),
}


@click.group(cls=LazyCommands, table=COMMANDS)
def outside() -> None:
    """Read files of other voting systems; keep their reports in a record, and take their figures."""
