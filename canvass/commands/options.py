"""Options that several commands have."""

from pathlib import Path

import click
from click.core import ParameterSource

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


def named(context: click.Context, option: click.Parameter, typed: str) -> str:
    """For an option's callback: the name that is said. Raises InputError for an empty one, and for no letters."""
    from canvass.deciding.custody_typed import name_typed

    is_said = option.name is None or context.get_parameter_source(option.name) is not ParameterSource.DEFAULT
    return name_typed(typed) if is_said else typed
