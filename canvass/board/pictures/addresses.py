"""Which pictures belong to a ballot, by address: pages, contests, write-in lines, words of a printout.

An address names batch, sheet and what is shown, so `board:picture` can check who asks before it shows anything.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.urls import reverse

from canvass.board.pictures.contest_areas import Area, contest_areas, line_area
from canvass.board.pictures.cutting import contest_as_seen, contest_on_page, page_as_seen, whole_page
from canvass.web.pictures import Picture
from imaging.overlay import quarter_turns
from imaging.sheets import ImageSource, PageReading, ReadPrintout, ReadSheet
from tabulate.election import ChoiceId, ContestId, Election
from tabulate.ledger.entries import SheetEntry, SheetNotRead, images_of
from tabulate.whole_numbers import whole_number

if TYPE_CHECKING:
    from canvass.record.images import ImageStore

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A picture as a page shows it."""

    url: str
    alt: str
    seen_url: str | None = None
    """The same with what the reader saw drawn over it; None where it read nothing there."""


@dataclass(frozen=True, slots=True)
class ContestPart:
    """A contest's part of a page, with the page as it was read."""

    page: PageReading
    reading: ReadSheet
    area: Area


def page_pictures(entry: SheetEntry) -> tuple[PictureShown, ...]:
    """Every image of the sheet as offered, whole."""
    images = images_of(entry)
    return tuple(
        PictureShown(
            url=_url(entry, f"page-{number}"),
            alt=f"Image {number} of {len(images)}: {image.file}",
            seen_url=_url(entry, f"page-{number}-seen") if _page_of(entry, image) is not None else None,
        )
        for number, image in enumerate(images, start=1)
        if image.sha256
    )


def contest_pictures(entry: SheetEntry, election: Election, contest: ContestId) -> tuple[PictureShown, ...]:
    """The contest enlarged; empty where the machine does not know its place on the paper."""
    return tuple(
        PictureShown(
            _url(entry, f"contest-{contest}-{number}"),
            f"The contest as printed and marked on the {part.area.side.value}",
            _url(entry, f"contest-{contest}-{number}-seen"),
        )
        for number, part in enumerate(contest_parts(entry, election, contest), start=1)
    )


def line_picture(entry: SheetEntry, election: Election, contest: ContestId, line: ChoiceId) -> PictureShown | None:
    """A write-in line enlarged; None where the machine does not know its place."""
    if line_part(entry, election, contest, line) is None:
        return None
    return PictureShown(_url(entry, f"line-{contest}-{line}"), "The write-in line as written")


def contest_parts(entry: SheetEntry, election: Election, contest: ContestId) -> tuple[ContestPart, ...]:
    """Where the contest stands on the pages that were read."""
    if isinstance(entry, SheetNotRead) or not isinstance(entry.reading, ReadSheet):
        return ()
    card = election.find_card(entry.reading.card)
    pages = {page.side: page for page in entry.reading.pages}
    areas = contest_areas(election, card, contest) if card is not None else ()
    return tuple(ContestPart(pages[area.side], entry.reading, area) for area in areas if area.side in pages)


def line_part(entry: SheetEntry, election: Election, contest: ContestId, line: ChoiceId) -> ContestPart | None:
    """Where a write-in line stands on the pages that were read."""
    if isinstance(entry, SheetNotRead) or not isinstance(entry.reading, ReadSheet):
        return None
    card = election.find_card(entry.reading.card)
    area = line_area(election, card, contest, line) if card is not None else None
    page = next((page for page in entry.reading.pages if area is not None and page.side is area.side), None)
    return ContestPart(page, entry.reading, area) if page is not None and area is not None else None


def draw(images: "ImageStore", election: Election, entry: SheetEntry, name: str) -> Picture | None:
    """The picture with this name; None where the sheet has no such picture, or its file shows none."""
    kind, _, rest = name.partition("-")
    seen = rest.endswith("-seen")
    rest = rest.removesuffix("-seen")
    match kind:
        case "page":
            return _draw_page(images, entry, rest, seen)
        case "contest":
            contest, _, number = rest.rpartition("-")
            parts = contest_parts(entry, election, ContestId(contest))
            return _draw_part(images, _numbered(parts, number), seen)
        case "line":
            return _draw_line(images, election, entry, rest)
        case _:
            return None


def _draw_page(images: "ImageStore", entry: SheetEntry, number: str, seen: bool) -> Picture | None:
    source = _numbered(images_of(entry), number)
    if source is None or not source.sha256:
        return None
    page = _page_of(entry, source)
    if seen and page is not None and isinstance(entry.reading, ReadSheet):
        return page_as_seen(images, page, entry.reading)
    return whole_page(images, source, _quarters(entry, source))


def _draw_part(images: "ImageStore", part: ContestPart | None, seen: bool) -> Picture | None:
    if part is None:
        return None
    if seen:
        return contest_as_seen(images, part.page, part.reading, part.area)
    return contest_on_page(images, part.page, part.area)


def _draw_line(images: "ImageStore", election: Election, entry: SheetEntry, rest: str) -> Picture | None:
    contest, found, line = rest.rpartition("-write-in-")
    if not found:
        return None
    part = line_part(entry, election, ContestId(contest), ChoiceId(f"write-in-{line}"))
    return _draw_part(images, part, seen=False)


def _numbered(items: tuple[Item, ...], number: str) -> Item | None:
    place = whole_number(number, 999) or 0
    return items[place - 1] if 1 <= place <= len(items) else None


def _page_of(entry: SheetEntry, source: ImageSource) -> PageReading | None:
    if isinstance(entry, SheetNotRead) or not isinstance(entry.reading, ReadSheet):
        return None
    return next((page for page in entry.reading.pages if page.source == source), None)


def _quarters(entry: SheetEntry, source: ImageSource) -> int:
    """How many quarter turns against the clock set the image upright, as far as that was read."""
    if isinstance(entry.reading, ReadPrintout):
        return 2 if entry.reading.turned and entry.reading.source == source else 0
    page = _page_of(entry, source)
    return 0 if page is None else quarter_turns(page)


def _url(entry: SheetEntry, name: str) -> str:
    return reverse("board:picture", args=[entry.batch, entry.reading.number, name])
