"""Which of the assignments that a sheet's codes leave open fits: their targets are printed on its images.

A page on which a layout does not fit is never read by it, and where two fit alike, nothing tells them apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from imaging.family import IdentifiedSheet, clearly_best
from imaging.grid.gridded import GriddedPage
from imaging.grid.hidden_outlines import MOST_SEEN_SHARE, may_be_hidden, register_hidden
from imaging.grid.registration import GridRegistration, may_fit, register_page
from imaging.layout import CardId, CardLayout, Outline, PageLayout
from imaging.sheets import Reason, ReasonCode

CLEAR_LEAD = 0.1
"""By so much must the best layout fit better than any other, if nothing but the fit tells them apart."""
MOST_LOOKED_AT_AGAIN = 24
"""Where none fits, so many pages at most are looked at again for outlines that pens hide; each takes a while."""

_Seen = dict[tuple[int, int], GridRegistration | None]


@dataclass(frozen=True, slots=True)
class Match:
    """One way to see the sheet: a card, and which page of it each image is."""

    card: CardLayout
    layouts: tuple[PageLayout, ...]


def best_fit(pages: Sequence[GriddedPage], matches: Sequence[Match]) -> IdentifiedSheet | Reason:
    """Take the assignment whose targets are printed on the images; refuse if none fits or two fit alike."""
    seen: _Seen = {}
    fitting, best_seen = _fitting(pages, matches, seen)
    if not fitting and len(seen) <= MOST_LOOKED_AT_AGAIN:
        fitting, best_seen = _fitting(pages, matches, {}, before=seen)
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


def _fitting(
    pages: Sequence[GriddedPage], matches: Sequence[Match], seen: _Seen, before: _Seen | None = None
) -> tuple[list[tuple[float, IdentifiedSheet]], float]:
    """The assignments that fit, with how well; and how well the page that fits least does in the best of all.

    `seen` gathers what each page is as each layout; `before` is what was gathered before and did not fit.
    """
    fitting: list[tuple[float, IdentifiedSheet]] = []
    best_seen = 0.0
    for match in matches:
        # how nearly a further one fits is told only where none does
        registered = _registered(pages, match, seen, before, while_it_fits=bool(fitting))
        if registered is None or not any(_tells_something(layout) for layout in match.layouts):
            continue
        best_seen = max(best_seen, min(page.fit for page in registered))
        if not all(page.fits for page in registered):
            continue
        order = sorted(range(len(pages)), key=lambda i: match.card.pages.index(match.layouts[i]))
        sheet = IdentifiedSheet(match.card, tuple((pages[i].printed, registered[i]) for i in order))
        fitting.append((sum(page.fit + page.outlined for page in registered) / (2 * len(registered)), sheet))
    return fitting, best_seen


def _registered(
    pages: Sequence[GriddedPage], match: Match, seen: _Seen, before: _Seen | None, while_it_fits: bool
) -> list[GridRegistration] | None:
    """The images as the match's pages; None where one has too few rows, or does not fit and that is enough to know.

    What was `seen` is not looked at again.
    """
    registered = []
    for page, layout in zip(pages, match.layouts, strict=True):
        key = (id(page), id(layout))
        if key not in seen:
            outline = _outline_seen(page, match, seen) if while_it_fits else None
            if outline is not None and not may_fit(page.printed.gray, page.printed.levels, page.grid, layout, outline):
                seen[key] = None
            elif before is None:
                seen[key] = _first_seen(page, match, layout, while_it_fits)
            else:
                seen[key] = _seen_again(page, match, before[key])
        one = seen[key]
        if while_it_fits and (one is None or not one.fits):
            return None
        registered.append(one)
    whole = [one for one in registered if one is not None]
    return whole if len(whole) == len(pages) else None


def _outline_seen(page: GriddedPage, match: Match, seen: _Seen) -> Outline | None:
    """How large the outlines on an image are, as another page of the card that fits it shows; None if none does.

    An image has outlines of one size: what fits it only with others, measured where its targets are not, is no fit. A
    page without targets fits every image, and one whose outlines are hidden may fit with the usual ones: neither shows
    how large they are.
    """
    others = (seen.get((id(page), id(layout))) for layout in match.card.pages)
    fitting = (one for one in others if one is not None and one.fits)
    return next((one.outline for one in fitting if one.outlined >= MOST_SEEN_SHARE), None)


def _first_seen(page: GriddedPage, match: Match, layout: PageLayout, only_if_it_fits: bool) -> GridRegistration | None:
    """One page as one of the match's."""
    printed, outline = page.printed, match.card.outline
    first = register_page(printed.gray, printed.levels, page.grid, layout, outline, only_if_it_fits)
    return _again(page, match, first) if first is not None and first.fits else first


def _seen_again(page: GriddedPage, match: Match, before: GridRegistration | None) -> GridRegistration | None:
    """What was seen before, looked at again where it did not fit: pens may hide the outlines."""
    return before if before is None or before.fits else _again(page, match, before)


def _again(page: GriddedPage, match: Match, seen: GridRegistration) -> GridRegistration:
    """One page, with the outlines that fit it best where it shows few and their size is not known beforehand."""
    if match.card.outline is not None or not may_be_hidden(seen):
        return seen
    return register_hidden(page.printed.gray, page.printed.levels, seen)


def _tells_something(layout: PageLayout) -> bool:
    """Whether anything printed on the page could contradict this layout; timing marks alone fit every page."""
    return bool(layout.targets) or layout.code is not None or layout.bottom_marks is not None
