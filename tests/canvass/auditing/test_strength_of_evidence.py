"""`canvass audit risk` on a counted county: by the figures of before the dice, and with every reason not to."""

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from audit.risk.contest_risk import CountedByHand, RiskAnswer, RiskMeasured, RiskNotComputed
from audit.selection import PRECINCTS
from canvass.auditing.drawing import announcing, freezing, rolling
from canvass.auditing.strength.audit_risk import audit_strength
from canvass.auditing.strength.strength_json import strength_json
from canvass.auditing.strength.strength_tables import decimal_up, strength_document
from canvass.auditing.unofficial_results import results_published
from canvass.cli import run
from imaging.sheets import Mark
from tabulate.board.polls import PollsClosed
from tabulate.election import ContestId, PrecinctId
from tests.canvass.audit_of_county import (
    ISSUE_UNIT,
    SELECTED_ON,
    SENATE_UNIT,
    CountyAudit,
    count_drawn,
    seat_board,
)
from tests.canvass.audited_county import ISSUE, SENATOR, CountedCounty, usual_votes

CLOSED = PollsClosed("clerk")


def whole_county(county: CountedCounty) -> CountyAudit:
    """The seven precincts that are drawn have twenty ballots each, and three others as many."""
    count_drawn(county)
    for number in (8, 9, 10):
        county.count_precinct(number)
    return CountyAudit(county).select()


def answer(audit: CountyAudit, contest: ContestId = ISSUE) -> RiskAnswer:
    found = audit_strength(audit.county.record, audit.state)
    return next(one.answer for one in found.contests if one.contest.id == contest)


def reasons(audit: CountyAudit, contest: ContestId = ISSUE) -> str:
    found = answer(audit, contest)
    assert isinstance(found, RiskNotComputed)
    return " ".join(found.reasons)


def measured(audit: CountyAudit, contest: ContestId = ISSUE) -> RiskMeasured:
    found = answer(audit, contest)
    assert isinstance(found, RiskMeasured)
    return found


def computed_again(contest: dict[str, Any]) -> Fraction:
    """P by somebody who has the file alone."""
    total, left, product, best = contest["N"], Fraction(contest["t"]) * contest["N"], Fraction(1), Fraction(1)
    for drawn, unit in enumerate(contest["units"]):
        errors, bounds = [], []
        for pair in contest["pairs"]:
            winner, loser, margin = pair["winner"], pair["loser"], pair["V"]
            lead = unit["v"].get(winner, 0) - unit["v"].get(loser, 0)
            by_hand = unit["a"].get(winner, 0) - unit["a"].get(loser, 0)
            errors.append(Fraction(lead - by_hand + unit["b"] - unit["counted"], margin))
            bounds.append(Fraction(lead + unit["b"], margin))
        assert (max(errors), max(bounds)) == (Fraction(unit["e"]), Fraction(unit["u"]))
        found = 1 - max(*errors, Fraction(0)) / Fraction(contest["u_max"])
        product *= 1 - Fraction(contest["c"]) * (1 - found / (left / (total - drawn)))
        left, best = left - found, max(best, product)
    return 1 / best


