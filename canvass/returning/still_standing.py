"""Whether a return made earlier still stands, and what differs: a later change of the record supersedes it (K1)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from canvass.errors import InputError
from canvass.reporting.sealing import provisional_released
from canvass.returning.made_return import MadeReturn, precinct_named, return_at, return_now
from canvass.returning.return_json import FORMAT, figures_sha256, return_json
from tabulate.election import Election, Precinct
from tabulate.ledger.chain import Head
from tabulate.whole_numbers import entry_number

if TYPE_CHECKING:
    from canvass.record.store import Record

_MANUAL, _RECOUNT = "manual", "recount"
_SOURCES = ("machine", "board", "hand", _MANUAL, "counts")
_WHOLE = ("electors_voting", "ballots", "in_totals")
_OF_NO_CONTEST = ""


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """Where a figure stands in a return."""

    contest: str
    """Empty for what is said of the whole precinct."""
    row: str
    source: str

    def __str__(self) -> str:
        """For people."""
        return f"{self.contest}, {self.row}, {self.source}" if self.contest else self.row


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure that is another now."""

    place: FigurePlace
    then: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """What became of a return."""

    then: Head
    altered: tuple[ChangedFigure, ...]
    """What the file says otherwise than the record did at its head: `then` the record's, `now` the file's."""
    changed: tuple[ChangedFigure, ...]
    """What the record says now and did not then."""
    was_partial: bool
    now: MadeReturn
    held_then: int = 0
    """By its head alone: sheets held at that entry. A return made before their hour lacks them."""
    otherwise_named: bool = False
    """Whether a title or a name, or a figure, of the file is not the record's."""

    @property
    def stands(self) -> bool:
        """Whether it says what the record says now."""
        return not (self.altered or self.changed or self.otherwise_named)


def check_file(record: "Record", content: bytes) -> CheckedForm:
    """Check a return's JSON file.

    Raises InputError for a file that is none, or of another record; SealedError.
    """
    given = return_given(record.election, content)
    now = return_now(record, given.precinct)
    made_then = return_at(record, given.precinct, given.head, given.held_counted)
    then = dict(_figures(return_json(made_then)))
    return CheckedForm(
        given.head,
        tuple(_differing(then, dict(given.figures))),
        tuple(_superseding(then, now)),
        made_then.found.partial,
        now,
        otherwise_named=given.sha256 != figures_sha256(return_json(made_then)),
    )


@dataclass(frozen=True, slots=True)
class ReturnGiven:
    """What a return's JSON file says of itself."""

    precinct: Precinct
    head: Head
    held_counted: bool
    figures: tuple[tuple[FigurePlace, int | None], ...]
    sha256: str
    """Of the figures and names as the file has them."""


def return_given(election: Election, content: bytes) -> ReturnGiven:
    """Read a return's JSON file. Raises InputError for a file that is none, or of a precinct that there is not."""
    given = _read(content)
    try:
        precinct = precinct_named(election, given["precinct"])
        head = Head(int(given["ledger"]["number"]), str(given["ledger"]["hash"]))
        held, figures = given["held_counted"] is True, tuple(_figures(given))
        return ReturnGiven(precinct, head, held, figures, figures_sha256(given))
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
        raise _no_return() from None


def check_head(record: "Record", precinct: Precinct, head: Head) -> CheckedForm:
    """Check a return of which only the precinct and the ledger's head are at hand. Raises as `check_file`."""
    released = provisional_released(record.election)
    now = return_now(record, precinct)
    then = return_at(record, precinct, head, released)
    before_the_hour = return_at(record, precinct, head, False) if released else then
    superseding = tuple(_superseding(dict(_figures(return_json(then))), now))
    return CheckedForm(head, (), superseding, then.found.partial, now, before_the_hour.found.held)


def head_of(text: str) -> Head | None:
    """The head that is written as number:hash, the number with commas or without; None for anything else."""
    written, _, sha256 = text.partition(":")
    number = entry_number(written)
    wanted = len(sha256) == 64 and not set(sha256) - set("0123456789abcdef")
    return Head(number, sha256) if number is not None and wanted else None


def _read(content: bytes) -> dict[str, Any]:
    try:
        given = json.loads(content.decode())
    except (ValueError, RecursionError):
        raise _no_return() from None
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise _no_return()
    return given


def _no_return() -> InputError:
    return InputError(
        f"The file is no return in JSON ({FORMAT}). Name the .json of the return; or give the ledger's head that is "
        "printed on the paper, as number:hash, with --precinct."
    )


def _figures(given: dict[str, Any]) -> Iterator[tuple[FigurePlace, int | None]]:
    """Every figure of a return's JSON. Raises KeyError, TypeError, ValueError for what is none."""
    for name in _WHOLE:
        yield FigurePlace(_OF_NO_CONTEST, name.replace("_", " "), ""), _figure(given[name])
    for contest in given["contests"]:
        for row in contest["rows"]:
            named = row["row"] if row["choice"] is None else row["choice"]
            for source in _SOURCES:
                yield FigurePlace(str(contest["contest"]), str(named), source), _figure(row[source])
            if _RECOUNT in row:
                yield FigurePlace(str(contest["contest"]), str(named), _RECOUNT), _figure(row[_RECOUNT])


def _figure(value: object) -> int | None:
    if value is None or type(value) is int:
        return value
    raise ValueError(f"expected a whole number, found {value!r}")


def _superseding(then: dict[FigurePlace, int | None], now: MadeReturn) -> Iterator[ChangedFigure]:
    """What is another figure now. That a manual count or a recount came beside the same figures changes none."""
    for one in _differing(then, dict(_figures(return_json(now)))):
        came = one.place.source == _RECOUNT and one.place not in then
        if not came and (one.place.source != _MANUAL or one.then is not None):
            yield one


def _differing(one: dict[FigurePlace, int | None], other: dict[FigurePlace, int | None]) -> Iterator[ChangedFigure]:
    """A row that only one of the two has is one of zeros in the other."""
    for place in dict.fromkeys((*one, *other)):
        then, now = one.get(place, 0), other.get(place, 0)
        if then != now and (then or now or (place in one and place in other)):
            yield ChangedFigure(place, then, now)
