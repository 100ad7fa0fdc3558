"""A slice of the campaign over its whole grid: `make campaign` reads ten million positions."""

import json
from pathlib import Path

import PIL.Image
import pytest

from benchmarks.campaign.__main__ import DEFAULT_SEED, main
from benchmarks.campaign.causes import MACHINE, VOTER
from benchmarks.campaign.figures import add_up
from benchmarks.campaign.grid import ROUND, ShareTreatment, plan_share
from benchmarks.campaign.picture import draw_scores
from benchmarks.campaign.report import goals, write_json, write_report
from benchmarks.campaign.shares import read_share, scans_of
from benchmarks.campaign.tallies import Axis, ShareTally
from tests.benchmarks.tallies import made_up

pytestmark = pytest.mark.long

SLICE = (3, 9, 17, 26, 23)
"""Dense and ordinary sheets, undamaged and damaged, JPEG, PNG and PDF, and one paper scanned ten times."""
DAMAGED = 9


@pytest.fixture(scope="module")
def tallies() -> list[ShareTally]:
    return [read_share(DEFAULT_SEED, number, most_sheets=2) for number in SLICE]


def test_a_slice_of_the_campaign_finds_no_wrong_position(tallies: list[ShareTally]) -> None:
    assert [misread for tally in tallies for misread in tally.misread] == []
    assert sum(tally.positions for tally in tallies) > 15_000
    assert {tally.ordinary for tally in tallies} == {tally.undamaged for tally in tallies} == {True, False}


def test_undamaged_sheets_of_the_slice_are_all_read(tallies: list[ShareTally]) -> None:
    undamaged = [tally for tally in tallies if tally.undamaged]
    assert sum(tally.sheets for tally in undamaged) >= 16
    assert [refusal for tally in undamaged for refusal in tally.refused] == []


def test_ten_scans_of_one_paper_never_turn_a_vote_into_none(tallies: list[ShareTally]) -> None:
    repeats = add_up(tallies).repeats
    assert repeats.total() > 1000
    assert not [marks for marks in repeats if {"marked", "unmarked"} <= set(marks.split(" and "))]
    assert repeats["marked"] + repeats["ambiguous and marked"] > 50


def test_every_target_read_is_counted_once_on_each_axis(tallies: list[ShareTally]) -> None:
    for tally in tallies:
        for axis in (Axis.ALL, Axis.DPI, Axis.FILE, Axis.TOOL, Axis.BALLOTS, Axis.TREATMENT):
            assert sum(n for outcome, n in tally.outcomes.items() if outcome.axis is axis) == tally.positions
        placed = sum(n for outcome, n in tally.outcomes.items() if outcome.axis is Axis.CELL)
        assert placed == (tally.positions if tally.undamaged else 0)
        assert sum(tally.scores.values()) <= tally.positions


def test_contests_are_counted_of_ordinary_undamaged_ballots_only(tallies: list[ShareTally]) -> None:
    for tally in tallies:
        assert (tally.contests > 0) == (tally.ordinary and tally.undamaged)
        assert tally.causes.total() <= tally.contests
        assert {cause.doing for cause in tally.causes} <= {VOTER, MACHINE, "a mark nobody can read"}


def test_a_tally_reads_back_as_it_was_written(tallies: list[ShareTally]) -> None:
    for tally in [*tallies, made_up(5)]:
        back = ShareTally.from_line(tally.to_line())
        assert back.to_line() == tally.to_line()
        assert (back.outcomes, back.causes, back.scores) == (tally.outcomes, tally.causes, tally.scores)
        assert (back.misread, back.refused) == (tally.misread, tally.refused)


def test_a_share_is_the_same_whatever_was_read_before_it(tallies: list[ShareTally]) -> None:
    again = read_share(DEFAULT_SEED, SLICE[2], most_sheets=2)
    before = tallies[2]
    assert (again.outcomes, again.scores, again.causes) == (before.outcomes, before.scores, before.causes)


def test_the_grid_has_every_treatment_and_most_shares_at_200_and_300_dpi() -> None:
    plans = [plan_share(DEFAULT_SEED, number) for number in range(20 * len(ROUND))]
    assert {plan.treatment for plan in plans} == set(ShareTreatment)
    usual = [plan for plan in plans if set(plan.scanning.dpis) <= {200, 300}]
    assert len(usual) > len(plans) / 2
    assert {144, 150, 400, 600} <= {dpi for plan in plans for dpi in plan.scanning.dpis}
    assert max(scans_of(plan) for plan in plans) == 10
    assert len({plan.damage for plan in plans}) > 12
    assert len({plan.ballots_name for plan in plans}) == 10
    assert len({plan.deck_seed for plan in plans}) == len(plans)


def test_the_report_says_what_was_measured(tallies: list[ShareTally], tmp_path: Path) -> None:
    sums = add_up([*tallies, made_up(1000)])
    write_json(sums, DEFAULT_SEED, tmp_path / "campaign.json")
    draw_scores(sums, tmp_path / "scores.png")
    write_report(sums, DEFAULT_SEED, "scores.png", tmp_path / "report.md")
    written = json.loads((tmp_path / "campaign.json").read_text(encoding="utf-8"))
    assert written["positions"] == sums.positions
    assert written["measures"] == goals(sums)
    assert [measure["met"] for measure in written["measures"]][:2] == [False, False]
    report = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert f"1 of {sums.positions:,}" in report
    assert f"`python -m benchmarks.campaign --seed {DEFAULT_SEED} --show 1000 2`" in report
    assert "share 1000, sheet 3, dense, long: position uncertain: column 2, row 5" in report
    with PIL.Image.open(tmp_path / "scores.png") as picture:
        assert picture.size[0] >= 800
    assert (tmp_path / "scores.png").stat().st_size < 100_000


def test_a_sheet_of_the_report_can_be_made_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["--work", str(tmp_path), "--show", str(DAMAGED), "1"]) == 0
    assert capsys.readouterr().out.count("nothing wrong") == 2
    shown = {path.name for path in (tmp_path / "shown").rglob("*")}
    assert {"definition.json", "truth.json", "sheet-00001-1.png", "sheet-00001-2.png"} <= shown
