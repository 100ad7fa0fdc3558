"""The board's majority, taken vote by vote: "each questionable vote" is valid by itself (13-15-206(4)(a)).

Judges who differ on one vote may agree on another, and that one counts. Only more votes with a majority than the
elector had is no finding that is possible: then the choice cannot be determined, and nobody has a vote (13-15-206(6)).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tabulate.board.rules import MAJORITY
from tabulate.board.rulings import Case, ContestRuling, WrittenLine
from tabulate.election import ChoiceId

Rulings = Mapping[str, ContestRuling]
"""What judges found in one contest, by account, in the order in which they decided."""


@dataclass(frozen=True, slots=True)
class VoteFound:
    """One vote that a judge found, and who else did: dissent is kept for each vote."""

    vote: ChoiceId
    found_by: tuple[str, ...]
    """Accounts of judges."""
    dissent: tuple[str, ...]
    """Accounts of the judges who did not find it."""

    @property
    def has_majority(self) -> bool:
        """Whether two of three found it."""
        return len(self.found_by) >= MAJORITY


@dataclass(frozen=True, slots=True)
class MajorityFound:
    """What two of three agree on in a contest."""

    votes: tuple[ChoiceId, ...]
    """Each with a majority of its own, together at most the seats."""
    overvoted: bool
    agreed: int
    """Judges behind the decision: behind the vote that has the fewest of them."""
    behind: tuple[str, ...]
    """Accounts of the judges who found all of it."""


def votes_found(rulings: Rulings, judges: Sequence[str]) -> tuple[VoteFound, ...]:
    """Every vote that any judge found, in the order of the first who did."""
    every = dict.fromkeys(vote for ruling in rulings.values() for vote in ruling.votes)
    return tuple(_found(vote, rulings, judges) for vote in every)


def _found(vote: ChoiceId, rulings: Rulings, judges: Sequence[str]) -> VoteFound:
    found_by = tuple(judge for judge in judges if judge in rulings and vote in rulings[judge].votes)
    return VoteFound(vote, found_by, tuple(judge for judge in judges if judge not in found_by))


def majority_of(rulings: Rulings, found: Sequence[VoteFound], seats: int) -> MajorityFound | None:
    """What two of three agree on: an overvote, votes, or that there is none. None where they agree on nothing.

    `found` are the rulings' `votes_found`. Votes beyond the seats are nothing that can be agreed on.
    """
    overvoting = tuple(judge for judge, ruling in rulings.items() if ruling.overvotes)
    if len(overvoting) >= MAJORITY:
        return MajorityFound((), True, len(overvoting), overvoting)
    agreed = [one for one in found if one.has_majority]
    if len(agreed) > seats:
        return None
    if agreed:
        votes = tuple(one.vote for one in agreed)
        behind = tuple(judge for judge, ruling in rulings.items() if set(votes) <= set(ruling.votes))
        return MajorityFound(votes, False, min(len(one.found_by) for one in agreed), behind)
    blank = tuple(judge for judge, ruling in rulings.items() if not ruling.votes and not ruling.overvotes)
    return MajorityFound((), False, len(blank), blank) if len(blank) >= MAJORITY else None


def lines_found(rulings: Rulings) -> Iterator[WrittenLine]:
    """Each write-in line on which two of three found the same, as the first of them read it."""
    every = [line for ruling in rulings.values() for line in ruling.lines]
    for name in dict.fromkeys(line.line for line in every):
        of_line = [line for line in every if line.line == name]
        said = [(line.finding, line.person) for line in of_line]
        yield from [line for line, one in zip(of_line, said, strict=True) if said.count(one) >= MAJORITY][:1]


def cases_cited(rulings: Rulings, majority: MajorityFound) -> tuple[Case, ...]:
    """The cases cited by the judges behind the decision, or behind any vote of it; each once."""
    of_it = (
        ruling.case
        for judge, ruling in rulings.items()
        if judge in majority.behind or {*majority.votes} & {*ruling.votes}
    )
    return tuple(dict.fromkeys(case for case in of_it if case is not None))
