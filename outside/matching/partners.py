"""Who belongs to whom: a step pairs two only where each is the other's one partner."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Generic, TypeVar

Outside = TypeVar("Outside")
Known = TypeVar("Known")


class FoundBy(StrEnum):
    """By what a name of a file was found to be one of the definition's."""

    NAME = "the same name"
    CUT = "the same name, cut off"
    ANSWER = "the same answer"
    TICKET = "the same names on the ticket"
    SURNAME = "the same surname and place"
    JUDGE = "the judge's name"
    CHOICES = "the same choices"
    PERSON = "a person"


@dataclass(frozen=True, slots=True)
class MatchingStep(Generic[Outside, Known]):
    """One way to know a partner."""

    found: FoundBy
    alike: Callable[[Outside, Known], bool]
    sure: Callable[[Outside, Known], bool] = lambda one, other: True
    """What the one partner must fit besides. It never chooses between two."""


@dataclass(frozen=True, slots=True)
class Pair(Generic[Outside, Known]):
    """Two that belong together."""

    outside: Outside
    known: Known
    found: FoundBy


@dataclass(slots=True)
class _Search(Generic[Outside, Known]):
    """What is still open. Places count from 0."""

    outside: Sequence[Outside]
    known: Sequence[Known]
    possible: dict[int, set[int]] = field(default_factory=dict)
    """Of each open outside name: what no earlier step has ruled out."""
    pairs: dict[int, Pair[Outside, Known]] = field(default_factory=dict)

    def take(self, step: MatchingStep[Outside, Known]) -> None:
        """Pair what this step shows; where it shows several, later steps choose among these alone."""
        edges = {
            one: {other for other in others if step.alike(self.outside[one], self.known[other])}
            for one, others in self.possible.items()
        }
        back: dict[int, set[int]] = {}
        for one, others in edges.items():
            for other in others:
                back.setdefault(other, set()).add(one)
        for one, others in edges.items():
            other = min(others, default=-1)
            sole = len(others) == 1 and len(back[other]) == 1
            if sole and step.sure(self.outside[one], self.known[other]):
                self.pairs[one] = Pair(self.outside[one], self.known[other], step.found)
                del self.possible[one], back[other]
                self._close(other)
            elif others:
                self.possible[one] &= others
        for other, ones in back.items():
            for one in self.possible.keys() - ones:
                self.possible[one].discard(other)

    def _close(self, other: int) -> None:
        for others in self.possible.values():
            others.discard(other)


def partners(
    outside: Sequence[Outside], known: Sequence[Known], steps: Iterable[MatchingStep[Outside, Known]]
) -> tuple[Pair[Outside, Known], ...]:
    """The pairs that the steps show, in the order of the outside names. The first step that shows one wins."""
    places = set(range(len(known)))
    search = _Search(outside, known, {one: set(places) for one in range(len(outside))})
    for step in steps:
        search.take(step)
    return tuple(search.pairs[one] for one in sorted(search.pairs))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name of the definition that may be meant; a person says whether it is."""

    id: str
    name: str
    ratio_percent: int
    """How alike both texts are: 100 where they are equal as they are compared."""


_MOST_PROPOSALS = 3


def proposals(text: str, known: Iterable[tuple[str, str, str]]) -> tuple[Proposal, ...]:
    """The nearest of (id, name, name as it is compared), nearest first; equally near ones in the definition's order."""
    found = [Proposal(id_, name, _ratio_percent(text, compared)) for id_, name, compared in known]
    return tuple(sorted(found, key=lambda one: -one.ratio_percent)[:_MOST_PROPOSALS])


def _ratio_percent(one: str, other: str) -> int:
    return int(SequenceMatcher(None, one, other, autojunk=False).ratio() * 100)
