"""The classes of contests that the law has for recounts, and what it asks of a petition in each (13-16-201(1))."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tabulate.election import ContestKind, ContestScope
from tabulate.offices import Office, Purpose, Territory


class RecountClass(StrEnum):
    """The classes of 13-16-201(1)."""

    ONE_COUNTY_OFFICE = "(1)(a)"
    """Precinct, county, municipal or district office voted in one county; no legislator, no district judge."""
    WIDER_OFFICE = "(1)(b)"
    """Congress, state or multi-county office, the legislature, district judges."""
    LOCAL_ISSUE = "(1)(c)"
    STATEWIDE_ISSUE = "(1)(d)"
    MULTI_COUNTY_ISSUE = "(1)(e)"

    @property
    def short(self) -> str:
        """As programs have it: 1a to 1e."""
        return self.value.replace("(", "").replace(")", "")

    @property
    def office(self) -> bool:
        """Whether somebody is elected or nominated."""
        return self in (RecountClass.ONE_COUNTY_OFFICE, RecountClass.WIDER_OFFICE)

    @property
    def floor(self) -> int:
        """The margin that is small enough whatever the votes: ten in class (1)(a), none in the others."""
        return FLOOR_VOTES if self is RecountClass.ONE_COUNTY_OFFICE else 0

    @property
    def wider(self) -> bool:
        """Whether the votes of several counties may belong to it."""
        return self not in (RecountClass.ONE_COUNTY_OFFICE, RecountClass.LOCAL_ISSUE)


FLOOR_VOTES = 10
"""The ten votes of 13-16-201(1)(a)."""


class Classed(Protocol):
    """What a contest's class follows from."""

    @property
    def kind(self) -> ContestKind:
        """What it asks."""

    @property
    def scope(self) -> ContestScope | None:
        """As older definitions say it."""

    @property
    def purpose(self) -> Purpose:
        """Whose office it is, and where it is voted on."""


def class_of(contest: Classed) -> RecountClass:
    """The class of a contest, an office kept by retention like any other.

    It follows from office and territory. Where the definition gives only a scope, that has to do; where it gives
    nothing, the class without a floor is taken.
    """
    if contest.purpose.stated:
        return _by_purpose(contest.kind, contest.purpose)
    local = contest.scope in (ContestScope.COUNTY, ContestScope.LOCAL)
    if contest.kind is ContestKind.ISSUE:
        return RecountClass.LOCAL_ISSUE if local else RecountClass.STATEWIDE_ISSUE
    return RecountClass.ONE_COUNTY_OFFICE if local else RecountClass.WIDER_OFFICE


def _by_purpose(kind: ContestKind, purpose: Purpose) -> RecountClass:
    if kind is not ContestKind.ISSUE:
        return RecountClass.WIDER_OFFICE if purpose.wider else RecountClass.ONE_COUNTY_OFFICE
    match purpose.territory:
        case Territory.STATE:
            return RecountClass.STATEWIDE_ISSUE
        case Territory.COUNTIES:
            return RecountClass.MULTI_COUNTY_ISSUE
        case _:
            return RecountClass.LOCAL_ISSUE


def class_is_told(contest: Classed) -> bool:
    """Whether the class follows from what the definition says, or is only taken: a scope does not always tell it."""
    if contest.purpose.stated:
        return True
    match contest.scope:
        case ContestScope.JUDICIAL | ContestScope.LOCAL | None:
            return False
        case ContestScope.STATEWIDE:
            return contest.kind is not ContestKind.ISSUE
        case _:
            return True


class FiledWith(StrEnum):
    """With whom a petition or an application is filed."""

    ELECTION_ADMINISTRATOR = "election administrator"
    SCHOOL_OFFICER = "school filing officer"
    SECRETARY_OF_STATE = "secretary of state"
    DISTRICT_COURT = "district court"


@dataclass(frozen=True, slots=True)
class Signers:
    """Who must sign a petition for the recount of an issue."""

    electors: int
    counties: int


_SIGNERS = {
    RecountClass.LOCAL_ISSUE: Signers(10, 1),
    RecountClass.STATEWIDE_ISSUE: Signers(100, 5),
    RecountClass.MULTI_COUNTY_ISSUE: Signers(25, 2),
}


def signers_of(recount_class: RecountClass) -> Signers | None:
    """The electors who must sign, and from how many counties (13-16-201(1)(c), (d), (e)); None for an office.

    For an office the candidate who lost signs alone.
    """
    return _SIGNERS.get(recount_class)


def of_school(purpose: Purpose) -> bool:
    """Whether a school's filing officer, recount board and trustees have what a county has elsewhere (13-16-201(2))."""
    return purpose.office is Office.SCHOOL or purpose.school_bond is not None


def officer_of(contest: Classed) -> FiledWith:
    """The officer who takes a petition under 13-16-201 or 13-16-211."""
    match class_of(contest):
        case RecountClass.ONE_COUNTY_OFFICE | RecountClass.LOCAL_ISSUE:
            school = of_school(contest.purpose)
            return FiledWith.SCHOOL_OFFICER if school else FiledWith.ELECTION_ADMINISTRATOR
        case RecountClass.WIDER_OFFICE | RecountClass.STATEWIDE_ISSUE | RecountClass.MULTI_COUNTY_ISSUE:
            return FiledWith.SECRETARY_OF_STATE
