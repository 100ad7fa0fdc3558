"""Step 8 of verifying: every stored image hashes to its name, is read again, and shows what was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from canvass.console.progress import Progress
from canvass.reading.again import changed_image, read_again
from canvass.reading.outcomes import SheetOutcome, VotedSheet
from canvass.reading.pipeline import in_order, workers
from canvass.record.images import ImageStore
from canvass.verifying.print_known import learned_by, problems_of_print
from imaging.sheets import (
    OF_THE_OTHERS,
    CardPrint,
    InkFingerprint,
    ReadPrintout,
    ReadSheet,
    ReasonCode,
    TargetReading,
    UnreadSheet,
)
from tabulate.board.machine.known_print import ReadLater
from tabulate.election import Election
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.entries import (
    BatchOpened,
    SheetCounted,
    SheetEntry,
    SheetNotRead,
    SheetQuestioned,
    images_of,
)
from tabulate.rules_edition import RulesEdition

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class _Task:
    """A sheet to read again, as its batch was read."""

    entry: SheetEntry
    batch: BatchOpened
    election: Election
    """Of the editions that had been taken when it was counted."""
    fingerprint: InkFingerprint | None
    """As kept; None where none is."""
    learned: tuple[CardPrint, ...]
    """What had been learned to be printed on cards."""


def verify_images(record: "Record", sheets: int, progress: Progress) -> list[str]:
    """Read every image of the record again; the problems found, a sentence each. `sheets` is for the progress."""
    threads = workers()
    checker = _Checker(record.images, record.rules)
    progress.start("Reading every image again", sheets)
    problems = list(problems_of_print(record))
    for done, found in enumerate(in_order(checker.check, _tasks(record), threads, 8 * threads)):
        problems += found
        if done < sheets:  # A sheet that the count read again is checked twice.
            progress.advance()
    return problems


def _tasks(record: "Record") -> Iterator[_Task]:
    from canvass.record.ink.fingerprints import kept
    from canvass.record.work.as_it_stands import stands_as

    batches: dict[str, BatchOpened] = {}
    editions = 0
    learned: tuple[CardPrint, ...] = ()
    for number, entry in enumerate(record.entries(), start=1):
        learned = (*learned, *learned_by(entry))
        if isinstance(entry, EditionTaken):
            editions += 1
        elif isinstance(entry, BatchOpened):
            batches[entry.batch] = entry
        elif isinstance(entry, SheetEntry):
            election = record.elections.before(editions)
            yield _Task(entry, batches[entry.batch], election, kept(record.alias, number), learned)
        elif isinstance(entry, ReadLater) and (own := record.sheet(entry.batch, entry.reading.number)):
            again = stands_as(own, entry)
            yield _Task(again, batches[entry.batch], record.elections.before(editions), None, learned)


class _Checker:
    """Reads a recorded sheet again. Safe to use from several threads."""

    def __init__(self, images: ImageStore, rules: RulesEdition) -> None:
        self._images = images
        self._rules = rules

    def check(self, task: _Task) -> list[str]:
        """The problems of one sheet."""
        name = f"Sheet {task.entry.reading.number} of batch {task.batch.batch}"
        return [f"{name}: {problem}" for problem in self._problems(task)]

    def _problems(self, task: _Task) -> list[str]:
        if any(not source.sha256 for source in images_of(task.entry)):
            return []  # Not even the file's bytes could be read, so there is nothing to read again.
        if changed := changed_image(self._images, task.entry):
            return [changed]
        outcome = read_again(self._images, task.election, task.entry, task.batch, self._rules, task.learned)
        return [*_differences(task.entry, outcome), *_ink_differences(task, outcome)]


def _ink_differences(task: _Task, outcome: SheetOutcome) -> Iterator[str]:
    reading = outcome.reading if isinstance(outcome, VotedSheet) else None
    now = reading.fingerprint if isinstance(reading, ReadSheet) else None
    if task.fingerprint is not None and now != task.fingerprint:
        yield "the fingerprint kept is not that of its ink: another scan of the paper might not be noticed"


def _differences(entry: SheetEntry, outcome: SheetOutcome) -> Iterator[str]:
    match entry, outcome:
        case SheetNotRead(), _ if any(one.code in OF_THE_OTHERS for one in entry.reading.reasons):
            return  # It may read well; it was set aside for what other sheets are.
        case SheetNotRead(), UnreadSheet():
            recorded, now = ({reason.code for reason in sheet.reasons} for sheet in (entry.reading, outcome))
            if recorded != now and _as_recorded_before(now) != recorded - {ReasonCode.PAGE_MISSING}:
                yield f"recorded as not read ({_codes(recorded)}), now not read for other reasons ({_codes(now)})"
        case SheetNotRead(), VotedSheet():
            yield "recorded as not read, now it can be read"
        case _, UnreadSheet(reasons=reasons):
            yield f"recorded as read, now not read ({_codes({reason.code for reason in reasons})})"
        case ((SheetCounted() | SheetQuestioned()), VotedSheet(reading=reading)):
            yield from _reading_differences(entry.reading, reading)


def _as_recorded_before(now: set[ReasonCode]) -> set[ReasonCode]:
    """How an earlier version said the same: it did not tell files of any number of sheets, and dark pages, apart."""
    before = {ReasonCode.UNOPENED_FILE: ReasonCode.UNREADABLE_FILE, ReasonCode.DARK_PAGE: ReasonCode.BLANK_PAGE}
    return {before.get(code, code) for code in now}


def _reading_differences(recorded: ReadSheet | ReadPrintout, now: ReadSheet | ReadPrintout) -> Iterator[str]:
    match recorded, now:
        case ReadSheet(), ReadSheet():
            yield from target_differences(recorded, now)
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


def target_differences(recorded: ReadSheet, now: ReadSheet) -> Iterator[str]:
    """In which targets a sheet shows now something else than was recorded, a few words each."""
    if recorded.card != now.card:
        yield f"recorded as card {recorded.card}, now read as card {now.card}"
        return
    for before, after in zip_longest(recorded.targets, now.targets):
        if before is None or after is None or _ink(before) != _ink(after) or _lost(before, after):
            yield f"target {(before or after).number}: recorded {_seen(before)}, now {_seen(after)}"


def _ink(target: TargetReading) -> tuple[object, ...]:
    writing = (target.writing, target.writing_px, target.writing_area_px)
    seen = (target.around_px, target.shape, target.cause, target.doubt, target.refused)
    return (target.number, target.side, target.mark, target.ink_px, target.target_px, writing, seen)


def _lost(before: TargetReading, after: TargetReading) -> bool:
    """Whether what was recorded as drawn near a target is not seen now; readers of before did not look for it."""
    return before.nearby is not None and before.nearby is not after.nearby


def _seen(target: TargetReading | None) -> str:
    return f"{target.mark.value}, {target.ink_px} of {target.target_px} pixels" if target else "nothing"


def _codes(codes: set[ReasonCode]) -> str:
    return ", ".join(code.value for code in ReasonCode if code in codes)
