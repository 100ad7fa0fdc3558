"""Whether a page whose code cannot be read is known by its own print: its targets stand where no other page has them.

The other side's code says which card the paper should be. It does not say that both images are of one paper.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from imaging.family import PrintedImage, Registration
from imaging.grid.registration import GridRegistration, register_page
from imaging.layout import CardLayout, PageLayout, Target

CLEARLY_LESS = 0.1
"""By so much less of another page's targets must be found."""
FEWEST_OWN, OWN_SHARE = 2, 0.75
"""Or so many targets are where the other page has none, and so many of these show their outlines."""
SAME_PLACE_PITCHES = 0.3


def may_be_another(printed: PrintedImage, page: Registration, cards: Sequence[CardLayout]) -> bool:
    """Whether the image may as well show a page, of any card, that means something else than what it was taken for."""
    if not isinstance(page, GridRegistration):
        raise TypeError(f"a page with timing marks is registered by them, not by {type(page).__name__}")
    return any(not _is_surely_not(printed, page, other) for other in _other_pages(page.layout, cards))


def _other_pages(layout: PageLayout, cards: Sequence[CardLayout]) -> Iterator[PageLayout]:
    """The pages that mean something else, each meaning once."""
    seen = {_sense(layout)}
    for card in cards:
        for other in card.pages:
            if _sense(other) not in seen and other.targets:
                seen.add(_sense(other))
                yield other


def _sense(layout: PageLayout) -> int | tuple[Target, ...]:
    """Pages with the same mean the same."""
    return layout.targets if layout.sense is None else layout.sense


def _is_surely_not(printed: PrintedImage, page: GridRegistration, other: PageLayout) -> bool:
    found = register_page(printed.gray, printed.levels, page.grid, other, page.outline)
    if found is None or not found.fits or _score(found) <= _score(page) - CLEARLY_LESS:
        return True
    own = _only_on(page.layout, other)
    if len(own.targets) < FEWEST_OWN:
        return False
    alone = register_page(printed.gray, printed.levels, page.grid, own, page.outline)
    return alone is not None and alone.outlined >= OWN_SHARE


def _score(page: GridRegistration) -> float:
    return (page.fit + page.outlined) / 2


def _only_on(layout: PageLayout, other: PageLayout) -> PageLayout:
    """The layout with those targets alone where the other page has none."""
    mine, theirs = (np.stack([one.places.rows, one.places.columns], axis=1) for one in (layout, other))
    apart = np.hypot(*(mine[:, None] - theirs[None]).transpose(2, 0, 1)).min(axis=1, initial=np.inf)
    own = tuple(target for target, away in zip(layout.targets, apart, strict=True) if away > SAME_PLACE_PITCHES)
    return replace(layout, targets=own)
