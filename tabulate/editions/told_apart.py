"""Whether a sheet shows of which edition it is: by its page code, its card code, or where its targets are printed.

Names alone do not tell. A correction may change one letter, or the person who stands at an oval.
"""

from collections.abc import Iterator, Sequence
from itertools import product, zip_longest

from imaging.layout import CardLayout, MeasuredCard, MeasuredPage, PageLayout, PrintedCard
from tabulate.definitions.doubts import alike
from tabulate.election import Election

_NEAR_IN = 0.03
"""Targets so near to each other are at the same place of two measured pages."""
_ALIKE_SHARE = 0.9


def not_told_apart(before: Election, new: Election) -> tuple[str, ...]:
    """What of a new edition may be taken for an earlier edition's: cards, and values of devices. None: all is told."""
    return *_cards(before, new), *_device_values(before, new)


def _cards(before: Election, new: Election) -> Iterator[str]:
    coded = before.layouts.code_prefix is not None and new.layouts.code_prefix is not None
    for mine in new.layouts.printed:
        other = next((one.card for one in before.layouts.printed if _may_be(mine, one, coded)), None)
        if other is not None:
            yield f"card {mine.card} of this edition is like card {other} of an earlier one"


def _may_be(one: PrintedCard, other: PrintedCard, coded: bool) -> bool:
    match one, other:
        case CardLayout(), CardLayout():
            return alike(one, other, coded)
        case MeasuredCard(), MeasuredCard():
            return not (_codes_contradict(one, other) or _places_differ(one, other))
        case _:
            return not _codes_contradict(one, other)


def _codes_contradict(one: PrintedCard, other: PrintedCard) -> bool:
    """Whether each page of a card has a code that no page of the other can have."""
    mine: Sequence[PageLayout | MeasuredPage] = one.pages
    theirs: Sequence[PageLayout | MeasuredPage] = other.pages
    return all(_contradict(*pair) for pair in product(mine, theirs))


def _contradict(mine: PageLayout | MeasuredPage, theirs: PageLayout | MeasuredPage) -> bool:
    if isinstance(mine, MeasuredPage) and isinstance(theirs, MeasuredPage) and mine.code and theirs.code:
        elections = mine.code.election, theirs.code.election
        if None not in elections:
            return elections[0] != elections[1]
    texts = _text(mine), _text(theirs)
    return None not in texts and texts[0] != texts[1]


def _text(page: PageLayout | MeasuredPage) -> str | None:
    if isinstance(page, PageLayout):
        return page.code
    return None if page.code is None else page.code.text


def _places_differ(one: MeasuredCard, other: MeasuredCard) -> bool:
    """Whether on some page either has targets where the other has none."""
    pages = zip_longest(one.pages, other.pages)
    return any(
        mine is None or theirs is None or max(_share(mine, theirs), _share(theirs, mine)) <= _ALIKE_SHARE
        for mine, theirs in pages
    )


def _share(mine: MeasuredPage, theirs: MeasuredPage) -> float:
    """How many targets of a page are where the other has one: 0 to 1."""
    if not mine.targets:
        return 1.0
    near = (any(abs(a.x_in - b.x_in) + abs(a.y_in - b.y_in) <= _NEAR_IN for b in theirs.targets) for a in mine.targets)
    return sum(near) / len(mine.targets)


def _device_values(before: Election, new: Election) -> Iterator[str]:
    known = {code.value for code in before.device_codes}
    shared = sorted(code.value for code in new.device_codes if code.value in known)
    if shared:
        yield f"the device's value {shared[0]!r} is printed on both editions' printouts"
