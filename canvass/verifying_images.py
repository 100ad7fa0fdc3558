"""Step 6 of verifying: every stored image hashes to its name, is read again, and shows what was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from canvass.batches import hash_of_file
from canvass.pipeline import in_order, workers
from canvass.progress import Progress
from canvass.record.images import ImageStore
from canvass.sheets import SheetOutcome, VotedSheet, layouts_for, outcome_of, read_loaded, words_are_read
from imaging.pages import PlannedPage, PlannedSheet, ScanFile, load_sheet, plan_sheets
from imaging.sheets import ImageSource, ReadPrintout, ReadSheet, ReasonCode, TargetReading, UnreadSheet
from tabulate.election import Election
from tabulate.ledger_entries import (
    BatchOpened,
    SheetCounted,
    SheetEntry,
    SheetNotRead,
    SheetQuestioned,
    images_of,
)

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class _Task:
    """A sheet to read again, as its batch was read."""

    entry: SheetEntry
    batch: BatchOpened


def verify_images(record: "Record", sheets: int, progress: Progress) -> list[str]:
    """Read every image of the record again; the problems found, a sentence each. `sheets` is for the progress."""
    threads = workers()
    checker = _Checker(record.images, record.election)
    progress.start("Reading every image again", sheets)
    problems: list[str] = []
    for found in in_order(checker.check, _tasks(record), threads, 8 * threads):
        problems += found
        progress.advance()
    return problems


def _tasks(record: "Record") -> Iterator[_Task]:
    batches: dict[str, BatchOpened] = {}
    for entry in record.entries():
        if isinstance(entry, BatchOpened):
            batches[entry.batch] = entry
        elif isinstance(entry, SheetEntry):
            yield _Task(entry, batches[entry.batch])


class _Checker:
    """Reads a recorded sheet again. Safe to use from several threads."""

    def __init__(self, images: ImageStore, election: Election) -> None:
        self._images = images
        self._election = election

    def check(self, task: _Task) -> list[str]:
        """The problems of one sheet."""
        name = f"Sheet {task.entry.reading.number} of batch {task.batch.batch}"
        return [f"{name}: {problem}" for problem in self._problems(task)]

    def _problems(self, task: _Task) -> list[str]:
        sources = images_of(task.entry)
        if any(not source.sha256 for source in sources):
            return []  # Not even the file's bytes could be read, so there is nothing to read again.
        places = {source.sha256: self._images.place(source.sha256, source.file) for source in sources}
        for source in sources:
            found = hash_of_file(places[source.sha256])
            if found != source.sha256:
                return [f"the stored image of {source.file} {_wrong_file(found)} ({places[source.sha256]})"]
        pages = tuple(_stored_page(places[source.sha256], source) for source in sources)
        outcome = self._read(task, PlannedSheet(task.entry.reading.number, pages))
        return list(_differences(task.entry, outcome))

    def _read(self, task: _Task, planned: PlannedSheet) -> SheetOutcome:
        batch = task.batch
        layouts = replace(layouts_for(self._election, batch.ballot_style), thresholds=batch.thresholds)
        loaded = load_sheet(planned)
        reading = read_loaded(loaded, layouts, batch.images_per_sheet, words_are_read(self._election))
        return outcome_of(loaded.sheet, reading, self._election, batch)


def _wrong_file(found: str) -> str:
    return f"was changed: its SHA-256 is now {found}" if found else "is not there"


def _stored_page(place: Path, source: ImageSource) -> PlannedPage:
    return PlannedPage(place, source.file, source.page, _pages_in(place))


@lru_cache(maxsize=64)
def _pages_in(place: Path) -> int:
    return len(plan_sheets([ScanFile(place, place.name)], 1))


def _differences(entry: SheetEntry, outcome: SheetOutcome) -> Iterator[str]:
    match entry, outcome:
        case SheetNotRead(), _ if any(one.code is ReasonCode.REPEATED_IMAGE for one in entry.reading.reasons):
            return  # It may read well; it was set aside because it was counted before, which the index shows.
        case SheetNotRead(), UnreadSheet():
            recorded, now = ({reason.code for reason in sheet.reasons} for sheet in (entry.reading, outcome))
            if recorded != now:
                yield f"recorded as not read ({_codes(recorded)}), now not read for other reasons ({_codes(now)})"
        case SheetNotRead(), VotedSheet():
            yield "recorded as not read, now it can be read"
        case _, UnreadSheet(reasons=reasons):
            yield f"recorded as read, now not read ({_codes({reason.code for reason in reasons})})"
        case ((SheetCounted() | SheetQuestioned()), VotedSheet(reading=reading)):
            yield from _reading_differences(entry.reading, reading)


def _reading_differences(recorded: ReadSheet | ReadPrintout, now: ReadSheet | ReadPrintout) -> Iterator[str]:
    match recorded, now:
        case ReadSheet(), ReadSheet():
            yield from _target_differences(recorded, now)
        case ReadPrintout(), ReadPrintout():
            yield from _printout_differences(recorded, now)
        case _:
            yield f"recorded as a {_kind(recorded)}, now read as a {_kind(now)}"


def _kind(reading: ReadSheet | ReadPrintout) -> str:
    return "device printout" if isinstance(reading, ReadPrintout) else "hand-marked ballot"


def _printout_differences(recorded: ReadPrintout, now: ReadPrintout) -> Iterator[str]:
    if recorded.source != now.source or recorded.turned != now.turned:
        yield "the printed page is recorded as another image or another way up"
    if recorded.codes != now.codes:
        yield f"recorded with {len(recorded.codes)} barcodes, now {len(now.codes)}, and they are not the same"
    if recorded.blocks != now.blocks:
        words = [sum(len(block.lines) for block in one.blocks) for one in (recorded, now)]
        yield f"recorded with {words[0]} lines of words, now {words[1]}, and they are not the same"


def _target_differences(recorded: ReadSheet, now: ReadSheet) -> Iterator[str]:
    if recorded.card != now.card:
        yield f"recorded as card {recorded.card}, now read as card {now.card}"
        return
    for before, after in zip_longest(recorded.targets, now.targets):
        if before is None or after is None or _ink(before) != _ink(after):
            yield f"target {(before or after).number}: recorded {_seen(before)}, now {_seen(after)}"


def _ink(target: TargetReading) -> tuple[object, ...]:
    writing = (target.writing, target.writing_px, target.writing_area_px)
    seen = (target.around_px, target.shape, target.cause, target.doubt, target.refused)
    return (target.number, target.side, target.mark, target.ink_px, target.target_px, writing, seen)


def _seen(target: TargetReading | None) -> str:
    return f"{target.mark.value}, {target.ink_px} of {target.target_px} pixels" if target else "nothing"


def _codes(codes: set[ReasonCode]) -> str:
    return ", ".join(code.value for code in ReasonCode if code in codes)
