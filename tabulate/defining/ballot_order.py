"""The order of the contests on a ballot (13-12-207): offices of the state and the county as listed there.

The others keep the order of their list: the secretary of state and the election administrator set it.
"""

from collections.abc import Sequence

from tabulate.defining.asked import office_settled
from tabulate.defining.certified import CertifiedContest
from tabulate.defining.given_answers import GivenAnswers
from tabulate.election import ContestKind
from tabulate.offices import OF_A_COUNTY, OF_THE_STATE, Method, Office

_OFFICES = tuple(Office)
_AMENDMENTS = (Method.LEGISLATURE_AMENDMENT, Method.INITIATIVE_AMENDMENT)


def in_ballot_order(contests: Sequence[CertifiedContest], answers: GivenAnswers) -> tuple[CertifiedContest, ...]:
    """Offices, as listed or answered, then issues: amendments, then referendums and initiatives, then local ones."""
    return tuple(sorted(contests, key=lambda one: _rank(one, office_settled(one, answers))))


def _rank(contest: CertifiedContest, office: Office | None) -> tuple[int, int]:
    if contest.kind is ContestKind.ISSUE:
        return (1, 0 if contest.method in _AMENDMENTS else 1 if contest.method else 2)
    if office in OF_THE_STATE | OF_A_COUNTY:
        return (0, _OFFICES.index(office))
    return (0, len(_OFFICES))
