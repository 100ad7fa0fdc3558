"""The board of state canvassers' own drawing, from the counties' published files, and what a county takes of it.

Source: 13-17-505(1)(a).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from audit.errors import PublicationError, Refused
from audit.events.selecting import StateRacesTaken
from audit.publication import replay_real
from audit.selection import NumberedList
from audit.state import AuditState
from audit.state_races import StateList, StateRoll, StateSelection, read_published
from canvass.auditing.drawing import WrittenRoll
from canvass.errors import InputError


def county_of(text: str, name: str) -> AuditState:
    """The audit that a county's published file comes to, replayed whole. Raises InputError, naming the file."""
    try:
        return replay_real(text).state
    except PublicationError as error:
        raise InputError(f"{name}: {error}") from None


def state_races_taken(text: str, on: date) -> StateRacesTaken:
    """The event of a county that takes the board's published file. Raises PublicationError for another file."""
    selection = read_published(text)
    return StateRacesTaken(selection, selection.sha256(), on)


def state_races_in(text: str, name: str, on: date) -> StateRacesTaken:
    """The same of a file. Raises InputError, naming it."""
    try:
        return state_races_taken(text, on)
    except PublicationError as error:
        raise InputError(f"{name}: {error}") from None


def state_selection(
    counties: Sequence[AuditState], lists: Iterable[NumberedList], rolls: Iterable[WrittenRoll], on: date, by: str
) -> StateSelection:
    """What the board drew on that day, from lists as they were published before.

    Raises Refused where the rolls of a list are numbered in another order than they stand.
    """
    first = counties[0].opened
    made = tuple(rolls)
    _check_order(made)
    return StateSelection(
        first.rules,
        first.election_date,
        tuple(one.opened.county for one in counties),
        tuple(
            StateList(
                numbered,
                numbered.sha256(),
                tuple(StateRoll(one.faces, one.rolled_by or by) for one in made if one.drawn == numbered.drawn),
            )
            for numbered in lists
        ),
        on,
        by,
    )


def _check_order(rolls: Iterable[WrittenRoll]) -> None:
    """As in a county's record: a roll that carries a number is that one of its list, counted from 1."""
    made: Counter[str] = Counter()
    for one in rolls:
        made[one.drawn] += 1
        if one.number not in (None, made[one.drawn]):
            found = f"Line {one.line}: roll {one.number} for {one.drawn} comes out of order: {made[one.drawn]} is next."
            raise Refused("ARM 44.3.1719", found, "Enter the rolls one by one, as they fell.")
