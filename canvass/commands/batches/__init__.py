"""`canvass batches ...` and `canvass sheets`: what is said of a whole batch, and which sheets there are."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "withdraw": ("Take a batch out of the count, whole.", "canvass.commands.batches.mending:withdraw"),
    "expect": ("Enter how many sheets a batch is to have.", "canvass.commands.batches.mending:expect"),
}
"""In the order in which they are used."""


@click.group(cls=LazyCommands, table=COMMANDS)
def batches() -> None:
    """Withdraw a batch, or correct how many sheets it is to have."""
