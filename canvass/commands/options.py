"""Options that several commands have, and how they enter what was typed and say so."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
from click.core import ParameterSource

from canvass.errors import InputError, disk_errors
from imaging.layout import Side

if TYPE_CHECKING:
    from tabulate.board.state import BoardEntry
    from tabulate.ledger.chain import Head

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


def enter(record: Path, *entries: "BoardEntry") -> "Head":
    """Write what was typed, all or none, and the ledger's head then. Raises RefusedError."""
    from canvass.deciding.decisions import Deciding
    from canvass.record import open_record

    with open_record(record) as opened:
        Deciding(opened).enter(*entries)
        return opened.head()


def say_written(sentence: str, head: "Head") -> None:
    """What was done, and the entry that says it."""
    from canvass.console.text import say

    say(sentence)
    say(f"Ledger entry {head.number} {head.hash}")


def sha256_said(file: Path | None, sha256: str | None, option: str) -> str:
    """The hash of a paper that stays with the county: of its file, or as it was typed; `--judgment` is `judgment`.

    Raises UsageError where both or neither is said, InputError where there is no such file.
    """
    if (file is None) is (sha256 is None):
        raise click.UsageError(f"Name the file by --{option}, or its SHA-256 by --{option}-sha256.")
    return sha256 or "" if file is None else hashlib.sha256(content_of(file, f"the {option}'s file")).hexdigest()


def content_of(place: Path, what: str) -> bytes:
    """A file's bytes. Raises InputError where there is none."""
    if not place.is_file():
        raise InputError(f"{place} is no file. Nothing was written. Name {what}.")
    with disk_errors(place):
        return place.read_bytes()
