"""Options that several commands have."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

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


_Typed = TypeVar("_Typed", str, tuple[str, ...], None)


def named(context: click.Context, option: click.Parameter, typed: str) -> str:
    """For the callback of who does it: the name that is said. Raises InputError for no letters."""
    from canvass.deciding.custody_typed import name_typed

    return name_typed(typed) if _is_said(context, option) else typed


def people(context: click.Context, option: click.Parameter, typed: _Typed) -> _Typed:
    """For the callback of other people's names, one or several. Raises InputError as `named` does."""
    from canvass.deciding.custody_typed import name_typed

    return _each(context, option, typed, name_typed)


def reasoned(context: click.Context, option: click.Parameter, typed: _Typed) -> _Typed:
    """For the callback of a reason, a ground, a remark. Raises InputError for one that says nothing."""
    from canvass.deciding.custody_typed import reason_typed

    return _each(context, option, typed, reason_typed)


def figures(context: click.Context, option: click.Parameter, typed: _Typed) -> _Typed:
    """For the callback of figures and rolls, of which the command itself says what they may be."""
    return typed


def _each(context: click.Context, option: click.Parameter, typed: _Typed, taken: Callable[[str, str], str]) -> _Typed:
    if typed is None or not _is_said(context, option):
        return typed
    if isinstance(typed, tuple):
        return tuple(taken(one, option.opts[0]) for one in typed)
    return taken(typed, option.opts[0])


def _is_said(context: click.Context, option: click.Parameter) -> bool:
    return option.name is None or context.get_parameter_source(option.name) is not ParameterSource.DEFAULT
