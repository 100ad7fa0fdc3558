"""Another system's count among the totals: the machine's count of the precincts that it has, in place of own sheets.

A precinct is counted by one system. Where the other system's figures of it were taken, its own sheets are in no total,
and ballots that people counted by hand without scanning them are added (13-15-206). So nothing counts twice.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tabulate.ballots_cast import BallotPaper
from tabulate.board.by_hand.counting_by_hand import HandCount
from tabulate.board.outcomes import WRITE_IN_LINE
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.outside.outside_entries import OutsideWriteInsNamed
from tabulate.election import ChoiceId, ContestId
from tabulate.outside_figures import OutsideChoices, OutsideContestFigures, OutsidePrecinctFigures
from tabulate.precincts import PrecinctId
from tabulate.tally import ContestTally, Tally, TallyKey

_GROUP = "another system"
_UNREAD = ChoiceId(f"{WRITE_IN_LINE}-of-another-system")


@dataclass(frozen=True, slots=True)
class OutsideTally:
    """A precinct as another system counted it."""

    system: Tally
    """What the system tells, without the write-ins that the judges have read."""
    board: Tally
    """Whom the judges read in these write-ins."""

    @property
    def whole(self) -> Tally:
        """Both together."""
        return self.system + self.board


def outside_tallies(counts: OutsideCounts) -> Mapping[PrecinctId, OutsideTally]:
    """What the other system counted, by precinct; nothing where there is none, or it does not say whose votes are."""
    if counts.count is None or not counts.count.choices:
        return {}
    orders = {one.contest: one for one in counts.count.choices}
    named = counts.write_ins_named
    return {one.precinct: _tally(one, orders, named) for one in counts.count.precincts}


def counted_by_hand_alone(count: HandCount) -> bool:
    """Whether a hand count is of ballots that no machine counted: these are added to another system's figures."""
    return not count.opened.batches


_Orders = Mapping[ContestId, OutsideChoices]
_Named = Mapping[tuple[PrecinctId, ContestId], OutsideWriteInsNamed]


def _tally(one: OutsidePrecinctFigures, orders: _Orders, named: _Named) -> OutsideTally:
    ballots = _ballots_found(one, orders)
    contests: dict[TallyKey, ContestTally] = {
        (one.precinct, figures.contest): _contest(figures, orders[figures.contest], one.ballots_cast)
        for figures in one.contests
        if figures.contest in orders
    }
    board: dict[TallyKey, ContestTally] = {}
    for figures in one.contests:
        read = named.get((one.precinct, figures.contest))
        if read is not None and (key := (one.precinct, figures.contest)) in contests:
            people = Counter({each.choice: each.votes for each in read.people if each.votes})
            contests[key].votes.subtract({_UNREAD: people.total() + read.not_valid})
            contests[key].votes = +contests[key].votes
            board[key] = ContestTally(votes=people, undervotes=read.not_valid, by_board=Counter(people))
    system = Tally(
        contests=contests,
        sheets=Counter({one.precinct: ballots}),
        papers=Counter({BallotPaper(one.precinct, None, _GROUP): ballots}),
        outside=Counter({one.precinct: ballots}),
    )
    return OutsideTally(system, Tally(contests=board))


def _ballots_found(precinct: OutsidePrecinctFigures, orders: _Orders) -> int:
    """Ballots cast; where that is not told, the most that one contest has, or needs for its votes."""
    if precinct.ballots_cast is not None:
        return precinct.ballots_cast
    found = (one for one in precinct.contests if one.contest in orders)
    return max((_ballots(one, None, orders[one.contest].seats) for one in found), default=0)


def _contest(figures: OutsideContestFigures, order: OutsideChoices, cast: int | None) -> ContestTally:
    votes = Counter({choice: votes for choice, votes in zip(order.choices, figures.votes, strict=True) if votes})
    if figures.write_ins:
        votes[_UNREAD] = figures.write_ins
    ballots = _ballots(figures, cast, order.seats)
    return ContestTally(
        sheets=ballots,
        votes=votes,
        undervotes=figures.undervotes or 0,
        overvotes=figures.overvotes or 0,
        outside=ballots,
    )


def _ballots(figures: OutsideContestFigures, cast: int | None, seats: int) -> int:
    """With the contest; where that is not told those cast, and else the fewest that have room for what is told."""
    if figures.ballots is not None:
        return figures.ballots
    told = sum(figures.votes) + (figures.write_ins or 0) + (figures.overvotes or 0) + (figures.undervotes or 0)
    return -(-told // seats) if cast is None else cast
