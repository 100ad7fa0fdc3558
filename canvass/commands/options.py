"""Options that several commands have."""

from pathlib import Path

import click

from imaging.layout import Side

ACCEPT_HASH = click.option(
    "--accept-hash",
    metavar="HEX",
    multiple=True,
    help="Count device printouts of this other edition of the definition too; may be repeated.",
)
"""Gives the command an argument `accept_hash`: what was typed, for `canvass.reading.outcomes.accepted`."""

LAYOUT = click.option(
    "--layout",
    "layouts",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Where the targets are printed, as canvass layout learned it; may be repeated.",
)
"""Gives the command an argument `layouts`, for `canvass.learning.layout_files.with_layout_files`."""

FIRST_SIDE = click.option(
    "--first-side",
    type=click.Choice([side.value for side in Side]),
    help="The side of each paper that the scanner takes first, where only order pairs the images [default: front].",
)
"""Gives the command an argument `first_side`."""
