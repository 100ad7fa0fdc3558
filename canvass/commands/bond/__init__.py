"""`canvass bond ...`: school bonds, which pass or fail by turnout (20-9-428)."""

import click

from canvass.console.lazy_commands import LazyCommands

COMMANDS = {
    "qualified": ("Enter the electors qualified to vote on a bond.", "canvass.commands.bond.bonds:qualified"),
    "list": ("Show what each bond takes, and how it stands.", "canvass.commands.bond.bonds:list_bonds"),
}
"""In the order in which they are used."""


@click.group(cls=LazyCommands, table=COMMANDS)
def bond() -> None:
    """School bonds: how many electors were qualified, and whether the bond passes (20-9-428)."""
