"""What a scanner leaves of the colours on a scan of the colour test page, as the reader sees it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from canvass.errors import InputError
from canvass.printing.colour_page import COLOURS, colour_page_layouts
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import (
    Mark,
    PageImage,
    ReadSheet,
    ReasonCode,
    ScannedSheet,
    TargetReading,
    UnreadablePage,
    UnreadSheet,
)


class ScanKind(StrEnum):
    """What a scan keeps of colour."""

    COLOUR = "in colour"
    GRAY = "in gray"
    BITONAL = "in black and white"


class ColourSeen(StrEnum):
    """What becomes of a fill of one colour on a ballot."""

    READ = "read as a mark"
    ASKED = "asked about"
    NOT_SEEN = "not seen"


@dataclass(frozen=True, slots=True)
class PageColours:
    """What was seen on one scan of the page: of each of COLOURS, and of each pen's oval."""

    file: str
    page: int
    kind: ScanKind
    printed: tuple[ColourSeen, ...]
    pens: tuple[ColourSeen, ...]

    @property
    def dropped(self) -> tuple[str, ...]:
        """The names of the printed colours that were not seen."""
        return tuple(
            colour.name for colour, seen in zip(COLOURS, self.printed, strict=True) if seen is ColourSeen.NOT_SEEN
        )


def read_colour_pages(scans: tuple[Path, ...]) -> tuple[PageColours, ...]:
    """Read scans of the colour test page; empty backs are passed over. Raises InputError where one is no such scan."""
    found = find_scans(scans[0] if len(scans) == 1 and scans[0].is_dir() else scans, as_named=True)
    planned = plan_sheets(found.files, 1)
    if not planned:
        raise InputError(f"No scans in {', '.join(map(str, scans))}: expected JPEG, PNG, TIFF or PDF files.")
    seen = tuple(colours_on(page) for sheet in planned for page in load_sheet(sheet).sheet.pages)
    if all(one is None for one in seen):
        raise InputError(f"{', '.join(map(str, scans))}: nothing is printed there. Name scans of the colour test page.")
    return tuple(one for one in seen if one is not None)


def colours_on(page: PageImage | UnreadablePage) -> PageColours | None:
    """What is seen on one scan of the page, None where it is empty.

    Raises InputError where it is another page, or badly printed or scanned.
    """
    where = f"{page.source.file}, page {page.source.page}"
    reading = read_sheet(ScannedSheet(1, (page,)), colour_page_layouts(), images_per_sheet=1, read_words=False)
    if isinstance(reading, UnreadSheet) and [one.code for one in reading.reasons] == [ReasonCode.BLANK_PAGE]:
        return None
    if not isinstance(reading, ReadSheet) or isinstance(page, UnreadablePage):
        why = "; ".join(one.detail for one in reading.reasons) if isinstance(reading, UnreadSheet) else "a printout"
        raise InputError(
            f"{where} is not the colour test page, or cannot be read ({why}). Print the page with `canvass doctor "
            "--page colours.pdf` at full size, scan it as ballots are scanned, and name that scan."
        )
    if any(target.refused is not None for target in reading.targets):
        raise InputError(f"{where}: ovals of the colour test page are covered or gone. Print and scan the page again.")
    seen = tuple(_seen(target) for target in reading.targets)
    if seen[0] is not ColourSeen.READ:
        raise InputError(f"{where}: not even its black oval is read as a mark. Print and scan the page again.")
    return PageColours(page.source.file, page.source.page, _kind(page), seen[: len(COLOURS)], seen[len(COLOURS) :])


def _kind(page: PageImage) -> ScanKind:
    if page.bitonal:
        return ScanKind.BITONAL
    return ScanKind.GRAY if page.chroma is None else ScanKind.COLOUR


def _seen(target: TargetReading) -> ColourSeen:
    if target.mark is Mark.MARKED:
        return ColourSeen.READ
    return ColourSeen.NOT_SEEN if target.mark is Mark.UNMARKED and target.nearby is None else ColourSeen.ASKED
