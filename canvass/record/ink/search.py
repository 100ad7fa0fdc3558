"""Looking for the paper of a sheet among those a record holds: by sketches first, by whole fingerprints then."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from django.db.models import Max, QuerySet

from canvass.errors import RecordError
from canvass.record.ink.fingerprints import SamePaper, SheetInk
from canvass.record.tables.ink_bytes import BYTES_A_MARK, BYTES_A_SHEET, read_back
from canvass.record.tables.mark_bytes import unpacked
from canvass.record.tables.models import FingerprintRow, SheetImageRow, SketchRow
from canvass.record.work.other_papers import ink_of_other_papers
from imaging.layout import CardId
from imaging.papers.ink_index import InkIndex, has_sketch
from imaging.papers.same_ink import compare
from imaging.sheets import InkFingerprint
from tabulate.board.places import SheetName
from tabulate.election import Election

_PAGE_ROWS = 100
_ROOM = 16 * 1024
"""For sheets and marks that a count adds to a small index."""


class InkSearch:
    """Looks for the paper of a sheet among those counted; for a process that holds a batch for counting."""

    def __init__(self, alias: str, election: Election, leave_out: frozenset[str]) -> None:
        """`leave_out`: batches whose papers may be scanned again."""
        self._alias = alias
        self._election = election
        self._leave_out = leave_out
        self._indexes: dict[CardId, InkIndex] = {}
        self._read_to: dict[CardId, int] = {}
        """The newest row of sketches that each index has."""
        self._newest_image = self._newest(SheetImageRow)

    def find(self, card: CardId, sheet: InkFingerprint) -> SamePaper | None:
        """The kept sheet most like this one, where chance does not explain it."""
        entries = self._index(card).alike(sheet)
        if not entries:
            return None
        rows = FingerprintRow.objects.using(self._alias).filter(entry__in=entries).order_by("entry")
        best: SamePaper | None = None
        for entry, batch, number, *ink in rows.values_list("entry", "batch", "sheet", "noise_permille", "marks"):
            likeness = compare(sheet, unpacked(*ink))
            if likeness.is_same_paper and (best is None or likeness.evidence > best.likeness.evidence):
                best = SamePaper(entry, SheetName(batch, number), likeness)
        return best

    def catch_up(self) -> bool:
        """Take what other stations kept meanwhile, into the indexes that there are; whether they wrote any sheet.

        Within the writing that then keeps sheets.
        """
        if self._newest(SheetImageRow) == self._newest_image:
            return False
        for card, index in self._indexes.items():
            rows = self._rows(card).filter(id__gt=self._read_to[card]).order_by("id")
            for page in _pages(rows.values_list("sheets", "marks").iterator(_PAGE_ROWS)):
                _add(index, page)
            self._read_to[card] = self._newest(SketchRow)
        return True

    def add(self, sheets: Mapping[int, SheetInk]) -> None:
        """Take sheets that were just kept, by their entries; within the writing that kept them, after `catch_up`."""
        kept: dict[CardId, dict[int, InkFingerprint]] = {}
        for entry, sheet in sheets.items():
            ink = sheet.fingerprint
            if sheet.card in self._indexes and sheet.repeats is None and ink is not None and has_sketch(ink):
                kept.setdefault(sheet.card, {})[entry] = ink
        for card, inks in kept.items():
            self._indexes[card].add_all(list(inks), list(inks.values()))
        self._read_to = dict.fromkeys(self._indexes, self._newest(SketchRow))
        self._newest_image = self._newest(SheetImageRow)

    def _index(self, card: CardId) -> InkIndex:
        if card not in self._indexes:
            # Before the rows: what comes between is read twice, which does no harm, and nothing is passed over.
            self._read_to[card] = self._newest(SketchRow)
            self._indexes[card] = self._filled(self._rows(card), len(self._election.card(card).meanings))
            inks = ink_of_other_papers(self._alias, card, self._leave_out)
            told = {entry: ink for entry, ink in inks.items() if has_sketch(ink)}
            if told:
                self._indexes[card].add_all(list(told), list(told.values()))
        return self._indexes[card]

    def _rows(self, card: CardId) -> "QuerySet[SketchRow]":
        return SketchRow.objects.using(self._alias).filter(card=card).exclude(batch__in=self._leave_out)

    def _newest(self, table: type[SketchRow | SheetImageRow]) -> int:
        newest: int | None = table.objects.using(self._alias).aggregate(newest=Max("id"))["newest"]
        return newest or 0

    def _filled(self, rows: "QuerySet[SketchRow]", targets: int) -> InkIndex:
        """Little is read at a time, and room made by what the first rows hold: the index is all the memory it takes."""
        index, held = None, rows.count()
        for page in _pages(rows.order_by("id").values_list("sheets", "marks").iterator(_PAGE_ROWS)):
            if index is None:
                index = InkIndex(targets, _room(held, page, 0, BYTES_A_SHEET), _room(held, page, 1, BYTES_A_MARK))
            _add(index, page)
        return index or InkIndex(targets)


def _room(rows: int, page: list[tuple[bytes, bytes]], column: int, bytes_each: int) -> int:
    """Room for half as much again as the rows of the page let expect; what is never written takes no memory."""
    a_row = sum(len(row[column]) for row in page) / len(page) / bytes_each
    return int(1.5 * a_row * rows) + _ROOM


def _pages(rows: Iterable[tuple[bytes, bytes]]) -> Iterator[list[tuple[bytes, bytes]]]:
    waiting = iter(rows)
    while page := list(islice(waiting, _PAGE_ROWS)):
        yield page


def _add(index: InkIndex, rows: list[tuple[bytes, bytes]]) -> None:
    try:
        read = read_back(rows)
        index.add_sketches(read.entries, read.counts, read.marks)
    except ValueError as error:
        raise RecordError(
            f"The record's table of sketches is damaged ({error}), so papers that are scanned again would not be "
            "noticed. Keep the record as it is and restore the last good copy of its directory."
        ) from error
