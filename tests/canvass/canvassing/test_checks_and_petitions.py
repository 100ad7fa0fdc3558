"""Checks of returns that fail: explained, corrected, petitioned about (13-15-403)."""

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
    CanvassedRecord,
    county,
    entries,
    pages_of,
    returns_in,
)


def test_a_check_that_fails_is_settled_for_what_was_found_and_for_nothing_else(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    returns_in(record, tmp_path, "P1", "P2", "P3")
    change(record, P2=9)
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    capsys.readouterr()
    assert county(record, "check", "--precinct", "P2", "--json") == ExitCode.WAITING
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert [one["number"] for one in checks if one["standing"] == "fails"] == [2, 5]
    assert checks[1]["found"] == "Electors voting 9, found 8 ballots: 1 missing."
    settle = ("--precinct", "P2", "--words", "One went home with it.", "--said-by", "Ann Ash", "--by", "Dee Clerk")
    assert county(record, "check", *settle, "--number", 2, "--how", "corrected", "--entry", 3) == ExitCode.WRONG_INPUT
    assert "to hold once it is corrected" in capsys.readouterr().err
    assert county(record, "check", *settle, "--number", 1, "--how", "explained") == ExitCode.WRONG_INPUT
    assert "to fail, where it is explained" in capsys.readouterr().err
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.WRONG_INPUT
    assert "Precinct P2, check (2)" in capsys.readouterr().err
    for number in (2, 5):
        assert county(record, "check", *settle, "--number", number, "--how", "explained") == ExitCode.DONE
    assert county(record, "check") == ExitCode.DONE
    change(record, P2=10)
    assert county(record, "check") == ExitCode.WAITING, "two missing are not what was explained"
    change(record, P2=8)
    corrected = (*settle, "--number", 2, "--how", "corrected", "--entry", entries(record))
    assert county(record, "check", *corrected) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE


def test_the_board_petitions_on_paper_and_its_minutes_carry_the_petition(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """W5: more ballots than electors voting."""
    returns_in(record, tmp_path, "P1", "P2", "P3")
    change(record, P2=3)
    county(record, "open", *BOARD, *WHO)
    assert county(record, "check", "--petition", "--out", tmp_path / "petition.pdf") == ExitCode.WRONG_INPUT
    assert "petitioned for nothing that is pending (13-15-403(4))" in capsys.readouterr().err
    asked = ("--precinct", "South", "--words", "Recount of P2", "--said-by", "Ann Ash", "--by", "Dee Clerk")
    for number in (2, 3, 5):
        assert county(record, "check", *asked, "--number", number, "--how", "petition-recount") == ExitCode.DONE
    assert county(record, "check", "--petition", "--out", tmp_path / "petition.pdf") == ExitCode.DONE
    (paper,) = pages_of(tmp_path / "petition.pdf")
    assert "petition for a recount" in paper
    assert "Electors voting 3, found 8 ballots: 5 in excess." in paper
    assert county(record, "check", "--out", tmp_path / "checks.csv") == ExitCode.DONE
    assert "petitioned" in (tmp_path / "checks.csv").read_text("utf-8")
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE, "petitioned about is settled"
    folder = tmp_path / "declared"
    assert county(record, "declare", "--contest", "sheriff", "--out", folder, *SIGNED) == ExitCode.DONE
    assert "The board's petition is pending in precinct P2 (13-15-403(4))" in pages_of(folder / "002-sheriff.pdf")[0]
    assert county(record, "minutes") == ExitCode.DONE
    said = capsys.readouterr().out
    assert all(words in said for words in ("Petition for a recount", "Ann Ash", "Recount of P2")), "in a narrow column"
    assert run(["verify", str(record)]) == ExitCode.DONE


def change(record: Path, **electors: int) -> None:
    found = CanvassedRecord.again(record)
    found.expect(**electors)
    found.record.close()


def test_a_return_that_did_not_come_in_is_not_explained_away(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    returns_in(record, tmp_path, "P1")
    county(record, "open", *BOARD, *WHO)
    words = ("--words", "Lost.", "--said-by", "Ann Ash", "--by", "Dee Clerk", "--number", 5, "--how", "explained")
    assert county(record, "check", "--precinct", "P2", *words) == ExitCode.WRONG_INPUT
    assert "words do not take its place (13-15-402)" in capsys.readouterr().err
    closed = ("--precinct", "P2", "--reason", "Flood.", "--by", "Dee Clerk")
    assert county(record, "not-open", *closed) == ExitCode.WRONG_INPUT
    assert "its polls were open (13-15-402(3))" in capsys.readouterr().err
