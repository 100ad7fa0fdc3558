"""Papers that were scanned before, known by their ink: looked for before a sheet is counted, among those in the record.

Where several stations count into one record, each looks again once it holds the ledger's end, just before it writes.

13-12-202(3) lets no ballot carry a number, and a batch has been counted twice: a sheet that looks like the same paper
as one counted before is never counted, and never dropped; it waits for the counting board. Test decks go through every
machine, so they are not looked up. Batches that a halt took out of the count, and batches withdrawn, are counted again
on purpose (13-15-209).
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from canvass.reading.outcomes import SheetOutcome, VotedSheet
from canvass.record.image_index import IndexedImage
from imaging.papers.same_ink import compare
from imaging.sheets import ImageSource, ReadSheet, Reason, ReasonCode
from tabulate.board.places import SheetName
from tabulate.editions.joined import cards_alike
from tabulate.ledger.entries import BatchKind, BatchOpened, Entry

if TYPE_CHECKING:
    from canvass.record.ink.fingerprints import SamePaper, SheetInk
    from canvass.record.store import Record


class SeenBefore:
    """The papers of a record as a count meets them. Holds what was seen and is not written yet."""

    def __init__(self, record: "Record", batch: BatchOpened) -> None:
        """For the process that holds the record for counting."""
        from canvass.record.ink.search import InkSearch
        from canvass.record.work.replay import Replay

        self._record = record
        self._batch = batch
        state = Replay(record.alias).state
        self.withdrawn = frozenset(state.withdrawn)
        """Batches that people withdrew: their images count again."""
        self._search = InkSearch(record.alias, record.election, state.taken_out)
        self._unwritten: list[SheetInk] = []

    def ink_of(self, outcome: SheetOutcome) -> "SheetInk | None":
        """The ink of a sheet that was read; None of one that was not."""
        from canvass.record.ink.fingerprints import SheetInk

        if not isinstance(outcome, VotedSheet):
            return None
        name, reading = SheetName(self._batch.batch, outcome.reading.number), outcome.reading
        if isinstance(reading, ReadSheet):
            return SheetInk(name, reading.card, reading.fingerprint)
        return SheetInk(name, None, None)

    def is_unwritten(self, ink: "SheetInk | None") -> bool:
        """Whether the same paper is among the sheets that were taken and are not written yet."""
        fingerprint = ink.fingerprint if ink and self._looks_up else None
        return fingerprint is not None and any(
            compare(fingerprint, other.fingerprint).is_same_paper
            for other in self._unwritten
            if ink is not None and other.card == ink.card and other.fingerprint is not None
        )

    def find(self, ink: "SheetInk | None") -> "SamePaper | None":
        """The written sheet that looks like the same paper, if any."""
        if ink is None or ink.card is None or ink.fingerprint is None or not self._looks_up:
            return None
        # Where sheets do not show their edition, a paper may have been counted as one of another edition.
        cards = cards_alike(self._record.election, ink.card)
        found = (self._search.find(card, ink.fingerprint) for card in cards)
        return next((paper for paper in found if paper is not None), None)

    def take(self, ink: "SheetInk") -> None:
        """Remember a sheet that is to be written."""
        self._unwritten.append(ink)

    def look_again(self) -> bool:
        """Whether another station wrote sheets since this one last wrote; from here on theirs are found.

        Within the record's writing.
        """
        return self._search.catch_up()

    def forget_taken(self) -> None:
        """The sheets that were taken and are not written are taken anew: other stations wrote meanwhile."""
        self._unwritten = []

    def write(self, entries: Sequence[Entry]) -> None:
        """Append the entries, among which are those of all sheets that were taken; from here on these are found.

        Within the record's writing.
        """
        self._search.add(self._record.append_sheets(entries, self._unwritten))
        self._unwritten = []

    @property
    def _looks_up(self) -> bool:
        return self._batch.batch_kind is not BatchKind.TEST


def repeated_images(repeats: Mapping[ImageSource, IndexedImage]) -> list[Reason]:
    """Why a sheet with images that are counted already is set aside: each with where it was counted."""
    return [
        Reason(
            ReasonCode.REPEATED_IMAGE,
            f"{image.file}, page {image.page}, is already counted as sheet {before.sheet} of batch {before.batch} "
            f"({before.source.file}, page {before.source.page})",
        )
        for image, before in repeats.items()
    ]


def repeated_sheet(paper: "SamePaper") -> Reason:
    """Why a sheet that looks like the paper of another is set aside."""
    return Reason(
        ReasonCode.REPEATED_SHEET,
        f"looks like the same paper as sheet {paper.name.sheet} of batch {paper.name.batch}, scanned again: the ink of "
        f"{paper.likeness.common_marks} marks is the same",
    )
