"""The selection as it is run: which lists are frozen, which is rolled for next, and a file of rolls (13-17-505).

A file of rolls is CSV with a heading: `list`, `roll`, `red`, `white`, `blue`, `rolled_by`; or `dice` ("6 5") for the
three colours. Without `list` the rolls are for the precincts; `roll` may be left out, and must else count from 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from audit.calendar import check_results_public, check_selection_day
from audit.dice import Faces, dice_for, parse_rolls
from audit.edition import AuditEdition
from audit.errors import DiceError
from audit.events import AuditEvent
from audit.events.selecting import DiceRolled, ListFrozen, SelectionAnnounced
from audit.lists import eligible_lists, lists_of
from audit.selection import PRECINCTS, DrawnList, NumberedList, Selection
from audit.state import AuditState
from audit.state_races import STATE_CATEGORIES
from tabulate.csv_rows import CsvRow, CsvTable
from tabulate.whole_numbers import whole_number

_COLORS = ("red", "white", "blue")
_COLUMNS = frozenset({"list", "roll", "dice", "rolled_by", *_COLORS})
_MOST_SHOWN = 80


def drawn_alone(state: AuditState) -> tuple[str, ...]:
    """What to say where a county's record draws for itself what the board draws for all (13-17-505(1)(a))."""
    if state.state_races is not None or not state.rules.federal:
        return ()
    needed = {one.category for one in eligible_lists(state) if one.needed}
    kinds = [category.plural for category in STATE_CATEGORIES if category in needed]
    if not kinds:
        return ()
    return (
        f"The board of state canvassers selects the {_and(kinds)} once for all counties (13-17-505(1)(a)). Take its "
        "published selection with `canvass audit select --state-races FILE`; it takes the place of what is drawn for "
        "this county alone, until the selection is announced.",
    )


def precincts_drawn(state: AuditState) -> tuple[str, ...]:
    """The precincts drawn so far, reserves not among them."""
    drawn = state.selection.precincts
    return () if drawn is None else tuple(drawn.numbered.items[number - 1].id for number in drawn.draw.sample)


def _and(words: list[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def freezing(state: AuditState, on: date, rehearsal: bool = False, again: bool = False) -> list[AuditEvent]:
    """The events that freeze the lists known by now and not yet frozen; a rehearsal begins `again` with the first.

    What contests are drawn from is known once the precincts are drawn, so this is asked again after each list.
    """
    selection = selection_of(state, rehearsal)
    if again and state.opened.edition is not AuditEdition.FIRST:
        (precincts, *_) = lists_of(state, rehearsal)
        return [ListFrozen(precincts, precincts.sha256(), on)]
    return [
        ListFrozen(numbered, numbered.sha256(), on)
        for numbered in lists_of(state, rehearsal)
        if selection.of(numbered.drawn) is None or again
    ]


def check_meeting_day(state: AuditState, on: date) -> None:
    """Refuse a roll on another day than one of the meeting, also where the lists were frozen on an earlier one.

    An announced selection may be looked at on any day.
    """
    if state.announced is not None:
        return
    if state.results is None:
        check_results_public(state.calendar, on)
    if not state.opened.rehearsal:
        check_selection_day(state.calendar, on)


def selection_of(state: AuditState, rehearsal: bool) -> Selection:
    """The selection, or the rehearsal of it."""
    return state.rehearsal if rehearsal else state.selection


def next_list(selection: Selection) -> DrawnList | None:
    """The first list with something left to roll for, in the order frozen."""
    return next((one for one in selection.lists if not one.draw.complete), None)


def may_be_announced(state: AuditState) -> bool:
    """Whether every list is frozen and drawn, and the selection not yet announced."""
    frozen = {one.numbered.drawn for one in state.selection.lists}
    needed = {numbered.drawn for numbered in lists_of(state)}
    return state.announced is None and needed <= frozen and state.selection.complete


def announcing(state: AuditState, on: date, by: str) -> list[AuditEvent]:
    """The announcement, once there is nothing left to roll for."""
    return [announcement(on, by)] if may_be_announced(state) else []


def announcement(on: date, by: str) -> SelectionAnnounced:
    """The announcement as somebody asks for it. Where it may not be, the audit's step refuses it, with its reason."""
    return SelectionAnnounced(on, by)


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


def check_rolls_columns(table: CsvTable) -> None:
    """Check that the file's first line names the columns of rolls. Raises DiceError."""
    names = set(table.columns)
    if names - _COLUMNS or not {"dice", "red"} & names:
        raise DiceError(
            f"The file of rolls has the columns {', '.join(table.columns)[:_MOST_SHOWN] or '(none)'}. Its first line "
            "must name them: list, roll, red, white, blue, rolled_by; or dice in place of the colours. Nothing was "
            "recorded."
        )


def read_roll(row: CsvRow, lists: Iterable[NumberedList]) -> WrittenRoll:
    """One line of the file, for one of the lists known by then. Raises DiceError, naming the line."""
    sizes = {numbered.drawn: dice_for(len(numbered.items)) for numbered in lists}
    drawn = row["list"] or PRECINCTS
    if drawn not in sizes:
        raise _wrong(row, f'there is no list "{drawn[:_MOST_SHOWN]}" yet. There are: {", ".join(sizes)}.')
    number = whole_number(row["roll"], 99_999)
    if number is None and row["roll"]:
        raise _wrong(row, f'"{row["roll"][:_MOST_SHOWN]}" is no number of a roll: rolls count from 1.')
    shown = row["dice"] or " ".join(row[color] for color in _COLORS if row[color])
    try:
        faces = parse_rolls(shown, sizes[drawn])
    except DiceError as error:
        raise _wrong(row, str(error)) from None
    if len(faces) != 1:
        raise _wrong(row, f"{len(faces)} rolls where one belongs.")
    return WrittenRoll(row.line, drawn, number, faces[0], row["rolled_by"])


def _wrong(row: CsvRow, what: str) -> DiceError:
    return DiceError(f"Line {row.line}: {what} Nothing was recorded.")
