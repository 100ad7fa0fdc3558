"""What a definition may say, and is better asked about before ballots are counted by it.

Nothing here makes a definition unusable: a name that is printed twice may be the law's wish (a cross-filed candidate),
and cards that look alike can be counted batch by batch, with `--ballot-style`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from imaging.layout import CardLayout, Layouts, PageLayout, Target
from tabulate.definitions.part_doubts import part_doubts
from tabulate.election import Choice, Contest, Election, TargetMeaning

_NEAR_PITCHES = 0.16
"""An oval so near to where another card has one may be taken for it: the reader looks no farther for an outline."""
_ALIKE_SHARE = 0.9
"""A card that has so many of its ovals where another has ovals fits that card's sheets as well, for the reader."""
_LISTED = 6
_WORDS = re.compile(r"\w+")


def definition_doubts(election: Election) -> tuple[str, ...]:
    """What should be looked at, a sentence or two each; nothing where all is as it is usual."""
    return *_names_twice(election), *_cards_alike(election), *part_doubts(election)


def _names_twice(election: Election) -> Iterator[str]:
    for contest in election.contests:
        for first, second in _same_names(contest):
            seats = f"up to {contest.seats} choices" if contest.seats > 1 else "one choice"
            named = f'Contest {contest.id} ("{contest.title}") has two choices named "{second.name}"'
            yield (
                f"{named}: {first.id} and {second.id}. Each has its own oval and its own total, and a voter may mark "
                f"{seats}: marks at both are two votes or an overvote. If this is one person, ask how the votes are to "
                "be added before you count."
            )


def _same_names(contest: Contest) -> Iterator[tuple[Choice, Choice]]:
    first: dict[str, Choice] = {}
    for choice in contest.choices:
        before = first.setdefault(_plain(choice.name), choice)
        if before is not choice:
            yield before, choice


def _plain(name: str) -> str:
    """Without capitals, spaces and punctuation; a name of nothing else as it is."""
    return "".join(_WORDS.findall(unicodedata.normalize("NFKC", name).casefold())) or name


def _cards_alike(election: Election) -> Iterator[str]:
    for group in _groups(election.layouts):
        cards = [election.card(layout.card) for layout in group]
        styles = {card.ballot_style for card in cards}
        names = ", ".join(card.id for card in cards[:_LISTED]) + (" and others" if len(cards) > _LISTED else "")
        remedy = (
            "Count each ballot style in batches of its own, with --ballot-style, or have card codes printed."
            if len(styles) == len(cards)
            else "Not all of them are of different ballot styles, so --ballot-style does not tell either: have card "
            "codes printed, and stated in the definition."
        )
        yield (
            f"Cards {names} cannot be told apart: their ovals are at the same places, and no code tells one from "
            f"another. {_what_differs(election, group)} Their sheets are set aside (unknown ballot style) unless the "
            f"style is named. {remedy}"
        )


def _what_differs(election: Election, group: Sequence[CardLayout]) -> str:
    """What an oval of one card stands for, and the oval at its place on another; the first that differ."""
    first, *others = group
    for other in others:
        for one, two in _at_one_place(first, other):
            here, there = (election.card(card.card).meanings for card in (first, other))
            mine, theirs = here[one.number - 1], there[two.number - 1]
            if (mine.contest, mine.choice) != (theirs.contest, theirs.choice):
                return (
                    f"The oval at column {one.column:g}, row {one.row:g} is {_name_of(election, mine)} on "
                    f"{first.card} and {_name_of(election, theirs)} on {other.card}: a sheet read as the other card "
                    "gives its votes to other names."
                )
    return "Their ovals mean the same, but not their precincts or styles."


def _at_one_place(one: CardLayout, other: CardLayout) -> Iterator[tuple[Target, Target]]:
    for mine, theirs in zip(one.pages, other.pages, strict=True):
        for target in mine.targets:
            yield from ((target, near) for near in theirs.targets if _near(target, near))


def _near(one: Target, other: Target) -> bool:
    return abs(one.column - other.column) + abs(one.row - other.row) <= _NEAR_PITCHES


def _name_of(election: Election, meaning: TargetMeaning) -> str:
    choice = election.contest(meaning.contest).choice(meaning.choice)
    return f'"{choice.name}"' if choice is not None else f"{meaning.choice} of {meaning.contest}"


def _groups(layouts: Layouts) -> list[list[CardLayout]]:
    """The cards that are like another one, each with all those that it is like, or that are like those."""
    groups: list[list[CardLayout]] = []
    for card in layouts.cards:
        near = [
            group
            for group in groups
            if any(alike(card, other, coded=layouts.code_prefix is not None) for other in group)
        ]
        groups = [group for group in groups if group not in near] + [[*(one for g in near for one in g), card]]
    return [group for group in groups if len(group) > 1]


def alike(one: CardLayout, other: CardLayout, coded: bool) -> bool:
    """Whether sheets of one card may be taken for the other's; `coded` where pages are known by their QR codes."""
    if len(one.pages) != len(other.pages) or _code_differs(one, other, coded):
        return False
    return max(_share(one, other), _share(other, one)) > _ALIKE_SHARE


def _code_differs(one: CardLayout, other: CardLayout, coded: bool) -> bool:
    pages = list(zip(one.pages, other.pages, strict=True))
    if coded:
        return any(mine.code != theirs.code for mine, theirs in pages)
    stated = all(mine.bottom_marks is not None and theirs.bottom_marks is not None for mine, theirs in pages)
    return stated and any(_between(mine) != _between(theirs) for mine, theirs in pages)


def _between(page: PageLayout) -> frozenset[int]:
    """The card code without the corners, which every page has."""
    return (page.bottom_marks or frozenset()) - {0, page.columns - 1}


def _share(one: CardLayout, other: CardLayout) -> float:
    """How many of a card's ovals are where the other has one, over the pages that have any: 0 to 1."""
    shares = [
        0.0 if mine.columns != theirs.columns else _share_of_page(mine, theirs)
        for mine, theirs in zip(one.pages, other.pages, strict=True)
        if mine.targets
    ]
    return min(shares, default=0.0)


def _share_of_page(mine: PageLayout, theirs: PageLayout) -> float:
    return sum(any(_near(target, other) for other in theirs.targets) for target in mine.targets) / len(mine.targets)
