"""The selection as it is run: which lists are frozen, which is rolled for next, and a file of rolls (13-17-505).

A file of rolls is CSV with a heading: `list`, `roll`, `red`, `white`, `blue`, `rolled_by`; or `dice` ("6 5") for the
three colours. Without `list` the rolls are for the precincts; `roll` may be left out, and must else count from 1.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from audit.dice import Faces, dice_for, parse_rolls
from audit.eligibility import contest_list, eligibility, precinct_list
from audit.errors import DiceError
from audit.events import AuditEvent
from audit.events.selecting import DiceRolled, ListFrozen, SelectionAnnounced
from audit.selection import PRECINCTS, DrawnList, NumberedList, Selection
from audit.state import AuditState

_COLORS = ("red", "white", "blue")
_COLUMNS = frozenset({"list", "roll", "dice", "rolled_by", *_COLORS})


def lists_to_draw(state: AuditState, rehearsal: bool = False) -> tuple[NumberedList, ...]:
    """Every list the rules name that has anything on it: precincts first, then the categories of contests."""
    opened = state.opened
    where = (opened.county, opened.election_date, rehearsal)
    eligible = eligibility(opened.contests, opened.precincts, state.rules, state.countywide_requested)
    contests = (contest_list(one, *where) for one in eligible.lists if one.needed)
    return (precinct_list(opened.precincts, state.rules, *where), *contests)


def freezing(state: AuditState, on: date, rehearsal: bool = False, again: bool = False) -> list[AuditEvent]:
    """The events that freeze the lists not yet frozen; a rehearsal begins `again` with every list."""
    selection = selection_of(state, rehearsal)
    return [
        ListFrozen(numbered, numbered.sha256(), on)
        for numbered in lists_to_draw(state, rehearsal)
        if selection.of(numbered.drawn) is None or again
    ]


def selection_of(state: AuditState, rehearsal: bool) -> Selection:
    """The selection, or the rehearsal of it."""
    return state.rehearsal if rehearsal else state.selection


def next_list(selection: Selection) -> DrawnList | None:
    """The first list with something left to roll for, in the order frozen."""
    return next((one for one in selection.lists if not one.draw.complete), None)


def may_be_announced(state: AuditState) -> bool:
    """Whether every list is frozen and drawn, and the selection not yet announced."""
    frozen = {one.numbered.drawn for one in state.selection.lists}
    needed = {numbered.drawn for numbered in lists_to_draw(state)}
    return state.announced is None and needed <= frozen and state.selection.complete


def announcing(state: AuditState, on: date, by: str) -> list[AuditEvent]:
    """The announcement, once there is nothing left to roll for."""
    return [SelectionAnnounced(on, by)] if may_be_announced(state) else []


def rolling(selection: Selection, drawn: str, faces: Faces, roll_number: int | None, by: str) -> DiceRolled:
    """One roll for a list; without a number it is the next. An unknown list or a wrong number is refused later."""
    one = selection.of(drawn)
    following = 1 if one is None else len(one.draw.outcomes) + 1
    return DiceRolled(drawn, selection.rehearsal, following if roll_number is None else roll_number, faces, by)


@dataclass(frozen=True, slots=True)
class WrittenRoll:
    """One line of a file of rolls."""

    line: int
    drawn: str
    number: int | None
    faces: Faces
    rolled_by: str


def read_rolls(text: str, lists: tuple[NumberedList, ...]) -> tuple[WrittenRoll, ...]:
    """Every roll of the file, in its order. Raises DiceError, naming the line."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), skipinitialspace=True)
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    reader.fieldnames = names
    unknown = set(names) - _COLUMNS
    if unknown or not ({"dice", "red"} & set(names)):
        raise DiceError(
            f"The file of rolls has the columns {', '.join(names) or '(none)'}. Its first line must name them: list, "
            "roll, red, white, blue, rolled_by; or dice in place of the colours. Nothing was recorded."
        )
    sizes = {numbered.drawn: dice_for(len(numbered.items)) for numbered in lists}
    return tuple(_rolls(reader, sizes))


def _rolls(reader: "csv.DictReader[str]", sizes: dict[str, int]) -> Iterator[WrittenRoll]:
    for line, row in enumerate(reader, 2):
        cells = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str) and name}
        if None in row:
            raise DiceError(f"Line {line} of the file of rolls has more cells than its heading. Nothing was recorded.")
        if not any(cells.values()):
            continue
        yield _roll(line, cells, sizes)


def _roll(line: int, cells: dict[str, str], sizes: dict[str, int]) -> WrittenRoll:
    drawn = cells.get("list") or PRECINCTS
    if drawn not in sizes:
        raise DiceError(
            f'Line {line}: there is no list "{drawn}". There are: {", ".join(sizes)}. Nothing was recorded.'
        )
    number = cells.get("roll", "")
    if number and not (number.isascii() and number.isdigit() and len(number) < 6):
        raise DiceError(f'Line {line}: "{number}" is no number of a roll: rolls count from 1. Nothing was recorded.')
    shown = cells.get("dice") or " ".join(cells[color] for color in _COLORS if cells.get(color))
    try:
        faces = parse_rolls(shown, sizes[drawn])
    except DiceError as error:
        raise DiceError(f"Line {line}: {error} Nothing was recorded.") from None
    if len(faces) != 1:
        raise DiceError(f"Line {line} shows {len(faces)} rolls where one belongs. Nothing was recorded.")
    return WrittenRoll(line, drawn, int(number) if number else None, faces[0], cells.get("rolled_by", ""))
