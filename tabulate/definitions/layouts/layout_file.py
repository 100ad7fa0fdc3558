"""A ballot layout that was learned or measured: where each card's targets are, and which choice each stands for.

A target may still be without a name: what could not be told for certain is left to people, and nothing is read by a
layout with such targets.
"""

from dataclasses import dataclass, replace
from typing import NewType

from imaging.layout import BlankPrint, MeasuredTarget, PageCode
from tabulate.election import BallotStyleId, ChoiceId, ContestId, Election, PrecinctId

SheetOfBallot = NewType("SheetOfBallot", int)
"""Counts from 1 over the sheets of paper of one ballot."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a vote at a target is for: a choice of the definition, or a write-in line, `write-in-0`, ..."""

    contest: ContestId
    choice: ChoiceId


@dataclass(frozen=True, slots=True)
class LayoutTarget:
    """One target. `place.number` counts from 1 over the card."""

    place: MeasuredTarget
    name: Name | None = None
    """None: not told for certain."""
    printed: str = ""
    """The words beside it, as they were read; for people."""


@dataclass(frozen=True, slots=True)
class LayoutPage:
    """One printed side."""

    width_in: float
    height_in: float
    targets: tuple[LayoutTarget, ...]
    blank: BlankPrint | None = None
    code: PageCode | None = None
    """What the blank's QR code says."""


@dataclass(frozen=True, slots=True)
class LayoutCard:
    """One sheet of paper of a ballot style, front first."""

    ballot_style: BallotStyleId
    pages: tuple[LayoutPage, ...]
    sheet: SheetOfBallot = SheetOfBallot(1)
    precinct: PrecinctId | None = None
    """Where the style is printed for each precinct apart."""

    def targets(self) -> tuple[LayoutTarget, ...]:
        """Every target of the card in order."""
        return tuple(target for page in self.pages for target in page.targets)


@dataclass(frozen=True, slots=True)
class KnownContest:
    """A contest as people choose it from a list."""

    id: ContestId
    title: str
    choices: tuple[tuple[ChoiceId, str], ...]
    """Ids and names."""
    write_ins: int


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What a layout repeats of the election definition, so that targets can be named without it."""

    definition_sha256: str
    styles: tuple[tuple[BallotStyleId, tuple[ContestId, ...]], ...]
    contests: tuple[KnownContest, ...]

    @classmethod
    def of(cls, election: Election) -> "KnownNames":
        """Those of an election."""
        return cls(
            election.definition_sha256,
            tuple((style.id, style.contests) for style in election.ballot_styles),
            tuple(
                KnownContest(
                    contest.id,
                    contest.title,
                    tuple((choice.id, choice.name) for choice in contest.choices),
                    contest.write_ins,
                )
                for contest in election.contests
            ),
        )

    def contests_of(self, style: BallotStyleId) -> tuple[KnownContest, ...]:
        """The contests of a style in ballot order."""
        by_id = {contest.id: contest for contest in self.contests}
        return tuple(by_id[contest] for known, ids in self.styles if known == style for contest in ids)

    def text(self, name: Name) -> tuple[str, str]:
        """The contest's title and the choice's name; the ids of what is not known."""
        contest = next((contest for contest in self.contests if contest.id == name.contest), None)
        if contest is None:
            return name.contest, name.choice
        return contest.title, dict(contest.choices).get(name.choice, _line_text(name.choice))


def _line_text(choice: ChoiceId) -> str:
    start, _, number = choice.rpartition("-")
    return f"write-in line {int(number) + 1}" if start == "write-in" and number.isdecimal() else choice


@dataclass(frozen=True, slots=True)
class BallotLayout:
    """Everything a layout file says."""

    cards: tuple[LayoutCard, ...]
    names: KnownNames | None = None

    def unnamed(self) -> int:
        """How many targets have no name."""
        return sum(target.name is None for card in self.cards for target in card.targets())

    def with_card(self, card: LayoutCard) -> "BallotLayout":
        """The layout with one more card, in place of the one of the same style, precinct and sheet if it has one."""
        key = _key(card)
        kept = [card if _key(other) == key else other for other in self.cards]
        cards = kept if any(_key(other) == key for other in self.cards) else [*kept, card]
        return replace(self, cards=tuple(cards))


def _key(card: LayoutCard) -> tuple[BallotStyleId, PrecinctId | None, SheetOfBallot]:
    return card.ballot_style, card.precinct, card.sheet


def numbered(pages: tuple[LayoutPage, ...]) -> tuple[LayoutPage, ...]:
    """The pages with their targets numbered from 1 over the card, first page first."""
    number = 0
    counted = []
    for page in pages:
        targets = []
        for target in page.targets:
            number += 1
            targets.append(replace(target, place=replace(target.place, number=number)))
        counted.append(replace(page, targets=tuple(targets)))
    return tuple(counted)
