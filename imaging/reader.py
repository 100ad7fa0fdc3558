"""The one door to reading: a scanned sheet goes in, a reading or the reasons why there is none come out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from imaging.identity import GriddedPage, IdentifiedSheet, identify
from imaging.ink_levels import LEAST_CONTRAST, measure_ink_levels
from imaging.layout import Layouts
from imaging.marks import read_marks
from imaging.printouts.reading import read_printout
from imaging.registration import RegisteredPage
from imaging.sheets import (
    PageImage,
    PageReading,
    ReadSheet,
    Reason,
    ReasonCode,
    ScannedSheet,
    SheetReading,
    TargetReading,
    UnreadablePage,
    UnreadSheet,
)
from imaging.timing_marks import NoGrid, find_grid


def read_sheet(scanned: ScannedSheet, layouts: Layouts, images_per_sheet: int, read_words: bool = True) -> SheetReading:
    """Read one sheet: decode nothing, write nothing, keep nothing; the same input always gives the same reading.

    `images_per_sheet` says how many images make a whole sheet; with fewer the sheet is set aside. An image without a
    timing-mark grid is allowed only where the card has no page left for it (the empty back of a one-sided card).

    Where no image shows a grid the sheet may be a device printout (13-1-101(53)): one printed side is a whole one. Its
    words are left unread where `read_words` is False, for elections in which the barcode alone decides.
    """
    reasons = [
        Reason(ReasonCode.UNREADABLE_FILE, f"{page.source.file}: {page.detail}")
        for page in scanned.pages
        if isinstance(page, UnreadablePage)
    ]
    missing = [
        Reason(ReasonCode.PAGE_MISSING, f"{len(scanned.pages)} of the sheet's {images_per_sheet} images are there")
        for _ in range(len(scanned.pages) < images_per_sheet)
    ]
    if reasons:
        return _unread(scanned, [*reasons, *missing])
    images = [page for page in scanned.pages if isinstance(page, PageImage)]
    pages = [_grid_page(i, page, layouts) for i, page in enumerate(images)]
    gridded = [page for page in pages if isinstance(page, GriddedPage)]
    bare = [page for page in pages if isinstance(page, Reason)]
    if not gridded and (printout := read_printout(scanned.number, images, read_words)) is not None:
        return printout
    if missing or not gridded:
        return _unread(scanned, missing or bare)
    sheet = identify(gridded, layouts)
    if isinstance(sheet, Reason):
        return _unread(scanned, [sheet, *bare])
    if bare and len(sheet.pages) < len(sheet.card.pages):
        return _unread(scanned, bare, sheet)
    uncertain = [_uncertain(page) for _, page in sheet.pages if not page.is_certain]
    if uncertain:
        return _unread(scanned, uncertain, sheet)
    return _read(scanned, sheet, layouts)


def _grid_page(position: int, page: PageImage, layouts: Layouts) -> GriddedPage | Reason:
    levels = measure_ink_levels(page.gray)
    where = f"{page.source.file}, page {page.source.page}"
    if levels.contrast < LEAST_CONTRAST:
        return Reason(ReasonCode.BLANK_PAGE, f"{where}: nothing is printed on it that stands out from the paper")
    detail = "the election has no layouts"
    for columns in sorted({layout.columns for card in layouts.cards for layout in card.pages}):
        grid = find_grid(page.gray, levels, columns)
        if not isinstance(grid, NoGrid):
            return GriddedPage(position, page.gray, levels, grid)
        detail = grid.detail
    return Reason(ReasonCode.NO_TIMING_MARKS, f"{where}: {detail}")


def _uncertain(page: RegisteredPage) -> Reason:
    worst = int(np.argmax(page.errors_px))
    target = page.layout.targets[worst]
    return Reason(
        ReasonCode.POSITION_UNCERTAIN,
        f"{page.layout.side} of the ballot, target at column {target.column:g}, row {target.row:g}: its place may be "
        f"off by {page.errors_px[worst]:.1f} pixels; {page.grid.missing_marks} border marks are missing",
    )


def _unread(scanned: ScannedSheet, reasons: Sequence[Reason], sheet: IdentifiedSheet | None = None) -> UnreadSheet:
    return UnreadSheet(
        number=scanned.number,
        sources=tuple(page.source for page in scanned.pages),
        reasons=tuple(reasons),
        card=sheet.card.card if sheet else None,
    )


def _read(scanned: ScannedSheet, sheet: IdentifiedSheet, layouts: Layouts) -> ReadSheet:
    pages: list[PageReading] = []
    targets: list[TargetReading] = []
    for gridded, registered in sheet.pages:
        image = scanned.pages[gridded.position]
        grid = registered.grid
        pages.append(
            PageReading(
                source=image.source,
                side=registered.layout.side,
                turned=grid.turned,
                rows=grid.rows,
                columns=grid.columns,
                pitch_px=grid.pitch_px,
                missing_marks=grid.missing_marks,
                worst_error_px=registered.worst_error_px,
                left_px=_places(grid.left),
                right_px=_places(grid.right),
            )
        )
        targets += read_marks(gridded.gray, gridded.levels, registered.placed(), layouts.thresholds)
    return ReadSheet(scanned.number, sheet.card.card, tuple(pages), tuple(targets))


def _places(places_px: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    return tuple((float(row), float(col)) for row, col in places_px)
