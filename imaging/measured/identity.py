"""Which measured card a sheet is, and which of its pages each image shows.

Two witnesses: the page's QR code, where the layouts have one; and, always, the blank's print. A page is never read by
a layout whose print is not on it, and where two layouts' prints fit alike and no code tells them apart, by neither.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from imaging.family import (
    NOTHING_PRINTED,
    PAGES_DISAGREE,
    SIDE_TWICE,
    Family,
    FoundPages,
    IdentifiedSheet,
    PrintedImage,
    clearly_best,
    found_pages,
    printed_image,
)
from imaging.ink_levels import LITTLE_PRINT
from imaging.layout import CLOSED_SHAPES, Layouts, MeasuredCard, MeasuredPage, PageCode
from imaging.measured.faint_outlines import THICKER_ERROR_PX, is_hairline, with_dark_outlines
from imaging.measured.page_code import code_anywhere, code_at
from imaging.measured.print_match import print_apart, register_by_print
from imaging.measured.reference import Reference, reference_of
from imaging.measured.registration import LEAST_FOUND, PrintRegistration
from imaging.measured.target_match import register_by_targets
from imaging.measured.timing.coded_marks import differ_in_marks, shows_marks_of
from imaging.measured.timing.likely_blanks import worth_trying
from imaging.sheets import PageImage, Reason, ReasonCode

FEW_BLANKS = 4
"""With more blanks than these, the code is read before the prints are compared."""
CLEAR_LEAD = 3
"""By so many landmarks must the best card be ahead of any other, if no code tells them apart."""

NEARLY_FOUND = 0.1
"""A page of whose landmarks so many fewer are there than of one that fits may be the one that is printed there."""


@dataclass(frozen=True, slots=True)
class MatchedImage:
    """An image with each page that is printed on it, as far as print and code tell, and those that just are not."""

    printed: PrintedImage
    pages: tuple[tuple[MeasuredPage, PrintRegistration], ...]

    def as_page_of(self, card: MeasuredCard) -> list[PrintRegistration]:
        """The pages of a card that this image may be, the best fitting first."""
        own = [registered for page, registered in self.pages if any(page is other for other in card.pages)]
        return sorted(own, key=lambda registered: (not registered.fits, registered.missing))


@dataclass(frozen=True, slots=True)
class _SeenAs:
    """A sheet as one of the cards: the page on each image, in the images' order."""

    sheet: IdentifiedSheet
    pages: tuple[PrintRegistration, ...]

    @property
    def missing(self) -> int:
        """How many landmarks are not there."""
        return sum(page.missing for page in self.pages)

    @property
    def fits(self) -> bool:
        """Whether the card is printed on the images; else it only just is not, and another must be told from it."""
        return all(page.fits for page in self.pages)


def find_pages(images: Sequence[PageImage], layouts: Layouts) -> FoundPages[MatchedImage]:
    """Find on each image the pages that are printed there."""
    printed = found_pages([printed_image(image, LITTLE_PRINT) for image in images])
    return found_pages([*printed.bare, *(_see(image, layouts.measured) for image in printed.pages)])


def identify(pages: Sequence[MatchedImage], layouts: Layouts) -> IdentifiedSheet | Reason:
    """Tell which card these pages (at least one, of one sheet) are."""
    seen: list[_SeenAs] = []
    twice = False
    for card in layouts.measured:
        choices = [page.as_page_of(card) for page in pages]
        if not all(choices):
            continue
        best = [choice[0] for choice in choices]
        if len({id(page.layout) for page in best}) < len(best):
            twice = True
            continue
        order = sorted(range(len(best)), key=lambda i: _place(card, best[i].layout))
        sheet = IdentifiedSheet(card, tuple((pages[i].printed, best[i]) for i in order))
        seen.append(_SeenAs(sheet, tuple(best)))
    seen = [one for one in seen if not any(map(_shows_another, pages, one.pages))]
    if not any(one.fits for one in seen):
        return SIDE_TWICE if twice else PAGES_DISAGREE
    return _told_apart([page.printed for page in pages], seen)


