"""`canvass primary ...`: party ballots against the electors, and who holds a primary (13-10, 13-14)."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "held": ("Say which primaries are held.", "canvass.commands.primary.who_holds:held"),
    "parties": ("Say which parties hold a primary.", "canvass.commands.primary.who_holds:parties"),
    "unvoted": ("Enter unvoted party ballots.", "canvass.commands.primary.party_columns:unvoted"),
    "reconcile": ("Hold party and other ballots apart.", "canvass.commands.primary.party_columns:reconcile_parties"),
    "vacancy": ("Say who follows a nonpartisan nominee.", "canvass.commands.primary.vacancies:vacancy"),
}
"""In the order in which they are used."""


@click.group(cls=LazyCommands, table=COMMANDS)
def primary() -> None:
    """Party ballots and the others against the electors, each by itself, and who holds a primary (13-10-311)."""
