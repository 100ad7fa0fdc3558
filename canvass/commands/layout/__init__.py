"""`canvass layout`: learn where targets are from a blank ballot, look at what was learned, correct it."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "learn": ("Find and name the targets of a blank ballot.", "canvass.commands.layout.learn:learn"),
    "show": ("Draw proofs: every target outlined, numbered, named.", "canvass.commands.layout.show:show"),
    "edit": ("Correct a layout on a page of this computer's browser.", "canvass.commands.layout.edit:edit"),
    "table": ("Write a layout's names as a table, or read it back.", "canvass.commands.layout.table:table"),
}
"""In the order in which they are used."""


@click.group(cls=LazyCommands, table=COMMANDS)
def layout() -> None:
    """Learn the ballots of any printer from their blanks."""
