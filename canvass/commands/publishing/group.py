"""The group `canvass publish`: each command is a line of its table."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "evidence": ("Write a package that anyone can check.", "canvass.commands.publishing.evidence:evidence"),
}


@click.group(cls=LazyCommands, table=COMMANDS)
def publish() -> None:
    """Write what leaves for the public."""
