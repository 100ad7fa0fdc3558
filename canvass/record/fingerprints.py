"""The fingerprints of a record's sheets: kept with the sheets' own entries, in one transaction, and looked through.

They are no part of the ledger: they are worked out from the stored images, and can be again. All functions are for
within `database_errors`; what writes, for within the transaction that holds the ledger.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count

from canvass.record.fingerprint_bytes import packed, unpacked
from canvass.record.models import FingerprintRow, LedgerRow
from imaging.ink_index import InkIndex
from imaging.layout import CardId
from imaging.same_ink import Likeness, can_be_told, compare
from imaging.sheets import InkFingerprint
from tabulate.board.places import SheetName
from tabulate.election import Election
from tabulate.ledger_entries import KINDS, SheetCounted, SheetQuestioned

_READ_KINDS = tuple(kind for kind, noun in KINDS.items() if noun in (SheetCounted, SheetQuestioned))
_PAGE_ROWS = 2000


@dataclass(frozen=True, slots=True)
class SheetInk:
    """A sheet with its fingerprint; None for a device printout, and where its images are gone."""

    name: SheetName
    card: CardId | None
    fingerprint: InkFingerprint | None
    repeats: int | None = None
    """The entry of the sheet that looks like the same paper, where it was set aside for that."""


@dataclass(frozen=True, slots=True)
class SamePaper:
    """A sheet that looks like the paper that was scanned again."""

    entry: int
    """The sheet's own."""
    name: SheetName
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Told:
    """Hand-marked sheets by whether another scan of the same paper would be known."""

    yes: int = 0
    no: int = 0


def keep(alias: str, sheets: Mapping[int, SheetInk]) -> None:
    """Keep fingerprints by the number of the sheet's own entry."""
    FingerprintRow.objects.using(alias).bulk_create(_row(entry, sheet) for entry, sheet in sheets.items())


def kept(alias: str, entry: int) -> InkFingerprint | None:
    """The fingerprint kept with an entry; None where there is none, or none yet."""
    rows = FingerprintRow.objects.using(alias).filter(entry=entry).exclude(card="")
    row = rows.values_list("noise_permille", "marks").first()
    return None if row is None else unpacked(*row)


def repeated(alias: str, name: SheetName) -> SheetName | None:
    """The sheet that looks like the same paper, where this one was set aside for that."""
    rows = FingerprintRow.objects.using(alias)
    other = rows.filter(batch=name.batch, sheet=name.sheet).values_list("repeats", flat=True).first()
    found = None if other is None else rows.filter(entry=other).values_list("batch", "sheet").first()
    return None if found is None else SheetName(*found)


def entries_without(alias: str) -> list[int]:
    """The entries of sheets that were read and whose fingerprints are not kept: an older version's."""
    rows = LedgerRow.objects.using(alias).filter(kind__in=_READ_KINDS, fingerprintrow=None)
    return list(rows.order_by("number").values_list("number", flat=True))


def told_by_batch(alias: str) -> dict[str, Told]:
    """For each batch, the sheets of which another scan would be known, and the others."""
    rows = FingerprintRow.objects.using(alias).filter(repeats=None).exclude(card="").order_by()
    found: dict[str, dict[bool, int]] = {}
    for batch, told, sheets in rows.values_list("batch", "told").annotate(sheets=Count("entry")):
        found.setdefault(batch, {})[told] = sheets
    return {batch: Told(counts.get(True, 0), counts.get(False, 0)) for batch, counts in found.items()}


def all_kept(alias: str) -> Iterator[tuple[int, SheetName, int | None]]:
    """Every row, in the order of the entries: the entry, the sheet, and the entry that it repeats."""
    columns = ("entry", "batch", "sheet", "repeats")
    for entry, batch, sheet, repeats in FingerprintRow.objects.using(alias).order_by("entry").values_list(*columns):
        yield entry, SheetName(batch, sheet), repeats


class InkSearch:
    """Looks for the paper of a sheet among those counted; for one process that holds the record for counting."""

    def __init__(self, alias: str, election: Election, leave_out: frozenset[str]) -> None:
        """`leave_out`: batches whose papers may be scanned again."""
        self._alias = alias
        self._targets = {card.id: len(card.meanings) for card in election.cards}
        self._leave_out = leave_out
        self._indexes: dict[CardId, InkIndex] = {}

    def find(self, card: CardId, sheet: InkFingerprint) -> SamePaper | None:
        """The kept sheet most like this one, where chance does not explain it."""
        entries = self._index(card).alike(sheet)
        rows = FingerprintRow.objects.using(self._alias).filter(entry__in=entries).order_by("entry")
        best: SamePaper | None = None
        for entry, batch, number, *ink in rows.values_list("entry", "batch", "sheet", "noise_permille", "marks"):
            likeness = compare(sheet, unpacked(*ink))
            if likeness.is_same_paper and (best is None or likeness.evidence > best.likeness.evidence):
                best = SamePaper(entry, SheetName(batch, number), likeness)
        return best

    def add(self, sheets: Mapping[int, SheetInk]) -> None:
        """Take sheets that were just kept, by their entries."""
        for entry, sheet in sheets.items():
            if sheet.card in self._indexes and sheet.repeats is None and sheet.fingerprint is not None:
                self._indexes[sheet.card].add(entry, sheet.fingerprint)

    def _index(self, card: CardId) -> InkIndex:
        if card not in self._indexes:
            self._indexes[card] = index = InkIndex(self._targets[card])
            rows = FingerprintRow.objects.using(self._alias).filter(card=card, repeats=None).order_by("entry")
            for page in _pages(rows.exclude(batch__in=self._leave_out).values_list("entry", "noise_permille", "marks")):
                index.add_all([row[0] for row in page], [unpacked(*row[1:]) for row in page])
        return self._indexes[card]


def _pages(rows: Iterable[tuple[int, int, bytes]]) -> Iterator[list[tuple[int, int, bytes]]]:
    page: list[tuple[int, int, bytes]] = []
    for row in rows:
        page.append(row)
        if len(page) == _PAGE_ROWS:
            yield page
            page = []
    yield page


def _row(entry: int, sheet: SheetInk) -> FingerprintRow:
    ink = sheet.fingerprint
    return FingerprintRow(
        entry_id=entry,
        batch=sheet.name.batch,
        sheet=sheet.name.sheet,
        card=sheet.card or "",
        told=ink is not None and can_be_told(ink),
        noise_permille=ink.noise_permille if ink else 0,
        marks=packed(ink) if ink else b"",
        repeats_id=sheet.repeats,
    )
