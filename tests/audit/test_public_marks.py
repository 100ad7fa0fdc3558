"""The order in which ballots were called is not published: it would tell how each of them was voted (repair A2)."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.committee import MemberId
from audit.events import AuditEvent
from audit.events.before import AuditOpened
from audit.events.counting import MarksMade, MarkStruck, SheetEntered
from audit.public_marks import without_order
from audit.publication import publish, replay
from audit.random_sample import fold
from audit.report import county_report
from audit.sheet_figures import Call
from audit.tally_sheets import EntryMode
from tests.audit.audits import NAMES, Audit, opened
from tests.audit.drawn_audits import announced, begun, draw, mended
from tests.soak import examples

RECORDERS = NAMES[1:]


def calls_of(audit: Audit) -> list[Call]:
    """Ballots as they lie in the box, whose marks come to the first unit's usual figures."""
    figures = audit.figures(audit.first_unit.contest)
    called = [Call((one.choice,)) for one in figures.votes for _ in range(one.votes)]
    called += [Call(())] * figures.undervotes + [Call((), overvoted=True)] * figures.overvotes
    return called[: figures.ballots]


def marked(audit: Audit, seed: int, breaks: int, strikes: bool) -> list[AuditEvent]:
    """Every recorder marks the same ballots, in one order, in some turns, with some marks struck and made again."""
    unit, random = audit.first_unit, Random(seed)
    calls = calls_of(audit)
    random.shuffle(calls)
    turns = [0, *sorted(random.sample(range(1, len(calls)), breaks)), len(calls)]
    for name in map(MemberId, RECORDERS):
        about = unit.precinct, unit.contest, 1, name, name
        for first, last in pairwise(turns):
            audit.do(MarksMade(*about, tuple(calls[first:last])))
            if strikes:
                audit.do(MarkStruck(*about, last), MarksMade(*about, (calls[last - 1],)))
        audit.do(SheetEntered(*about, EntryMode.MARKS, audit.figures(unit.contest)))
    return audit.count_all().certify().events


def drawn_anew(start: AuditOpened) -> Audit:
    audit = announced(draw(begun(start)))
    return audit.prepare(audit.first_unit).start(audit.first_unit)


@settings(max_examples=examples(6))
@given(st.integers(0, 10**6), st.integers(0, 9), st.booleans())
def test_repair_A2_what_is_published_does_not_depend_on_the_order_of_the_ballots(
    seed: int, breaks: int, strikes: bool
) -> None:
    events = marked(drawn_anew(mended(2)), seed, breaks, strikes)
    assert publish(events) == publish(marked(drawn_anew(mended(2)), 0, 0, strikes=False))
    state = fold(events)
    assert state is not None
    assert replay(publish(events)).report == county_report(state)


@pytest.mark.parametrize("sheet_follows", [True, False])
def test_repair_A2_marks_stand_once_before_their_sheet_and_those_of_no_sheet_nowhere(sheet_follows: bool) -> None:
    audit = drawn_anew(mended(2))
    about = audit.first_unit.precinct, audit.first_unit.contest, 1, MemberId("ben"), MemberId("ben")
    first = audit.state.contest(audit.first_unit.contest).choices[0].id
    made: list[AuditEvent] = [
        MarksMade(*about, (Call((first,)), Call(()))),
        MarkStruck(*about, 2),
        MarksMade(*about, (Call(()),) * 2),
    ]
    sheet = SheetEntered(*about, EntryMode.MARKS, audit.figures(audit.first_unit.contest))
    events = [*made, sheet] if sheet_follows else made
    assert list(without_order(events)) == (
        [MarksMade(*about, (Call(()), Call(()), Call((first,)))), sheet] if sheet_follows else []
    )


def test_an_audit_of_the_first_edition_is_published_as_it_was() -> None:
    audit = Audit(opened(2)).begin()
    events = marked(audit.prepare(audit.first_unit).start(audit.first_unit), 1, 2, strikes=True)
    assert replay(publish(events)).events == len(events)
