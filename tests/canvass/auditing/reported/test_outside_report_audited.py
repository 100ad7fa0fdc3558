"""A county that has another system's report audits it: blind, the whole precinct, with the county's own word."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit.coverage import Container
from audit.events.counting import MachineFiguresTaken
from canvass.auditing.boxes import opening_boxes
from canvass.canvassing.county_standing import standing_now
from canvass.cli import run
from canvass.record import open_record
from canvass.record.audit_log import AuditLog
from outside.results import OutsideRowKind
from tabulate.election import PrecinctId
from tabulate.ledger.fold import fold
from tests.canvass.auditing.reported.reported_audit import DRAWN, MEMBERS, contests, counted, opens, says, state_of
from tests.canvass.reported_county import SENATOR, ReportedCounty, figures_shown


def test_from_a_report_to_a_published_audit_by_commands(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert {str(one.unit.precinct) for one in state_of(county).units} == set(DRAWN)
    assert len(contests(county)) == 4
    capsys.readouterr()
    assert opens(county, "P02") != 0
    assert "nobody said what its report cannot tell" in capsys.readouterr().err
    for precinct in DRAWN:
        assert says(county, precinct) == 0
        assert opens(county, precinct) == 0
        for contest in contests(county):
            assert counted(county, precinct, contest) == 0
    assert county.audit("certify", *(f"--signed={one}" for one in MEMBERS)) == 0
    report = tmp_path / "report.json"
    assert county.audit("report", "--out", report) == 0
    units = json.loads(report.read_text())["units"]
    assert {one["outside"]["machines"][0] for one in units} == {"DS450"}
    assert {one["outside"]["added_by_hand"] for one in units} == {3}
    assert {line["machine"] - line["manual"] for one in units for line in one["choices"]} == {0}
    assert county.audit("report", "--out", tmp_path / "report.pdf") == 0
    printed = tmp_path / "report.html"
    assert county.audit("report", "--out", printed) == 0
    for words in ("Report of another system", "whole precinct, all groups", "DS450", "Shown and not compared"):
        assert words in printed.read_text()
    published = tmp_path / "published.json"
    assert county.audit("publish", "--out", published) == 0
    assert run(["audit", "replay", str(published)]) == 0
    assert run(["verify", str(county.directory)]) == 0


def test_a_difference_makes_the_committee_s_count_definitive_in_the_county_s_total(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    for precinct in DRAWN:
        says(county, precinct)
        opens(county, precinct)
        for contest in contests(county):
            more = {"cyd": 2} if (precinct, contest) == ("P02", SENATOR) else {}
            assert counted(county, precinct, contest, **more) == 0
    assert county.audit("certify", *(f"--signed={one}" for one in MEMBERS)) == 0
    capsys.readouterr()
    run(["results", str(county.directory), "--json"])
    shown = json.loads(capsys.readouterr().out)["audit"]
    (senator,) = [one for one in shown["contests"] if one["contest"] == SENATOR]
    rows = [row for precinct in county.results.precincts for row in precinct.contests[0].rows]
    whole = {name: sum(row.total for row in rows if row.name == name) for name in {row.name for row in rows}}
    written = [
        sum(row.total for row in precinct.contests[0].rows if row.kind is OutsideRowKind.WRITE_INS)
        for precinct in county.results.precincts
    ]
    changed = {one["name"]: (one["machine"], one["definitive"] - one["machine"]) for one in senator["choices"]}
    assert changed == {
        "Ann Ash": (whole["Ann Ash"], 0),
        "Ben Birch": (whole["Ben Birch"], -2),
        "Cyd Cedar": (whole["Cyd Cedar"], 2),
        # The committee read the write-ins of both precincts, and found nobody there who declared.
        "write-ins not yet read": (sum(written), -(written[1] + written[4])),
    }
    with open_record(county.directory) as opened:
        canvassed = next(one for one in standing_now(opened).contests if one.contest.id == SENATOR)
    names = [choice.name for choice in canvassed.choices]
    votes = dict(zip(names, canvassed.county.votes, strict=True))
    assert [votes["Ben Birch"], votes["Cyd Cedar"]] == [whole["Ben Birch"] - 2, whole["Cyd Cedar"] + 2]
    assert [row.remark for row in canvassed.places if row.place == "P02"] == ["audit"]


def test_nothing_is_shown_of_the_report_before_the_lock(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    capsys.readouterr()
    for precinct in DRAWN:
        says(county, precinct)
        opens(county, precinct)
    county.audit("compare", "--json")
    county.audit("report", "--out", tmp_path / "report.json")
    county.audit("publish", "--out", tmp_path / "published.json")
    seen = capsys.readouterr().out
    seen += "".join(path.read_text() for path in tmp_path.glob("*.json"))
    assert not figures_shown(seen, county.figures(DRAWN))


def test_verifying_finds_figures_that_are_not_the_report_s(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    says(county, "P02")
    with open_record(county.directory) as record:
        log, counted_so_far = AuditLog(record), fold(record.outlines())
        box = (Container("7", ("all groups",)),)
        with log.turn() as turn:
            opened, *taken = opening_boxes(
                turn.state, counted_so_far, PrecinctId("P02"), box, opened_by=("Ann", "Ben"), on=date(2026, 11, 12)
            )
            turn.take(opened)
            for one in taken:
                assert isinstance(one, MachineFiguresTaken)
                (batch,) = one.figures.batches
                first, second, *rest = batch.votes
                moved = (replace(first, votes=first.votes - 1), replace(second, votes=second.votes + 1), *rest)
                turn.take(MachineFiguresTaken(replace(one.figures, batches=(replace(batch, votes=moved),))))
    capsys.readouterr()
    assert run(["verify", str(county.directory)]) != 0
    assert "are not those that the record took from Electionware Precinct Summary" in capsys.readouterr().err