def test_a_faultless_audit_has_its_figure_and_anyone_computes_it_again(
    county: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = whole_county(county).count_the_rest()
    found = measured(audit)
    assert (found.units, len(found.drawn), found.pairs[0].margin, found.unseen) == (65, 7, 20, 0)
    assert found.largest_bound == Fraction(22, 20)
    assert found.bounds == Fraction(220, 20)
    assert 0 < found.risk < 1
    for one in strength_json(audit.state, audit_strength(county.record, audit.state))["contests"]:
        assert computed_again(one) == Fraction(one["P"])
    county.record.append([CLOSED])
    assert run(["audit", "risk", str(county.record.directory), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [one["answer"] for one in said["contests"]] == ["risk", "risk"]
    assert said["contests"][1]["P"] == f"{found.risk.numerator}/{found.risk.denominator}"
    assert run(["audit", "risk", str(county.record.directory)]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert f"P = {decimal_up(found.risk)}" in words
    assert "a sample as clean as this would appear with probability at most P." in words
    assert "no step of it asks for this" in words

    for table in strength_document(audit.state, audit_strength(county.record, audit.state)).tables:
        assert "about this county's own votes" in table.note
        assert "really lost" not in table.note
    drawn = audit.state.selection.precincts
    assert drawn is not None
    assert [one.public.precinct for one in found.drawn] == [item.id for item in drawn.sample]
    # What is counted later changes nothing of figures that were public.
    county.count_precinct(20)
    assert measured(audit) == found


def test_errors_and_ballots_that_the_committee_did_not_see(county: CountedCounty) -> None:
    count_drawn(county)
    audit = CountyAudit(county).select().open_boxes(PrecinctId("P01"))
    assert "Counts of the sample that are not locked: 7." in reasons(audit)
    audit.tally(ISSUE_UNIT, audit.as_machine(ISSUE_UNIT, **{"for": 10, "against": 10}))
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, ash=7, ballots=18)).count_the_rest()
    with_error, unseen = measured(audit), measured(audit, SENATOR)
    assert (with_error.drawn[0].overstatement, with_error.unseen) == (Fraction(2, 14), 0)
    assert (unseen.unseen, unseen.drawn[0].unseen, unseen.drawn[0].overstatement) == (2, 2, Fraction(4, 14))
    tables = strength_document(audit.state, audit_strength(county.record, audit.state)).tables
    said = "2 ballots were not seen by the committee: each may be wrong by two votes"
    assert [said in one.note for one in tables] == [True, False]


def test_whatever_waited_when_the_figures_became_public_is_a_reason(county: CountedCounty) -> None:
    seat_board(county)
    usual = [usual_votes(place) for place in range(20)]
    asked = {"for": Mark.MARKED, "against": Mark.MARKED, "ash": Mark.MARKED}
    written = usual_votes(19) | {"write-in-0": Mark.MARKED}
    county.count_batch("P01-polls", PrecinctId("P01"), [*usual, asked])
    county.count_batch("P02-polls", PrecinctId("P02"), [*usual, written])
    count_drawn(county, but=(1, 2))
    audit = CountyAudit(county).select()
    assert "1 ballot waited for the board when the figures became public." in reasons(audit)
    assert "1 write-in vote had a name that nobody had read." in reasons(audit, SENATOR)


def draw_by_dice(audit: CountyAudit, on: date) -> None:
    with audit.log.turn() as turn:
        turn.take(*freezing(turn.state, on))
        for number in range(1, 11):
            turn.take(rolling(turn.state.selection, PRECINCTS, divmod(number, 10), None, "the board"))
        turn.take(*freezing(turn.state, on))
        turn.take(*announcing(turn.state, on, "the board"))


def test_figures_that_came_after_the_dice_are_none(county: CountedCounty) -> None:
    count_drawn(county)
    audit, last_day = CountyAudit(county), SELECTED_ON + timedelta(days=1)
    draw_by_dice(audit, last_day)
    audit.log.take(results_published(county.election, audit.counted, last_day))
    assert "The dice were thrown before the unofficial results were public" in reasons(audit)


def test_figures_whose_hash_was_not_published_are_not_believed(county: CountedCounty) -> None:
    count_drawn(county)
    audit = CountyAudit(county)
    event = results_published(county.election, audit.counted, SELECTED_ON)
    audit.log.take(replace(event, results_sha256="0" * 64))
    draw_by_dice(audit, SELECTED_ON)
    assert "do not come to the hash that was published" in reasons(audit)


def test_before_the_polls_are_closed_the_command_says_nothing(
    county: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit", "risk", str(county.record.directory)]) != 0
    assert "No audit of" in capsys.readouterr().err


def test_of_two_precincts_it_is_only_said_how_many_were_counted() -> None:
    assert CountedByHand(2, 2, 0).said == "counted by hand entirely"
    assert CountedByHand(1, 2, 0).said == "counted by hand in half of its precincts"
