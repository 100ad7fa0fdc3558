"""A paper that is scanned again waits for the board, whatever the scanner; ballots voted alike count."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.console.progress import SilentProgress
from canvass.errors import Interrupted
from canvass.record import create_record, open_record
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import verify_ledger
from tabulate.board.batches.halts import CountHalted, FoundByTest, HaltChoice, HaltEnded
from tabulate.ledger.entries import BatchKind, RepeatAllowed, SheetCounted, SheetNotRead, SheetQuestioned
from tabulate.ledger.fold import fold
from tests.canvass.repeated_sheets.papers_made import (
    EVENING,
    MORNING,
    SHEETS,
    Papers,
    are_set_aside,
    count_quietly,
    fingerprints_in,
    sheets_of,
)
from tests.tabulate.ledger_makers import content_digest

if TYPE_CHECKING:
    from canvass.record.store import Record


def sheets_in_totals(record: "Record") -> int:
    return sum(fold(record.entries()).real.sheets.values())


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


@pytest.mark.usefixtures("of_format_1")
def test_papers_of_a_record_that_an_older_version_wrote_are_known(
    record: "Record", first: Path, again: Path, tmp_path: Path
) -> None:
    count_quietly(record, first, MORNING)
    record.close()
    with closing(sqlite3.connect(record.directory / "ledger.sqlite3")) as database:
        database.executescript(
            "drop table left_for_later; drop table fingerprint_sketch; drop table fingerprint; "
            "alter table ledger drop column salt; "
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
