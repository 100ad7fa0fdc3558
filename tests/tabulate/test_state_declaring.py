"""What the state's board declares: W9's issues with their days, ties, an order of districts that people read."""

from __future__ import annotations

from datetime import date

import pytest

from tabulate.election import Contest, ContestId, ContestKind
from tabulate.offices import Method, Numbering, Purpose, Territory
from tabulate.recounts.rights import PositionTotals, VotesFor, line_of
from tabulate.state_canvass.counties_of_montana import COUNTIES, county_key
from tabulate.state_canvass.county_package import PackagedChoice
from tabulate.state_canvass.state_declaring import StateAct, StateResult, effective_on, state_result
from tabulate.state_canvass.state_figures import StateContest, StatePlace, StateRow

ELECTION, FILED = date(2026, 11, 3), date(2026, 11, 30)


def declared(
    votes: tuple[int, int],
    method: Method | None,
    names: tuple[str, str] = ("For", "Against"),
    *,
    recounted: bool = False,
) -> StateResult:
    numbering = Numbering("I-188", method) if method else None
    purpose = Purpose(territory=Territory.STATE, numbering=numbering)
    contest = Contest(ContestId("i"), "I", ContestKind.ISSUE, None, None, 1, (), 0, purpose=purpose)
    choices = tuple(PackagedChoice(name, name, write_in=False) for name in names)
    line = line_of(PositionTotals(contest, tuple(map(VotesFor, names, names, votes))))
    total = StateRow(StatePlace.STATE, "State", None, votes, 0, 0)
    one = StateContest(contest, choices, ("Pine",), (), total, line)
    return state_result(one, ELECTION, FILED, recounted=recounted)


@pytest.mark.parametrize(
    ("votes", "method", "word", "effective"),
    [
        ((301_482, 300_004), Method.INITIATIVE, "approved", date(2027, 10, 1)),
        ((300_001, 300_000), Method.LEGISLATURE_AMENDMENT, "approved", date(2027, 7, 1)),
        ((300_001, 300_000), Method.INITIATIVE_AMENDMENT, "approved", date(2027, 7, 1)),
        ((290_000, 300_000), Method.PETITIONED_ACT, "not approved", FILED),
        ((290_000, 300_000), Method.REFERRED_ACT, "not approved", FILED),
        ((300_000, 290_000), Method.REFERRED_ACT, "approved", None),
        ((290_000, 300_000), Method.INITIATIVE, "not approved", None),
        ((2, 1), None, "approved", None),
    ],
)
def test_w9_an_issue_is_approved_by_more_for_than_against_and_has_its_day(
    votes: tuple[int, int], method: Method | None, word: str, effective: date | None
) -> None:
    for names in (("For", "Against"), ("YES on the issue", "NO on the issue")):
        found = declared(votes, method, names)
        assert (found.act, found.names, found.effective) == (StateAct.PROCLAMATION, (word,), effective)
        assert f"{votes[0]:,} for, {votes[1]:,} against" in found.said
    turned = declared((votes[1], votes[0]), method, ("Against", "For"))
    assert (turned.names, turned.effective) == ((word,), effective), "by the answers' names, not their order"


def test_w9_an_issue_with_equal_votes_is_recounted_and_then_fails() -> None:
    first = declared((300_000, 300_000), Method.INITIATIVE)
    assert (first.act, first.effective) == (StateAct.TIE, None)
    assert "as if a petition for a recount were filed (13-16-203)" in first.said
    after = declared((300_000, 300_000), Method.INITIATIVE, recounted=True)
    assert (after.act, after.names) == (StateAct.PROCLAMATION, ("not approved",))


def test_answers_that_do_not_tell_are_not_guessed() -> None:
    found = declared((2, 1), Method.INITIATIVE, ("Option A", "Option B"))
    assert (found.names, found.effective) == (("Option A",), None)
    assert "do not say which is for" in found.said


def test_the_day_follows_the_election_in_the_same_year_where_there_is_one() -> None:
    primary = date(2026, 6, 2)
    assert effective_on(Method.INITIATIVE, primary, FILED, approved=True) == date(2026, 10, 1)
    assert effective_on(Method.INITIATIVE, date(2026, 10, 1), FILED, approved=True) == date(2027, 10, 1)


def test_montana_has_56_counties_each_known_by_its_name_however_written() -> None:
    assert len({county_key(one) for one in COUNTIES}) == 56
    assert county_key("LEWIS & CLARK County") == county_key("Lewis and Clark")
