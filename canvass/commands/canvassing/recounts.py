"""`canvass recounts`: what the margins of a canvass give a right to."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "check": (
        "Say which recount each margin allows.",
        "canvass.commands.canvassing.check_margins:check",
    ),
}
"""In the order in which they are used."""


@click.group(cls=LazyCommands, table=COMMANDS)
def recounts() -> None:
    """Say what the margins of a canvass give a right to (13-16-201, 13-16-203, 13-16-211)."""