def _shows_another(image: MatchedImage, read_as: PrintRegistration) -> bool:
    """Whether another page's print is on an image, and clearly more of it than of the page that it would be read as.

    The other side of that other card may not have been found: the sheet is then none of those that were.
    """
    for page, other in image.pages:
        if other.fits and other.missing + CLEAR_LEAD <= read_as.missing:
            apart = print_apart(read_as.layout, page)
            if apart is None or apart >= CLEAR_LEAD:
                return True
    return False


def _told_apart(images: Sequence[PrintedImage], seen: Sequence[_SeenAs]) -> IdentifiedSheet | Reason:
    """Of one sheet seen as different cards the one that its print tells, or else its timing marks' code."""
    fitting = sorted((one for one in seen if one.fits), key=lambda one: one.missing)
    for one in fitting:
        if all(_is_rather(images, one, other) for other in seen if other is not one):
            return one.sheet
    first = fitting[0]
    others = [other for other in seen if other is not first and not _is_rather(images, first, other)]
    for other in others:
        if not differ_in_marks(first.pages, other.pages):
            return clearly_best([(0, first.sheet), (0, other.sheet)], CLEAR_LEAD)
    return Reason(
        ReasonCode.UNKNOWN_CARD,
        f"the timing marks in which {first.sheet.card.card} and {others[0].sheet.card.card} differ are not seen for "
        "certain on this sheet, or its ballot style has no mark that the other lacks; look at them, and name the style "
        "with --ballot-style",
    )


def _is_rather(images: Sequence[PrintedImage], one: _SeenAs, other: _SeenAs) -> bool:
    """Whether a sheet is the one card and not the other: by print in which their blanks differ, or by coded marks.

    Pen or dirt at the marks may hide print beside them, for the one blank's landmarks and not for the other's.
    """
    if other.missing >= one.missing + CLEAR_LEAD:
        apart = [print_apart(theirs.layout, mine.layout) for mine, theirs in zip(one.pages, other.pages, strict=True)]
        if None in apart or sum(lacks for lacks in apart if lacks is not None) >= CLEAR_LEAD:
            return True
    return shows_marks_of(images, one.pages, other.pages)


def _place(card: MeasuredCard, layout: MeasuredPage) -> int:
    return next(i for i, page in enumerate(card.pages) if page is layout)


def _see(image: PrintedImage, cards: Sequence[MeasuredCard]) -> MatchedImage | Reason:
    pages = [page for card in cards for page in card.pages]
    code: PageCode | None = None
    looked = False
    many = len({page.blank for page in pages}) > FEW_BLANKS or any(page.blank is None for page in pages)
    if many and any(page.code for page in pages):
        code, looked = code_anywhere(image.gray), True
        pages = [page for page in pages if not _contradicts(code, page)]
        if not pages:
            return _wrong_code(image, code, cards)
    found = list(_printed(image, pages))
    fitting = [(page, matched) for page, matched in found if matched.fits]
    if all(any(matched.refused) for _, matched in fitting):
        fitting = _better_placed([*fitting, *_faintly_printed(image, pages)])
    if not fitting:
        return _not_found(image, found)
    if code is None and any(page.code for page, _ in fitting):
        code = _code_at_its_place(image, fitting) or (None if looked else code_anywhere(image.gray))
        fitting = [(page, matched) for page, matched in fitting if not _contradicts(code, page)]
        if not fitting:
            return _wrong_code(image, code, cards)
    most = max(matched.found for _, matched in fitting)
    nearly = [
        (page, matched)
        for page, matched in found
        if most - NEARLY_FOUND <= matched.found < LEAST_FOUND and not _contradicts(code, page)
    ]
    return MatchedImage(image, (*fitting, *nearly))


def _contradicts(code: PageCode | None, page: MeasuredPage) -> bool:
    if code is None or page.code is None:
        return False
    other = code.election is not None and page.code.election is not None and code.election != page.code.election
    return other or code.contradicts(page.code)


def _code_at_its_place(
    image: PrintedImage, fitting: Sequence[tuple[MeasuredPage, PrintRegistration]]
) -> PageCode | None:
    for page, matched in sorted(fitting, key=lambda pair: pair[1].missing):
        place = None if page.blank is None else reference_of(page.blank, page.targets).code_place
        if place is not None and (code := code_at(image.gray, matched.page_map, place)) is not None:
            return code
    return None


