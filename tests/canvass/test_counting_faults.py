"""What stops a count: a full disk, another count, a fault of ours. Nothing committed is lost."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass.counting import writer
from canvass.errors import BusyError, CanvassError, EnvironmentFault
from canvass.reading.pipeline import in_order
from tests.canvass.conftest import SHEETS
from tests.canvass.counts import count_quietly, digest, sheets_of
from tests.tabulate.ledger_makers import unread_sheet_entry

if TYPE_CHECKING:
    from canvass.record.store import Record

    NewRecord = Callable[[str], Record]


def test_a_full_disk_while_images_are_stored_loses_nothing(
    new_record: NewRecord, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed, record = new_record("undisturbed"), new_record("record")
    count_quietly(undisturbed, scans)
    keep, kept = record.images.keep, iter(range(1000))

    def full_after_nine(*given: Any) -> Path:
        if next(kept) >= 9:
            raise EnvironmentFault("the disk is full")
        return keep(*given)

    monkeypatch.setattr(writer, "SHEETS_A_COMMIT", 2)
    monkeypatch.setattr(record.images, "keep", full_after_nine)
    with pytest.raises(EnvironmentFault):
        count_quietly(record, scans)
    committed = len(sheets_of(record))
    assert 0 < committed < SHEETS
    monkeypatch.undo()
    assert count_quietly(record, scans).already == committed
    assert digest(record) == digest(undisturbed)


def test_a_disk_that_is_full_says_so_and_leaves_no_half_image(
    record: Record, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as writing:
        writing.setattr("canvass.record.images.os.fchmod", full)
        with pytest.raises(EnvironmentFault, match="is full"):
            record.images.keep("ab" * 32, "front.png", [b"picture"])
    assert [file for file in record.images.directory.rglob("*") if file.is_file()] == []
    place = record.images.keep("ab" * 32, "front.png", [b"picture"])
    monkeypatch.setattr("canvass.record.images.os.fsync", full)
    with pytest.raises(EnvironmentFault, match="is full"):
        record.append([unread_sheet_entry("AB-001", 1)])
    assert not place.exists()


def test_a_database_without_room_stops_clearly_and_resumes(
    new_record: NewRecord, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connections

    undisturbed, record = new_record("undisturbed"), new_record("record")
    count_quietly(undisturbed, scans)
    monkeypatch.setattr(writer, "SHEETS_A_COMMIT", 1)
    with connections[record._alias].cursor() as cursor:
        cursor.execute("pragma page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"pragma max_page_count = {pages + 20}")
    with pytest.raises(EnvironmentFault, match="is full"):
        count_quietly(record, scans)
    committed = len(sheets_of(record))
    assert 0 < committed < SHEETS
    with connections[record._alias].cursor() as cursor:
        cursor.execute("pragma max_page_count = 1000000")
    count_quietly(record, scans)
    assert digest(record) == digest(undisturbed)


def test_two_counts_of_one_record_cannot_run_at_once(record: Record, scans: Path) -> None:
    with record.counting(), pytest.raises(BusyError, match="Another count"):
        count_quietly(record, scans)
    assert record.head().number == 1


def test_a_fault_of_the_reader_names_the_sheet_and_stops(
    record: Record, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("canvass.reading.outcomes.read_sheet", broken)
    with pytest.raises(CanvassError, match=r"sheet 1 \(sheet-00001-1\.jpg"):
        count_quietly(record, scans)


def test_an_outcome_that_gets_lost_is_noticed(record: Record, scans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def loses_the_last(work: Any, items: Any, threads: int, window: int) -> Iterator[Any]:
        return in_order(work, items[:-1], threads, window)

    monkeypatch.setattr("canvass.counting.count.in_order", loses_the_last)
    with pytest.raises(CanvassError, match="exactly once"):
        count_quietly(record, scans)
