"""The audit's report as tables: the figures of its JSON, nothing before the lock, no formula in any cell."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from audit.events.before import AuditOpened, CountywideRaceRequested
from audit.events.consequences import CauseOfDiscrepancy
from audit.random_sample import apply
from audit.report import county_report, report_json
from audit.rules import NONFEDERAL
from audit.state import AuditState
from canvass.auditing.counties import report_document
from canvass.reporting.forms import csv_of, html_of
from canvass.reporting.tables import Table
from tests.audit.audits import WHOLE, Audit, opened


@pytest.fixture(scope="module")
def finished() -> Audit:
    start, *events = WHOLE
    assert isinstance(start, AuditOpened)
    return Audit(start).do(*events)


def table_of(state: AuditState, title: str) -> Table:
    (found,) = (table for table in report_document(state).tables if table.title == title)
    return found


def test_the_same_figures_stand_in_tables_csv_and_json(finished: Audit) -> None:
    plain = json.loads(report_json(county_report(finished.state)))
    rows = list(csv.reader(io.StringIO(csv_of(report_document(finished.state)))))
    counts = table_of(finished.state, "Both counts")
    from_json = [
        (unit["precinct_name"], unit["contest_title"], line["name"], line["machine"], line["manual"])
        for unit in plain["units"]
        for line in unit["choices"]
    ]
    assert len(from_json) > 10
    assert [row[:5] for row in counts.rows] == from_json
    start = rows.index(["Both counts"]) + (3 if counts.note else 2)
    assert [tuple(row[:5]) for row in rows[start : start + len(counts.rows)]] == [
        tuple(map(str, row)) for row in from_json
    ]


def test_every_row_fits_its_head(finished: Audit) -> None:
    tables = report_document(finished.state).tables
    assert len(tables) > 8
    for table in tables:
        assert {len(row) for row in table.rows} <= {len(table.columns)}, table.title


def test_figures_that_are_not_locked_stand_in_no_form() -> None:
    audit = Audit().begin()
    unit = audit.first_unit
    audit.prepare(unit, [311, 212]).start(unit).do(audit.sheet(unit, "ben", [313, 217]))
    document = report_document(audit.state)
    text = csv_of(document) + html_of(document)
    for figure in ("311", "212", "313", "217"):
        assert f",{figure}," not in text
        assert f">{figure}<" not in text


def test_a_spreadsheet_takes_no_name_for_a_formula() -> None:
    start = replace(opened(), election_title="=1+1", county='=HYPERLINK("x")')
    text = csv_of(report_document(Audit(start).state))
    assert "HYPERLINK" in text
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


def test_an_administrative_cause_is_reported_without_a_machine() -> None:
    audit = Audit(opened(2)).begin()
    unit = audit.first_unit
    audit.prepare(unit).tally(unit, [330, 280]).count_all().find("senator", CauseOfDiscrepancy.ADMINISTRATIVE)
    (row,) = table_of(audit.state, "Causes found").rows
    assert row[1:4] == ("Senator", "administrative error", "")


def test_an_audit_that_was_done_too_late_is_said_to_be_on_its_report() -> None:
    late = "The audit was done on 2024-11-19, not by 2024-11-18, a day before the canvass (13-17-506(1))."
    audit = Audit(opened(2)).begin().count_all()
    assert late not in report_document(audit.state).lines
    in_time = audit.certificate()
    assert not any("not by" in line for line in report_document(apply(audit.state, in_time)).lines)
    audit.do(replace(in_time, on=date(2024, 11, 19)))
    document = report_document(audit.state)
    assert document.lines[-1] == late
    assert late in html_of(document)
    assert county_report(audit.state).certified_on == date(2024, 11, 19)


def test_too_few_contests_are_named_in_the_plural_with_the_law_that_asks_for_them() -> None:
    local = opened(2, NONFEDERAL, date(2025, 11, 4))
    plain = replace(local, contests=(local.contests[0],))
    rows = table_of(Audit(plain).state, "Contests that could not be drawn").rows
    assert ("issues of a nonfederal audit", "2 are required, 0 on the ballot", "13-17-510") in rows
    assert ("races of a nonfederal audit", "2 are required, 1 on the ballot", "13-17-510") in rows


def test_a_countywide_race_asked_for_in_vain_is_left_off_by_its_own_section() -> None:
    start = replace(opened(2), contests=(opened().contests[0],))
    audit = Audit(start).do(CountywideRaceRequested("the county commissioners", date(2024, 10, 1)))
    rows = table_of(audit.state, "Contests that could not be drawn").rows
    assert ("countywide races", "1 are required, 0 on the ballot", "13-17-510") in rows
    assert ("federal races", "2 are required, 1 on the ballot", "13-17-503(3)") in rows
