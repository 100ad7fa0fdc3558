"""A paper that is scanned again waits for the board, whatever the scanner; ballots voted alike count."""

import itertools
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.board.same_paper import same_paper
from canvass.cli import run
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.deciding.decisions import Deciding
from canvass.errors import Interrupted
from canvass.record import create_record, open_record
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import verify_ledger
from imaging.sheets import ReasonCode
from tabulate.board.halts import CountHalted, FoundByTest, HaltChoice, HaltEnded
from tabulate.board.places import SheetName
from tabulate.ledger.entries import (
    BatchKind,
    RepeatAllowed,
    SheetCounted,
    SheetEntry,
    SheetNotRead,
    SheetQuestioned,
)
from tabulate.ledger.fold import fold
from tabulate.questions import Question
from test_ballots.counties import small_county
from test_ballots.decks import CAREFUL, CLEAN_SCANNING, OFFICE_SCANNING
from test_ballots.definition import election_of
from test_ballots.press import Press
from test_ballots.scanning.files import FileKind
from test_ballots.sheets import SheetFiles, make_sheet
from tests.tabulate.ledger_makers import content_digest

if TYPE_CHECKING:
    from canvass.record.store import Record

SEED, SHEETS = 29, 6
ANOTHER_SCANNER = replace(OFFICE_SCANNING, dpis=(150,), kinds=(FileKind.TIFF_G4,))
MORNING = BatchRequest("morning", "scanner 1")
EVENING = BatchRequest("evening", "scanner 2")
NewRecord = Callable[[], "Record"]


