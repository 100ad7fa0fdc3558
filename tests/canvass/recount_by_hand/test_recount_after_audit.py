"""A recount of a precinct whose manual count was definitive: that count was canvassed, and the recount replaces it."""

from __future__ import annotations

from pathlib import Path

from canvass import clock
from canvass.deciding.decisions import Deciding
from canvass.recounting.of_record import record_totals
from canvass.recounting.recount_outcome import outcome_of
from canvass.returning.made_return import return_now
from tabulate.board.by_hand.hand_counts import ChoiceFigure, TallySheetEntered
from tabulate.board.recount.recount_entries import (
    CourtOrder,
    Petition,
    RecountBegun,
    RecountBoardMet,
    RecountCertified,
    RecountClerk,
    RecountFiled,
    RecountGround,
    RecountMember,
)
from tabulate.election import ChoiceId
from tabulate.hours import MONTANA_TIME
from tests.canvass.audit_of_county import SENATE_UNIT, CountyAudit, count_drawn
from tests.canvass.audited_county import SENATOR, CountedCounty

P01 = SENATE_UNIT.precinct


def test_the_manual_count_was_canvassed_and_the_recount_takes_its_place(tmp_path: Path) -> None:
    county = CountedCounty(tmp_path / "record")
    count_drawn(county)
    audit = CountyAudit(county).select()
    audit.open_boxes(P01).tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, ash=10)).count_the_rest().certify()
    assert senators(county) == {"ash": 64, "birch": 49, "cedar": 21}, "ten by hand where the machine had nine"
    recounted(county)
    assert senators(county) == {"ash": 54 + 8, "birch": 42 + 8, "cedar": 21}
    found = outcome_of(county.record, "R-1")
    (one,) = found.precincts
    assert one.canvassed is not None
    assert (one.canvassed.figures, one.recounted.figures) == (
        {"ash": 10, "birch": 7, "cedar": 3},
        {"ash": 8, "birch": 8, "cedar": 3},
    )
    rows = return_now(county.record, county.election.precinct(P01)).found.contests[0].rows
    assert [(row.machine, row.manual, row.recount, row.counts) for row in rows[:2]] == [(9, 10, 8, 8), (7, 7, 8, 8)]
    county.record.close()


def senators(county: CountedCounty) -> dict[str, int]:
    (position,) = (one for one in record_totals(county.record).positions if one.contest.id == SENATOR)
    return {one.choice: one.votes for one in position.votes}


def recounted(county: CountedCounty) -> None:
    """A court has P01 recounted: Ash 8, Birch 8, Cedar 3, one blank."""
    today = clock.today(MONTANA_TIME).isoformat()
    petition, order = Petition("birch", "not by the rules", "Nan"), CourtOrder("DV-1", today, today, 0)
    filed = RecountFiled("R-1", SENATOR, RecountGround.COURT, today, today, today, (P01,), "clerk", petition, order)
    members = tuple(RecountMember(name.lower(), name) for name in ("Eve", "Flo", "Gus"))
    clerks = tuple(RecountClerk(name.lower(), name) for name in ("Hal", "Ida", "Jo"))
    figures = tuple(ChoiceFigure(ChoiceId(one), votes) for one, votes in (("ash", 8), ("birch", 8), ("cedar", 3)))
    sheets = (TallySheetEntered("R-1 of P01", SENATOR, 1, who, 20, figures, 1, 0) for who in ("ida", "jo"))
    Deciding(county.record).enter(
        filed,
        RecountBoardMet("R-1", members, "Dee", clerks, today, "clerk"),
        RecountBegun("R-1", P01, 20, "hal", ("ida", "jo"), "clerk"),
        *sheets,
        RecountCertified("R-1", (P01,), today, ("Eve", "Flo"), "Dee", "P01 was recounted.", (), 0, "clerk"),
    )
