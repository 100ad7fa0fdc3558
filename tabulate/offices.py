"""What a contest is for: whose office, where it is voted on, how many are nominated (13-12-207, 13-16-201).

Everything the law asks of a contest's kind follows from these; nobody types it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Office(StrEnum):
    """The offices of 13-12-207(1) and (2) in their order, then those whose place on the ballot others set."""

    PRESIDENT = "president"
    """With the vice president."""
    US_SENATOR = "us senator"
    US_REPRESENTATIVE = "us representative"
    GOVERNOR = "governor"
    """With the lieutenant governor."""
    SECRETARY_OF_STATE = "secretary of state"
    ATTORNEY_GENERAL = "attorney general"
    STATE_AUDITOR = "state auditor"
    SUPERINTENDENT = "superintendent of public instruction"
    PUBLIC_SERVICE_COMMISSIONER = "public service commissioner"
    CLERK_OF_THE_SUPREME_COURT = "clerk of the supreme court"
    CHIEF_JUSTICE = "chief justice"
    JUSTICE = "supreme court justice"
    DISTRICT_JUDGE = "district judge"
    STATE_SENATOR = "state senator"
    STATE_REPRESENTATIVE = "state representative"
    CLERK_OF_THE_DISTRICT_COURT = "clerk of the district court"
    COUNTY_COMMISSIONER = "county commissioner"
    CLERK_AND_RECORDER = "clerk and recorder"
    SHERIFF = "sheriff"
    CORONER = "coroner"
    COUNTY_ATTORNEY = "county attorney"
    COUNTY_SUPERINTENDENT = "county superintendent of schools"
    COUNTY_AUDITOR = "county auditor"
    PUBLIC_ADMINISTRATOR = "public administrator"
    ASSESSOR = "assessor"
    TREASURER = "treasurer"
    SURVEYOR = "surveyor"
    JUSTICE_OF_THE_PEACE = "justice of the peace"
    OTHER_COUNTY_OFFICE = "other county office"
    MUNICIPAL_OFFICE = "municipal office"
    CITY_JUDGE = "city judge"
    """Of a city or municipal court."""
    OTHER_JUDGE = "other judge"
    SPECIAL_DISTRICT = "special district"
    SCHOOL = "school"
    PRECINCT_COMMITTEE = "precinct committee representative"
    OTHER = "other"


class Territory(StrEnum):
    """Where all who may vote on the contest live: not only this county's part of them."""

    STATE = "state"
    COUNTIES = "several counties"
    COUNTY = "one county"
    MUNICIPALITY = "municipality"
    DISTRICT = "district within a county"
    PRECINCT = "precinct"

    @property
    def wider(self) -> bool:
        """Whether more than one county votes."""
        return self in (Territory.STATE, Territory.COUNTIES)


FEDERAL = frozenset({Office.PRESIDENT, Office.US_SENATOR, Office.US_REPRESENTATIVE})
LEGISLATIVE = frozenset({Office.STATE_SENATOR, Office.STATE_REPRESENTATIVE})
JUDICIAL = frozenset(
    {
        Office.CHIEF_JUSTICE,
        Office.JUSTICE,
        Office.DISTRICT_JUDGE,
        Office.JUSTICE_OF_THE_PEACE,
        Office.CITY_JUDGE,
        Office.OTHER_JUDGE,
    }
)
_IN_ORDER = tuple(Office)
OF_THE_STATE = frozenset(_IN_ORDER[: _IN_ORDER.index(Office.CLERK_OF_THE_DISTRICT_COURT)])
"""13-12-207(1): each is one seat, voted on the same everywhere it is voted on."""
OF_A_COUNTY = frozenset(_IN_ORDER[_IN_ORDER.index(Office.CLERK_OF_THE_DISTRICT_COURT) :]) & frozenset(
    _IN_ORDER[: _IN_ORDER.index(Office.MUNICIPAL_OFFICE)]
)
"""13-12-207(2)."""
OF_LOCAL_GOVERNMENT = frozenset({Office.MUNICIPAL_OFFICE, Office.CITY_JUDGE, Office.SPECIAL_DISTRICT})
"""Whose candidates declare earlier than others (13-1-403(2), 13-1-502(3))."""
NOT_HELD_BY = {
    Office.MUNICIPAL_OFFICE: "13-1-403",
    Office.SPECIAL_DISTRICT: "13-1-502",
    Office.SCHOOL: "20-3-313",
    Office.PRECINCT_COMMITTEE: "13-38-201",
}
"""Offices of which no election is held with no more candidates than positions, by the section that says so."""
PARTISAN = (OF_THE_STATE - JUDICIAL) | {Office.PRECINCT_COMMITTEE}
"""Parties nominate for these, or elect their own (13-10-209, 13-38-201)."""


