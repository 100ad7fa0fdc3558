"""What tells the paper of a ballot from others: the names of its pictures, and the pictures, as they were scanned.

Nothing that the machine read is drawn on them: the committee recognises a paper by what anyone sees on it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.coverage import ListedBallot
from imaging.sheets import ImageSource
from tabulate.ledger.entries import SheetEntry, images_of

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A sheet's own entry in the ledger."""

    number: int
    """Of the entry."""
    entry: SheetEntry

    @property
    def images(self) -> tuple[ImageSource, ...]:
        """Its pictures in the order of its pages, as far as they were kept."""
        return tuple(image for image in images_of(self.entry) if image.sha256)

    @property
    def files(self) -> str:
        """The names under which it was scanned: some feeders print them on the paper."""
        return ", ".join(dict.fromkeys(image.file for image in images_of(self.entry)))


def known_paper(record: "Record", ballot: ListedBallot) -> KnownPaper | None:
    """The paper of a listed ballot; None where the record has no such sheet."""
    from canvass.record.tables.models import SheetImageRow

    rows = SheetImageRow.objects.using(record.alias).filter(batch=ballot.batch, sheet=ballot.sheet).order_by("id")
    number = rows.values_list("entry_id", flat=True).first()
    entry = None if number is None else record.entry(number)
    return KnownPaper(number, entry) if number is not None and isinstance(entry, SheetEntry) else None
