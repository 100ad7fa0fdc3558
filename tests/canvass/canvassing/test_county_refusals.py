"""What `canvass county` refuses, in words and with nothing written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from canvass import clock
from canvass.canvassing.county_standing import standing_now
from canvass.canvassing.entering import next_day, open_canvass, postpone
from canvass.cli import run
from canvass.deciding.custody_typed import moment_typed
from canvass.errors import BusyError, ExitCode
from canvass.record import open_record
from imaging.sheets import Mark
from tabulate.board.county.canvass_terms import SeatedCanvasser, SeatOnBoard
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import PrecinctId
from tabulate.ledger.entries import Access, AccessRecorded, BatchKind
from tests.canvass.canvassing.canvassed_record import (
    BOARD,
    JUDGES,
    WHO,
    CanvassedRecord,
    Json,
    at,
    county,
    entries,
)

OFFICERS = tuple(
    word
    for name, absent in (("Sam=assessor", "Ann"), ("Tom=auditor", "Bo"), ("Una=coroner", "Cy"))
    for word in ("--officer", f"{name} for {absent}")
)
REFUSED: list[tuple[str, tuple[object, ...], str]] = [
    ("open", ("--member", "Ann Ash", "--member", "Bo Birch", *WHO), "a board of 3 canvassers"),
    ("open", (*BOARD, *WHO, "--seats", 2), "13-15-401"),
    ("open", ("--officer", "Sam", *WHO), "NAME=OFFICE for ABSENT"),
    ("open", (*OFFICERS, *WHO), "the remaining members choose the county officers (13-15-401)"),
    ("open", ("--joining", "Lou", *WHO), "NAME=BODY"),
    ("open", (*BOARD, *WHO, "--at", "2099-01-01T10:00"), "has not come"),
    ("open", (*BOARD, *WHO, "--at", at(0, day=0)), "The polls close at"),
    ("open", (*BOARD, *WHO, "--at", "noon"), "is no hour"),
    ("open", (*BOARD, "--secretary", "Dee", "--place", "a\tb\x07", "--by", "Dee"), "words that can be printed"),
    ("postpone", ("--reason", "Snow.", "--by", "Dee"), "the board in session"),
    ("postpone", ("--reason", "Snow.", "--by", "Dee", "--messenger", "Jo=P9"), "has no precinct 'P9'"),
    ("postpone", ("--reason", "Snow.", "--by", "Dee", "--messenger", "=P3"), "is no messenger"),
    ("not-open", ("--precinct", "P9", "--reason", "Flood.", "--by", "Dee"), "has no precinct 'P9'"),
    ("check", ("--precinct", "P9"), "has no precinct 'P9'"),
    ("report", (), "The report of the canvass cannot be made yet (13-15-404)"),
    ("report", ("--check", "nothing.json"), "is no file"),
    ("report", ("--check", f"1:{'0' * 64}"), "has no entry 1 with the hash"),
    ("report", ("--version", 1), "adopted 0 reports"),
    ("receive", ("nothing.json", *JUDGES), "is no file"),
]


@pytest.mark.parametrize(("verb", "words", "said"), REFUSED)
def test_what_may_not_be_is_refused_in_words_and_nothing_is_written(
    record: Path, verb: str, words: tuple[object, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = entries(record)
    assert county(record, verb, *words) == ExitCode.WRONG_INPUT
    assert said in capsys.readouterr().err
    assert entries(record) == before


TYPED_WRONG: list[tuple[str, tuple[object, ...]]] = [
    ("check", ("--number", 2)),
    ("check", ("--number", 7, "--how", "explained")),
    ("report", ("--adopt",)),
    ("report", ("--out", "report.doc")),
    ("report", ("--format", "pdf")),
    ("receive", JUDGES),
    ("receive", ("--head", "12:ab", "--precinct", "P1", *JUDGES)),
    ("receive", ("--head", f"1:{'0' * 64}", *JUDGES)),
]


@pytest.mark.parametrize(("verb", "words"), TYPED_WRONG)
def test_what_is_typed_in_half_is_told(record: Path, verb: str, words: tuple[object, ...]) -> None:
    assert county(record, verb, *words) == ExitCode.USAGE


def test_a_return_is_taken_only_whole_unaltered_and_signed_by_all_its_judges(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "P1.json"
    run(["returns", str(record), "--precinct", "P1", "--out", str(place)])
    given: Json = json.loads(place.read_text("utf-8"))
    assert county(record, "receive", place, *JUDGES[:4], "--by", "Dee") == ExitCode.WRONG_INPUT
    assert "signed by all the judges completing the count (13-15-101(3)), 3 of them" in capsys.readouterr().err
    assert county(record, "receive", place, "--all-signed", "--by", "Dee") == ExitCode.WRONG_INPUT, "it names none"
    place.write_text(json.dumps(given | {"electors_voting": 13}), "utf-8")
    assert county(record, "receive", place, *JUDGES) == ExitCode.WRONG_INPUT
    assert "the file was altered" in capsys.readouterr().err
    head = f"{given['ledger']['number']}:{given['ledger']['hash']}"
    assert county(record, "receive", "--head", head, "--precinct", "North", *JUDGES) == ExitCode.DONE
    found = CanvassedRecord.again(record)
    found.count_batch("more", PrecinctId("P2"), [{"elm": Mark.MARKED, "fir": Mark.MARKED}])
    found.record.close()
    run(["returns", str(record), "--precinct", "P2", "--partial", "--out", str(place)])
    assert county(record, "receive", place, *JUDGES) == ExitCode.WRONG_INPUT
    assert "Precinct P2 is not complete" in capsys.readouterr().err


def test_held_ballots_keep_the_board_from_meeting_until_they_are_counted(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = CanvassedRecord.again(record)
    found.count_batch("held", PrecinctId("P1"), [{"elm": Mark.MARKED}], kind=BatchKind.PROVISIONAL)
    found.expect(P1=13)
    found.record.close()
    assert county(record, "open", *BOARD, *WHO, "--at", at(0, day=6)) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "1 sheet of ballots are held, and are counted after" in said
    assert "(13-15-107(6)). The board canvasses after that (13-15-301, 13-15-402)" in said
    assert county(record, "open", *BOARD, *WHO, "--at", at(0, day=7)) == ExitCode.WAITING


def test_what_others_wrote_meanwhile_keeps_a_step_from_being_taken(record: Path) -> None:
    with open_record(record) as opened:
        standing = standing_now(opened)
        opened.append([AccessRecorded("eve", "observer", Access.SIGNED_IN)])
        board = tuple(SeatedCanvasser(name, SeatOnBoard.MEMBER) for name in ("Ann", "Bo", "Cy"))
        ten, later = (moment_typed(at(minutes), clock.now()) for minutes in (10, 20))
        after = open_canvass(opened, standing, 3, board, "Dee", "courthouse", ten, "Dee")
        assert (after.canvass, after.checks) == (standing_now(opened).canvass, standing_now(opened).checks)
        opened.append([BallotsExpected(PrecinctId("P2"), None, 9, ExpectedFrom.POLLBOOK, "clerk")])
        before = opened.head()
        with pytest.raises(BusyError, match="The record grew meanwhile"):
            postpone(opened, after, next_day(later), (), "Snow.", later, "Dee")
        assert opened.head() == before
