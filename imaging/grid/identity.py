"""Which card a sheet is, and which of its sides each image shows.

Three witnesses, the strongest that the election's cards carry: the QR code of the page; the card code, the marks of
the bottom row; and, always, whether the layout's targets are printed there. A page on which a layout does not fit is
never read by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

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
from imaging.geometry import Grid
from imaging.grid.own_print import may_be_another
from imaging.grid.page_code import read_page_codes
from imaging.grid.registration import GridRegistration, register_page
from imaging.grid.sideways import find_grid_sideways
from imaging.grid.timing_marks import NoGrid, find_grid
from imaging.ink_levels import PRINT_WITH_MARKS
from imaging.layout import CardId, CardLayout, GridBox, Layouts, PageLayout
from imaging.sheets import PageImage, Reason, ReasonCode

MOST_CODE_DIFFERENCES = 1
"""A card code may differ from the definition's in so many columns (a damaged mark), if no other card is as near."""
CLEAR_LEAD = 0.1
"""By so much must the best layout fit better than any other, if nothing but the fit tells them apart."""


@dataclass(frozen=True, slots=True)
class GriddedPage:
    """A page image whose timing-mark grid was found."""

    printed: PrintedImage
    grid: Grid


@dataclass(frozen=True, slots=True)
class _Match:
    """One way to see the sheet: a card, and which page of it each image is."""

    card: CardLayout
    layouts: tuple[PageLayout, ...]


def find_pages(images: Sequence[PageImage], layouts: Layouts) -> FoundPages[GriddedPage]:
    """Find a grid on each image, with as many columns as some layout has; upright or upside down, else on its side."""
    return found_pages([_find_page(image, layouts) for image in images])


def _find_page(image: PageImage, layouts: Layouts) -> GriddedPage | Reason:
    printed = printed_image(image, PRINT_WITH_MARKS)
    if isinstance(printed, Reason):
        return printed
    widths = sorted({layout.columns for card in layouts.cards for layout in card.pages})
    detail = "the election has no layouts"
    for columns in widths:
        grid = find_grid(printed.gray, printed.levels, columns)
        if not isinstance(grid, NoGrid):
            return GriddedPage(printed, grid)
        detail = grid.detail
    for columns in widths:
        if isinstance(grid := find_grid_sideways(printed.gray, printed.levels, columns), Grid):
            return GriddedPage(printed, grid)
    return Reason(ReasonCode.NO_TIMING_MARKS, f"{printed.where}: {detail}")


def identify(pages: Sequence[GriddedPage], layouts: Layouts) -> IdentifiedSheet | Reason:
    """Tell which card these pages (at least one, of one sheet) are, and register them on it."""
    if layouts.code_prefix is None:
        allowed = _matches(pages, layouts)
        return allowed if isinstance(allowed, Reason) else _best_fit(pages, allowed)
    shown = _codes_of(pages, layouts)
    if isinstance(shown, Reason):
        return shown
    matches = _matches_by_code(pages, shown, layouts)
    if isinstance(matches, Reason):
        return matches
    sheet = _best_fit(pages, matches)
    if isinstance(sheet, Reason):
        return sheet
    unread = [page.printed for page, layout in zip(pages, shown, strict=True) if layout is None]
    return _if_known_by_itself(sheet, unread, layouts)


def _if_known_by_itself(
    sheet: IdentifiedSheet, unread: Sequence[PrintedImage], layouts: Layouts
) -> IdentifiedSheet | Reason:
    """The sheet, where each page whose code is unread can be no other card's by its print; else the reason."""
    for printed, page in sheet.pages:
        if any(printed is one for one in unread) and may_be_another(printed, page, layouts.cards):
            return Reason(
                ReasonCode.UNKNOWN_CARD,
                f"{printed.where}: its page code (QR) cannot be read, and its print may be that of another "
                f"ballot style than {sheet.card.card}, which the other side names; scan both sides of the paper again",
            )
    return sheet


def _all_matches(pages: Sequence[GriddedPage], cards: Sequence[CardLayout]) -> list[_Match]:
    """Every assignment of the images to different pages of one card, the order they were offered in first."""
    return [
        _Match(card, choice)
        for card in cards
        if len(card.pages) >= len(pages)
        for choice in permutations(card.pages, len(pages))
    ]


