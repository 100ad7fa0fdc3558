"""Fingerprints are kept, and sketches made of them: what commands that show a record do without."""

from collections.abc import Mapping

from canvass.record.ink.fingerprints import SheetInk
from canvass.record.tables.ink_bytes import CardSketches, SheetSketch, sketches_by_card
from canvass.record.tables.inserting import insert
from canvass.record.tables.mark_bytes import packed, unpacked
from canvass.record.tables.models import FingerprintRow, SketchRow
from imaging.papers.same_ink import can_be_told


def keep(alias: str, sheets: Mapping[int, SheetInk]) -> None:
    """Keep fingerprints by the number of the sheet's own entry."""
    insert(alias, FingerprintRow, [_columns(entry, sheet) for entry, sheet in sheets.items()])
    sketches = sketches_by_card(
        (entry, sheet.card, sheet.name.batch, sheet.fingerprint)
        for entry, sheet in sheets.items()
        if sheet.card is not None and sheet.fingerprint is not None and sheet.repeats is None
    )
    insert(alias, SketchRow, [(one.card, one.batch, one.sheets, one.marks) for one in sketches])


def differing_sketches(alias: str) -> list[int]:
    """The entries of sheets whose sketches are not those of their fingerprints, in order. Raises ValueError for bytes
    that are no sketches.
    """
    found: dict[int, set[SheetSketch]] = {}
    for row in SketchRow.objects.using(alias).order_by("id").values_list("card", "batch", "sheets", "marks").iterator():
        for entry, sketch in CardSketches(*row).each():
            found.setdefault(entry, set()).add(sketch)
    rows = FingerprintRow.objects.using(alias).filter(repeats=None).exclude(card="").order_by("entry")
    columns = ("entry", "card", "batch", "noise_permille", "marks")
    differing = []
    for entry, card, batch, *ink in rows.values_list(*columns).iterator():
        rows_of_sheet = sketches_by_card([(entry, card, batch, unpacked(*ink))])
        if found.pop(entry, set()) != {sketch for row in rows_of_sheet for _, sketch in row.each()}:
            differing.append(entry)
    return sorted([*differing, *found])


def _columns(entry: int, sheet: SheetInk) -> tuple[int | str | bool | bytes | None, ...]:
    name, ink = sheet.name, sheet.fingerprint
    own = (entry, name.batch, name.sheet, sheet.card or "")
    if ink is None:
        return (*own, False, 0, b"", sheet.repeats)
    return (*own, can_be_told(ink), ink.noise_permille, packed(ink), sheet.repeats)
