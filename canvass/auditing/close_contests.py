"""The record's unofficial totals, contest by contest, as the exemption of 13-17-503(5)(b) looks at them."""

from collections.abc import Sequence

from audit.contests import AuditContest
from audit.errors import Refused
from audit.exemption import CloseContest, ContestCount, Totals, Within, check_excepted, close_contests
from audit.state import AuditState
from canvass.auditing.readings import check_exempting
from tabulate.board.office.open_readings import OpenReading, TotalVotes
from tabulate.board.office.readings import ReadingsInForce
from tabulate.election import ContestId
from tabulate.recounts.classes import RecountClass, class_of
from tabulate.totals.results import ContestTotals, Results

COUNTED_BY_HAND = "no vote-counting machine is used in the county"
"""The ground of a notice that names no contest (13-17-503(5)(a))."""


def contest_counts(
    state: AuditState, totals: Results, total_votes: str = TotalVotes.FOR_THE_OFFICE
) -> tuple[ContestCount, ...]:
    """The county's own totals of every contest. People written in by name stand beside those on the ballot.

    "No preference" is nobody's rival; its votes are among those of the office.
    """
    contests = {contest.id: contest for contest in state.opened.contests}
    known = [one for one in totals.contests if one.contest in contests]
    return tuple(_county(contests[one.contest], one, total_votes) for one in known)


def _county(contest: AuditContest, totals: ContestTotals, total_votes: str) -> ContestCount:
    nobody = {choice.id for choice in contest.choices if choice.no_preference}
    people = [choice for choice in totals.choices if choice.choice not in nobody]
    votes = [choice.votes for choice in (*people, *totals.write_ins)]
    without = sum(choice.votes for choice in totals.choices if choice.choice in nobody)
    others = totals.write_ins_pending + without
    if total_votes == TotalVotes.BALLOTS and class_of(contest) is RecountClass.ONE_COUNTY_OFFICE:
        # Then whoever left the office blank is among the total, once for each seat as the margin is (13-16-201(1)(a)).
        places = contest.purpose.nominated or contest.seats
        several = (contest.purpose.votes_per_elector or contest.seats) > 1
        others = max(others, totals.sheets * (places if several else 1) - sum(votes))
    return _count(contest, Totals.COUNTY, votes, others)


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


def close_in_county(
    state: AuditState, totals: Results, readings: ReadingsInForce | None = None
) -> tuple[CloseContest, ...]:
    """Every contest that is close by at least one reading; contests nobody voted in are none."""
    total_votes = (readings or ReadingsInForce()).choice(OpenReading.TOTAL_VOTES)
    counts = contest_counts(state, totals, total_votes)
    return close_contests(tuple(count for count in counts if sum(count.votes)))


def ground_of(
    state: AuditState,
    totals: Results,
    contest: ContestId,
    reading: Within,
    whole: Sequence[int] = (),
    readings: ReadingsInForce | None = None,
) -> str:
    """The ground of a notice, in words: the contest is close by that reading, in the county or as a `whole`.

    `whole` has the votes of the whole race, candidate by candidate. Raises Refused where the contest is not close.
    """
    named = state.contest(contest)
    check_excepted(named)
    in_force = readings or ReadingsInForce()
    check_exempting(in_force, reading, bool(whole))
    whose = Totals.WHOLE if whole else Totals.COUNTY
    close = close_contests((_count(named, whose, whole),)) if whole else close_in_county(state, totals, in_force)
    if not any(one.contest == contest and one.close_by(reading) for one in close):
        raise Refused(
            "13-17-503(5)(b)",
            f"{named.title} has no tie and no margin within {reading.value} in {whose.value}.",
            "Name a contest that `canvass audit exempt` lists, and the reading that calls it close; or audit.",
        )
    figures = f": {', '.join(map(str, whole))}" if whole else ""
    return f"the margin of {contest} within {reading.value}, by {whose.value}{figures}"
