"""What a report's figures are of: gaps, the poll book beside it, its groups, and machines by the county's word."""

from dataclasses import replace
from pathlib import Path

import pytest

from audit.coverage import Container
from audit.errors import Refused
from audit.outside_reports import OutsideReport, check_boxes
from canvass.cli import run
from outside.results import OutsideContest, OutsideResults, OutsideRowKind
from tests.canvass.auditing.reported.reported_audit import begun, opens, says, state_of
from tests.canvass.reported_county import ReportedCounty, reported_county, reported_results
from tests.outside.summary_writer import Look, SummaryWriter


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
    box = ("--opened-by", "Ann", "--opened-by", "Ben", "--box")
    assert county.audit("boxes", "P02", *box, "1=Election Day") != 0
    assert "of the report's groups Absentee, Provisional are in none" in capsys.readouterr().err
    assert county.audit("boxes", "P02", *box, "1=Election Day,Absentee", "--box", "2=Absentee,Provisional") == 0


def test_figures_of_a_report_that_is_not_the_public_one_are_refused(
    county: ReportedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    later = county.report.with_name("later.pdf")
    later.write_bytes(SummaryWriter(county.results, Look(label="UNOFFICIAL RESULTS")).content())
    assert run(["outside", "add", str(county.directory), str(later), "--by", "Dee Clerk"]) in (0, 1)
    words = ["--by", "Dee Clerk", "--accept", "label=the canvass is to come", "--accept", "run=none are left"]
    assert run(["outside", "take", str(county.directory), *words]) == 0
    capsys.readouterr()
    assert says(county, "P02") != 0
    assert "The unofficial results that are public are not" in capsys.readouterr().err


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
