"""What the reader makes of pages that are drawn, all of whose targets are on one side."""

from imaging.layout import Layouts, PageLayout
from imaging.reader import read_sheet
from imaging.sheets import CardPrint, ReadSheet, ScannedSheet, TargetReading
from tests.imaging.drawn_pages import Page, layouts, one_sided, scanned


def sheet_read(sheet: ScannedSheet, election: Layouts, learned: tuple[CardPrint, ...] = ()) -> ReadSheet:
    """A sheet of one page that has to be read, where so much of the cards' print is known."""
    reading = read_sheet(sheet, election, 1, learned=learned)
    assert isinstance(reading, ReadSheet), reading
    return reading


def targets_read(page: Page, layout: PageLayout | None = None) -> dict[int, TargetReading]:
    """The targets of a page that has to be read, by their numbers; of the usual layout where none is given."""
    reading = sheet_read(scanned(page), layouts(one_sided(layout=layout)))
    return {target.number: target for target in reading.targets}
