"""Results of one reporting group alone, as if the system had printed a report of that group."""

import re
from dataclasses import replace

from outside.results import OutsideContest, OutsidePrecinct, OutsideResults


def same_group(one: str, other: str) -> bool:
    """Whether two files mean one group: the same letters and digits, whatever stands between them."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def results_of_group(results: OutsideResults, at: int) -> OutsideResults:
    """The figures of the group at that place; what is not told by groups is left out."""
    return replace(results, groups=(), precincts=tuple(_precinct(one, at) for one in results.precincts), findings=())


def _precinct(precinct: OutsidePrecinct, at: int) -> OutsidePrecinct:
    cast = None if precinct.by_group is None else precinct.by_group[at]
    contests = (found for one in precinct.contests if (found := _contest(one, at)) is not None)
    return replace(
        precinct, ballots_cast=cast, blank_cast=None, registered=None, by_group=None, contests=tuple(contests)
    )


def _contest(contest: OutsideContest, at: int) -> OutsideContest | None:
    rows = [replace(row, total=row.by_group[at], by_group=None) for row in contest.rows if row.by_group is not None]
    if len(rows) < len(contest.rows):
        return None
    return replace(contest, rows=tuple(rows), ballots=None, total_votes=None, contest_total=None)
