"""Which contests elect a precinct committee, to which the law makes exceptions (13-4-107(2), 13-38-201(4)(c))."""

from tabulate.election import Contest
from tabulate.offices import UNSTATED

_IN_A_TITLE = "precinct committee"


def elects_precinct_committee(contest: Contest) -> bool:
    """Whether it elects precinct committee representatives, as its purpose says it.

    An older definition that says nothing of what the contest is for has it in the title alone.
    """
    if contest.purpose == UNSTATED:
        return _IN_A_TITLE in contest.title.casefold()
    return contest.purpose.precinct_committee
