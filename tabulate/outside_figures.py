"""Another system's count in the definition's terms: what a record has taken of it.

Figures are whole numbers, 0 or more; None is "not told", and never 0.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tabulate.election import ChoiceId, ContestId, Election
from tabulate.precincts import PrecinctId


@dataclass(frozen=True, slots=True)
class OutsideContestFigures:
    """One contest in one precinct."""

    contest: ContestId
    ballots: int | None
    """Ballots with this contest."""
    votes: tuple[int, ...]
    """In the definition's order of choices."""
    write_ins: int | None
    """All marked write-ins together."""
    overvotes: int | None
    """In votes: the seats for each overvoted ballot."""
    undervotes: int | None
    """Votes not cast."""


@dataclass(frozen=True, slots=True)
class OutsideChoices:
    """The choices of a contest in the order in which its votes stand: the definition's, when the figures were taken."""

    contest: ContestId
    choices: tuple[ChoiceId, ...]
    seats: int = 1
    """Votes of one ballot: what its votes are divided by where no ballots are told."""


@dataclass(frozen=True, slots=True)
class OutsideGroupBallots:
    """Ballots cast of one reporting group, as the other system names it."""

    name: str
    ballots: int


@dataclass(frozen=True, slots=True)
class OutsidePrecinctFigures:
    """One precinct."""

    precinct: PrecinctId
    ballots_cast: int | None
    by_group: tuple[OutsideGroupBallots, ...]
    """Ballots cast; none where the files tell no groups."""
    contests: tuple[OutsideContestFigures, ...]

    def contest(self, contest: str) -> OutsideContestFigures | None:
        """The figures of a contest; None where this precinct has none of it."""
        return next((one for one in self.contests if one.contest == contest), None)


@dataclass(frozen=True, slots=True)
class OutsideCount:
    """The count of another system, precinct by precinct."""

    source: str
    """The system and the report, in words."""
    files: tuple[str, ...]
    """The SHA-256 of each kept file that the figures were read from."""
    run_at: str
    """The report's own day and hour, as printed; empty where it tells none."""
    label: str
    """As OFFICIAL or UNOFFICIAL; empty where it tells none."""
    precincts: tuple[OutsidePrecinctFigures, ...]
    choices: tuple[OutsideChoices, ...] = ()
    """Of every contest; a count that does not say whose its votes are is in no total."""

    def precinct(self, precinct: str) -> OutsidePrecinctFigures | None:
        """The figures of a precinct; None where there are none."""
        return next((one for one in self.precincts if one.precinct == precinct), None)

    def votes_by_choice(self, figures: OutsideContestFigures, by_definition: Iterable[ChoiceId]) -> Counter[ChoiceId]:
        """Whose votes these figures of the count are; a choice that was added to the definition later has none.

        `by_definition` are the definition's choices in order: for a count that does not say whose its votes are.
        """
        said = next((one.choices for one in self.choices if one.contest == figures.contest), None)
        order = tuple(by_definition)[: len(figures.votes)] if said is None else said
        return Counter(dict(zip(order, figures.votes, strict=True)))

    def total(self, contest: str) -> OutsideContestFigures | None:
        """A contest added up over its precincts; what one of them does not tell is None. None where none has it."""
        found = [one for precinct in self.precincts for one in precinct.contests if one.contest == contest]
        return added_up(found) if found else None

    @property
    def ballots_cast(self) -> int | None:
        """Of all precincts; None where one does not tell."""
        return sum_told(one.ballots_cast for one in self.precincts)


def added_up(parts: Sequence[OutsideContestFigures]) -> OutsideContestFigures:
    """One contest's figures of several places, at least one; what one of them does not tell is None."""
    return OutsideContestFigures(
        parts[0].contest,
        sum_told(one.ballots for one in parts),
        tuple(sum(column) for column in zip(*(one.votes for one in parts), strict=True)),
        sum_told(one.write_ins for one in parts),
        sum_told(one.overvotes for one in parts),
        sum_told(one.undervotes for one in parts),
    )


def sum_told(figures: Iterable[int | None]) -> int | None:
    """The sum; None where one of the figures is not told."""
    total = 0
    for one in figures:
        if one is None:
            return None
        total += one
    return total


def with_choices(count: OutsideCount, election: Election) -> OutsideCount:
    """The count, saying whose its votes are: by an edition that is taken later, choices may stand in another order."""
    named = dict.fromkeys(one.contest for precinct in count.precincts for one in precinct.contests)
    orders = (
        OutsideChoices(one.id, tuple(each.id for each in one.choices), one.seats)
        for one in election.contests
        if one.id in named
    )
    return replace(count, choices=tuple(orders))
