"""The office's logs as the service takes them, for tests: by what the election knows, and by the fold's own rules."""

from __future__ import annotations

from datetime import date

import pytest

from tabulate.board.errors import NotAllowed
from tabulate.board.intake.intake_state import IntakeEntry, IntakeState, check_intake
from tabulate.definitions.reading import parse_definition
from tabulate.election import Election, PrecinctId
from tabulate.hours import lawful_closing
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

P1 = PrecinctId("P01")
AT, TWO, THREE = "2026-11-20T10:00-07:00", ("Ada", "Bo"), ("Ada", "Bo", "Cy")


def election(day: str = "2026-11-03") -> Election:
    """In mountain time, whichever half of the year."""
    found = contest("office", None, ["elm", "fir"], office="us senator", territory="state")
    whole = document([], [{"id": P1, "name": "North", "districts": []}], [found], [style("1", [P1], ["office"])])
    return parse_definition(
        as_bytes(whole | {"date": day, "polls_close": lawful_closing(date.fromisoformat(day)).isoformat()})
    )


GENERAL = election()


def entered(*entries: IntakeEntry, held: Election = GENERAL) -> IntakeState:
    """As the service takes them: by what the election knows, and by the fold's rules."""
    state = IntakeState()
    for one in entries:
        check_intake(one, state, held)
        state.check(one)
        state.take(one)
    return state


def refused(*entries: IntakeEntry, held: Election = GENERAL) -> str:
    """Why the last one is."""
    before = entered(*entries[:-1], held=held)
    with pytest.raises(NotAllowed) as why:
        _checked(entries[-1], before, held)
    return str(why.value)


def _checked(entry: IntakeEntry, before: IntakeState, held: Election) -> None:
    check_intake(entry, before, held)
    before.check(entry)


SPECIAL = election("2026-05-05")
"""Not a regular one: it may be held by mail."""
MAY = "2026-05-08T10:00-06:00"