def _printed(image: PrintedImage, pages: Iterable[MeasuredPage]) -> Iterable[tuple[MeasuredPage, PrintRegistration]]:
    """The pages that may be printed on the image, as far as corners and landmarks tell."""
    by_blank: dict[int, tuple[Reference, list[MeasuredPage]]] = {}
    pages = list(pages)
    yield from register_by_targets(image.gray, image.levels, (page for page in pages if page.blank is None))
    for page in pages:
        if page.blank is None:
            continue
        reference = reference_of(page.blank, page.targets)
        by_blank.setdefault(id(reference), (reference, []))[1].append(page)
    first, behind = worth_trying(image, by_blank.values())
    whole = False
    for likely in (first, behind):
        if whole:
            return
        for reference, rough, alike in likely:
            matched = register_by_print(image.gray, image.levels, alike[0], reference, rough)
            if matched is not None:
                whole = whole or (matched.fits and matched.missing < CLEAR_LEAD)
                # pages of one blank differ in their codes alone
                yield from ((page, replace(matched, layout=page)) for page in alike)


def _faintly_printed(
    image: PrintedImage, pages: Iterable[MeasuredPage]
) -> Iterator[tuple[MeasuredPage, PrintRegistration]]:
    """The pages without a blank that may be printed on the image with hairlines, as outlines made dark tell."""
    closed = CLOSED_SHAPES
    unknown = [page for page in pages if page.blank is None and all(one.shape in closed for one in page.targets)]
    gray = with_dark_outlines(image.gray, image.levels) if unknown else image.gray
    for page, matched in register_by_targets(gray, image.levels, unknown):
        if matched.fits and is_hairline(matched.forms, matched.page_map.px_per_in):
            yield page, replace(matched, errors_px=matched.errors_px + THICKER_ERROR_PX)


def _better_placed(
    found: Iterable[tuple[MeasuredPage, PrintRegistration]],
) -> list[tuple[MeasuredPage, PrintRegistration]]:
    """Each page as it was placed with the fewest targets that cannot be measured; of equals as it was first."""
    best: dict[int, tuple[MeasuredPage, PrintRegistration]] = {}
    for page, matched in found:
        before = best.get(id(page))
        if before is None or _unplaced(matched) < _unplaced(before[1]):
            best[id(page)] = page, matched
    return list(best.values())


def _unplaced(matched: PrintRegistration) -> int:
    return sum(reason is not None for reason in matched.refused)


def _not_found(image: PrintedImage, found: Sequence[tuple[MeasuredPage, PrintRegistration]]) -> Reason:
    if not found:
        return Reason(ReasonCode.UNKNOWN_CARD, f"{image.where}: the print of no ballot of this election is on it")
    best = max((matched for _, matched in found), key=lambda matched: matched.found)
    return Reason(
        ReasonCode.UNKNOWN_CARD,
        f"{image.where}: no ballot of this election is printed on it as its blank is: of the nearest one's print "
        f"{best.found:.0%} was found, and {int((~best.named).sum())} names are others",
    )


def _wrong_code(image: PrintedImage, code: PageCode | None, cards: Sequence[MeasuredCard]) -> Reason:
    ours = {page.code.election for card in cards for page in card.pages if page.code and page.code.election}
    if code is not None and code.election is not None and ours and code.election not in ours:
        return Reason(ReasonCode.OTHER_ELECTION, f"{image.where}: its page code is of election {code.election}")
    return Reason(ReasonCode.UNKNOWN_CARD, f"{image.where}: its page code ({_said(code)}) is that of no page here")


def _said(code: PageCode | None) -> str:
    if code is None:
        return "unread"
    parts = (
        ("style", code.style),
        ("style number", None if code.style_index is None else code.style_index + 1),
        ("precinct", code.precinct),
        ("precinct number", None if code.precinct_index is None else code.precinct_index + 1),
        ("page", code.page),
        ("text", code.text),
    )
    return ", ".join(f"{name} {value}" for name, value in parts if value is not None)


MEASURED = Family(find_pages, identify, NOTHING_PRINTED | {ReasonCode.UNKNOWN_CARD})
