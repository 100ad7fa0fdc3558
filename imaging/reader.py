"""The one door to reading: a scanned sheet goes in, a reading or the reasons why there is none come out.

What only measured pages or device printouts need is imported when the first of them comes.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from imaging.family import PAGES_DISAGREE, Family
from imaging.grid.identity import GRID
from imaging.layout import CardId, Layouts, MeasuredCard, PrintedCard
from imaging.marks.around_targets import CellsAround, cells_around
from imaging.marks.reading import read_marks
from imaging.papers.fingerprint import fingerprint_of, mark_waves
from imaging.refusals import without_refused
from imaging.sheets import (
    CardPrint,
    Doubt,
    Mark,
    PageImage,
    PlacePrint,
    ReadPrintout,
    ReadSheet,
    Reason,
    ReasonCode,
    ScannedSheet,
    SheetReading,
    UnreadablePage,
    UnreadSheet,
)
from imaging.sheets.known_print import place_print_of
from imaging.sheets.registered import RegisteredSheet


def read_sheet(
    scanned: ScannedSheet,
    layouts: Layouts,
    images_per_sheet: int,
    read_words: bool = True,
    learned: tuple[CardPrint, ...] = (),
) -> SheetReading:
    """Read one sheet: decode nothing, write nothing, keep nothing; the same input always gives the same reading.

    `images_per_sheet` says how many images make a whole sheet; with fewer the sheet is set aside. An image on which no
    page is found is allowed only where the card has no page left for it and it is proved blank: the empty back of a
    one-sided card.

    Pages that were measured are found by their blanks' print, and first: they may have timing marks too.

    Where no image shows a grid or a blank's print the sheet may be a device printout (13-1-101(53)): one printed side
    is a whole one. Its words are left unread where `read_words` is False, for elections in which the barcode alone
    decides. `learned` is what was learned to be printed on cards, the newest last.
    """
    unreadable = [
        Reason(
            ReasonCode.UNOPENED_FILE if page.unopened else ReasonCode.UNREADABLE_FILE,
            f"{page.source.file}: {page.detail}",
        )
        for page in scanned.pages
        if isinstance(page, UnreadablePage)
    ]
    missing: list[Reason] = []
    if len(scanned.pages) < images_per_sheet:
        detail = f"{len(scanned.pages)} of the sheet's {images_per_sheet} images are there"
        missing.append(Reason(ReasonCode.PAGE_MISSING, detail))
    if unreadable:
        unopened = any(reason.code is ReasonCode.UNOPENED_FILE for reason in unreadable)
        return _unread(scanned, unreadable if unopened else [*unreadable, *missing])
    images = [page for page in scanned.pages if isinstance(page, PageImage)]
    if missing:
        return _incomplete(scanned, images, missing, layouts, read_words)
    registered, is_open = _registered(scanned, images, layouts)
    if isinstance(registered, RegisteredSheet):
        return _read(registered, layouts, learned)
    return (_printout(scanned, images, read_words) if is_open else None) or registered


def look_around(scanned: ScannedSheet, layouts: Layouts, read: ReadSheet, targets: Iterable[int]) -> list[CellsAround]:
    """What stands around some targets of a sheet that was read, by their numbers; nothing where it is read no more."""
    images = [page for page in scanned.pages if isinstance(page, PageImage)]
    registered, _ = _registered(scanned, images, layouts)
    if not isinstance(registered, RegisteredSheet) or registered.card != read.card:
        return []
    clean = {one.number for one in read.targets if one.mark is Mark.UNMARKED or one.doubt is Doubt.AROUND}
    found = []
    for page in registered.pages:
        numbers = page.placed.numbers
        marked = [place for place, number in enumerate(numbers) if number not in clean]
        found += [cells_around(page, numbers.index(one), marked) for one in targets if one in numbers]
    return found


def _registered(
    scanned: ScannedSheet, images: Sequence[PageImage], layouts: Layouts
) -> tuple[RegisteredSheet | UnreadSheet, bool]:
    """The sheet by the first family that knows it; or why by none, and whether it may be a device printout."""
    for family in families(layouts):
        registered = _register(scanned, images, layouts, family)
        if isinstance(registered, RegisteredSheet) or not family.leaves_open(registered):
            return registered, False
    return registered, True


def families(layouts: Layouts) -> Iterator[Family[Any]]:
    """The families that an election's layouts are of, at least one: measured pages first, as `read_sheet` says."""
    if layouts.measured:
        from imaging.measured.identity import MEASURED

        yield MEASURED
    if layouts.cards or not layouts.measured:
        yield GRID


