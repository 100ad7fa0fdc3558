"""The main job: a folder of scans into a record. Many read, one writes, and every sheet gets exactly one entry.

Workers load, store and read sheets side by side; this thread alone writes, in order, a few sheets a commit, and a
sheet's images are on the disk before its entry is. So a count may die at any moment: what is committed stays, and the
same command goes on with the first sheet that has no entry.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from canvass.auditing.barred import check_machine
from canvass.batches import BatchRequest, find_batch, new_batch, remaining
from canvass.errors import CanvassError, InputError, Interrupted, disk_errors
from canvass.fingerprinting import complete_fingerprints
from canvass.halted import check_not_halted
from canvass.pipeline import in_order, workers
from canvass.progress import Progress
from canvass.record.image_index import ImageKey, IndexedImage, counted_images, key_of
from canvass.seen_before import SeenBefore, repeated_images, repeated_sheet
from canvass.self_test import run_self_test
from canvass.sheets import SheetOutcome, VotedSheet, layouts_for, outcome_of, read_loaded, words_are_read
from imaging.layout import CardId, Layouts
from imaging.pages import PlannedSheet, find_scans, load_sheet, plan_sheets
from imaging.sheets import ImageSource, Reason, UnreadSheet
from tabulate.board.places import SheetName
from tabulate.ledger_entries import (
    BatchClosed,
    BatchOpened,
    Entry,
    RepeatAllowed,
    SheetEntry,
    SheetNotRead,
    sheet_entry,
)

if TYPE_CHECKING:
    from canvass.record.fingerprints import SheetInk
    from canvass.record.store import Record

SHEETS_A_COMMIT = 16
SECONDS_A_COMMIT = 1.0
_WINDOW_A_WORKER = 12


@dataclass(frozen=True, slots=True)
class CountReport:
    """What a count did, and how its batch now stands."""

    batch: BatchOpened
    offered: int
    """Sheets in the folder."""
    already: int
    """Of these, sheets that had their entry before."""
    counted: int
    """Sheets of the whole batch, read with nothing in question."""
    questioned: int
    """Sheets of the whole batch, read and set aside for the counting board."""
    not_read: int
    """Sheets of the whole batch, set aside because they could not be read or do not belong."""
    seconds: float

    @property
    def sheets(self) -> int:
        """Sheets of the whole batch."""
        return self.counted + self.questioned + self.not_read

    @property
    def difference(self) -> int:
        """Sheets more (or, negative, fewer) than expected; 0 where nothing was expected."""
        expected = self.batch.expected_sheets
        return 0 if expected is None else self.sheets - expected


def never() -> bool:
    """Never stop."""
    return False


def count(
    record: "Record", folder: Path, request: BatchRequest, progress: Progress, stopping: Callable[[], bool] = never
) -> CountReport:
    """Count a folder of scans as a batch.

    Raises InputError (nothing to count, a barred machine, or the batch was opened otherwise), BusyError,
    EnvironmentFault (disk full), RecordError, and Interrupted once `stopping()` is true. In each case what was
    committed stays.
    """
    began = time.monotonic()
    check_machine(record, request.machine)
    check_not_halted(record, request.machine)
    reader_digest = run_self_test()
    with record.counting():
        opened = find_batch(record, request, reader_digest)
        batch = opened or new_batch(record.election, request, reader_digest)
        planned = _plan(folder, batch, progress)
        todo = remaining(batch.batch, planned, record.images_of_batch(batch.batch))
        complete_fingerprints(record, progress)
        if opened is None:
            record.append([batch])
        if todo.already:
            progress.note(f"{todo.already:,} of {len(planned):,} sheets were counted before and are left as they are.")
        _count_sheets(record, batch, todo.sheets, request.allow_repeats, progress, stopping)
        _check_every_sheet(record, batch, planned)
        closed = _close(record, batch)
    return CountReport(
        batch=batch,
        offered=len(planned),
        already=todo.already,
        counted=closed.counted,
        questioned=closed.questioned,
        not_read=closed.not_read,
        seconds=time.monotonic() - began,
    )


def _plan(folder: Path, batch: BatchOpened, progress: Progress) -> list[PlannedSheet]:
    found = find_scans(folder)
    for ignored in found.ignored:
        progress.note(f"Passed over: {ignored.name} ({ignored.why})")
    planned = plan_sheets(found.files, batch.images_per_sheet)
    if not planned:
        raise InputError(
            f"{folder} holds no scans: expected JPEG, PNG, TIFF or PDF files. Name the folder that the scanner wrote "
            "to. Nothing was counted."
        )
    return planned


def _count_sheets(
    record: "Record",
    batch: BatchOpened,
    sheets: tuple[PlannedSheet, ...],
    allow_repeats: bool,
    progress: Progress,
    stopping: Callable[[], bool],
) -> None:
    layouts = layouts_for(record.election, batch.ballot_style)
    work = partial(_count_sheet, record, batch, layouts)
    writer = _Writer(record, batch, allow_repeats)
    threads = workers()
    progress.start(f"Counting batch {batch.batch}", len(sheets))
    for read in in_order(work, sheets, threads, threads * _WINDOW_A_WORKER):
        writer.add(read)
        progress.advance()
        if stopping():
            writer.commit()
            raise Interrupted(
                f"The count of batch {batch.batch} was stopped. Everything read so far is in the record; the same "
                "command goes on where it stopped."
            )
    writer.commit()


@dataclass(frozen=True, slots=True)
class _Read:
    """What a worker hands back."""

    images: tuple[ImageSource, ...]
    outcome: SheetOutcome


def _count_sheet(record: "Record", batch: BatchOpened, layouts: Layouts, planned: PlannedSheet) -> _Read:
    with disk_errors(planned.pages[0].path):
        loaded = load_sheet(planned)
    for file in loaded.files:
        record.images.keep(file.sha256, file.name, file.chunks())
    reading = read_loaded(loaded, layouts, batch.images_per_sheet, words_are_read(record.election))
    images = tuple(page.source for page in loaded.sheet.pages)
    return _Read(images, outcome_of(loaded.sheet, reading, record.election, batch))


class _Writer:
    """Gathers outcomes and commits them a few at a time, noticing images and papers that counted before."""

    def __init__(self, record: "Record", batch: BatchOpened, allow_repeats: bool) -> None:
        self._record = record
        self._seen = SeenBefore(record, batch)
        self._entries: list[Entry] = []
        self._batch = batch.batch
        self._machine = batch.machine
        self._allow_repeats = allow_repeats
        self._waiting: list[_Read] = []
        self._committed_at = time.monotonic()

    def add(self, read: _Read) -> None:
        """Take the next sheet's outcome; commit where it is time."""
        self._waiting.append(read)
        overdue = time.monotonic() - self._committed_at >= SECONDS_A_COMMIT
        if len(self._waiting) >= SHEETS_A_COMMIT or overdue:
            self.commit()

    def commit(self) -> None:
        """Write what waits; on return it is on the disk."""
        counted = self._record.counted_before(key_of(image) for read in self._waiting for image in read.images)
        for read in self._waiting:
            ink = self._seen.ink_of(read.outcome)
            if self._seen.is_unwritten(ink):
                self._write()
            self._take(read, ink, counted)
        self._write()
        self._waiting.clear()
        check_not_halted(self._record, self._machine)
        self._committed_at = time.monotonic()

    def _write(self) -> None:
        if self._entries:
            head = self._record.append(self._entries, self._seen.unwritten)
            self._seen.written(head.number - len(self._entries) + 1)
        self._entries = []

    def _take(self, read: _Read, ink: "SheetInk | None", counted: dict[ImageKey, IndexedImage]) -> None:
        """Add the sheet's entries to those to be written."""
        entry = self._entry(read)
        keys = counted_images(entry)
        repeats = [image for image in read.images if key_of(image) in keys and key_of(image) in counted]
        if repeats and not self._allow_repeats:
            self._entries.append(self._set_aside(read, repeated_images(repeats, counted)))
            return
        paper = None if repeats else self._seen.find(ink)
        if paper is not None and ink is not None and not self._allow_repeats:
            self._seen.take(len(self._entries), replace(ink, repeats=paper.entry))
            self._entries.append(self._set_aside(read, [repeated_sheet(paper)]))
            return
        number = entry.reading.number
        for image in read.images:
            if key_of(image) in keys:
                counted.setdefault(key_of(image), IndexedImage(0, self._batch, number, image, 1))
        for image in repeats:
            self._entries.append(self._allowed(number, image, _name_of(counted[key_of(image)])))
        if paper is not None:
            self._entries.append(self._allowed(number, read.images[0], paper.name))
        if ink is not None:
            self._seen.take(len(self._entries), ink)
        self._entries.append(entry)

    def _entry(self, read: _Read) -> SheetEntry:
        if isinstance(read.outcome, VotedSheet):
            return sheet_entry(self._batch, read.images, read.outcome.reading, read.outcome.votes)
        return SheetNotRead(self._batch, read.outcome)

    def _set_aside(self, read: _Read, reasons: list[Reason]) -> SheetNotRead:
        number, card = _named_card(read.outcome)
        return SheetNotRead(self._batch, UnreadSheet(number, read.images, tuple(reasons), card))

    def _allowed(self, number: int, image: ImageSource, before: SheetName) -> RepeatAllowed:
        return RepeatAllowed(self._batch, number, image, before.batch, before.sheet)


