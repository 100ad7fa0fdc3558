"""Ballots in the boxes that no machine counted, and what the poll book says of them: B2."""

import pytest

from audit.errors import Refused
from audit.report import county_report
from canvass.auditing.poll_book import BallotsCast, ballots_cast
from canvass.cli import run
from tabulate.election import ContestId
from tests.canvass.audit_of_county import ISSUE_UNIT, SENATE_UNIT, CountyAudit, count_drawn, declare
from tests.canvass.audited_county import ISSUE, SENATOR, CountedCounty
from tests.canvass.auditing.counted_by_hand import P01, count_by_hand


def test_repair_B2_ballots_never_scanned_are_accepted_after_a_second_count_and_recorded(
    county: CountedCounty,
) -> None:
    """Butte 2022: 35 ballots lay in the box that no machine had counted, and the poll book did not say so."""
    count_drawn(county)
    audit = CountyAudit(county).select().open_boxes(P01)
    more = audit.as_machine(SENATE_UNIT, ballots=55, ash=30, birch=20)
    audit.tally(SENATE_UNIT, more)
    assert audit.state.unit(SENATE_UNIT).manual is None
    audit.tally(SENATE_UNIT, more)
    assert audit.state.unit(SENATE_UNIT).excess == 35
    audit.count_the_rest()
    assert audit.state.awaiting_cause
    (report,) = [one for one in county_report(audit.state).units if (one.precinct, one.contest) == (P01, SENATOR)]
    assert report.excess == 35


@pytest.mark.parametrize(
    ("texts", "whole", "own"),
    [
        ((), None, None),
        (("812",), 812, 812),
        (("us-senator=410",), None, 410),
        (("812", "us-senator=410"), 812, 410),
        (("a=b=7",), None, None),
    ],
)
def test_repair_B2_the_poll_book_says_a_number_for_the_precinct_or_for_a_contest(
    texts: tuple[str, ...], whole: int | None, own: int | None
) -> None:
    cast = ballots_cast(texts)
    assert (cast.precinct, cast.of(SENATOR, True)) == (whole, own if own is not None else whole)
    assert cast.of(ISSUE, False) is None


@pytest.mark.parametrize("text", ["", "x", "-3", "us-senator=", "us-senator=1.5", "us-senator"])
def test_repair_B2_what_is_no_number_of_ballots_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is no number of ballots"):
        ballots_cast((text,))


def test_repair_B2_a_number_for_a_contest_is_used_and_one_of_no_contest_here_is_refused(
    county: CountedCounty,
) -> None:
    count_drawn(county)
    audit = CountyAudit(county).select()
    with pytest.raises(Refused, match="Contest sheriff is not counted in precinct P01"):
        audit.open_boxes(P01, BallotsCast(by_contest=((ContestId("sheriff"), 9),)))
    audit.open_boxes(P01, BallotsCast(20, ((SENATOR, 23),)))
    cast = {one.unit: one.figures.ballots_cast for one in audit.state.units if one.figures}
    assert (cast[SENATE_UNIT], cast[ISSUE_UNIT]) == (23, 20)


def test_repair_B2_of_a_contest_that_not_every_ballot_carries_the_precincts_number_is_not_taken_and_that_is_said(
    county: CountedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 20 ballots counted by hand 16 carry the senator's contest."""
    declare(county)
    count_by_hand(county, with_senator=16)
    count_drawn(county, but=(1,))
    CountyAudit(county).select()
    directory = str(county.record.directory)
    by = ["--opened-by", "Ann", "--opened-by", "Ben"]
    assert run(["audit", "boxes", directory, "P01", "--box", "17=H1", *by, "--cast", "23"]) == 0
    told = capsys.readouterr()
    assert "Not every ballot of the precinct carries United States Senator" in told.out + told.err
    cast = {one.unit: one.figures.ballots_cast for one in CountyAudit.again(county).state.units if one.figures}
    assert (cast[SENATE_UNIT], cast[ISSUE_UNIT]) == (16, 23)
