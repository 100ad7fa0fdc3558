"""Which pages of a doubtful run are the two sides of one sheet, by what each shows: only what cannot be otherwise.

A page that was lost leaves its other side alone. Whoever pairs on by order makes every later sheet of two papers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from imaging.layout import CardId, Side


class Shows(Enum):
    """What a page was seen to be by itself."""

    FRONT = auto()
    BACK = auto()
    WHOLE = auto()
    """All that its paper has: a one-sided ballot or a printout. Its other side is empty."""
    NOTHING = auto()
    """It is proved blank."""
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page as it was seen by itself, and the card it says it is of, where it says so."""

    shows: Shows
    card: CardId | None = None


Fits = Callable[[SeenPage, SeenPage], bool]
_SHOWN = {Side.FRONT: Shows.FRONT, Side.BACK: Shows.BACK}


def seen_side(side: Side, card: CardId) -> SeenPage:
    """A page that shows this side of a card with two."""
    return SeenPage(_SHOWN[side], card)


@dataclass(frozen=True, slots=True)
class _Part:
    """Pages that follow each other without a break, and whether some are missing before or behind them."""

    seen: tuple[SeenPage, ...]
    start: int
    missing_before: bool
    missing_behind: bool


def pair_by_sides(
    seen: Sequence[SeenPage], breaks: frozenset[int], gaps: frozenset[int], first: int | None
) -> list[tuple[int, ...]]:
    """The pages of a run in pairs and alone, by index, in order.

    breaks   pages that do not follow the one before: no sheet reaches across
    gaps     those of them before which pages are missing
    first    the scanner's number of the first page, where it is a count of pages

    As few pages as possible stay alone, not counting those beside a gap. A pair is one only where every such division
    has it; and where one order of the sides explains the run as well as both orders do, all sheets have that order.
    """
    edges = [0, *sorted(breaks), len(seen)]
    parts = [_Part(tuple(seen[a:b]), a, a in gaps, b in gaps) for a, b in pairwise(edges)]
    fits = _order_of(parts, first)
    return [tuple(part.start + at for at in group) for part in parts for group in _certain(part, fits)]


def _order_of(parts: Sequence[_Part], first: int | None) -> Fits:
    """Which pages may be a sheet: in either order of the sides, in the one that the run keeps, or none."""
    alone = {
        fits: sum(_fewest_alone(part, fits) for part in parts) for fits in (may_be_one_paper, _front_first, _back_first)
    }
    fewest = alone[may_be_one_paper]
    match alone[_front_first] == fewest, alone[_back_first] == fewest:
        case True, False:
            return _front_first
        case False, True:
            return _back_first
        case False, False:
            return may_be_one_paper
    match parts[0].seen[0].shows, first:
        case (Shows.FRONT, 2):
            return _neither
        case (Shows.BACK, number) if number != 2:
            return _neither
        case _:
            return _front_first


def may_be_one_paper(one: SeenPage, other: SeenPage) -> bool:
    """Whether the two may be one paper's sides, in either order."""
    shown = {one.shows, other.shows}
    if Shows.UNKNOWN in shown:
        return True
    if shown == {Shows.FRONT, Shows.BACK}:
        return one.card is None or other.card is None or one.card == other.card
    return shown in ({Shows.WHOLE, Shows.NOTHING}, {Shows.NOTHING})


def _front_first(one: SeenPage, other: SeenPage) -> bool:
    return (
        one.shows not in (Shows.BACK, Shows.NOTHING)
        and other.shows not in (Shows.FRONT, Shows.WHOLE)
        and may_be_one_paper(one, other)
    )


def _back_first(one: SeenPage, other: SeenPage) -> bool:
    return _front_first(other, one)


def _neither(one: SeenPage, other: SeenPage) -> bool:
    return False


def _fewest_alone(part: _Part, fits: Fits) -> int:
    return _alone_before(part, fits)[-1]


def _alone_before(part: _Part, fits: Fits) -> list[int]:
    """How few of the first 0, 1, 2, ... pages stay alone."""
    fewest = [0]
    for at in range(len(part.seen)):
        alone = fewest[at] + _costs(part, at)
        pairs = at > 0 and fits(part.seen[at - 1], part.seen[at])
        fewest.append(min(alone, fewest[at - 1]) if pairs else alone)
    return fewest


def _costs(part: _Part, at: int) -> int:
    """What it costs that a page stays alone: nothing where its other side is missing beside it."""
    missing = (at == 0 and part.missing_before) or (at == len(part.seen) - 1 and part.missing_behind)
    return 0 if missing else 1


def _certain(part: _Part, fits: Fits) -> list[tuple[int, ...]]:
    """The division in which fewest pages stay alone, its doubtful pairs taken apart."""
    count = len(part.seen)
    turned = _Part(part.seen[::-1], 0, part.missing_behind, part.missing_before)
    before = _alone_before(part, fits)
    after = _alone_before(turned, lambda one, other: fits(other, one))[::-1]

    def may_pair(at: int) -> bool:
        pairs = 0 <= at < count - 1 and fits(part.seen[at], part.seen[at + 1])
        return pairs and before[at] + after[at + 2] == before[-1]

    def may_be_alone(at: int) -> bool:
        return before[at] + _costs(part, at) + after[at + 1] == before[-1]

    groups: list[tuple[int, ...]] = []
    at = 0
    while at < count:
        both = (at, at + 1)
        certain = may_pair(at) and not any(map(may_be_alone, both)) and not may_pair(at - 1) and not may_pair(at + 1)
        groups.append(both if certain else (at,))
        at += len(groups[-1])
    return groups