def _name_of(image: IndexedImage) -> SheetName:
    return SheetName(image.batch, image.sheet)


def _named_card(outcome: SheetOutcome) -> tuple[int, CardId | None]:
    """The sheet's number, and its card where that is known."""
    if isinstance(outcome, UnreadSheet):
        return outcome.number, outcome.card
    return outcome.reading.number, outcome.votes.card


def _check_every_sheet(record: "Record", batch: BatchOpened, planned: list[PlannedSheet]) -> None:
    """Every sheet of the folder has exactly one outcome, and the batch's sheets are numbered without a gap."""
    held = record.images_of_batch(batch.batch)
    places = [tuple((image.file, image.page) for image in images) for images in held.values()]
    offered = [tuple((page.name, page.page) for page in sheet.pages) for sheet in planned]
    times = dict.fromkeys(offered, 0)
    for place in places:
        if place in times:
            times[place] += 1
    wrong = [place for place, found in times.items() if found != 1]
    if wrong or sorted(held) != list(range(1, len(held) + 1)):
        where = ", ".join(file for file, _ in wrong[0]) if wrong else "the numbering"
        raise CanvassError(
            f"Batch {batch.batch} does not hold every sheet of the folder exactly once (see {where}). This is a fault "
            "in Canvass; the record is as it was committed. Run `canvass verify` and report it."
        )


def _close(record: "Record", batch: BatchOpened) -> BatchClosed:
    kinds = record.outcomes_of_batch(batch.batch)
    closed = BatchClosed(
        batch=batch.batch,
        sheets=kinds.total(),
        counted=kinds["sheet counted"],
        questioned=kinds["sheet questioned"],
        not_read=kinds["sheet not read"],
    )
    if record.batch_closed(batch.batch) != closed:
        record.append([closed])
    return closed
