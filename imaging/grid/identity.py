"""Which card a sheet is, and which of its sides each image shows.

Three witnesses, the strongest that the election's cards carry: the QR code of the page; the card code, the marks of
the bottom row; and, always, whether the layout's targets are printed there. A page on which a layout does not fit is
never read by it.
"""

from collections.abc import Sequence
from itertools import permutations

from imaging.family import (
    NOTHING_PRINTED,
    PAGES_DISAGREE,
    SIDE_TWICE,
    Family,
    IdentifiedSheet,
    PrintedImage,
)
from imaging.grid.fitting import Match, best_fit
from imaging.grid.gridded import MOST_CODE_DIFFERENCES, GriddedPage, find_pages
from imaging.grid.own_print import may_be_another
from imaging.grid.page_code import read_page_codes
from imaging.layout import CardLayout, GridBox, Layouts, PageLayout
from imaging.sheets import Reason, ReasonCode


def identify(pages: Sequence[GriddedPage], layouts: Layouts) -> IdentifiedSheet | Reason:
    """Tell which card these pages (at least one, of one sheet) are, and register them on it."""
    if layouts.code_prefix is None:
        allowed = _matches(pages, layouts)
        return allowed if isinstance(allowed, Reason) else best_fit(pages, allowed)
    shown = _codes_of(pages, layouts)
    if isinstance(shown, Reason):
        return shown
    matches = _matches_by_code(pages, shown, layouts)
    if isinstance(matches, Reason):
        return matches
    sheet = best_fit(pages, matches)
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


def _all_matches(pages: Sequence[GriddedPage], cards: Sequence[CardLayout]) -> list[Match]:
    """Every assignment of the images to different pages of one card, the order they were offered in first."""
    return [
        Match(card, choice)
        for card in cards
        if len(card.pages) >= len(pages)
        for choice in permutations(card.pages, len(pages))
    ]


def _matches(pages: Sequence[GriddedPage], layouts: Layouts) -> list[Match] | Reason:
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


def _is_surely_another(pages: Sequence[GriddedPage], match: Match, cards: Sequence[CardLayout]) -> bool:
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


def _code_distance(pages: Sequence[GriddedPage], match: Match) -> int | None:
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
) -> list[Match] | Reason:
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
    prefixes = layouts.code_prefixes
    families = tuple({prefix.split("/", maxsplit=1)[0] + "/" for prefix in prefixes})
    found = read_page_codes(page.printed.gray, page.grid, _code_places(layouts))
    texts = sorted(text for text in found if text.startswith(families))
    if not texts:
        return None
    if len(texts) > 1:
        return Reason(ReasonCode.UNKNOWN_CARD, f"the page shows several page codes: {', '.join(texts)}")
    text = texts[0]
    if text in known:
        return known[text]
    if text.startswith(prefixes):
        return Reason(ReasonCode.UNKNOWN_CARD, f"page code {text} is of this election but names no ballot style of it")
    return Reason(
        ReasonCode.OTHER_ELECTION,
        f"page code {text} is of another election; codes of this one begin with {' or '.join(prefixes)}",
    )


def _code_places(layouts: Layouts) -> list[GridBox]:
    places = (page.code_box for card in layouts.cards for page in card.pages)
    return list(dict.fromkeys(place for place in places if place is not None))


def _too_many_pages(pages: Sequence[GriddedPage], cards: Sequence[CardLayout]) -> Reason:
    most = max((len(card.pages) for card in cards), default=0)
    return Reason(
        ReasonCode.PAGES_DISAGREE, f"{len(pages)} images show printed ballot pages; a ballot here has {most} at most"
    )


GRID = Family(find_pages, identify, NOTHING_PRINTED | {ReasonCode.NO_TIMING_MARKS})
