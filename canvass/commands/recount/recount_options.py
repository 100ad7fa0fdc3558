"""What the commands about recounts have in common."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from canvass import clock
from canvass.commands.options import named
from canvass.deciding.custody_typed import words_typed
from canvass.recounting.recount_typed import day_typed
from tabulate.hours import MONTANA_TIME

if TYPE_CHECKING:
    from tabulate.election import Election, PrecinctId

RECORD = click.argument("record", type=click.Path(path_type=Path))
RECOUNT = click.argument("recount", callback=lambda _, __, typed: words_typed(typed))
BY = click.option("--by", "entered_by", callback=named, required=True, help="Who enters it.")
ELSEWHERE = click.option(
    "--elsewhere",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The other counties' votes together, as `canvass recounts check` reads totals.",
)


def day_or_today(typed: str | None) -> str:
    """The day typed, or today in Montana. Raises InputError."""
    return day_typed(typed) if typed is not None else today().isoformat()


def today() -> date:
    """In Montana."""
    return clock.today(MONTANA_TIME)


def precincts_named(election: "Election", names: tuple[str, ...]) -> "tuple[PrecinctId, ...]":
    """The precincts of these ids or names. Raises InputError."""
    from canvass.returning.made_return import precinct_named

    return tuple(precinct_named(election, name).id for name in names)
