"""Who breaks a tie that a recount has left, by the office (13-16-501 to 13-16-507, 13-38-201(4)(d)).

The program breaks none: it says for whom the statement is, and what the law lets that officer do.
"""

from dataclasses import dataclass
from enum import StrEnum

from tabulate.election import Contest, ContestKind
from tabulate.offices import FEDERAL, JUDICIAL, LEGISLATIVE, OF_A_COUNTY, OF_THE_STATE, Office
from tabulate.recounts.classes import officer_of


class TieBroken(StrEnum):
    """How."""

    LOT = "drawn by lot"
    APPOINTED = "one of those tied is appointed"
    SPECIAL_ELECTION = "a special election is ordered"
    ELECTED = "the legislature elects by joint ballot"
    FAILS = "the issue fails"
    BY_SCHOOL_LAW = "as the school laws say"
    NOT_SAID = "the sections that Canvass has do not say it"


@dataclass(frozen=True, slots=True)
class TieBreaker:
    """For whom the statement of a tie is, and how it ends."""

    how: TieBroken
    officer: str
    """Within a sentence: `the governor`. Empty where nobody breaks it."""
    section: str


_GOVERNOR = "the governor"
_STATE_EXECUTIVES = OF_THE_STATE - FEDERAL - JUDICIAL - LEGISLATIVE
_APPOINTED_BY_GOVERNOR = LEGISLATIVE | {Office.CHIEF_JUSTICE, Office.JUSTICE, Office.DISTRICT_JUDGE}


def tie_breaker(contest: Contest, nominates: bool) -> TieBreaker:
    """Who breaks a tie in the contest; `nominates`: whether it nominates, as a primary does."""
    office = contest.purpose.office
    if contest.kind is ContestKind.ISSUE:
        # Not approved by a majority of those who voted on it.
        return TieBreaker(TieBroken.FAILS, "", "13-27-503")
    if contest.kind is ContestKind.RETENTION or office is None:
        return TieBreaker(TieBroken.NOT_SAID, "the secretary of state", "13-16-501")
    if office is Office.PRECINCT_COMMITTEE or contest.purpose.precinct_committee:
        return TieBreaker(TieBroken.APPOINTED, "the county central committee of the party", "13-38-201(4)(d)")
    if nominates:
        return TieBreaker(TieBroken.LOT, f"the {officer_of(contest)}", "13-16-501(1)")
    return _elected(office)


def _elected(office: Office) -> TieBreaker:
    """A general election's ties (13-16-501(2))."""
    match office:
        case Office.PRESIDENT:
            return TieBreaker(TieBroken.NOT_SAID, "the secretary of state", "13-16-501(2)")
        case Office.US_SENATOR | Office.US_REPRESENTATIVE:
            return TieBreaker(TieBroken.SPECIAL_ELECTION, _GOVERNOR, "13-16-502")
        case Office.COUNTY_COMMISSIONER:
            return TieBreaker(TieBroken.APPOINTED, "the senior district judge of the county", "13-16-505")
        case Office.SCHOOL:
            return TieBreaker(TieBroken.BY_SCHOOL_LAW, "the trustees of the school district", "20-20-418")
    if office in _APPOINTED_BY_GOVERNOR:
        return TieBreaker(TieBroken.APPOINTED, _GOVERNOR, "13-16-503")
    if office in _STATE_EXECUTIVES:
        return TieBreaker(TieBroken.ELECTED, "the legislature", "13-16-504")
    if office in OF_A_COUNTY:
        return TieBreaker(TieBroken.APPOINTED, "the county commissioners", "13-16-506")
    return TieBreaker(TieBroken.APPOINTED, "the governing body of the subdivision", "13-16-507")
