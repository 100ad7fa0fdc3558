"""Which card a sheet is, and which of its sides each image shows.

Three witnesses, the strongest that the election's cards carry: the QR code of the page; the card code, the marks of
the bottom row; and, always, whether the layout's targets are printed there. A page on which a layout does not fit is
never read by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from imaging.barcodes import read_page_codes
from imaging.geometry import Grid
from imaging.grid.registration import RegisteredPage, register_page
from imaging.ink_levels import InkLevels
from imaging.layout import CardLayout, GridBox, Layouts, PageLayout
from imaging.sheets import Reason, ReasonCode

MOST_CODE_DIFFERENCES = 1
"""A card code may differ from the definition's in so many columns (a damaged mark), if no other card is as near."""
CLEAR_LEAD = 0.1
"""By so much must the best layout fit better than any other, if nothing but the fit tells them apart."""


@dataclass(frozen=True, slots=True)
class GriddedPage:
    """A page image (uint8 (H, W)) whose timing-mark grid was found; `position` is its place in the sheet."""

    position: int
    gray: NDArray[np.uint8]
    levels: InkLevels
    grid: Grid


@dataclass(frozen=True, slots=True)
class IdentifiedSheet:
    """The card, and its pages in the card's order, each with the image that shows it."""

    card: CardLayout
    pages: tuple[tuple[GriddedPage, RegisteredPage], ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """One way to see the sheet: a card, and which page of it each image is."""

    card: CardLayout
    layouts: tuple[PageLayout, ...]


def identify(pages: Sequence[GriddedPage], layouts: Layouts) -> IdentifiedSheet | Reason:
    """Tell which card these pages (at least one, of one sheet) are, and register them on it."""
    allowed = _matches_by_code(pages, layouts) if layouts.code_prefix is not None else _matches(pages, layouts)
    if isinstance(allowed, Reason):
        return allowed
    return _best_fit(pages, allowed)


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
    return close


def _code_distance(pages: Sequence[GriddedPage], match: _Match) -> int | None:
    """In how many columns between the corners the pages' card codes differ from the match's; None if unstated."""
    distance = 0
    for page, layout in zip(pages, match.layouts, strict=True):
        if layout.bottom_marks is None:
            return None
        corners = {0, layout.columns - 1}
        distance += len((page.grid.bottom_marks ^ layout.bottom_marks) - corners)
    return distance


def _code_text(pages: Sequence[GriddedPage]) -> str:
    return "; ".join(",".join(map(str, sorted(page.grid.bottom_marks))) for page in pages)


def _matches_by_code(pages: Sequence[GriddedPage], layouts: Layouts) -> list[_Match] | Reason:
    """Narrow the assignments by the pages' QR codes: at least one must be read, and none may contradict."""
    known = {page.code: page for card in layouts.cards for page in card.pages if page.code is not None}
    shown: list[PageLayout | None] = []
    for page in pages:
        code = _known_code(page, layouts, known)
        if isinstance(code, Reason):
            return code
        shown.append(code)
    if not any(shown):
        return Reason(ReasonCode.UNKNOWN_CARD, "no page code (QR) could be read on this sheet")
    cards = [
        card
        for card in layouts.cards
        if all(layout is None or any(layout is page for page in card.pages) for layout in shown)
    ]
    if not cards:
        codes = ", ".join(layout.code for layout in shown if layout is not None and layout.code)
        return Reason(ReasonCode.PAGES_DISAGREE, f"the images show pages of different ballots: {codes}")
    matches = [
        match
        for match in _all_matches(pages, cards)
        if all(seen is None or seen is layout for seen, layout in zip(shown, match.layouts, strict=True))
    ]
    if matches:
        return matches
    if len(pages) > max(len(card.pages) for card in cards):
        return _too_many_pages(pages, cards)
    return Reason(ReasonCode.SIDE_TWICE, "two images show the same side of the ballot")


def _known_code(page: GriddedPage, layouts: Layouts, known: dict[str, PageLayout]) -> PageLayout | Reason | None:
    """The page whose code this image shows; None if it shows none."""
    prefix = layouts.code_prefix or ""
    family = prefix.split("/", maxsplit=1)[0] + "/"
    texts = sorted(
        text for text in read_page_codes(page.gray, page.grid, _code_places(layouts)) if text.startswith(family)
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
    seen: dict[tuple[int, int], RegisteredPage | None] = {}
    fitting: list[tuple[float, IdentifiedSheet]] = []
    best_seen = 0.0
    for match in matches:
        registered = [
            _register(page, layout, match.card, seen) for page, layout in zip(pages, match.layouts, strict=True)
        ]
        placed = [page for page in registered if page is not None]
        if len(placed) < len(pages):
            continue
        if not any(_tells_something(layout) for layout in match.layouts):
            continue
        fit = min(page.fit for page in placed)
        best_seen = max(best_seen, fit)
        if not all(page.fits for page in placed):
            continue
        order = sorted(range(len(pages)), key=lambda i: match.card.pages.index(match.layouts[i]))
        sheet = IdentifiedSheet(match.card, tuple((pages[i], placed[i]) for i in order))
        fitting.append((sum(page.fit + page.outlined for page in placed) / (2 * len(placed)), sheet))
    if not fitting:
        return Reason(
            ReasonCode.UNKNOWN_CARD,
            "the targets of no ballot style of this election are printed where they should be: "
            f"at best {best_seen:.0%} of them were found",
        )
    fitting.sort(key=lambda scored: -scored[0])
    best, sheet = fitting[0]
    rivals = [rival for score, rival in fitting[1:] if score > best - CLEAR_LEAD and rival.card.card != sheet.card.card]
    if rivals:
        return Reason(
            ReasonCode.UNKNOWN_CARD,
            "several ballot styles fit this sheet and nothing on it tells them apart: "
            f"{sheet.card.card} and {rivals[0].card.card}; name the style with --ballot-style",
        )
    return sheet


def _tells_something(layout: PageLayout) -> bool:
    """Whether anything printed on the page could contradict this layout; timing marks alone fit every page."""
    return bool(layout.targets) or layout.code is not None or layout.bottom_marks is not None


def _register(
    page: GriddedPage, layout: PageLayout, card: CardLayout, seen: dict[tuple[int, int], RegisteredPage | None]
) -> RegisteredPage | None:
    key = (page.position, id(layout))
    if key not in seen:
        seen[key] = register_page(page.gray, page.levels, page.grid, layout, card.outline)
    return seen[key]
