"""The report: its figures, nothing before the lock, the statewide list."""

from dataclasses import replace
from datetime import date

import pytest

from audit.coverage import ListedBallot, Treatment
from audit.events.counting import MachineFiguresTaken
from audit.report import county_report, report_json, report_sha256
from audit.rules import MCA_2023, parameters
from audit.state import Phase, Stage, UnitPhase
from audit.statewide import given_twice, statewide_report
from tests.audit.audits import Audit, opened


@pytest.fixture(scope="module")
def finished() -> Audit:
    """Over in one precinct by a machine, escalated, certified; one ballot unresolved."""
    audit = Audit(opened(4)).begin(first=[(4,), (2,), (1,)])
    unit = audit.first_unit
    audit.open_boxes(unit.precinct)
    listed = (ListedBallot(f"{unit.precinct}-polls", 7, Treatment.UNRESOLVED, "soiled"),)
    audit.do(MachineFiguresTaken(audit.machine_figures(unit, [300, 280], cast=801, listed=listed)))
    audit.tally(unit, [310, 280]).count_all().find("senator").count_all()
    return audit.certify()


def test_the_report_names_the_rules_and_every_parameter(finished: Audit) -> None:
    report = county_report(finished.state)
    assert report.rules is MCA_2023.id
    assert report.parameters == parameters(MCA_2023)
    assert report.phase is Phase.CERTIFIED


def test_both_figures_stand_beside_each_other(finished: Audit) -> None:
    report = county_report(finished.state)
    (unit,) = report.units_that_differ()
    first = unit.choices[0]
    assert (first.machine, first.manual, first.difference) == (300, 310, 10)
    assert unit.listed[0].reason == "soiled"
    assert report.contests_over == ("senator",)
    assert [one.machine for one in report.machines] == ["left"]
    assert {one.stage for one in report.units} == {Stage.SAMPLE, Stage.ESCALATION}


def test_shortfalls_and_contests_left_out_are_said(finished: Audit) -> None:
    report = county_report(finished.state)
    assert [(one.category, one.required, one.eligible) for one in report.shortfalls] == [("statewide issue", 2, 1)]
    assert {one.contest for one in report.not_eligible} >= {"judge", "auditor"}


def test_a_unit_that_is_not_locked_shows_no_figures() -> None:
    audit = Audit().begin()
    unit = audit.first_unit
    audit.prepare(unit, [311, 212]).start(unit).do(audit.sheet(unit, "ben", [313, 217]))
    text = report_json(county_report(audit.state))
    for figure in ("311", "212", "313", "217"):
        assert f":{figure}," not in text
    shown = next(one for one in county_report(audit.state).units if one.contest == "senator")
    assert shown.phase is UnitPhase.TALLYING
    assert shown.choices == ()


def test_the_report_s_hash_is_of_what_it_says(finished: Audit) -> None:
    report = county_report(finished.state)
    assert report_sha256(report) == report_sha256(county_report(finished.state))
    assert report_sha256(report) != report_sha256(replace(report, county="Little Sky"))


def test_the_statewide_list_adds_up(finished: Audit) -> None:
    other = Audit(replace(opened(65), county="Aspen")).begin()
    exempt = replace(county_report(Audit(replace(opened(3), county="Zinc")).state), phase=Phase.EXEMPT)
    report = statewide_report([county_report(finished.state), county_report(other.state), exempt])
    assert [line.county for line in report.counties] == ["Aspen", "Big Sky", "Zinc"]
    assert report.precincts == 69
    assert report.precincts_drawn == 7 + 2
    assert report.reserves_drawn == 3 + 2
    assert report.units_that_differ == 1
    assert report.unfinished == ("Aspen",)
    line = report.counties[1]
    assert (line.contests_over, line.machines_barred) == (("Senator",), ("left",))
    assert line.units == line.units_locked


def test_a_statewide_list_is_of_one_election() -> None:
    one = county_report(Audit().state)
    with pytest.raises(ValueError, match="one election"):
        statewide_report([one, replace(one, election_date=date(2026, 11, 3))])
    with pytest.raises(ValueError, match="0 were given"):
        statewide_report([])


@pytest.mark.parametrize("name", ["Big Sky", "BIG SKY County", "County of big  sky", "Big Sky county"])
@pytest.mark.parametrize("later_first", [False, True])
def test_a_county_is_in_the_statewide_list_once(finished: Audit, name: str, later_first: bool) -> None:
    one, aspen = county_report(finished.state), county_report(Audit(replace(opened(3), county="Aspen")).state)
    again = replace(one, county=name, phase=Phase.EXEMPT)
    reports = [again, aspen, one] if later_first else [one, aspen, again]
    assert given_twice(reports) == [(0, 2)]
    with pytest.raises(ValueError, match="given twice"):
        statewide_report(reports)


def test_counties_of_like_names_are_counties_of_their_own(finished: Audit) -> None:
    one = county_report(finished.state)
    names = ["Lewis and Clark", "Lewis", "Clark", "Big Horn", "Big Sky"]
    assert given_twice([replace(one, county=name) for name in names]) == []
    assert given_twice([replace(one, county=name) for name in ("Lewis & Clark", "Lewis and Clark County")]) == [(0, 1)]
