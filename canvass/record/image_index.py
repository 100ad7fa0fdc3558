"""Which images the ledger's sheets hold: the rows of `sheet_image`, worked out from the entries alone.

Counting writes them and `verify` works them out again; an index that differs was altered.
"""

from collections import Counter
from dataclasses import dataclass, field

from imaging.sheets import ImageSource, ReadPrintout, ReadSheet
from tabulate.ledger.entries import Entry, RepeatAllowed, SheetCounted, SheetEntry, SheetQuestioned, images_of

ImageKey = tuple[str, int]
"""The SHA-256 of a file and the page in it: what makes an image the same image."""


@dataclass(frozen=True, slots=True)
class IndexedImage:
    """A row of the index."""

    entry: int
    batch: str
    sheet: int
    source: ImageSource
    occurrence: int | None
    """1 where its targets were counted, more where that was a repeat allowed, None where it counted nothing."""


def columns_of(image: IndexedImage) -> tuple[int | str | None, ...]:
    """The row as the table has it."""
    source = image.source
    return image.entry, image.batch, image.sheet, source.file, source.page, source.sha256, image.occurrence


def indexed(
    entry: int, batch: str, sheet: int, file: str, page: int, sha256: str, occurrence: int | None
) -> IndexedImage:
    """A row of the table."""
    return IndexedImage(entry, batch, sheet, ImageSource(file, page, sha256), occurrence)


def key_of(source: ImageSource) -> ImageKey:
    """What makes an image the same image, whatever its name."""
    return (source.sha256, source.page)


def counted_images(entry: SheetEntry) -> frozenset[ImageKey]:
    """The images that counted: those registered as a side that carries targets, and a printout's page of codes.

    A blank back is not among them.
    """
    match entry:
        case SheetCounted(reading=ReadPrintout() as printout) | SheetQuestioned(reading=ReadPrintout() as printout):
            return frozenset({key_of(printout.source)})
        case SheetCounted(reading=ReadSheet() as read) | SheetQuestioned(reading=ReadSheet() as read):
            sides = {target.side for target in read.targets}
            return frozenset(key_of(page.source) for page in read.pages if page.side in sides)
        case _:
            return frozenset()


@dataclass(slots=True)
class ImageIndexer:
    """Turns entries, in order, into rows of the index."""

    counted_before: Counter[ImageKey] = field(default_factory=Counter)
    """How often each image was counted before; needed only for images that a repeat is allowed for."""
    allowed: set[ImageKey] = field(default_factory=set)

    def rows(self, number: int, entry: Entry) -> list[IndexedImage]:
        """The rows of the entry with this number."""
        match entry:
            case RepeatAllowed():
                self.allowed.add(key_of(entry.image))
                return []
            case SheetCounted() | SheetQuestioned():
                return self._sheet_rows(number, entry)
            case _:
                return _uncounted_rows(number, entry)

    def _sheet_rows(self, number: int, entry: SheetCounted | SheetQuestioned) -> list[IndexedImage]:
        counted, rows = counted_images(entry), []
        for source in entry.images:
            key = key_of(source)
            occurrence = None
            if key in counted:
                occurrence = 1 + (self.counted_before[key] if key in self.allowed else 0)
                self.counted_before[key] += 1
            rows.append(IndexedImage(number, entry.batch, entry.reading.number, source, occurrence))
        self.allowed.clear()
        return rows


def _uncounted_rows(number: int, entry: Entry) -> list[IndexedImage]:
    if not isinstance(entry, SheetEntry):
        return []
    return [IndexedImage(number, entry.batch, entry.reading.number, source, None) for source in images_of(entry)]
