"""What can be done to a layout, a target at a time. Nothing here is saved; the whole layout is checked on its way."""

from dataclasses import dataclass, replace

from imaging.layout import BoxIn, MeasuredTarget, TargetShape
from tabulate.definitions.identifiers import is_write_in_line, write_in_line
from tabulate.definitions.layouts.layout_file import (
    BallotLayout,
    KnownContest,
    LayoutPage,
    LayoutTarget,
    Name,
    numbered,
)
from tabulate.definitions.layouts.layout_json import layout_bytes, parse_layout

_SAME_COLUMN_IN = 0.3


@dataclass(frozen=True, slots=True)
class EditedPage:
    """A page of the layout, both numbers from 0."""

    card: int
    page: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target as somebody wants it."""

    name: Name | None
    x_in: float
    y_in: float
    width_in: float
    height_in: float
    shape: TargetShape
    write_in_area: BoxIn | None = None


def page_of(layout: BallotLayout, place: EditedPage) -> LayoutPage:
    """The page. Raises IndexError where the layout has none there."""
    if place.card < 0 or place.page < 0:
        raise IndexError(place)
    return layout.cards[place.card].pages[place.page]


def with_target(layout: BallotLayout, place: EditedPage, number: int, wanted: Wanted) -> BallotLayout:
    """The layout with target `number` (of the card) as wanted. Raises LayoutError where that contradicts itself."""
    targets = tuple(
        _changed(target, wanted) if target.place.number == number else target
        for target in page_of(layout, place).targets
    )
    return _checked(_with_targets(layout, place, targets))


def with_new_target(layout: BallotLayout, place: EditedPage, wanted: Wanted) -> tuple[BallotLayout, int]:
    """The layout with one more target, in reading order, and its number. Raises LayoutError."""
    targets = list(page_of(layout, place).targets)
    at = sum(_reads_before(target.place, wanted) for target in targets)
    stroke = targets[0].place.stroke_in if targets else 0.012
    fresh = LayoutTarget(
        MeasuredTarget(1, wanted.x_in, wanted.y_in, wanted.width_in, wanted.height_in, stroke_in=stroke)
    )
    targets.insert(at, _changed(fresh, wanted))
    changed = _checked(_with_targets(layout, place, tuple(targets)))
    return changed, page_of(changed, place).targets[at].place.number


def without_target(layout: BallotLayout, place: EditedPage, number: int) -> BallotLayout:
    """The layout without target `number` of the card."""
    targets = tuple(target for target in page_of(layout, place).targets if target.place.number != number)
    return _with_targets(layout, place, targets)


def _reads_before(one: MeasuredTarget, other: Wanted) -> bool:
    if abs(one.x_in - other.x_in) > _SAME_COLUMN_IN:
        return one.x_in < other.x_in
    return one.y_in < other.y_in


def _changed(target: LayoutTarget, wanted: Wanted) -> LayoutTarget:
    is_line = wanted.name is not None and is_write_in_line(wanted.name.choice)
    same_place = (wanted.x_in, wanted.y_in) == (target.place.x_in, target.place.y_in)
    place = replace(
        target.place,
        x_in=wanted.x_in,
        y_in=wanted.y_in,
        width_in=wanted.width_in,
        height_in=wanted.height_in,
        shape=wanted.shape,
        write_in_area=wanted.write_in_area if is_line else None,
        blank_ink_permille=target.place.blank_ink_permille if same_place else 0,
    )
    return replace(target, place=place, name=wanted.name)


def _with_targets(layout: BallotLayout, place: EditedPage, targets: tuple[LayoutTarget, ...]) -> BallotLayout:
    card = layout.cards[place.card]
    pages = list(card.pages)
    pages[place.page] = replace(pages[place.page], targets=targets)
    cards = list(layout.cards)
    cards[place.card] = replace(card, pages=numbered(tuple(pages)))
    return replace(layout, cards=tuple(cards))


def _checked(layout: BallotLayout) -> BallotLayout:
    """The layout as a file of it would be read."""
    return parse_layout(layout_bytes(layout))


@dataclass(frozen=True, slots=True)
class Missing:
    """Choices of a contest that no target of the ballot style stands for."""

    title: str
    choices: tuple[str, ...]


def missing_choices(layout: BallotLayout, place: EditedPage) -> list[Missing]:
    """What the ballot style's cards lack, contest by contest; nothing where the names are not known."""
    if layout.names is None:
        return []
    style, precinct = layout.cards[place.card].ballot_style, layout.cards[place.card].precinct
    cards = [card for card in layout.cards if (card.ballot_style, card.precinct) == (style, precinct)]
    named = {target.name for card in cards for target in card.targets()}
    found = []
    for contest in layout.names.contests_of(style):
        lacking = tuple(text for choice, text in contest.choices if Name(contest.id, choice) not in named)
        if lacking:
            found.append(Missing(contest.title, lacking))
    return found


def names_of(contest: KnownContest) -> list[tuple[Name, str]]:
    """Every name that a target of the contest can have, with its text: choices, then write-in lines."""
    names = [(Name(contest.id, choice), text) for choice, text in contest.choices]
    lines = [(Name(contest.id, write_in_line(n)), f"write-in line {n + 1}") for n in range(contest.write_ins)]
    return names + lines
