"""`canvass deceased ...`: candidates who died after the ballots were printed (13-15-106)."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "enter": ("Enter that a printed candidate died.", "canvass.commands.deceased.deaths:enter_death"),
    "successor": ("Enter who was named in the place.", "canvass.commands.deceased.deaths:successor"),
    "strike": ("Enter that a death was entered in error.", "canvass.commands.deceased.deaths:strike"),
    "list": ("Show who died, and for whom votes count.", "canvass.commands.deceased.deaths:list_deaths"),
}
"""In the order in which they are used."""


@click.group(cls=LazyCommands, table=COMMANDS)
def deceased() -> None:
    """Candidates who died after the ballots were printed: votes stay theirs, a ticket's go on (13-15-106)."""
