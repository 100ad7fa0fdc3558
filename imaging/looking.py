"""What a page shows by itself: a side of a card, all that its paper has, or nothing. For runs in doubt."""

from imaging.blank_pages import is_blank
from imaging.layout import Layouts
from imaging.pages import SeenPage, Shows, seen_side
from imaging.reader import families, read_sheet
from imaging.sheets import PageImage, ReadPrintout, Reason, ScannedSheet, UnreadablePage

UNKNOWN = SeenPage(Shows.UNKNOWN)


def look_at(page: PageImage | UnreadablePage, layouts: Layouts) -> SeenPage:
    """Look at one page; UNKNOWN where neither code nor print says for certain which it is."""
    if isinstance(page, UnreadablePage):
        return UNKNOWN
    try:
        return _seen(page, layouts)
    except MemoryError:
        return UNKNOWN  # The sheet that it comes to be in says so.


def _seen(page: PageImage, layouts: Layouts) -> SeenPage:
    for family in families(layouts):
        found = family.find_pages([page], layouts)
        if found.pages:
            sheet = family.identify(found.pages, layouts)
            if isinstance(sheet, Reason):
                return UNKNOWN
            if len(sheet.card.pages) == 1:
                return SeenPage(Shows.WHOLE, sheet.card.card)
            return seen_side(sheet.pages[0][1].registered(sheet.pages[0][0]).lie.side, sheet.card.card)
    if is_blank(page.gray):
        return SeenPage(Shows.NOTHING)
    alone = read_sheet(ScannedSheet(1, (page,)), layouts, 1, read_words=False)
    return SeenPage(Shows.WHOLE) if isinstance(alone, ReadPrintout) else UNKNOWN
