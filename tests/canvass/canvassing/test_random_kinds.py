"""Random elections of every kind at once: what simulated electors voted, against every total, report and result."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.canvassing.declarations import all_to_declare
from canvass.canvassing.report_document import report_bytes, report_of
from canvass.reporting.results import Breakdown, shown_results
from canvass.reporting.results_json import results_json
from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.board.office.elections_cancelled import ElectionCancelled
from tabulate.board.office.qualified_electors import QualifiedElectorsStated
from tabulate.county_canvass.declaring import ContestResult
from tabulate.election import Election
from tabulate.ledger.entries import BatchClosed, Entry
from tabulate.ledger.fold import fold
from tabulate.recounts.rights import RecountLine
from tests.canvass.canvassing.canvassed_counties import MET, standing
from tests.soak import examples
from tests.tabulate.ledger_makers import record_opened
from tests.tabulate.split_precincts import Cast, contest, document, elected, sheets, style

Json = dict[str, Any]
Votes = Counter[tuple[str, str]]
AT = "2026-10-01T09:00-06:00"
SLATES: Json = {"in_favor": ["f1", "f2", "f3"], "opposed": ["o1", "o2"]}
QUALIFIED = 20


@st.composite
def elections(draw: st.DrawFn) -> Json:
    """One to three precincts, each with some of: a council of several seats, a bond, delegates, a sheriff."""
    within: Json = {"territory": "district within a county"}
    seats, delegates = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    bond = draw(st.sampled_from(["by itself", "by mail"]))
    kinds = [
        contest("sheriff", None, ["a", "b"], office="sheriff", territory="one county"),
        contest("council", None, ["k", "l", "m", "n"], seats, office="special district", **within),
        contest("bond", None, ["for", "against"], kind="issue", school_bond=bond, **within),
        contest(
            "delegates",
            None,
            [*SLATES["in_favor"], *SLATES["opposed"]],
            delegates,
            office="other",
            territory="state",
            nonpartisan=True,
            ratification=SLATES,
        ),
    ]
    held = draw(st.lists(st.sampled_from(kinds), min_size=1, unique_by=lambda one: str(one["id"])))
    filed = draw(st.lists(st.sampled_from(["ash", "birch"]), unique=True))
    not_held = contest("fire", None, filed, 2, office="special district", not_held=True, **within)
    names = [f"P{number}" for number in range(draw(st.integers(1, 3)))]
    precincts = [{"id": one, "name": one, "districts": []} for one in names]
    carried = [one["id"] for one in held]
    return document([], precincts, [*held, not_held], [style("1", names, carried)])


@st.composite
def voters(draw: st.DrawFn, election: Election) -> list[Cast]:
    """Ballots, each with at most as many votes in a contest as it has seats."""
    found = []
    for _ in range(draw(st.integers(0, 14))):
        votes: list[tuple[str, str]] = []
        for one in election.contests:
            ids = st.sampled_from([str(choice.id) for choice in one.choices])
            votes += [(str(one.id), each) for each in draw(st.lists(ids, max_size=one.seats, unique=True))]
        found.append(Cast("1", str(draw(st.sampled_from(election.precincts)).id), tuple(votes)))
    return found


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_every_total_report_and_result_is_what_the_electors_voted(data: st.DataObject) -> None:
    election = elected(data.draw(elections()))
    cast = data.draw(voters(election))
    truth: Votes = Counter(vote for one in cast for vote in one.votes)
    (fire,) = election.not_held
    filed = tuple(str(one.id) for one in fire.choices)
    entries: list[Entry] = [
        ElectionCancelled("fire", "Dee", "", "2026-09-30", filed, 2 - len(filed), AT, "Dee"),
        *sheets(election, "A", cast),
        BatchClosed("A", len(cast), len(cast), 0, 0),
    ]
    if election.find_contest("bond"):
        entries.append(QualifiedElectorsStated("bond", QUALIFIED, "the list", AT, "Dee"))
    _totals_hold(election, entries, cast, truth)
    found = standing(election, [MET, *entries])
    report = json.loads(report_bytes(report_of(found), "json"))
    assert [one["contest"] for one in report["contests"]] == [one.id for one in election.contests]
    assert [len(one["acclaimed"]) for one in report["not_held"]] == [len(filed)]
    for one in found.contests:
        own = dict(zip((str(choice.key) for choice in one.choices), one.county.votes, strict=True))
        assert own == {str(choice.id): truth[str(one.contest.id), str(choice.id)] for choice in one.contest.choices}
        assert sum(number or 0 for number in one.county.figures) == one.contest.seats * len(cast)
    for declared in all_to_declare(found):
        _result_holds(declared.line, declared.result, truth, len(cast))


def _totals_hold(election: Election, entries: list[Entry], cast: list[Cast], truth: Votes) -> None:
    state = fold([record_opened(), *entries])
    said = results_json(shown_results(election, state, Breakdown.PRECINCT))
    assert {one["contest"] for one in said["contests"]} == {str(one.id) for one in election.contests}
    assert [one["contest"] for one in said["not_held"]] == ["fire"]
    places: list[tuple[Json, Votes]] = [(said, truth)]
    for place in said["precincts"]:
        own = (vote for one in cast if one.precinct == place["precinct"] for vote in one.votes)
        places.append((place, Counter(own)))
    for place, votes in places:
        shown = {
            (one["contest"], each["choice"]): each["votes"] for one in place["contests"] for each in one["choices"]
        }
        assert {key: number for key, number in shown.items() if number} == dict(votes)


def _result_holds(line: RecountLine, result: object, truth: Votes, ballots: int) -> None:
    """The law once more, in plain words: of a bond by the turnout, of delegates by the sides, else by most votes."""
    id_ = str(line.contest.id)
    votes = {str(one.id): truth[id_, str(one.id)] for one in line.contest.choices}
    if id_ == "bond" and votes["for"] == votes["against"]:
        assert isinstance(result, ContestResult)
        assert result.act is CanvassAct.TIE
    elif id_ == "bond":
        turnout, alone = Fraction(ballots, QUALIFIED), line.contest.purpose.school_bond == "by itself"
        enough = votes["for"] > votes["against"]
        if alone and turnout < Fraction(2, 5):
            enough = turnout > Fraction(3, 10) and 5 * votes["for"] >= 3 * (votes["for"] + votes["against"])
        assert isinstance(result, ContestResult)
        assert result.names == ("approved" if enough else "rejected",)
    else:
        people = votes
        if id_ == "delegates":
            sides = [{one: votes[one] for one in side} for side in (SLATES["in_favor"], SLATES["opposed"])]
            favor, opposed = (sum(side.values()) for side in sides)
            people = {} if favor == opposed else sides[0] if favor > opposed else sides[1]
        ranked = sorted(people.values(), reverse=True)
        beyond = ranked[line.contest.seats] if len(ranked) > line.contest.seats else 0
        assert {one.choice for one in line.winners} == {one for one, number in people.items() if number > beyond}
