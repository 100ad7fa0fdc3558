"""A sheet as the machine read it last: print was learned since, or it was found to be another paper."""

from typing import get_args

from canvass.record.tables.models import EntryAboutRow
from tabulate.board.machine.known_print import ReadLater
from tabulate.board.places import SheetName
from tabulate.ledger.entries import SheetCounted, SheetEntry, images_of, sheet_entry
from tabulate.ledger.lines import read_entry

_KINDS = tuple(noun.kind for noun in get_args(ReadLater))


def as_it_stands(alias: str, own: SheetEntry) -> SheetEntry:
    """The sheet of this entry as it was read again last; as it is where it was not, as nearly always."""
    if isinstance(own, SheetCounted):
        return own
    name = SheetName(own.batch, own.reading.number)
    rows = EntryAboutRow.objects.using(alias).filter(subject=str(name), entry__kind__in=_KINDS)
    last = rows.order_by("-entry").values_list("entry__number", "entry__kind", "entry__body").first()
    again = None if last is None else read_entry(*last)
    return stands_as(own, again) if isinstance(again, ReadLater) else own


def stands_as(own: SheetEntry, again: ReadLater) -> SheetEntry:
    """A sheet's entry as if it had been read so from the first."""
    return sheet_entry(again.batch, images_of(own), again.reading, again.votes)
