"""The report: the same figures in every form, nothing before the lock, the statewide list."""

import csv
import io
import json
from dataclasses import replace

import pytest

from audit.coverage import ListedBallot, Treatment
from audit.events import CauseOfDiscrepancy, MachineFiguresTaken
from audit.report import county_report, report_json, report_sha256
from audit.report_tables import report_csv, tables
from audit.rules import MCA_2023, parameters
from audit.state import Phase, Stage, UnitPhase
from audit.statewide import statewide_report
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
    text = report_json(county_report(audit.state)) + report_csv(county_report(audit.state))
    for figure in ("311", "212", "313", "217"):
        assert f":{figure}," not in text
        assert f",{figure}," not in text
    shown = next(one for one in county_report(audit.state).units if one.contest == "senator")
    assert shown.phase is UnitPhase.TALLYING
    assert shown.choices == ()


def test_the_same_figures_stand_in_tables_csv_and_json(finished: Audit) -> None:
    report = county_report(finished.state)
    plain = json.loads(report_json(report))
    rows = list(csv.reader(io.StringIO(report_csv(report))))
    counts = next(table for table in tables(report) if table.title == "Counts")
    from_json = [
        (unit["precinct_name"], unit["contest_title"], line["name"], str(line["machine"]), str(line["manual"]))
        for unit in plain["units"]
        for line in unit["choices"]
    ]
    assert [row[:5] for row in counts.rows] == from_json
    start = rows.index(["Counts"]) + 2
    assert [tuple(row[:5]) for row in rows[start : start + len(counts.rows)]] == from_json


def test_every_row_fits_its_head(finished: Audit) -> None:
    for table in tables(county_report(finished.state)):
        assert {len(row) for row in table.rows} <= {len(table.head)}, table.title


def test_the_report_s_hash_is_of_what_it_says(finished: Audit) -> None:
    report = county_report(finished.state)
    assert report_sha256(report) == report_sha256(county_report(finished.state))
    assert report_sha256(report) != report_sha256(replace(report, county="Little Sky"))


def test_a_spreadsheet_takes_no_name_for_a_formula() -> None:
    start = replace(opened(), election_title="=1+1", county='=HYPERLINK("x")')
    text = report_csv(county_report(Audit(start).state))
    assert "\n=" not in text
    assert ",=" not in text
    assert ',"=' not in text


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
        statewide_report([one, replace(one, election_date="2026-11-03")])
    with pytest.raises(ValueError, match="0 were given"):
        statewide_report([])


def test_an_administrative_cause_is_reported_without_a_machine() -> None:
    audit = Audit(opened(2)).begin()
    unit = audit.first_unit
    audit.prepare(unit).tally(unit, [330, 280]).count_all().find("senator", CauseOfDiscrepancy.ADMINISTRATIVE)
    causes = next(table for table in tables(county_report(audit.state)) if table.title == "Causes found")
    assert causes.rows[0][:3] == ("senator", "administrative error", "")