def _matches(pages: Sequence[GriddedPage], layouts: Layouts) -> list[_Match] | Reason:
    """Narrow the assignments by the card code, where the definition states it."""
    matches = _all_matches(pages, layouts.cards)
    if not matches:
        return _too_many_pages(pages, layouts.cards)
    distances = [_code_distance(pages, match) for match in matches]
    known = [distance for distance in distances if distance is not None]
    if not known:
        return matches
    nearest = min(known)
    most = MOST_CODE_DIFFERENCES * len(pages)
    if nearest > most:
        return Reason(
            ReasonCode.UNKNOWN_CARD,
            f"the card code (the marks of the bottom row, {_code_text(pages)}) is that of no ballot style here: "
            f"the nearest differs in {nearest} columns",
        )
    close = [m for m, d in zip(matches, distances, strict=True) if d is None or d == nearest]
    runner_up = [d for m, d in zip(matches, distances, strict=True) if d is not None and d > nearest]
    if nearest > 0 and runner_up and min(runner_up) <= most:
        return Reason(
            ReasonCode.UNKNOWN_CARD,
            f"the card code (the marks of the bottom row, {_code_text(pages)}) is damaged: it could be that of "
            "several ballot styles",
        )
    own = [match for match in close if not _is_surely_another(pages, match, layouts.cards)]
    return own or Reason(PAGES_DISAGREE.code, f"{PAGES_DISAGREE.detail}: their card codes are {_code_text(pages)}")


def _is_surely_another(pages: Sequence[GriddedPage], match: _Match, cards: Sequence[CardLayout]) -> bool:
    """Whether a page shows, mark for mark, the card code of another card's page and not that of the match's."""
    printed = {layout.bottom_marks for card in cards for layout in card.pages if layout.bottom_marks is not None}
    return any(
        layout.bottom_marks is not None
        and _marks_apart(page, layout.bottom_marks)
        and any(not _marks_apart(page, marks) for marks in printed)
        for page, layout in zip(pages, match.layouts, strict=True)
    )


def _marks_apart(page: GriddedPage, marks: frozenset[int]) -> int:
    """In how many columns between the corners the page's bottom row differs."""
    return len((page.grid.bottom_marks ^ marks) - {0, page.grid.columns - 1})


def _code_distance(pages: Sequence[GriddedPage], match: _Match) -> int | None:
    """In how many columns between the corners the pages' card codes differ from the match's; None if unstated."""
    distance = 0
    for page, layout in zip(pages, match.layouts, strict=True):
        if layout.bottom_marks is None:
            return None
        distance += _marks_apart(page, layout.bottom_marks)
    return distance


def _code_text(pages: Sequence[GriddedPage]) -> str:
    return "; ".join(",".join(map(str, sorted(page.grid.bottom_marks))) for page in pages)


def _codes_of(pages: Sequence[GriddedPage], layouts: Layouts) -> list[PageLayout | None] | Reason:
    """For each page the layout whose QR code it shows; None where no code is read."""
    known = {page.code: page for card in layouts.cards for page in card.pages if page.code is not None}
    shown: list[PageLayout | None] = []
    for page in pages:
        code = _known_code(page, layouts, known)
        if isinstance(code, Reason):
            return code
        shown.append(code)
    return shown


def _matches_by_code(
    pages: Sequence[GriddedPage], shown: Sequence[PageLayout | None], layouts: Layouts
) -> list[_Match] | Reason:
    """Narrow the assignments by the pages' QR codes: at least one must be read, and none may contradict."""
    if not any(shown):
        return Reason(ReasonCode.UNKNOWN_CARD, "no page code (QR) could be read on this sheet")
    cards = [
        card
        for card in layouts.cards
        if all(layout is None or any(layout is page for page in card.pages) for layout in shown)
    ]
    if not cards:
        codes = ", ".join(layout.code for layout in shown if layout is not None and layout.code)
        return Reason(PAGES_DISAGREE.code, f"{PAGES_DISAGREE.detail}: {codes}")
    matches = [
        match
        for match in _all_matches(pages, cards)
        if all(seen is None or seen is layout for seen, layout in zip(shown, match.layouts, strict=True))
    ]
    if matches:
        return matches
    if len(pages) > max(len(card.pages) for card in cards):
        return _too_many_pages(pages, cards)
    return SIDE_TWICE