class Papers:
    """Voted papers of one county, and folders of their scans."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        election, self.definition = election_of(small_county(SEED))
        self._press = Press(election)

    def scanned(self, numbers: range) -> Path:
        return self._written(
            f"first-{numbers.start}",
            [make_sheet(self._press, number, SEED, CAREFUL, CLEAN_SCANNING) for number in numbers],
        )

    def scanned_again(self, numbers: range) -> Path:
        return self._written(
            f"again-{numbers.start}",
            [
                make_sheet(self._press, number, SEED, CAREFUL, ANOTHER_SCANNER, 1, first_scanning=CLEAN_SCANNING)
                for number in numbers
            ],
        )

    def _written(self, name: str, sheets: list[SheetFiles]) -> Path:
        scans = self.folder / name
        if not scans.exists():
            scans.mkdir()
            for sheet in sheets:
                for file, content in zip(sheet.names, sheet.contents, strict=True):
                    (scans / file).write_bytes(content)
        return scans


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return Papers(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="module")
def first(papers: Papers) -> Path:
    return papers.scanned(range(1, SHEETS + 1))


@pytest.fixture(scope="module")
def again(papers: Papers) -> Path:
    """The last four papers once more, by another scanner, and two that were not scanned before."""
    return papers.scanned_again(range(SHEETS - 3, SHEETS + 3))


@pytest.fixture
def record(papers: Papers, tmp_path: Path) -> "Iterator[Record]":
    with create_record(tmp_path / "record", papers.definition, "0.1.0", "") as opened:
        yield opened


def count_quietly(record: "Record", scans: Path, request: BatchRequest, after: int | None = None) -> None:
    asked = itertools.count(1)
    count(record, scans, request, SilentProgress(), lambda: after is not None and next(asked) >= after)


def sheets_of(record: "Record", batch: str) -> list[SheetEntry]:
    return [entry for entry in record.entries() if isinstance(entry, SheetEntry) and entry.batch == batch]


def are_set_aside(record: "Record", batch: str) -> list[bool]:
    return [
        isinstance(entry, SheetNotRead) and [one.code for one in entry.reading.reasons] == [ReasonCode.REPEATED_SHEET]
        for entry in sheets_of(record, batch)
    ]


def sheets_in_totals(record: "Record") -> int:
    return sum(fold(record.entries()).real.sheets.values())


def fingerprints_in(directory: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(directory / "ledger.sqlite3")) as database:
        return database.execute("select * from fingerprint order by entry_id").fetchall()


def test_a_paper_scanned_again_by_another_scanner_is_set_aside_and_named(
    record: "Record", first: Path, again: Path
) -> None:
    count_quietly(record, first, MORNING)
    before = sheets_in_totals(record)
    count_quietly(record, again, EVENING)
    assert are_set_aside(record, "morning") == [False] * SHEETS
    assert are_set_aside(record, "evening") == [True] * 4 + [False] * 2
    (entry, *_) = sheets_of(record, "evening")
    assert isinstance(entry, SheetNotRead)
    assert f"the same paper as sheet {SHEETS - 3} of batch morning" in entry.reading.reasons[0].detail
    after = sheets_in_totals(record)
    assert (before, after) == (SHEETS, SHEETS + 2)
    assert verify_ledger(record).problems == []
    assert verify_images(record, 12, SilentProgress()) == []


def test_a_paper_twice_in_one_batch_is_noticed_within_a_commit(
    record: "Record", first: Path, again: Path, tmp_path: Path
) -> None:
    both = Path(shutil.copytree(first, tmp_path / "both"))
    for file in again.iterdir():
        shutil.copy(file, both / f"z-{file.name}")
    count_quietly(record, both, replace(MORNING, images_per_sheet=2))
    assert sum(are_set_aside(record, "morning")) == 4
    assert verify_ledger(record).problems == []


def test_ballots_voted_alike_with_one_pen_all_count(record: "Record", first: Path) -> None:
    count_quietly(record, first, MORNING)
    assert not any(are_set_aside(record, "morning"))


def test_the_operator_may_let_it_count_and_the_ledger_says_so(record: "Record", first: Path, again: Path) -> None:
    count_quietly(record, first, MORNING)
    count_quietly(record, again, replace(EVENING, allow_repeats=True))
    assert not any(are_set_aside(record, "evening"))
    allowed = [entry for entry in record.entries() if isinstance(entry, RepeatAllowed)]
    assert [(entry.sheet, entry.earlier_batch, entry.earlier_sheet) for entry in allowed] == [
        (1, "morning", SHEETS - 3),
        (2, "morning", SHEETS - 2),
        (3, "morning", SHEETS - 1),
        (4, "morning", SHEETS),
    ]
    assert sheets_in_totals(record) == 2 * SHEETS
    assert verify_ledger(record).problems == []


@pytest.mark.parametrize("stop", [1, 3, 5])
def test_a_count_that_was_stopped_notices_the_same_papers(
    record: "Record", papers: Papers, first: Path, again: Path, tmp_path: Path, stop: int
) -> None:
    with pytest.raises(Interrupted):
        count_quietly(record, first, MORNING, stop)
    count_quietly(record, first, MORNING)
    with pytest.raises(Interrupted):
        count_quietly(record, again, EVENING, stop)
    with open_record(record.directory) as once_more:
        count_quietly(once_more, again, EVENING)
    with create_record(tmp_path / "undisturbed", papers.definition, "0.1.0", "") as undisturbed:
        count_quietly(undisturbed, first, MORNING)
        count_quietly(undisturbed, again, EVENING)
        assert sum(are_set_aside(undisturbed, "evening")) == 4
        assert content_digest(record.ledger()) == content_digest(undisturbed.ledger())
    assert fingerprints_in(record.directory) == fingerprints_in(tmp_path / "undisturbed")


def test_papers_of_a_record_that_an_older_version_wrote_are_known(
    record: "Record", first: Path, again: Path, tmp_path: Path
) -> None:
    count_quietly(record, first, MORNING)
    record.close()
    with closing(sqlite3.connect(record.directory / "ledger.sqlite3")) as database:
        database.executescript(
            "drop table fingerprint_sketch; drop table fingerprint; "
            "delete from django_migrations where app = 'record' and name > '0004'"
        )
    with open_record(record.directory) as opened:
        assert verify_ledger(opened).problems == []
        count_quietly(opened, again, EVENING)
        assert are_set_aside(opened, "evening") == [True] * 4 + [False] * 2
        assert verify_images(opened, 12, SilentProgress()) == []


def test_a_paper_whose_stored_image_is_gone_does_not_stop_the_count(record: "Record", first: Path, again: Path) -> None:
    count_quietly(record, first, MORNING)
    with closing(sqlite3.connect(record.directory / "ledger.sqlite3")) as database:
        database.executescript("delete from fingerprint")
    lost = sheets_of(record, "morning")[-1]
    assert isinstance(lost, SheetCounted | SheetQuestioned)
    record.images.place(lost.images[0].sha256, lost.images[0].file).unlink()
    count_quietly(record, again, EVENING)
    assert are_set_aside(record, "evening") == [True] * 3 + [False] * 3


def test_test_decks_go_through_every_machine(record: "Record", first: Path, again: Path) -> None:
    count_quietly(record, first, replace(MORNING, kind=BatchKind.TEST))
    count_quietly(record, again, replace(EVENING, kind=BatchKind.TEST))
    assert not any(are_set_aside(record, "evening"))


def test_a_paper_of_the_test_deck_among_real_ballots_is_noticed(record: "Record", first: Path, again: Path) -> None:
    count_quietly(record, first, replace(MORNING, kind=BatchKind.TEST))
    count_quietly(record, again, EVENING)
    assert sum(are_set_aside(record, "evening")) == 4


def test_a_batch_that_a_halt_took_out_is_counted_again(record: "Record", first: Path, again: Path) -> None:
    count_quietly(record, first, MORNING)
    halt = record.append([CountHalted("scanner 1", "ada", "too many ovals were ambiguous")])
    who = ("ada", "bea", "cai")
    ended = HaltEnded(halt.number, FoundByTest.ERROR, HaltChoice.HAND_COUNT, ("morning",), who, "dirty glass")
    record.append([ended])
    count_quietly(record, again, EVENING)
    assert not any(are_set_aside(record, "evening"))
    assert sheets_in_totals(record) == SHEETS


def test_the_ledger_holds_no_fingerprint(record: "Record", first: Path) -> None:
    count_quietly(record, first, MORNING)
    kept = fingerprints_in(record.directory)
    assert len(kept) == SHEETS
    bodies = "".join(row.body for row in record.ledger())
    assert "fingerprint" not in bodies
    assert all(isinstance(row[6], bytes) and row[6] and row[6].hex() not in bodies for row in kept)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("update fingerprint set sheet = 99 where sheet = 2", "differs from the ledger"),
        ("update fingerprint set repeats_id = 3 where sheet = 2", "differs from the ledger"),
        ("delete from fingerprint where repeats_id is not null", "differs from the ledger"),
        ("delete from fingerprint_sketch where batch = 'morning'", "differs from the fingerprints"),
        ("update fingerprint_sketch set sheets = x'0102'", "table of sketches is damaged"),
    ],
)
def test_a_table_of_fingerprints_that_was_altered_is_told(
    record: "Record", first: Path, again: Path, change: str, found: str
) -> None:
    count_quietly(record, first, MORNING)
    count_quietly(record, again, EVENING)
    with closing(sqlite3.connect(record.directory / "ledger.sqlite3")) as database:
        database.execute(change)
        database.commit()
    assert any(found in problem for problem in verify_ledger(record).problems)


def test_a_fingerprint_that_is_not_of_the_stored_image_is_told(record: "Record", first: Path) -> None:
    count_quietly(record, first, MORNING)
    with closing(sqlite3.connect(record.directory / "ledger.sqlite3")) as database:
        database.execute("update fingerprint set marks = (select marks from fingerprint where sheet = 1)")
        database.commit()
    problems = verify_images(record, SHEETS, SilentProgress())
    assert [problem.split(":")[0] for problem in problems] == [
        f"Sheet {sheet} of batch morning" for sheet in range(2, SHEETS + 1)
    ]


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
