"""One round of a precinct's recount from lists on paper: both recorders' sheets, and the ballots set aside.

The sheets are a CSV file of the columns `row` and the accounts of the two who recorded. Its rows are `ballots`, each
choice by its id, `undervotes`, `overvotes`. The ballots set aside have the columns `number`, `why` and the accounts of
the three members. A cell is the choices that a member found, parted by blanks, `none` or `over`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError
from tabulate.board.by_hand.hand_counts import (
    BallotSetAside,
    ChoiceFigure,
    SetAside,
    SetAsideDecided,
    TallySheetEntered,
)
from tabulate.board.checking import found_by_hand
from tabulate.board.recount.recount_entries import RecountMember
from tabulate.board.rulings import ContestRuling
from tabulate.csv_rows import CsvRow, CsvTable
from tabulate.election import ChoiceId, Contest, DeclaredWriteIn
from tabulate.whole_numbers import whole_number

OVERVOTED, NO_VOTE = "over", "none"
_MOST = 99_999_999


@dataclass(frozen=True, slots=True)
class CountPlace:
    """Whose sheets these are."""

    count: str
    contest: Contest
    people: tuple[DeclaredWriteIn, ...]
    """Declared write-in candidates."""
    round: int


def sheets_typed(table: CsvTable, place: CountPlace) -> tuple[TallySheetEntered, ...]:
    """Both recorders' sheets. Raises InputError, naming the row."""
    recorders = [name for name in table.heading[1:] if name]
    if table.columns[:1] != ("row",) or len(recorders) != 2:
        raise InputError(
            f"The first line of the sheets is {','.join(table.heading)[:80]!r}. Nothing was written. It names `row` "
            "and the accounts of the two who recorded."
        )
    expected = ["ballots", *(one.id for one in place.contest.choices), *(one.id for one in place.people)]
    expected += ["undervotes", "overvotes"]
    if [row["row"] for row in table.rows] != expected:
        raise InputError(
            f"The sheets have not the rows of {place.contest.title}. Nothing was written. Its rows are, in this order: "
            f"{', '.join(expected)}."
        )
    return tuple(_sheet([_number(row, name) for row in table.rows], expected, name, place) for name in recorders)


def _number(row: CsvRow, recorder: str) -> int:
    text = row[recorder.lower()]
    number = whole_number(text, _MOST)
    if number is None:
        raise InputError(
            f"{text[:80]!r} in the row {row['row']} is no number. Nothing was written. Write what was counted."
        )
    return number


def _sheet(column: list[int], rows: Sequence[str], recorder: str, place: CountPlace) -> TallySheetEntered:
    ballots, *votes, undervotes, overvotes = column
    named = zip(rows[1:-2], votes, strict=True)
    figures = sorted((ChoiceFigure(ChoiceId(choice), number) for choice, number in named if number), key=_choice)
    return TallySheetEntered(
        place.count, place.contest.id, place.round, recorder, ballots, tuple(figures), undervotes, overvotes
    )


def _choice(figure: ChoiceFigure) -> str:
    return figure.choice


@dataclass(frozen=True, slots=True)
class SetAsideTyped:
    """The entries of a list of ballots set aside: what is new on it."""

    aside: tuple[BallotSetAside, ...]
    decided: tuple[SetAsideDecided, ...]


def set_aside_typed(
    table: CsvTable, place: CountPlace, members: Sequence[RecountMember], by: str, known: Sequence[SetAside]
) -> SetAsideTyped:
    """The list; lines that are known already, from an earlier round, are entered no second time. Raises InputError."""
    accounts = [one.account for one in members]
    if sorted(table.columns) != sorted(("number", "why", *(one.lower() for one in accounts))):
        raise InputError(
            f"The first line of the ballots set aside is {','.join(table.heading)[:80]!r}. Nothing was written. Its "
            f"columns are number, why, {', '.join(accounts)}."
        )
    aside: list[BallotSetAside] = []
    decided: list[SetAsideDecided] = []
    for number, row in enumerate(table.rows, 1):
        if whole_number(row["number"], _MOST) != number:
            raise InputError(
                f"Line {row.line} of the ballots set aside: the number {row['number'][:20]!r} is not {number}. Nothing "
                "was written. Number them from 1 on, in their order, those of earlier rounds first."
            )
        before = known[number - 1] if number <= len(known) else None
        if before is None:
            aside.append(BallotSetAside(place.count, number, (place.contest.id,), words_typed(row["why"]), by))
        done = set() if before is None else {one.judge for one in before.decisions}
        decided += [
            SetAsideDecided(place.count, number, one, (_finding(row, row[one.lower()], place),))
            for one in accounts
            if one not in done and row[one.lower()]
        ]
    return SetAsideTyped(tuple(aside), tuple(decided))


def _finding(row: CsvRow, cell: str, place: CountPlace) -> ContestRuling:
    chosen = {} if cell.casefold() in (NO_VOTE, OVERVOTED) else dict.fromkeys(cell.split())
    names = [one.id for one in place.people]
    strange = [one for one in chosen if place.contest.choice(one) is None and one not in names]
    if strange:
        known = ", ".join([*(one.id for one in place.contest.choices), *names, NO_VOTE, OVERVOTED])
        raise InputError(f"Line {row.line}: {strange[0][:80]!r} is none of {known}. Nothing was written.")
    found = found_by_hand(place.contest, map(ChoiceId, chosen), place.people, cell.casefold() == OVERVOTED)
    if found is None:
        raise InputError(f"Line {row.line}: more names than the contest has lines. Nothing was written. Look again.")
    return found
