"""Another system's count among the totals: the machine's count of the precincts that it has, in place of own sheets.

A precinct is counted by one system. Where the other system's figures of it were taken, its own sheets are in no total,
and ballots that people counted by hand without scanning them are added (13-15-206). So nothing counts twice.
"""

from collections import Counter
from collections.abc import Mapping

from tabulate.ballots_cast import BallotPaper
from tabulate.board.by_hand.counting_by_hand import HandCount
from tabulate.board.outcomes import WRITE_IN_LINE
from tabulate.election import ChoiceId, ContestId
from tabulate.outside_figures import (
    OutsideContestFigures,
    OutsideCount,
    OutsidePrecinctFigures,
)
from tabulate.precincts import PrecinctId
from tabulate.tally import ContestTally, Tally, TallyKey

_GROUP = "another system"
_UNREAD = ChoiceId(f"{WRITE_IN_LINE}-of-another-system")


def outside_tallies(count: OutsideCount | None) -> Mapping[PrecinctId, Tally]:
    """What the other system counted, by precinct; nothing where there is none, or it does not say whose votes are."""
    if count is None or not count.choices:
        return {}
    orders = {one.contest: one.choices for one in count.choices}
    return {one.precinct: _tally(one, orders) for one in count.precincts}


def ballots_found(precinct: OutsidePrecinctFigures) -> int:
    """Ballots cast; where that is not told, as many as the contest with the most ballots or votes has."""
    if precinct.ballots_cast is not None:
        return precinct.ballots_cast
    return max((_ballots(one, None) for one in precinct.contests), default=0)


def counted_by_hand_alone(count: HandCount) -> bool:
    """Whether a hand count is of ballots that no machine counted: these are added to another system's figures."""
    return not count.opened.batches


def _tally(one: OutsidePrecinctFigures, orders: Mapping[ContestId, tuple[ChoiceId, ...]]) -> Tally:
    ballots = ballots_found(one)
    contests: dict[TallyKey, ContestTally] = {
        (one.precinct, figures.contest): _contest(figures, orders[figures.contest], one.ballots_cast)
        for figures in one.contests
        if figures.contest in orders
    }
    return Tally(
        contests=contests,
        sheets=Counter({one.precinct: ballots}),
        papers=Counter({BallotPaper(one.precinct, None, _GROUP): ballots}),
        outside=Counter({one.precinct: ballots}),
    )


def _contest(figures: OutsideContestFigures, order: tuple[ChoiceId, ...], cast: int | None) -> ContestTally:
    votes = Counter({choice: votes for choice, votes in zip(order, figures.votes, strict=True) if votes})
    if figures.write_ins:
        votes[_UNREAD] = figures.write_ins
    ballots = _ballots(figures, cast)
    return ContestTally(
        sheets=ballots,
        votes=votes,
        undervotes=figures.undervotes or 0,
        overvotes=figures.overvotes or 0,
        outside=ballots,
    )


def _ballots(figures: OutsideContestFigures, cast: int | None) -> int:
    """With the contest; where that is not told those cast, and else as many as there are votes and none."""
    if figures.ballots is not None:
        return figures.ballots
    told = sum(figures.votes) + (figures.write_ins or 0) + (figures.overvotes or 0) + (figures.undervotes or 0)
    return told if cast is None else cast
