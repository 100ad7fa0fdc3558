"""`canvass read`: sheets read without a record, as JSON, words and pictures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from canvass import clock
from canvass.cli import run
from canvass.errors import ExitCode
from imaging.sheets import Mark
from tests.canvass.conftest import SHEETS, County
from tests.canvass.counts import lines_of

AFTER = datetime(2026, 11, 4, 3, 0, 0, tzinfo=UTC)


PROMISED = {"sheet", "files", "outcome", "reasons", "kind", "ballot_style", "precinct", "contests", "targets"}


def test_reading_gives_a_line_a_sheet_with_every_target(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(capsys, county.definition, county.scans)
    assert [line["sheet"] for line in lines] == list(range(1, SHEETS + 1))
    for line in lines:
        assert set(line) >= PROMISED
        assert (line["outcome"], line["kind"]) == ("read", "hand-marked")
        assert bool(line["reasons"]) is bool(line["questions"])
        for contest in line["contests"]:
            assert set(contest) == {"contest", "outcome", "question", "choices", "undervotes"}
            if contest["outcome"] == "questionable":
                assert (contest["choices"], contest["undervotes"]) == ([], 0)
        for target in line["targets"]:
            assert target["mark"] in {mark.value for mark in Mark}
            assert isinstance(target["column"], int)
            assert 0 <= target["ink_px"] <= target["target_px"]


@pytest.mark.parametrize(
    ("hours_before", "withheld"), [(45, False), (43.9, True), (1, True), (1e-4, True), (0, False), (-1, False)]
)
def test_what_was_voted_is_withheld_from_the_day_before_until_the_polls_close(
    county: County,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    hours_before: float,
    withheld: bool,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER - timedelta(hours=hours_before))
    lines = lines_of(capsys, county.definition, county.scans)
    assert [line["outcome"] for line in lines] == ["read"] * SHEETS
    assert all(set(line) >= PROMISED for line in lines)
    told = [line[key] for line in lines for key in ("contests", "targets", "questions", "reasons")]
    assert (not any(told)) is withheld
    assert all(("withheld_until" in line) is withheld for line in lines)
    run(["read", str(county.definition), str(county.scans), "--overlay", str(tmp_path / "seen")])
    shown = capsys.readouterr()
    assert ("undervotes" not in shown.out and "withheld until the polls close" in shown.err) is withheld
    assert (tmp_path / "seen").is_dir() is not withheld


def test_votes_read_equal_the_marks_read(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    for line in lines_of(capsys, county.definition, county.scans):
        for contest in line["contests"]:
            marked = [
                target["choice"]
                for target in line["targets"]
                if target["contest"] == contest["contest"] and target["mark"] == "marked"
            ]
            if contest["outcome"] == "counted":
                assert sorted(set(marked)) == sorted(contest["choices"])


def test_a_single_image_is_a_sheet_of_one_page_even_a_back(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    for line in lines_of(capsys, county.definition, county.scans):
        sides = {target["side"] for target in line["targets"]}
        if sides == {"front", "back"}:
            break
    (back,) = lines_of(capsys, county.definition, county.scans / line["files"][1])
    assert back["outcome"] == "read"
    assert {target["side"] for target in back["targets"]} == {"back"}
    assert 0 < len(back["contests"]) < len(line["contests"])


def test_files_named_one_by_one_pair_as_they_do_in_a_folder(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    files = [county.scans / f"sheet-00002-{side}.jpg" for side in (1, 2)]
    (line,) = lines_of(capsys, county.definition, *files)
    assert line["files"] == [str(file) for file in files]


def test_a_file_that_is_no_scan_is_set_aside_with_its_reason(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.tif").write_text("Dear clerk, this is a letter.")
    (line,) = lines_of(capsys, county.definition, tmp_path / "page.tif")
    assert (line["outcome"], line["contests"], line["targets"]) == ("set aside", [], [])
    assert [reason["code"] for reason in line["reasons"]] == ["unopened file"]


def test_an_overlay_is_drawn_for_each_page_read(county: County, tmp_path: Path) -> None:
    files = [str(county.scans / f"sheet-00001-{side}.jpg") for side in (1, 2)]
    run(["read", str(county.definition), *files, "--json", "--overlay", str(tmp_path / "out")])
    pictures = sorted((tmp_path / "out").iterdir())
    assert 1 <= len(pictures) <= 2
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)


def test_without_json_a_sheet_is_told_in_words(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    run(["read", str(county.definition), str(county.scans)])
    shown = capsys.readouterr().out
    assert "Sheet 1 (sheet-00001-1.jpg" in shown
    assert "undervotes" in shown


def test_a_style_the_election_does_not_have_is_wrong_input(county: County) -> None:
    arguments = ["read", str(county.definition), str(county.scans), "--ballot-style", "none such"]
    assert run(arguments) == ExitCode.WRONG_INPUT
