"""Whether the sheets that order alone paired are the papers that they seem, asked before a batch counts.

A stack whose first and last image are lost has an even number of images, and each pair is of two papers: the back of
one and the front of the next. It looks like a stack that lies face down. Where neighbouring papers differ (of another
card, or the other way round) the images tell: they differ within the pairs, or between them. Where all are alike no
image tells. Then the number of papers counted by hand proves the pairs, or what the operator found on paper.

Two faults of a feed that undo each other make neighbours differ once between pairs that are wrong. So once is no proof.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from canvass.errors import InputError
from canvass.reading.pipeline import in_order, workers
from canvass.reading.planning import named_page
from canvass.reading.usual_order import USUAL_SHARE, SidesTold, ToldBySheet, pages_of, told_by_look
from imaging.layout import Layouts, Side
from imaging.pages import PlannedPage, PlannedSheet, load_sheet, may_be_one_paper, numbering

PROOF = 2
"""So many times more must neighbours differ between pairs than within them, or the other way round."""
FIRST_OF_PAPER = Side.FRONT
"""The side that is taken to come first where the operator says none."""

Look = Callable[[Iterable[PlannedSheet]], Iterator[SidesTold]]


@dataclass(frozen=True, slots=True)
class StackSaid:
    """What people say of the stacks of a batch."""

    first: Side | None = None
    """The side of each paper that the scanner takes first, as the operator says."""
    before: Side | None = None
    """As it was said last of an earlier batch of the machine: no proof of this one, but what differs is asked."""
    all_there: bool = False
    """There are as many sheets as papers were counted by hand."""


@dataclass(slots=True)
class _Weight:
    """How often neighbours cannot be one paper: within pairs, which are then of two papers, and between pairs."""

    within: int = 0
    between: int = 0

    @property
    def is_proved(self) -> bool:
        return self.between - self.within >= PROOF


def check_stacks(
    planned: Sequence[PlannedSheet],
    todo: Sequence[PlannedSheet],
    said: StackSaid,
    look: Look,
    told: Sequence[ToldBySheet],
) -> Side | None:
    """Hold the first sheets that order paired against what is expected; the usual side where these leave it open.

    `told` is what the first sheets of the plan tell, `look` looks at more. A stack that was begun before goes on as it
    began. Raises InputError where a stack is of pairs of two papers, or may be.
    """
    own = {pages_of(sheet) for sheet in todo}
    expected = said.first or FIRST_OF_PAPER
    usual: set[Side | None] = set()
    for run in dict.fromkeys(sheet.run for sheet, _ in told):
        here = [one for one in told if one[0].run == run]
        sheets = [sheet for sheet in planned if sheet.run == run]
        if all(pages_of(sheet) in own for sheet in sheets):
            _check(sheets, here, said, look)
        order = _order(here)
        usual.add(order or (None if _weight(here, sheets).is_proved else expected))
    return usual.pop() if len(usual) == 1 else None if usual else expected


def _check(sheets: Sequence[PlannedSheet], told: Sequence[ToldBySheet], said: StackSaid, look: Look) -> None:
    """Raise InputError where a stack's pairs are of two papers, or may be and nobody says that they are not."""
    order, weight = _order(told), _weight(told, sheets)
    is_usual = order in (None, FIRST_OF_PAPER) and (said.first or said.before) is not Side.BACK
    if weight.within - weight.between >= (PROOF if is_usual else 1):
        raise InputError(_of_two_papers(sheets, weight.within))
    if is_usual or order is None or weight.is_proved or said.all_there:
        return
    weight = _weight(_told_by_all(sheets, told, look), sheets)
    if weight.within > weight.between:
        raise InputError(_of_two_papers(sheets, weight.within))
    if order is not said.first and not weight.is_proved:
        raise InputError(_asked(sheets, told, order, said))


def _told_by_all(sheets: Sequence[PlannedSheet], told: Sequence[ToldBySheet], look: Look) -> Iterator[ToldBySheet]:
    """What the first sheets tell, then what a look at the others does."""
    rest = sheets[len(told) :]
    yield from told
    yield from zip(rest, look(rest), strict=False)


def _before_twice(told: Iterable[ToldBySheet]) -> Iterator[ToldBySheet]:
    return takewhile(lambda one: not one[1].twice, told)


def _order(told: Sequence[ToldBySheet]) -> Side | None:
    """The side that comes first on most sheets; None where they tell nothing, or lie either way."""
    sides = [sides.first for _, sides in _before_twice(told) if sides.first is not None]
    most = max(Side, key=sides.count)
    return most if sides and sides.count(most) >= USUAL_SHARE * len(sides) else None


def _weight(told: Iterable[ToldBySheet], sheets: Sequence[PlannedSheet]) -> _Weight:
    """Weigh the sheets of a run in order, up to two images of one side, or until it is proved."""
    pages = [page for sheet in sheets for page in sheet.pages]
    begins = {_key(pages[at]) for at in numbering(pages).breaks}
    weight, before = _Weight(), None
    for sheet, sides in _before_twice(told):
        if sides.seen:
            weight.within += not may_be_one_paper(*sides.seen)
            follows = before is not None and _key(sheet.pages[0]) not in begins
            weight.between += follows and before is not None and not may_be_one_paper(before, sides.seen[0])
        before = sides.seen[-1] if sides.seen else None
        if weight.is_proved:
            break
    return weight


def _key(page: PlannedPage) -> tuple[str, int]:
    return page.name, page.page


def look_with(layouts: Layouts) -> Look:
    """Looks at each page of sheets by itself, several sheets at once."""

    def look(sheets: Iterable[PlannedSheet]) -> Iterator[SidesTold]:
        return in_order(partial(_look, layouts), sheets, workers(), 4 * workers())

    return look


def _look(layouts: Layouts, sheet: PlannedSheet) -> SidesTold:
    from imaging.looking import look_at

    return told_by_look([look_at(page, layouts) for page in load_sheet(sheet).sheet.pages])


def _of_two_papers(sheets: Sequence[PlannedSheet], wrong: int) -> str:
    pairs = "one pair is" if wrong == 1 else f"{wrong:,} pairs are"
    return (
        f"{_from_to(sheets)}: order alone pairs these images, and {pairs} of two different ballots, while neighbouring "
        "images of two pairs fit. Each pair was expected to be one paper; an image before the first is missing, and no "
        "option lets these pairs count. Scan the stack again, with both sides. Nothing was counted."
    )


def _asked(sheets: Sequence[PlannedSheet], told: Sequence[ToldBySheet], order: Side, said: StackSaid) -> str:
    one, other = next(sheet.pages for sheet, sides in told if sides.first is order)
    return (
        f"{_from_to(sheets)}: order alone pairs these images, and the {order} comes first, where {_expected(said)}. "
        "Either the papers lie the other way round, or the first and the last image are missing, and each pair is of "
        f"two people's papers. Find the paper of which {named_page(one)} is the {order}. Where {named_page(other)} is "
        f"its other side, say --first-side {order}. Where it is not, scan the stack again. The number of papers, "
        "counted by hand and said to a count with --expected, proves it too. Nothing was counted."
    )


def _expected(said: StackSaid) -> str:
    if said.first is not None:
        return f"--first-side {said.first} was said"
    if said.before is not None:
        return f"the {said.before} was said to come first in an earlier batch of this machine"
    return f"the {FIRST_OF_PAPER} was expected first"


def _from_to(sheets: Sequence[PlannedSheet]) -> str:
    return f"{named_page(sheets[0].pages[0])} to {named_page(sheets[-1].pages[-1])}"
