"""A county that has only another system's report audits it: blind, the whole precinct, with the county's own word."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit.coverage import Container
from audit.errors import Refused
from audit.events.counting import MachineFiguresTaken
from audit.outside_reports import OutsideReport, check_boxes
from audit.state import AuditState
from canvass.auditing.boxes import opening_boxes
from canvass.canvassing.county_standing import standing_now
from canvass.cli import run
from canvass.record import open_record
from canvass.record.audit_log import AuditLog
from outside.results import OutsideContest, OutsideResults, OutsideRowKind
from tabulate.election import PrecinctId
from tabulate.ledger.fold import fold
from tests.canvass.outside.county_beside import at_clock
from tests.canvass.reported_county import (
    ON_AUDIT_DAY,
    SENATOR,
    ReportedCounty,
    figures_shown,
    reported_county,
    reported_results,
)

COMMITTEE = "id,name,employee,resident,judge,vendor,maintained\n"
MEMBERS = ("ann", "ben", "cal")
DRAWN = ("P02", "P05")
ROLLS = "list,roll,red,white,blue,rolled_by\n" + "".join(
    f"precincts,{number},{roll},,board\n" for number, roll in enumerate(("0,2", "0,5", "0,9", "1,1", "1,6"), 1)
)


@pytest.fixture(scope="module")
def begun_once(tmp_path_factory: pytest.TempPathFactory) -> ReportedCounty:
    """To be copied, not changed."""
    with pytest.MonkeyPatch.context() as patch:
        return begun(reported_county(tmp_path_factory.mktemp("reported"), patch))


@pytest.fixture
def county(begun_once: ReportedCounty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportedCounty:
    """The report taken, the committee sworn, two precincts drawn."""
    at_clock(monkeypatch, ON_AUDIT_DAY)
    folder = tmp_path / "county"
    shutil.copytree(begun_once.directory.parent, folder)
    return replace(begun_once, directory=folder / "record", report=folder / begun_once.report.name)


def begun(county: ReportedCounty) -> ReportedCounty:
    """Committee sworn, the report public, two precincts drawn."""
    people = county.directory.parent / "committee.csv"
    people.write_text(COMMITTEE + "".join(f"{one},{one.title()},no,yes,no,no,no\n" for one in MEMBERS))
    rolls = county.directory.parent / "rolls.csv"
    rolls.write_text(ROLLS)
    assert county.audit("committee", people, "--secretary", "Dee Clerk", "--on", "2026-10-20") == 0
    for one in MEMBERS:
        assert county.audit("oath", one, "--before", "the chair", "--on", "2026-10-20") == 0
    assert county.audit("unofficial") == 0
    assert county.audit("select", "--dice", rolls) == 0
    return county


def says(county: ReportedCounty, precinct: str, *more: object) -> int:
    words = ("--from", "outside", "--machine", "DS450", "--added-by-hand", 3, "--by", "Dee Clerk", *more)
    return county.audit("figures", precinct, *words)


def opens(county: ReportedCounty, precinct: str, *more: object) -> int:
    return county.audit("boxes", precinct, "--box", f"{precinct}-1=all", "--opened-by", "Ann", *more)


def counted(county: ReportedCounty, precinct: str, contest: str, **changes: int) -> int:
    """All sheets equal, with the report's own figures but for the changes; each changes the last choice, too."""
    names, figures = map(list, zip(*county.choices_of(precinct, contest), strict=True))
    for row, more in changes.items():
        at = next(n for n, name in enumerate(names) if name.lower().startswith(row))
        figures[at] += more
        figures[at - 1] -= more
    state = state_of(county)
    unit = next(one for one in state.units if (one.unit.precinct, one.unit.contest) == (precinct, contest))
    ids = [one.id for one in state.contest(unit.unit.contest).choices]
    over, under = figures[-2:]
    lines = [
        ("ballots", sum(figures)),
        *zip(ids, figures[:-2], strict=True),
        ("undervotes", under),
        ("overvotes", over),
    ]
    sheets = county.directory.parent / "sheets.csv"
    sheets.write_text("row,ben,cal\n" + "".join(f"{row},{number},{number}\n" for row, number in lines))
    return county.audit("tally", sheets, "--precinct", precinct, "--contest", contest, "--reader", "ann")


def state_of(county: ReportedCounty) -> AuditState:
    with open_record(county.directory) as record:
        state = AuditLog(record).state
    assert state is not None
    return state


def contests(county: ReportedCounty) -> list[str]:
    return sorted({str(one.unit.contest) for one in state_of(county).units})


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


def without(results: OutsideResults, *kinds: OutsideRowKind) -> OutsideResults:
    """The results as a report prints them that leaves these rows and the totals out."""

    def cut(contest: OutsideContest) -> OutsideContest:
        rows = tuple(row for row in contest.rows if row.kind not in kinds)
        return replace(contest, rows=rows, total_votes=None, contest_total=None)

    return replace(
        results,
        precincts=tuple(replace(one, contests=tuple(map(cut, one.contests))) for one in results.precincts),
    )


