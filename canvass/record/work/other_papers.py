"""Sheets that count as other papers, though they were taken for second scans: they are known when scanned again."""

from collections.abc import Iterable

from canvass.record.tables.mark_bytes import unpacked
from canvass.record.tables.models import FingerprintRow, LedgerRow, SheetImageRow
from imaging.layout import CardId
from imaging.sheets import InkFingerprint
from tabulate.board.machine.other_papers import OtherPaperRead
from tabulate.ledger.lines import read_outline


def own_entries_of_other_papers(alias: str) -> list[int]:
    """The numbers of their own entries, which say that they were not read. Mostly there are none."""
    rows = LedgerRow.objects.using(alias).filter(kind=OtherPaperRead.kind).values_list("number", "kind", "body")
    read = (read_outline(*row) for row in sorted(rows))
    names = [one.name for one in read if isinstance(one, OtherPaperRead)]
    images = SheetImageRow.objects.using(alias)
    own = (images.filter(batch=one.batch, sheet=one.sheet).order_by("id") for one in names)
    return [entry for rows in own if (entry := rows.values_list("entry", flat=True).first()) is not None]


def ink_of_other_papers(alias: str, card: CardId, leave_out: Iterable[str]) -> dict[int, InkFingerprint]:
    """The fingerprints of those of a card, by their own entries; without those of the batches `leave_out`."""
    if not (own := own_entries_of_other_papers(alias)):
        return {}
    rows = FingerprintRow.objects.using(alias).filter(entry__in=own, card=card).exclude(batch__in=list(leave_out))
    return {entry: unpacked(*ink) for entry, *ink in rows.values_list("entry", "noise_permille", "marks")}
