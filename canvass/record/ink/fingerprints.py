"""The fingerprints of a record's sheets: kept with the sheets' own entries, in one transaction.

They are no part of the ledger: they are worked out from the stored images, and can be again. All functions are for
within `database_errors`; what writes, for within the transaction that holds the ledger.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from canvass.record.tables.mark_bytes import unpacked
from canvass.record.tables.models import FingerprintRow, LedgerRow
from imaging.layout import CardId
from imaging.sheets import InkFingerprint
from tabulate.board.places import SheetName
from tabulate.ledger.entries import SheetCounted, SheetQuestioned

if TYPE_CHECKING:
    from imaging.papers.same_ink import Likeness

_READ_KINDS = (SheetCounted.kind, SheetQuestioned.kind)


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
    likeness: "Likeness"


@dataclass(frozen=True, slots=True)
class Told:
    """Hand-marked sheets by whether another scan of the same paper would be known."""

    yes: int = 0
    no: int = 0


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
    fingerprints = FingerprintRow.objects.using(alias)
    # counting goes through indexes alone, and nearly always says that none is missing
    own = fingerprints.count() - fingerprints.exclude(repeats=None).count()
    if own == LedgerRow.objects.using(alias).filter(kind__in=_READ_KINDS).count():
        return []
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