OVER_AND_UNDER = (OutsideRowKind.OVERVOTES, OutsideRowKind.UNDERVOTES)
EVERY = (
    "--own-officers",
    "--every-ballot",
    "--territory=state-representative-district-45=one county",
    "--territory=constitutional-initiative-no-130=state",
)


def test_without_overvotes_and_undervotes_the_ballots_cast_stand_where_every_ballot_has_the_contest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = without(reported_results(), *OVER_AND_UNDER)
    county = begun(reported_county(tmp_path / "county", monkeypatch, results, EVERY))
    says(county, "P02")
    assert opens(county, "P02") == 0
    unit = next(one for one in state_of(county).units if one.unit.precinct == "P02")
    cast = county.results.precincts[1].ballots_cast
    assert unit.figures is not None
    assert (unit.figures.ballots, unit.figures.ballots_cast, unit.figures.overvotes) == (cast, cast, 0)
    assert unit.figures.outside is not None
    assert (unit.figures.outside.ballots_told, unit.figures.outside.told_apart) == (True, False)


def test_the_poll_book_s_number_is_the_base_and_what_is_missing_is_said(county: ReportedCounty) -> None:
    says(county, "P02")
    cast = county.results.precincts[1].ballots_cast
    assert cast is not None
    assert opens(county, "P02", "--cast", cast + 4) == 0
    unit = next(one for one in state_of(county).units if one.unit.precinct == "P02")
    assert unit.figures is not None
    assert (unit.figures.ballots_cast, unit.figures.unaccounted) == (cast + 4, 4)


def test_a_machine_that_the_register_bars_or_does_not_have_is_told_of(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    register = tmp_path / "machines.jsonl"
    software = "ab" * 32
    assert run(["machines", "begin", str(register), "--county", "Larkspur County"]) == 0
    added = ["DS450 left", "--type", "DS450", "--software", software, "--on", "2026-09-01"]
    assert run(["machines", "add", str(register), *added]) == 0
    assert run(["machines", "take", str(county.directory), str(register), "--by", "Dee Clerk"]) == 0
    capsys.readouterr()
    assert says(county, "P02") == 0
    assert "register has no machine 'DS450' in use" in capsys.readouterr().err
    assert (
        county.audit(
            *["figures", "P05", "--from", "outside", "--added-by-hand", "0", "--by", "Dee", "--machine"], "DS450 left"
        )
        == 0
    )
    assert "in use" not in capsys.readouterr().err


def test_boxes_hold_every_group_of_the_precinct_or_are_not_all(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    says(county, "P02")
    capsys.readouterr()
    box = ("--opened-by", "Ann", "--box")
    assert county.audit("boxes", "P02", *box, "1=Election Day") != 0
    assert "of the report's groups Absentee, Provisional are in none" in capsys.readouterr().err
    assert county.audit("boxes", "P02", *box, "1=Election Day,Absentee", "--box", "2=Absentee,Provisional") == 0


def test_figures_of_a_report_that_is_not_the_public_one_are_refused(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.outside.summary_writer import Look, SummaryWriter

    later = county.report.with_name("later.pdf")
    later.write_bytes(SummaryWriter(county.results, Look(label="UNOFFICIAL RESULTS")).content())
    assert run(["outside", "add", str(county.directory), str(later), "--by", "Dee Clerk"]) in (0, 1)
    words = ["--by", "Dee Clerk", "--accept", "label=the canvass is to come", "--accept", "run=none are left"]
    assert run(["outside", "take", str(county.directory), *words]) == 0
    capsys.readouterr()
    assert says(county, "P02") != 0
    assert "The unofficial results that are public are not" in capsys.readouterr().err


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
                turn.state, counted_so_far, PrecinctId("P02"), box, opened_by=("Ann",), on=date(2026, 11, 12)
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


REPORT = OutsideReport("R", ("aa",), "", ("Election Day", "Absentee"), ("DS450",), 0, False, True, True, True)


@pytest.mark.parametrize("held", [{"Election Day"}, {"Absentee", "Late"}, {"Election Day", "Absentee", "Late"}, set()])
def test_other_groups_than_the_report_s_are_refused(held: set[str]) -> None:
    with pytest.raises(Refused, match="whole precinct"):
        check_boxes(REPORT, held)


def test_all_groups_are_every_group() -> None:
    check_boxes(REPORT, {"all groups"})
    check_boxes(REPORT, {"Election Day", "Absentee"})
    check_boxes(replace(REPORT, groups=()), {"all groups"})
    assert Container("7", ("all groups",)).batches == ("all groups",)
