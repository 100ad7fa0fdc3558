"""The one door to reading: a scanned sheet goes in, a reading or the reasons why there is none come out.

What only measured pages or device printouts need is imported when the first of them comes.
"""

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from imaging.grid.identity import GriddedPage, IdentifiedSheet, identify
from imaging.grid.registration import RegisteredPage
from imaging.grid.timing_marks import NoGrid, find_grid
from imaging.ink_levels import LEAST_CONTRAST, LITTLE_PRINT, measure_ink_levels
from imaging.layout import CardId, Layouts, MarkThresholds, Side
from imaging.marks.reading import MarkedPage, read_marks
from imaging.papers.fingerprint import fingerprint_of, mark_waves
from imaging.refusals import Refusals, without_refused
from imaging.sheets import (
    InkFingerprint,
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

if TYPE_CHECKING:
    from imaging.measured.registration import MatchedPage


def read_sheet(scanned: ScannedSheet, layouts: Layouts, images_per_sheet: int, read_words: bool = True) -> SheetReading:
    """Read one sheet: decode nothing, write nothing, keep nothing; the same input always gives the same reading.

    `images_per_sheet` says how many images make a whole sheet; with fewer the sheet is set aside. An image without a
    timing-mark grid is allowed only where the card has no page left for it (the empty back of a one-sided card).

    Pages that were measured are found by their blanks' print, and first: they may have timing marks too.

    Where no image shows a grid or a blank's print the sheet may be a device printout (13-1-101(53)): one printed side
    is a whole one. Its words are left unread where `read_words` is False, for elections in which the barcode alone
    decides.
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
    if layouts.measured:
        measured = _read_measured(scanned, images, missing, layouts)
        if isinstance(measured, ReadSheet) or not _may_be_another_kind(measured, layouts):
            return measured
        if not layouts.cards:
            return _printout(scanned, images, read_words) or measured
    pages = [_grid_page(i, page, layouts) for i, page in enumerate(images)]
    gridded = [page for page in pages if isinstance(page, GriddedPage)]
    bare = [page for page in pages if isinstance(page, Reason)]
    if not gridded and (printout := _printout(scanned, images, read_words)) is not None:
        return printout
    if missing or not gridded:
        return _unread(scanned, missing or bare)
    sheet = identify(gridded, layouts)
    if isinstance(sheet, Reason):
        return _unread(scanned, [sheet, *bare])
    if bare and len(sheet.pages) < len(sheet.card.pages):
        return _unread(scanned, bare, sheet.card.card)
    uncertain = [_uncertain(page) for _, page in sheet.pages if not page.is_certain]
    if uncertain:
        return _unread(scanned, uncertain, sheet.card.card)
    return _read(scanned, sheet, layouts)


def _printout(scanned: ScannedSheet, images: Sequence[PageImage], read_words: bool) -> SheetReading | None:
    """The sheet as a device printout; None where it shows nothing of one."""
    from imaging.printouts.reading import read_printout

    return read_printout(scanned.number, images, read_words)


def _read_measured(
    scanned: ScannedSheet, images: Sequence[PageImage], missing: Sequence[Reason], layouts: Layouts
) -> ReadSheet | UnreadSheet:
    """Read a sheet by the layouts whose places were measured."""
    from imaging.measured.identity import MeasuredImage, identify_measured, match_images

    printed: list[MeasuredImage] = []
    bare: list[Reason] = []
    for position, page in enumerate(images):
        levels, where = measure_ink_levels(page.gray, LITTLE_PRINT), f"{page.source.file}, page {page.source.page}"
        if levels.contrast < LEAST_CONTRAST:
            bare.append(_blank_page(where))
        else:
            printed.append(MeasuredImage(position, where, page.gray, levels))
    matched = match_images(printed, layouts.measured)
    bare += matched.bare
    if not matched.seen or missing:
        return _unread(scanned, [*missing, *bare])
    sheet = identify_measured(matched, layouts.measured)
    if isinstance(sheet, Reason):
        return _unread(scanned, [sheet, *bare])
    if bare and len(sheet.pages) < len(sheet.card.pages):
        return _unread(scanned, bare, sheet.card.card)
    uncertain = [_uncertain_print(page) for _, page in sheet.pages if not page.is_certain]
    if uncertain:
        return _unread(scanned, uncertain, sheet.card.card)
    return ReadSheet(
        scanned.number,
        sheet.card.card,
        tuple(_page_by_print(images[image.position], page) for image, page in sheet.pages),
        *_marks_of(
            [MarkedPage(image.gray, image.levels, page.placed()) for image, page in sheet.pages],
            [images[image.position].bitonal for image, _ in sheet.pages],
            layouts.thresholds,
        ),
    )


def _may_be_another_kind(unread: UnreadSheet, layouts: Layouts) -> bool:
    """Whether no measured page was found: the sheet may be of a card with timing marks, or a device printout."""
    return unread.card is None and all(
        reason.code in (ReasonCode.UNKNOWN_CARD, ReasonCode.BLANK_PAGE) for reason in unread.reasons
    )


def _blank_page(where: str) -> Reason:
    return Reason(ReasonCode.BLANK_PAGE, f"{where}: nothing is printed on it that stands out from the paper")


def _uncertain_print(page: "MatchedPage") -> Reason:
    places = [f"{target.x_in:.2f} inches across and {target.y_in:.2f} down" for target in page.layout.targets]
    if page.named.all():
        return _most_refused(page.layout.side, places, page.refused, page.errors_px, "its print lies unevenly")
    unnamed = int(np.flatnonzero(~page.named)[0])
    return Reason(
        ReasonCode.POSITION_UNCERTAIN,
        f"{page.layout.side} of the ballot, target {places[unnamed]}: what is printed beside it could not be found",
    )


def _page_by_print(image: PageImage, page: "MatchedPage") -> PageReading:
    """A page that was found by its print has no rows and columns, and its pitch is a quarter inch."""
    from imaging.measured.page_map import PITCH_IN

    edges = np.array([[0.0, 0.0], [page.layout.height_in, 0.0]])
    left = page.page_map.plain(edges)
    right = page.page_map.plain(edges + np.array([0.0, page.layout.width_in]))
    return PageReading(
        source=image.source,
        side=page.layout.side,
        turned=bool(page.page_map.down_px[0] < -abs(page.page_map.down_px[1])),
        rows=0,
        columns=0,
        pitch_px=page.page_map.px_per_in * PITCH_IN,
        missing_marks=0,
        worst_error_px=page.worst_error_px,
        left_px=_places(left),
        right_px=_places(right),
    )


def _grid_page(position: int, page: PageImage, layouts: Layouts) -> GriddedPage | Reason:
    levels = measure_ink_levels(page.gray)
    where = f"{page.source.file}, page {page.source.page}"
    if levels.contrast < LEAST_CONTRAST:
        return _blank_page(where)
    detail = "the election has no layouts"
    for columns in sorted({layout.columns for card in layouts.cards for layout in card.pages}):
        grid = find_grid(page.gray, levels, columns)
        if not isinstance(grid, NoGrid):
            return GriddedPage(position, page.gray, levels, grid)
        detail = grid.detail
    return Reason(ReasonCode.NO_TIMING_MARKS, f"{where}: {detail}")


def _uncertain(page: RegisteredPage) -> Reason:
    places = [f"column {target.column:g}, row {target.row:g}" for target in page.layout.targets]
    missing = f"{page.grid.missing_marks} border marks are missing"
    return _most_refused(page.layout.side, places, page.refused, page.errors_px, missing)


def _most_refused(
    side: Side, places: Sequence[str], refused: Refusals, errors_px: NDArray[np.float64], besides: str
) -> Reason:
    """Why a page is not read of whose targets most are refused: how many, where the first of them lies, and why."""
    first = next(i for i, reason in enumerate(refused) if reason is not None)
    count = sum(reason is not None for reason in refused)
    return Reason(
        ReasonCode.POSITION_UNCERTAIN,
        f"{side} of the ballot: {count} of its {len(refused)} targets could not be placed, the first of them at "
        f"{places[first]}: {refused[first]}, its place may be off by {errors_px[first]:.1f} pixels; {besides}",
    )


def _unread(scanned: ScannedSheet, reasons: Sequence[Reason], card: CardId | None = None) -> UnreadSheet:
    return UnreadSheet(
        number=scanned.number,
        sources=tuple(page.source for page in scanned.pages),
        reasons=tuple(reasons),
        card=card,
    )


def _read(scanned: ScannedSheet, sheet: IdentifiedSheet, layouts: Layouts) -> ReadSheet:
    pages: list[PageReading] = []
    marked: list[MarkedPage] = []
    bitonal: list[bool] = []
    for gridded, registered in sheet.pages:
        image = scanned.pages[gridded.position]
        assert isinstance(image, PageImage)
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
        frame = np.array([grid.left[0], grid.right[0], grid.left[-1]])
        marked.append(MarkedPage(gridded.gray, gridded.levels, registered.placed(), frame))
        bitonal.append(image.bitonal)
    return ReadSheet(scanned.number, sheet.card.card, tuple(pages), *_marks_of(marked, bitonal, layouts.thresholds))


def _marks_of(
    pages: Sequence[MarkedPage], bitonal: Sequence[bool], thresholds: MarkThresholds
) -> tuple[tuple[TargetReading, ...], InkFingerprint]:
    """The targets of a sheet's pages, those apart that cannot be measured; and what the ink of the marks looks like."""
    refused = tuple(reason for page in pages for reason in page.placed.refused)
    readings = without_refused(read_marks(pages, thresholds), refused)
    left = iter(readings)
    waves = [
        mark_waves(page.gray, two_tone, page.levels, page.placed, list(islice(left, len(page.placed.numbers))))
        for page, two_tone in zip(pages, bitonal, strict=True)
    ]
    return readings, fingerprint_of(waves)


def _places(places_px: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    return tuple(map(tuple, places_px.tolist()))
