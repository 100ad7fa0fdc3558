"""Options that several commands have."""

import click

ACCEPT_HASH = click.option(
    "--accept-hash",
    metavar="HEX",
    multiple=True,
    help="Count device printouts of this other edition of the definition too; may be repeated.",
)
"""Gives the command an argument `accept_hash`: what was typed, for `canvass.sheets.accepted`."""
