"""What the board and the status say of papers that were scanned again."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.board.same_paper import same_paper
from canvass.cli import run
from canvass.deciding.decisions import Deciding
from tabulate.board.places import SheetName
from tabulate.questions import Question
from tests.canvass.repeated_sheets.papers_made import EVENING, MORNING, SHEETS, count_quietly

if TYPE_CHECKING:
    from canvass.record.store import Record


def test_the_board_sees_both_scans(record: "Record", first: Path, again: Path) -> None:
    count_quietly(record, first, MORNING)
    count_quietly(record, again, EVENING)
    assert record.same_ink(SheetName("evening", 2)) == SheetName("morning", SHEETS - 2)
    assert record.same_ink(SheetName("evening", 6)) is None
    work = Deciding(record)
    view = work.ballot(SheetName("evening", 2))
    assert view.ballot.ballot_questions == (Question.DUPLICATE_IMAGE,)
    both = same_paper(record, work, view)
    assert both.other == SheetName("morning", SHEETS - 2)
    assert [len(scan.pictures) for scan in both.scans] == [2, 2]


def test_status_says_of_how_many_papers_another_scan_would_not_be_noticed(
    record: "Record", first: Path, again: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count_quietly(record, first, MORNING)
    count_quietly(record, again, EVENING)
    run(["status", str(record.directory), "--json"])
    status = json.loads(capsys.readouterr().out)
    assert status["reasons"] == {"repeated sheet": 4}
    papers = status["papers"]
    assert papers["known_if_scanned_again"] >= SHEETS
    assert sum(papers.values()) == SHEETS + 2
    assert papers["not_looked_at"] == 0
    with closing(sqlite3.connect(record.directory / "ledger.sqlite3")) as database:
        database.execute("update fingerprint set told = sheet > 2 or batch = 'evening'")
        database.commit()
    run(["status", str(record.directory)])
    assert f"2 of {SHEETS + 2} hand-marked sheets cannot be told from another scan" in capsys.readouterr().out
