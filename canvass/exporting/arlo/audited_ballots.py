"""The ballots that an audit may draw: in which stack each lies, and what it says in every contest."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from tabulate.board.outcomes import WRITE_IN_LINE, ContestOutcome
from tabulate.board.places import COUNTED_PLACES, Place, SheetName
from tabulate.election import Contest, ContestId, Election
from tabulate.ledger.batch_state import StandingSheet
from tabulate.ledger.state import RecordState
from tabulate.votes import ContestReading, Counted, Questionable

WRITE_IN = "write-in"
"""The one choice that stands for all write-in votes of a contest."""
HAND_MACHINE = "hand count"
"""What stands for the machine where people counted."""


class SetAsideLie(StrEnum):
    """Where the ballots that were set aside for the board lie now."""

    RETURNED = "returned"
    """Back at their places in the stack."""
    APART = "apart"
    """In a stack of their own, in the order of their numbers."""


@dataclass(frozen=True, slots=True)
class BallotVotes:
    """What a ballot, or a batch, says in one contest."""

    ballots: int
    votes: Counter[str]
    """By the choice's id; WRITE_IN for every write-in vote."""
    overvoted: bool = False
    """Of one ballot."""


@dataclass(frozen=True, slots=True)
class AuditedBallot:
    """One sheet that counts."""

    name: SheetName
    contests: dict[ContestId, BallotVotes]
    """Those on the sheet."""


@dataclass(frozen=True, slots=True)
class AuditedBatch:
    """A stack: sheets by number; of a hand count, no sheet but the sums."""

    name: str
    machine: str
    size: int
    ballots: tuple[AuditedBallot, ...]
    sums: dict[ContestId, BallotVotes]


def counted_sheets(sheets: Iterable[StandingSheet]) -> list[StandingSheet]:
    """Those that are in the totals with all their contests."""
    return [one for one in sheets if one.figures.place in COUNTED_PLACES]


def was_set_aside(sheet: StandingSheet) -> bool:
    """Whether the board had the ballot in its hands."""
    return sheet.figures.place is Place.RESOLVED


def batches_of(
    state: RecordState, election: Election, sheets: Iterable[StandingSheet], lie: SetAsideLie | None
) -> list[AuditedBatch]:
    """The stacks of these sheets; where some lie apart, a stack of their own for each batch."""
    stacks: defaultdict[tuple[str, str], list[AuditedBallot]] = defaultdict(list)
    for one in sheets:
        batch = one.name.batch
        own = f"{batch}-board" if lie is SetAsideLie.APART and was_set_aside(one) else batch
        stacks[own, batch].append(AuditedBallot(one.name, dict(_votes(election, one))))
    return [
        AuditedBatch(name, state.batches[batch].opened.machine, len(ballots), tuple(ballots), summed(ballots))
        for (name, batch), ballots in stacks.items()
    ]


def hand_counted(state: RecordState, election: Election) -> list[AuditedBatch]:
    """The hand counts, each as one stack."""
    return [
        AuditedBatch(
            name,
            HAND_MACHINE,
            count.ballots,
            (),
            {
                sheet.contest: BallotVotes(
                    sheet.ballots,
                    _keyed(election.contest(sheet.contest), [(one.choice, one.votes) for one in sheet.figures]),
                )
                for sheet in count.settled
            },
        )
        for name, count in state.board.hand_counts.items()
        if count.ballots
    ]


def summed(ballots: Sequence[AuditedBallot]) -> dict[ContestId, BallotVotes]:
    """The votes of these ballots together, contest by contest."""
    found: dict[ContestId, BallotVotes] = {}
    for ballot in ballots:
        for contest, one in ballot.contests.items():
            before = found.get(contest, BallotVotes(0, Counter()))
            found[contest] = BallotVotes(before.ballots + 1, before.votes + one.votes)
    return found


def _votes(election: Election, sheet: StandingSheet) -> Iterator[tuple[ContestId, BallotVotes]]:
    for one in sheet.figures.readings:
        yield one.contest, _of_contest(election.contest(one.contest), one)


def _of_contest(contest: Contest, one: ContestReading | ContestOutcome) -> BallotVotes:
    match one:
        case Counted():
            return BallotVotes(1, _keyed(contest, [(choice, 1) for choice in one.choices]))
        case ContestOutcome():
            votes = _keyed(contest, [(choice, 1) for choice in one.votes])
            return BallotVotes(1, votes, overvoted=one.overvotes > 0)
        case Questionable():
            return BallotVotes(1, Counter())
        case _:
            assert_never(one)


def _keyed(contest: Contest, votes: Iterable[tuple[str, int]]) -> Counter[str]:
    """Printed choices by their ids, all others as write-ins: the names that people wrote leave no record."""
    printed = {str(choice.id) for choice in contest.choices}
    found: Counter[str] = Counter()
    for choice, count in votes:
        found[choice if choice in printed and not choice.startswith(WRITE_IN_LINE) else WRITE_IN] += count
    return found
