"""The one writer of a count: gathers what the workers read and commits it a few sheets at a time."""

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from canvass.counting.halted import check_goes_on
from canvass.counting.print_learning import PrintLearner
from canvass.counting.seen_before import SeenBefore, repeated_images, repeated_sheet
from canvass.reading.outcomes import SheetOutcome, VotedSheet
from canvass.reading.usual_order import TELLS_NOTHING, SidesTold
from canvass.record.image_index import ImageKey, IndexedImage, counted_images, key_of
from imaging.layout import CardId
from imaging.sheets import ImageSource, Reason, UnreadSheet
from tabulate.board.places import SheetName
from tabulate.ledger.entries import BatchKind, BatchOpened, Entry, RepeatAllowed, SheetEntry, SheetNotRead, sheet_entry

if TYPE_CHECKING:
    from canvass.record.ink.fingerprints import SheetInk
    from canvass.record.store import Record

SHEETS_A_COMMIT = 16
SECONDS_A_COMMIT = 1.0


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What a worker hands back."""

    images: tuple[ImageSource, ...]
    outcome: SheetOutcome
    colourless: bool = False
    """Whether the images keep no colours, and marks were read on them."""
    known: int = 0
    """How much had been learned to be printed on cards when it was read."""
    sides: SidesTold = TELLS_NOTHING


class Writer:
    """Gathers outcomes and commits them a few at a time, noticing images and papers that counted before."""

    def __init__(self, record: "Record", batch: BatchOpened, allow_repeats: bool, learner: PrintLearner) -> None:
        """For one batch; `allow_repeats` where the operator says that scans counted before count once more.

        `learner` notices what is printed on cards; what is learned stands before the sheets that are read with it.
        """
        self._record = record
        self._seen = SeenBefore(record, batch)
        self._entries: list[Entry] = []
        self._taken: list[SheetRead] = []
        """The sheets of `_entries`."""
        self._counted: dict[ImageKey, tuple[IndexedImage, ...]] = {}
        """Each time that images of the waiting sheets were counted, as it was looked last."""
        self._batch = batch.batch
        self._machine = batch.machine
        self._test = batch.batch_kind is BatchKind.TEST
        self._allow_repeats = allow_repeats
        self._learner = learner
        self._waiting: list[SheetRead] = []
        self._committed_at = time.monotonic()

    def add(self, read: SheetRead) -> None:
        """Take the next sheet's outcome; commit where it is time."""
        self._waiting.append(read)
        overdue = time.monotonic() - self._committed_at >= SECONDS_A_COMMIT
        if len(self._waiting) >= SHEETS_A_COMMIT or overdue:
            self.commit()

    def commit(self) -> None:
        """Write what waits; on return it is on the disk."""
        self._counted = self._counted_before()
        for read in map(self._with_print_learned, self._waiting):
            ink = self._seen.ink_of(read.outcome)
            if self._seen.is_unwritten(ink):
                self._write()
            self._learner.look(self._take(read, ink))
        self._write()
        self._waiting.clear()
        check_goes_on(self._record, self._machine, self._batch, self._test)
        self._committed_at = time.monotonic()

    def finish(self) -> None:
        """Write what waits, and learn what its last sheet showed to be print."""
        self.commit()
        self._learn()

    def _with_print_learned(self, read: SheetRead) -> SheetRead:
        """The sheet as it is read with all that its predecessors showed to be print."""
        self._learn()
        return self._as_known(read)

    def _as_known(self, read: SheetRead) -> SheetRead:
        if not isinstance(read.outcome, VotedSheet) or not self._learner.is_outdated(read.outcome, read.known):
            return read
        self._record.images.settle()  # It is read from where its images are stored, and it is not written yet.
        return replace(read, outcome=self._learner.read_again(self._entry(read)))

    def _learn(self) -> None:
        while self._learner.is_due:
            self._write()
            self._learner.learn()

    def _write(self) -> None:
        if not self._entries:
            return
        self._record.images.settle()  # This takes longest, and others may write meanwhile.
        with self._record.writing():
            others_learned = self._learner.catch_up()
            if self._seen.look_again() or others_learned:
                self._take_again()
            self._seen.write(self._entries)
        self._entries, self._taken = [], []

    def _take_again(self) -> None:
        """Another station wrote since it was looked whether these sheets were counted: it is looked once more.

        They are read as they are with what it learned, too, which is rare: the ledger has that before them.
        """
        taken, self._entries, self._taken = self._taken, [], []
        self._seen.forget_taken()
        self._counted = self._counted_before()
        for read in map(self._as_known, taken):
            self._take(read, self._seen.ink_of(read.outcome))

    def _counted_before(self) -> dict[ImageKey, tuple[IndexedImage, ...]]:
        return self._record.counted_before(key_of(image) for read in self._waiting for image in read.images)

    def _take(self, read: SheetRead, ink: "SheetInk | None") -> SheetEntry:
        """Add the sheet's entries to those to be written; its own one comes back."""
        entry, counted = self._entry(read), self._counted
        self._taken.append(read)
        keys = counted_images(entry)
        again = [image for image in read.images if key_of(image) in keys and key_of(image) in counted]
        repeats = {image: before for image in again if (before := self._in_count(counted[key_of(image)])) is not None}
        if repeats and not self._allow_repeats:
            return self._to_write(self._set_aside(read, repeated_images(repeats)))
        paper = None if repeats else self._seen.find(ink)
        if paper is not None and ink is not None and not self._allow_repeats:
            self._seen.take(replace(ink, repeats=paper.entry))
            return self._to_write(self._set_aside(read, [repeated_sheet(paper)]))
        number = entry.reading.number
        for image in again:
            self._entries.append(self._allowed(number, image, _name_of(repeats.get(image, counted[key_of(image)][-1]))))
        for image in read.images:
            if key_of(image) in keys:
                here = IndexedImage(0, self._batch, number, image, 1)
                counted[key_of(image)] = (*counted.get(key_of(image), ()), here)
        if paper is not None:
            self._entries.append(self._allowed(number, read.images[0], paper.name))
        if ink is not None:
            self._seen.take(ink)
        return self._to_write(entry)

    def _to_write(self, entry: SheetEntry) -> SheetEntry:
        self._entries.append(entry)
        return entry

    def _in_count(self, times: tuple[IndexedImage, ...]) -> IndexedImage | None:
        """The first of the times that an image was counted, without those of batches that were withdrawn."""
        return next((image for image in times if image.batch not in self._seen.withdrawn), None)

    def _entry(self, read: SheetRead) -> SheetEntry:
        if isinstance(read.outcome, VotedSheet):
            return sheet_entry(self._batch, read.images, read.outcome.reading, read.outcome.votes)
        return SheetNotRead(self._batch, read.outcome)

    def _set_aside(self, read: SheetRead, reasons: list[Reason]) -> SheetNotRead:
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
