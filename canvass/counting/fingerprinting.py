"""Fingerprints of sheets that an earlier version counted, worked out from the stored images before a count goes on."""

from typing import TYPE_CHECKING

from canvass.console.progress import Progress
from canvass.reading.again import changed_image, read_again
from canvass.reading.outcomes import VotedSheet
from canvass.reading.pipeline import in_order, workers
from imaging.sheets import ReadSheet
from tabulate.board.places import SheetName
from tabulate.ledger.entries import BatchOpened, SheetCounted, SheetQuestioned, images_of
from tabulate.rules_edition import RulesEdition

if TYPE_CHECKING:
    from canvass.record.ink.fingerprints import SheetInk
    from canvass.record.store import Record

FINGERPRINTS_A_COMMIT = 64
"""More than a count commits at a time: what is lost with a commit is read again from the stored images."""


def complete_fingerprints(record: "Record", progress: Progress) -> None:
    """Keep the fingerprint of every sheet that was read and has none. What is kept stays, whenever this is stopped.

    Sheets whose stored images are gone or changed get one that says nothing; `canvass verify` tells of those.
    """
    from canvass.record.ink.fingerprints import entries_without

    missing = entries_without(record.alias)
    if not missing:
        return
    progress.note(f"{len(missing):,} sheets were counted before Canvass knew papers by their ink: reading them again.")
    progress.start("Fingerprints of earlier sheets", len(missing))
    batches: dict[str, BatchOpened] = {}
    rules = record.rules

    def ink_of(sheet: tuple[SheetCounted | SheetQuestioned, BatchOpened]) -> "SheetInk":
        return _ink_of(record, *sheet, rules)

    for first in range(0, len(missing), FINGERPRINTS_A_COMMIT):
        numbers = missing[first : first + FINGERPRINTS_A_COMMIT]
        sheets = [_sheet(record, number, batches) for number in numbers]
        waiting = dict(zip(numbers, in_order(ink_of, sheets, workers(), 2 * workers()), strict=True))
        record.keep_ink(waiting)
        for _ in waiting:
            progress.advance()


def _sheet(
    record: "Record", number: int, batches: dict[str, BatchOpened]
) -> tuple[SheetCounted | SheetQuestioned, BatchOpened]:
    entry = record.entry(number)
    assert isinstance(entry, SheetCounted | SheetQuestioned)
    if entry.batch not in batches:
        opened = record.batch_opened(entry.batch)
        assert opened is not None
        batches[entry.batch] = opened
    return entry, batches[entry.batch]


def _ink_of(
    record: "Record", entry: SheetCounted | SheetQuestioned, batch: BatchOpened, rules: RulesEdition
) -> "SheetInk":
    from canvass.record.ink.fingerprints import SheetInk

    name = SheetName(entry.batch, entry.reading.number)
    if not isinstance(entry.reading, ReadSheet):
        return SheetInk(name, None, None)
    readable = all(source.sha256 for source in images_of(entry)) and not changed_image(record.images, entry)
    outcome = read_again(record.images, record.election, entry, batch, rules) if readable else None
    reading = outcome.reading if isinstance(outcome, VotedSheet) else None
    ink = reading.fingerprint if isinstance(reading, ReadSheet) else None
    return SheetInk(name, entry.reading.card, ink)
