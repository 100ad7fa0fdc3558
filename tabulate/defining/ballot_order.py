"""The order of the contests on a ballot (13-12-207): offices of the state and the county as listed there.

The others keep the order of their list: the secretary of state and the election administrator set it.
"""

from collections.abc import Sequence

from tabulate.defining.certified import CertifiedContest
from tabulate.election import ContestKind
from tabulate.offices import OF_A_COUNTY, OF_THE_STATE, Method, Office

_OFFICES = tuple(Office)
_AMENDMENTS = (Method.LEGISLATURE_AMENDMENT, Method.INITIATIVE_AMENDMENT)


def in_ballot_order(contests: Sequence[CertifiedContest]) -> tuple[CertifiedContest, ...]:
    """Offices, then issues: amendments, then referendums and initiatives, then those of the county and places in it."""
    return tuple(sorted(contests, key=_rank))


def _rank(contest: CertifiedContest) -> tuple[int, int]:
    if contest.kind is ContestKind.ISSUE:
        return (1, 0 if contest.method in _AMENDMENTS else 1 if contest.method else 2)
    if contest.office in OF_THE_STATE | OF_A_COUNTY:
        return (0, _OFFICES.index(contest.office))
    return (0, len(_OFFICES))
