"""The record's unofficial totals, contest by contest, as the exemption of 13-17-503(5)(b) looks at them."""

from audit.contests import AuditContest
from audit.exemption import CloseContest, ContestCount, Totals, close_contests
from audit.recounts import class_of
from audit.state import AuditState
from tabulate.totals.results import ContestTotals, Results


def contest_counts(state: AuditState, totals: Results) -> tuple[ContestCount, ...]:
    """The county's own totals of every contest."""
    contests = {contest.id: contest for contest in state.opened.contests}
    return tuple(_count(contests[one.contest], one) for one in totals.contests if one.contest in contests)


def _count(contest: AuditContest, totals: ContestTotals) -> ContestCount:
    return ContestCount(
        contest.id,
        contest.title,
        Totals.COUNTY,
        class_of(contest),
        contest.seats,
        tuple(choice.votes for choice in totals.choices),
        totals.write_ins_pending,
    )


def close_in_county(state: AuditState, totals: Results) -> tuple[CloseContest, ...]:
    """Every contest that is close by at least one reading; contests nobody voted in are none."""
    return close_contests(tuple(count for count in contest_counts(state, totals) if sum(count.votes)))
