"""`canvass recount open`, `tally` and `missing`: who sits, what is tallied, the lock, and ballots that are missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from canvass.errors import ExitCode
from tests.canvass.recount_by_hand.counted_by_hand import (
    BOARD,
    BY,
    CANVASS,
    CERTIFICATE,
    PETITION,
    entries_of,
    file_bond,
    recount,
    refused,
    tally,
)


def test_a_candidate_sits_on_no_recount_board_and_a_late_one_is_said_to_be_late(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert file_bond(record) == 0
    candidate = [word.replace("Flo Fern", "D") for word in BOARD]
    assert "who are no candidates for House District 45 (13-16-101)" in refused(
        record, capsys, recount(record, "open", "R-1", *candidate)
    )
    assert "exactly three members" in refused(record, capsys, recount(record, "open", "R-1", *BOARD[2:]))
    assert recount(record, "open", "R-1", *BOARD, "--met", "2024-11-29") == 0
    assert "LATE: it was to meet by 2024-11-27 (13-16-204(2))." in capsys.readouterr().err


def test_a_tally_after_the_lock_and_one_of_other_people_are_refused(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert file_bond(record) == 0
    assert "the board of recount R-1" in refused(record, capsys, tally(record, "P1", (300, 298, 14), ballots=612))
    assert recount(record, "open", "R-1", *BOARD) == 0
    assert "--ballots" in refused(record, capsys, tally(record, "P1", (300, 298, 14)))
    assert "does not add up" in refused(record, capsys, _wrong_sum(record))
    assert tally(record, "P1", (300, 298, 14), ballots=612) == 0
    assert "(13-16-412); found it locked" in refused(record, capsys, tally(record, "P1", (301, 297, 14)))
    assert "a precinct of recount R-1" in refused(record, capsys, tally(record, "P3", (1, 1, 0), ballots=2))
    strange = record.parent / "sheets.csv"
    strange.write_text("row,ida,zed\nballots,1,1\nc,1,1\nd,0,0\nundervotes,0,0\novervotes,0,0\n")
    words = ("--precinct", "P2", "--ballots", "214", "--reader", "hal", *BY)
    assert "one who reads and two who record" in refused(
        record, capsys, recount(record, "tally", "R-1", strange, *words)
    )
    strange.write_text("row,ida\nballots,1\n")
    assert "the two who recorded" in refused(record, capsys, recount(record, "tally", "R-1", strange, *words))
    strange.write_text("row,ida,jo\nballots,1,1\nc,=1+1,1\nd,0,0\nundervotes,0,0\novervotes,0,0\n")
    code = recount(record, "tally", "R-1", strange, *words)
    assert code == ExitCode.WRONG_INPUT


def _wrong_sum(record: Path) -> int:
    file = record.parent / "sheets.csv"
    file.write_text("row,ida,jo\nballots,10,10\nc,3,3\nd,3,3\nundervotes,3,3\novervotes,0,0\n")
    return recount(record, "tally", "R-1", file, "--precinct", "P1", "--ballots", "612", "--reader", "hal", *BY)


def test_a_court_orders_one_precinct_and_the_deposit_is_settled(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ("--order", "DV-24-9", "--applied", "2024-11-22", "--deposit", "500", "--precinct", "P2", "--by", "Dee")
    days = ("--canvass", CANVASS, "--filed", "2024-11-26", "--notice", "2024-11-26")
    assert recount(record, "petition", "R-1", "--contest", "hd45", *PETITION, *order, *days) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    assert "a precinct of recount R-1: P2 (13-16-301)" in refused(
        record, capsys, tally(record, "P1", (300, 298, 14), ballots=612)
    )
    out = record.parent / "packets"
    assert "is not of recount R-1 (13-16-301)" in refused(
        record, capsys, recount(record, "packets", "R-1", "--precinct", "P1", "--out", out)
    )
    assert tally(record, "P2", (101, 101, 12), ballots=214) == 0
    assert recount(record, "certify", "R-1", *CERTIFICATE, "--costs", "620.10") == 0
    assert "The applicant pays $120.10 beyond the deposit of $500.00" in capsys.readouterr().out


def test_missing_ballots_are_noted_found_and_counted(opened: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = opened
    note = ("--note", "petition of 2024-11-26", *BY)
    assert recount(record, "missing", "R-1", "--precinct", "P1", "--missing", "3", *note) == 0
    assert tally(record, "P1", (297, 296, 16), (296, 296, 17), ballots=609) == ExitCode.WAITING
    found = ("--missing", "1", "--found", "2", "--ballots", "611")
    assert recount(record, "missing", "R-1", "--precinct", "P1", *found, *note) == 0
    assert tally(record, "P1", (299, 297, 15)) == 0
    assert tally(record, "P2", (102, 100, 12), ballots=214) == 0
    out = record.parent / "out"
    assert recount(record, "certify", "R-1", *CERTIFICATE, "--out", out) == 0
    said = capsys.readouterr().err
    assert "Precinct P1: 611 ballots with the contest recounted, 612 canvassed (13-16-420)." in said
    assert "Precinct P2" not in said
    assert json.loads((out / "recount.json").read_text())["precincts"][0]["missing"] == 1
    assert "ballots missing (13-16-420): 1" in (out / "certificate.csv").read_text()


def test_a_number_of_ballots_that_was_typed_wrong_is_corrected_before_the_lock_and_not_after(
    opened: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tally(opened, "P1", (300, 298, 14), (300, 297, 15), ballots=612) == ExitCode.WAITING
    words = ("--precinct", "P1", "--missing", "0", "--note", "613 lay there", *BY)
    assert recount(opened, "missing", "R-1", *words, "--ballots", "613") == 0
    assert "612 tallied and 0 set aside" in refused(opened, capsys, tally(opened, "P1", (300, 298, 14)))
    assert tally(opened, "P1", (300, 299, 14)) == 0
    before = entries_of(opened)
    assert "it locked" in refused(opened, capsys, recount(opened, "missing", "R-1", *words, "--ballots", "612"))
    assert "how many ballots are missing" in refused(
        opened, capsys, recount(opened, "missing", "R-1", "--precinct", "P2", *words[2:])
    )
    assert entries_of(opened) == before