def _known_code(page: GriddedPage, layouts: Layouts, known: dict[str, PageLayout]) -> PageLayout | Reason | None:
    """The page whose code this image shows; None if it shows none."""
    prefix = layouts.code_prefix or ""
    family = prefix.split("/", maxsplit=1)[0] + "/"
    texts = sorted(
        text for text in read_page_codes(page.printed.gray, page.grid, _code_places(layouts)) if text.startswith(family)
    )
    if not texts:
        return None
    if len(texts) > 1:
        return Reason(ReasonCode.UNKNOWN_CARD, f"the page shows several page codes: {', '.join(texts)}")
    text = texts[0]
    if text in known:
        return known[text]
    if text.startswith(prefix):
        return Reason(ReasonCode.UNKNOWN_CARD, f"page code {text} is of this election but names no ballot style of it")
    return Reason(
        ReasonCode.OTHER_ELECTION, f"page code {text} is of another election; codes of this one begin with {prefix}"
    )


def _code_places(layouts: Layouts) -> list[GridBox]:
    places = (page.code_box for card in layouts.cards for page in card.pages)
    return list(dict.fromkeys(place for place in places if place is not None))


def _too_many_pages(pages: Sequence[GriddedPage], cards: Sequence[CardLayout]) -> Reason:
    most = max((len(card.pages) for card in cards), default=0)
    return Reason(
        ReasonCode.PAGES_DISAGREE, f"{len(pages)} images show printed ballot pages; a ballot here has {most} at most"
    )


def _best_fit(pages: Sequence[GriddedPage], matches: Sequence[_Match]) -> IdentifiedSheet | Reason:
    """Take the assignment whose targets are printed on the images; refuse if none fits or two fit alike."""
    seen: dict[tuple[int, int], GridRegistration | None] = {}
    fitting: list[tuple[float, IdentifiedSheet]] = []
    best_seen = 0.0
    for match in matches:
        registered = _registered(pages, match, seen)
        if registered is None or not any(_tells_something(layout) for layout in match.layouts):
            continue
        best_seen = max(best_seen, min(page.fit for page in registered))
        if not all(page.fits for page in registered):
            continue
        order = sorted(range(len(pages)), key=lambda i: match.card.pages.index(match.layouts[i]))
        sheet = IdentifiedSheet(match.card, tuple((pages[i].printed, registered[i]) for i in order))
        fitting.append((sum(page.fit + page.outlined for page in registered) / (2 * len(registered)), sheet))
    if not fitting:
        return Reason(
            ReasonCode.UNKNOWN_CARD,
            "the targets of no ballot style of this election are printed where they should be: "
            f"at best {best_seen:.0%} of them were found",
        )
    best_of_card: dict[CardId, tuple[float, IdentifiedSheet]] = {}
    for score, sheet in sorted(fitting, key=lambda scored: -scored[0]):
        best_of_card.setdefault(sheet.card.card, (score, sheet))
    return clearly_best(list(best_of_card.values()), CLEAR_LEAD)


def _registered(
    pages: Sequence[GriddedPage], match: _Match, seen: dict[tuple[int, int], GridRegistration | None]
) -> list[GridRegistration] | None:
    """The images as the match's pages; None where one has too few rows. What was `seen` is not looked at again."""
    registered = []
    for page, layout in zip(pages, match.layouts, strict=True):
        key = (id(page), id(layout))
        if key not in seen:
            printed = page.printed
            seen[key] = register_page(printed.gray, printed.levels, page.grid, layout, match.card.outline)
        registered.append(seen[key])
    whole = [one for one in registered if one is not None]
    return whole if len(whole) == len(pages) else None


def _tells_something(layout: PageLayout) -> bool:
    """Whether anything printed on the page could contradict this layout; timing marks alone fit every page."""
    return bool(layout.targets) or layout.code is not None or layout.bottom_marks is not None


GRID = Family(find_pages, identify, NOTHING_PRINTED | {ReasonCode.NO_TIMING_MARKS})
