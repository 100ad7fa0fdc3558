"""The canvass of a county from its meeting to its minutes, with the declarations (13-15-401 to 13-15-405)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from tests.canvass.canvassing.canvassed_record import (
    BOARD,
    SIGNED,
    WHO,
    adopted,
    at,
    county,
    entries,
    pages_of,
    returns_in,
)


def test_a_canvass_is_postponed_and_goes_on_to_its_report_and_its_minutes(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    returns_in(record, tmp_path, "P1", "P2")
    assert county(record, "open", *BOARD, *WHO, "--at", at(10, day=6)) == ExitCode.WAITING
    assert "Returns missing: P3" in capsys.readouterr().err
    sent = ("--reason", "Snow on the pass.", "--messenger", "Jo Jay=P3", "--by", "Dee Clerk")
    assert county(record, "postpone", *sent, "--at", at(20, day=6)) == ExitCode.WAITING
    officer = ("--member", "Ann Ash", "--member", "Bo Birch", "--officer", "Sam Short=sheriff for Cy Cole")
    assert county(record, "open", *officer, *WHO, "--at", at(1)) == ExitCode.WAITING
    closed = ("--precinct", "Far", "--reason", "The hall burned down.", "--by", "Dee Clerk", "--at", at(2))
    assert county(record, "not-open", *closed) == ExitCode.DONE
    assert county(record, "check") == ExitCode.DONE
    assert county(record, "report", "--out", tmp_path / "draft.pdf") == ExitCode.WAITING
    assert all("NOT ADOPTED" in page for page in pages_of(tmp_path / "draft.pdf"))
    assert county(record, "report", "--adopt", *SIGNED, "--out", tmp_path / "report.pdf") == ExitCode.DONE
    (first, *others) = pages_of(tmp_path / "report.pdf")
    assert "Far: polls not open (13-15-402(3)) precinct 0 0" in first
    assert not any("NOT ADOPTED" in page for page in (first, *others))
    assert county(record, "minutes", "--out", tmp_path / "minutes.json") == ExitCode.DONE
    steps = [one["what"] for one in json.loads((tmp_path / "minutes.json").read_text("utf-8"))["steps"]]
    assert [any(words in step for step in steps) for words in ("postponed the canvass", "Jo Jay", "sheriff", "burned")]
    assert len(steps) == 5


def test_the_calendar_counts_from_the_day_of_the_report(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopted(record, tmp_path)
    capsys.readouterr()
    run(["calendar", str(record), "--kind", "special", "--json"])
    duties = {one["duty"]: one for one in json.loads(capsys.readouterr().out)["duties"]}
    day = duties["county-canvass"]["done_on"]
    assert (duties["county-canvass"]["standing"], duties["petitions"]["first"]) == ("done", day)


def test_each_contest_has_its_document_and_what_the_state_canvasses_is_refused(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "declared"
    assert county(record, "declare", "--out", folder, *SIGNED) == ExitCode.WRONG_INPUT
    assert "no report is adopted" in capsys.readouterr().err
    adopted(record, tmp_path)
    before = entries(record)
    assert county(record, "declare", "--contest", "house", "--out", folder, *SIGNED) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "House is not declared by the county: the legislature" in said
    assert "13-15-501" in said
    assert county(record, "declare", "--contest", "nobody", "--out", folder, *SIGNED) == ExitCode.WRONG_INPUT
    assert county(record, "declare", "--out", folder, "--signer", "Ann Ash", "--by", "Dee") == ExitCode.WRONG_INPUT
    assert entries(record) == before
    assert county(record, "declare", "--out", folder, *SIGNED, "--format", "json") == ExitCode.DONE
    found = {one["contest"]: one for one in (json.loads(file.read_text("utf-8")) for file in folder.iterdir())}
    assert {contest: (one["act"], one["names"]) for contest, one in found.items()} == {
        "sheriff": ("declaration", ["Elm"]),
        "judge": ("certificate to the supreme court", ["Kay"]),
        "council": ("certificate to the governing body", ["X", "Y"]),
        "levy": ("certificate of a tie", ["For", "Against"]),
    }
    assert entries(record) == before + 1
    assert county(record, "declare", "--out", folder, *SIGNED) == ExitCode.DONE
    assert entries(record) == before + 1, "what was declared is written again, and no entry"
    (sheriff,) = pages_of(folder / "002-sheriff.pdf")
    assert "Elm has the highest number of votes and is elected (13-1-103)" in sheriff
    assert "The board of county canvassers declares (13-15-405(1))" in sheriff
