"""A nomination that is tied, recounted, drawn by lot, and certified (13-16-501(1), 13-15-406; W23)."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from canvass import VERSION
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import create_record
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.polls import PollsClosed
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_counties import JUDGES, by_hand
from tests.canvass.canvassing.canvassed_record import BOARD, SIGNED, WHO, county, recounted, returns_in
from tests.canvass.canvassing.certified_record import BY, certificates, clear, issue
from tests.canvass.canvassing.test_certificates_issued import states
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style


def definition() -> bytes:
    """A nonpartisan primary: two are nominated, and two are equal for the second place."""
    office = contest("judge", None, ["ames", "ash", "birch"], office="justice of the peace", territory="one county")
    found = document(
        [], [{"id": "P1", "name": "P1", "districts": []}], [office | NONPARTISAN], [style("1", ["P1"], ["judge"])]
    )
    day = election_day().isoformat()
    return as_bytes(found | {"date": day, "polls_close": f"{day}T20:00:00-07:00"})


NONPARTISAN = {"nonpartisan": True, "nominated": 2}
VOTES = {"ames": 41, "ash": 30, "birch": 30}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    made = create_record(tmp_path / "record", definition(), VERSION, "0" * 64)
    board = BoardAppointed(
        "east", tuple(Judge(one, one.title(), election_day().isoformat()) for one in JUDGES), False, "c"
    )
    made.append([board, PollsClosed("clerk"), *by_hand("P1", "judge", VOTES, 0, 0, 101)])
    made.close()
    returns_in(tmp_path / "record", tmp_path, "P1")
    return tmp_path / "record"


def canvassed(record: Path, folder: Path) -> None:
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    declared(record, folder)


def declared(record: Path, folder: Path) -> None:
    assert county(record, "declare", "--out", folder / "declared", *SIGNED) == ExitCode.DONE


def ties(verb: str, record: Path, *words: object) -> ExitCode:
    return ExitCode(run(["ties", verb, str(record), "judge", *map(str, words), *BY]))


def test_whom_the_lot_drew_and_who_had_more_votes_have_certificates(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    canvassed(record, tmp_path)
    assert clear(record, "judge", "birch") == ExitCode.WRONG_INPUT
    assert "a tie: nobody is declared (13-15-405(4))" in capsys.readouterr().err
    recounted(record, "judge", "P1", VOTES, under=0)
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    declared(record, tmp_path)
    given = (election_day() + timedelta(days=7)).isoformat()
    when = (election_day() + timedelta(days=7)).isoformat() + "T10:00"
    notices = ("--given", f"ash={given}", "--given", f"birch={given}")
    assert ties("notice", record, "--at", when, "--place", "the courthouse", *notices) == ExitCode.DONE
    assert states(record, tmp_path, "judge") == [], "nobody before it is drawn"
    drawn = ("--rolls", "7, 2", "--drawn-by", "Dee Clerk", "--witness", "Eve", "--at", when)
    assert ties("lot", record, *drawn) == ExitCode.DONE
    assert states(record, tmp_path, "judge") == [("Ames", "declared"), ("Birch", "declared")]
    assert clear(record, "judge", "ash") == ExitCode.WRONG_INPUT
    assert "is for who was declared: Ames (ames), Birch (birch)" in capsys.readouterr().err
    for who in ("ames", "birch"):
        assert clear(record, "judge", who) == ExitCode.DONE
        assert issue(record, "judge", who, tmp_path / who) == ExitCode.DONE
    (paper,) = (tmp_path / "birch").iterdir()
    made = json.loads(paper.read_text("utf-8"))
    assert (made["name"], made["drawn"]["rolls"], made["void"]) == ("Birch", [7, 2], None)
    assert certificates(record, "papers", "--out", tmp_path / "all", "--format", "html") == ExitCode.DONE
    pages = [one.read_text("utf-8") for one in sorted((tmp_path / "all").iterdir())]
    assert ["was drawn by lot" in page for page in pages] == [False, True]
    assert states(record, tmp_path, "judge") == [("Ames", "issued"), ("Birch", "issued")]
    assert county(record, "minutes", "--out", tmp_path / "minutes.json") == ExitCode.DONE
    announced, fell = json.loads((tmp_path / "minutes.json").read_text("utf-8"))["ties"]
    assert f"1 Ash, notice on {given}; 2 Birch, notice on {given} (13-16-501(1))." in announced["what"]
    assert fell["what"].endswith("drew Birch; rolled 7, 2, by Dee Clerk before Eve (13-16-501(1)).")
    assert fell["entry"] > announced["entry"] > 0
    assert fell["when"].startswith(given)
