"""`canvass sheets`: what was set aside, by batch, number and file; never a vote."""

import json
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from imaging.sheets import ReasonCode
from tabulate.board.places import WAITING_PLACES
from tabulate.ledger.fold import fold
from tabulate.questions import Question


def listed(capsys: pytest.CaptureFixture[str], record: Path, *options: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run(["sheets", str(record), "--format", "json", *options]) == ExitCode.DONE
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["sheets"]
    return found


def test_every_sheet_stands_in_one_of_three_lists(counted_record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_record(counted_record) as opened:
        state = fold(opened.outlines())
    sheets = sum(batch.sheets for batch in state.batches.values())
    waiting = sum(batch.at(*WAITING_PLACES) for batch in state.batches.values())
    parts = [listed(capsys, counted_record, "--state", one) for one in ("set aside", "counted", "out")]
    assert len(listed(capsys, counted_record)) == len(parts[0]) == waiting > 0
    assert sum(map(len, parts)) == len(listed(capsys, counted_record, "--state", "all")) == sheets


def test_each_has_its_files_and_what_is_asked(counted_record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = {one.value for one in Question} | {one.value for one in ReasonCode}
    for sheet in listed(capsys, counted_record):
        assert sheet["files"]
        assert isinstance(sheet["asked"], list)
        assert set(sheet["asked"]) <= words
        assert sheet["asked"]
    (first, *_) = listed(capsys, counted_record)
    assert isinstance(first["files"], list)
    assert isinstance(first["asked"], list)
    by_file = listed(capsys, counted_record, "--file", str(first["files"][0]).upper())
    assert by_file == [first]
    by_question = listed(capsys, counted_record, "--asked", str(first["asked"][0]))
    assert first in by_question
    assert all(isinstance(one["asked"], list) and first["asked"][0] in one["asked"] for one in by_question)


def test_the_list_is_words_csv_and_paper(
    counted_record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sheets", str(counted_record)]) == ExitCode.DONE
    words = capsys.readouterr().out
    (first, *_) = listed(capsys, counted_record)
    assert isinstance(first["files"], list)
    assert first["files"][0] in words
    for form in ("csv", "pdf", "html"):
        place = tmp_path / f"sheets.{form}"
        assert run(["sheets", str(counted_record), "--out", str(place)]) == ExitCode.DONE
        assert place.stat().st_size > 100


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--batch", "none"), "has no batch 'none'"), (("--asked", "a riddle"), "Expected one of: ")],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    counted_record: Path, options: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sheets", str(counted_record), *options]) == ExitCode.WRONG_INPUT
    assert said in capsys.readouterr().err
