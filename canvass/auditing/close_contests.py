"""The record's unofficial totals, contest by contest, as the exemption of 13-17-503(5)(b) looks at them."""

from collections.abc import Sequence

from audit.contests import AuditContest
from audit.errors import Refused
from audit.exemption import CloseContest, ContestCount, Totals, Within, check_excepted, close_contests
from audit.recounts import class_of
from audit.state import AuditState
from tabulate.election import ContestId
from tabulate.totals.results import ContestTotals, Results

COUNTED_BY_HAND = "no vote-counting machine is used in the county"
"""The ground of a notice that names no contest (13-17-503(5)(a))."""


def contest_counts(state: AuditState, totals: Results) -> tuple[ContestCount, ...]:
    """The county's own totals of every contest. People written in by name stand beside those on the ballot.

    "No preference" is nobody's rival; its votes are among those of the office.
    """
    contests = {contest.id: contest for contest in state.opened.contests}
    return tuple(_county(contests[one.contest], one) for one in totals.contests if one.contest in contests)


def _county(contest: AuditContest, totals: ContestTotals) -> ContestCount:
    nobody = {choice.id for choice in contest.choices if choice.no_preference}
    people = [choice for choice in totals.choices if choice.choice not in nobody]
    votes = [choice.votes for choice in (*people, *totals.write_ins)]
    without = sum(choice.votes for choice in totals.choices if choice.choice in nobody)
    return _count(contest, Totals.COUNTY, votes, totals.write_ins_pending + without)


def _count(contest: AuditContest, whose: Totals, votes: Sequence[int], others: int = 0) -> ContestCount:
    return ContestCount(
        contest.id,
        contest.title,
        whose,
        class_of(contest),
        contest.seats,
        tuple(votes),
        others,
        contest.purpose.precinct_committee,
        contest.purpose.nominated,
        contest.purpose.votes_per_elector,
    )


def close_in_county(state: AuditState, totals: Results) -> tuple[CloseContest, ...]:
    """Every contest that is close by at least one reading; contests nobody voted in are none."""
    return close_contests(tuple(count for count in contest_counts(state, totals) if sum(count.votes)))


def ground_of(
    state: AuditState, totals: Results, contest: ContestId, reading: Within, whole: Sequence[int] = ()
) -> str:
    """The ground of a notice, in words: the contest is close by that reading, in the county or as a `whole`.

    `whole` has the votes of the whole race, candidate by candidate. Raises Refused where the contest is not close.
    """
    named = state.contest(contest)
    check_excepted(named)
    whose = Totals.WHOLE if whole else Totals.COUNTY
    close = close_contests((_count(named, whose, whole),)) if whole else close_in_county(state, totals)
    if not any(one.contest == contest and one.close_by(reading) for one in close):
        raise Refused(
            "13-17-503(5)(b)",
            f"{named.title} has no tie and no margin within {reading.value} in {whose.value}.",
            "Name a contest that `canvass audit exempt` lists, and the reading that calls it close; or audit.",
        )
    figures = f": {', '.join(map(str, whole))}" if whole else ""
    return f"the margin of {contest} within {reading.value}, by {whose.value}{figures}"