def _incomplete(
    scanned: ScannedSheet, images: Sequence[PageImage], missing: Sequence[Reason], layouts: Layouts, read_words: bool
) -> SheetReading:
    """What becomes of a sheet that lacks an image: where it shows no grid either, it may be a device printout."""
    family = next(families(layouts))
    found = family.find_pages(images, layouts)
    if family is not GRID:
        return _unread(scanned, [*missing, *found.bare])
    printout = None if found.pages else _printout(scanned, images, read_words)
    return printout or _unread(scanned, missing)


def _register(
    scanned: ScannedSheet, images: Sequence[PageImage], layouts: Layouts, family: Family[Any]
) -> RegisteredSheet | UnreadSheet:
    """Find the family's pages on a sheet's images, tell which card they are, and place every target."""
    found = family.find_pages(images, layouts)
    if not found.pages:
        return _unread(scanned, found.bare)
    sheet = family.identify(found.pages, layouts)
    if isinstance(sheet, Reason):
        return _unread(scanned, [sheet, *found.bare])
    card = sheet.card.card
    if found.bare and len(sheet.pages) < len(sheet.card.pages):
        return _unread(scanned, found.bare, card)
    printed = [page.image for page, _ in sheet.pages]
    if beside := _not_blank([image for image in images if all(image is not other for other in printed)], printed[0]):
        return _unread(scanned, [*beside, *found.bare], card)
    uncertain = [reason for _, page in sheet.pages if (reason := page.why_uncertain) is not None]
    if uncertain:
        return _unread(scanned, uncertain, card)
    return RegisteredSheet(scanned.number, card, tuple(page.registered(printed) for printed, page in sheet.pages))


def _read(sheet: RegisteredSheet, layouts: Layouts, learned: tuple[CardPrint, ...]) -> ReadSheet:
    """The targets of a sheet's pages, those apart that cannot be measured; and what the ink of the marks looks like."""
    refused = tuple(reason for page in sheet.pages for reason in page.placed.refused)
    known_at = partial(_known_at, layouts.of(sheet.card), sheet.card, learned)
    readings = without_refused(read_marks(sheet.pages, layouts.thresholds, known_at), refused)
    left = iter(readings)
    waves = [
        mark_waves(
            page.gray, page.image.bitonal, page.levels, page.placed, list(islice(left, len(page.placed.numbers)))
        )
        for page in sheet.pages
    ]
    return ReadSheet(sheet.number, sheet.card, tuple(page.lie for page in sheet.pages), readings, fingerprint_of(waves))


def _known_at(
    layout: PrintedCard | None, card: CardId, learned: tuple[CardPrint, ...], target: int
) -> PlacePrint | None:
    """What is printed around a target: learned of the card, or as its blank shows it."""
    known = place_print_of(learned, card, target)
    if known is not None or not isinstance(layout, MeasuredCard):
        return known
    from imaging.measured.blank_print import blank_print_of

    return blank_print_of(layout, target)


def _printout(scanned: ScannedSheet, images: Sequence[PageImage], read_words: bool) -> SheetReading | None:
    """The sheet as a device printout; None where it shows nothing of one."""
    from imaging.printouts.reading import read_printout

    reading = read_printout(scanned.number, images, read_words)
    if not isinstance(reading, ReadPrintout):
        return reading
    (printed,) = [image for image in images if image.source == reading.source]
    beside = _not_blank([image for image in images if image is not printed], printed)
    return _unread(scanned, beside) if beside else reading


def _not_blank(backs: Sequence[PageImage], printed: PageImage) -> list[Reason]:
    """Why images with no page of the ballot on them are not its empty back: none where each is proved blank."""
    if not backs:
        return []
    from imaging.blank_pages import is_blank

    return [
        Reason(
            PAGES_DISAGREE.code,
            f"{back.source.file}, page {back.source.page}, is not the empty back of the ballot on "
            f"{printed.source.file}, page {printed.source.page}: something is on it that was not read, perhaps another "
            "paper's print; find the papers, and scan each with both sides",
        )
        for back in backs
        if not is_blank(back.gray, printed.gray)
    ]


def _unread(scanned: ScannedSheet, reasons: Sequence[Reason], card: CardId | None = None) -> UnreadSheet:
    return UnreadSheet(
        number=scanned.number,
        sources=tuple(page.source for page in scanned.pages),
        reasons=tuple(reasons),
        card=card,
    )