def territories_of(office: Office) -> tuple[Territory, ...]:
    """Where an office can be voted on, by what it is an office of.

    Two counties may share an officer (Montana Constitution, art. XI, sec. 3(2)); a legislative or a judicial district
    lies in one county or in several.
    """
    everywhere = tuple(Territory)
    match office:
        case Office.US_REPRESENTATIVE:
            return Territory.STATE, Territory.COUNTIES
        case Office.PUBLIC_SERVICE_COMMISSIONER:
            return (Territory.COUNTIES,)
        case Office.DISTRICT_JUDGE:
            return Territory.COUNTIES, Territory.COUNTY
        case Office.STATE_SENATOR | Office.STATE_REPRESENTATIVE:
            return Territory.COUNTIES, Territory.COUNTY, Territory.DISTRICT
        case Office.COUNTY_COMMISSIONER | Office.JUSTICE_OF_THE_PEACE | Office.OTHER_COUNTY_OFFICE:
            return Territory.COUNTIES, Territory.COUNTY, Territory.DISTRICT
        case Office.MUNICIPAL_OFFICE | Office.CITY_JUDGE:
            return Territory.MUNICIPALITY, Territory.COUNTY, Territory.DISTRICT
        case Office.SPECIAL_DISTRICT | Office.SCHOOL:
            return tuple(one for one in everywhere if one is not Territory.STATE)
        case Office.PRECINCT_COMMITTEE:
            return (Territory.PRECINCT,)
        case Office.OTHER_JUDGE | Office.OTHER:
            return everywhere
        case _:
            return (Territory.STATE,) if office in OF_THE_STATE else (Territory.COUNTIES, Territory.COUNTY)


class Method(StrEnum):
    """How an issue came to be on the ballot: the method statement that stands over it (13-27-501)."""

    REFERRED_ACT = "an act referred by the legislature"
    LEGISLATURE_AMENDMENT = "an amendment to the constitution proposed by the legislature"
    PETITIONED_ACT = "an act referred by referendum petition"
    INITIATIVE = "a law proposed by initiative petition"
    INITIATIVE_AMENDMENT = "an amendment to the constitution proposed by initiative petition"


class BondElection(StrEnum):
    """How an election on a school bond is held: by itself the turnout decides what it takes (20-9-428)."""

    ALONE = "by itself"
    MAIL = "by mail"
    GENERAL = "with a general election"
    PRIMARY = "with a primary election"


@dataclass(frozen=True, slots=True)
class Numbering:
    """An issue's number, as in I-188, and the method statement of one that the whole state votes on (13-27-501)."""

    number: str
    method: Method | None = None


@dataclass(frozen=True, slots=True)
class Ratification:
    """The two slates of a convention that ratifies an amendment of the federal constitution (13-26-104)."""

    in_favor: tuple[str, ...]
    """Choices of those who are in favor of ratifying."""
    opposed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a contest is for. Empty where the definition gives only a scope, or nothing."""

    office: Office | None = None
    """None for an issue."""
    territory: Territory | None = None
    """None where the definition does not say it: then nothing below is derived from it."""
    nonpartisan: bool = False
    party: str | None = None
    """The id of the party whose ballot of a primary the contest is on (13-10-209)."""
    votes_per_elector: int | None = None
    """For how many an elector may vote; as many as there are seats where not said (13-15-208)."""
    nominated: int | None = None
    """How many are nominated; None where the contest elects. Two for a nonpartisan seat (13-14-117(1))."""
    precinct_committee: bool = False
    """Excepted where a close race exempts a county (13-17-503(5)(b))."""
    judge_court: str | None = None
    """The court that a judge or justice sits on, as a retention's title names it (13-14-212)."""
    incumbent: str | None = None
    """Who holds the office."""
    numbering: Numbering | None = None
    school_bond: BondElection | None = None
    """Of an issue that asks for a school bond: how the election is held."""
    ratification: Ratification | None = None
    """Of delegates to a convention: who is on which side."""
    not_held: bool = False
    """Whether the election is cancelled: no more candidates than positions at the deadline. No ballot has it."""

    @property
    def stated(self) -> bool:
        """Whether it says where the contest is voted on, and whose office it is unless it is an issue."""
        return self.territory is not None

    @property
    def federal(self) -> bool:
        """President, or either house of Congress."""
        return self.office in FEDERAL

    @property
    def legislative(self) -> bool:
        """Either house of the legislature."""
        return self.office in LEGISLATIVE

    @property
    def judicial(self) -> bool:
        """A judge's or justice's office, of any court."""
        return self.office in JUDICIAL

    @property
    def wider(self) -> bool:
        """Congress, the legislature, a district judge, or any office voted on in more than one county: 201(1)(b)."""
        wherever = self.federal or self.legislative or self.office is Office.DISTRICT_JUDGE
        return wherever or (self.territory is not None and self.territory.wider)


UNSTATED = Purpose()
"""Of contests whose definition gives only a scope, or nothing."""
