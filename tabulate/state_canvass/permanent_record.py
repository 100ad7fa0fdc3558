"""The secretary of state's permanent record of votes: by precinct, and by every kind of district (13-1-204).

Counties' packages have the votes by precinct and part. Which district a precinct or a part lies in, and how many
electors are registered there, is a list of the secretary's own. Where a kind of district covers the state, its
districts make the state's total, with what no count tells by part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tabulate.election import ContestId
from tabulate.offices import Office
from tabulate.state_canvass.state_figures import StateContest

_SHARE = 20
"""5% is a twentieth."""


class RecordedDistrict(StrEnum):
    """The kinds of districts that the record is kept by."""

    HOUSE = "house district"
    SENATE = "senate district"
    JUDICIAL = "judicial district"
    MULTICOUNTY = "multicounty district"


ONE_EACH = (RecordedDistrict.HOUSE, RecordedDistrict.SENATE, RecordedDistrict.JUDICIAL)
"""A place lies in one of each, or in none; in multicounty districts it lies in any number."""


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A precinct, or a part of one, as the secretary's list has it."""

    county: str
    """As the state's canvass has it."""
    place: str
    """The id in the county's package."""
    registered: int
    districts: Mapping[RecordedDistrict, tuple[str, ...]]
    map: str = ""
    """Where its map is kept."""


@dataclass(frozen=True, slots=True)
class RecordedPlace:
    """The same with what the county's package says of it."""

    listed: ListedPlace
    precinct: str
    """Its own id, or that of the precinct it is part of."""
    name: str
    votes_cast: int | None
    """Electors voting; None where the county does not tell them."""


@dataclass(frozen=True, slots=True)
class DistrictRecord:
    """One district with its places."""

    kind: RecordedDistrict
    district: str
    places: tuple[RecordedPlace, ...]
    votes_cast: int | None
    """Electors voting in it; None where a county does not tell them by part."""

    @property
    def registered(self) -> int:
        """Electors registered in it."""
        return sum(one.listed.registered for one in self.places)


@dataclass(frozen=True, slots=True)
class DistrictVotes:
    """The votes of a contest in a district."""

    kind: RecordedDistrict
    district: str
    votes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KindSum:
    """The districts of a kind together, against the state's total."""

    kind: RecordedDistrict
    covers: bool
    """Whether every place where the contest is voted on lies in one of them."""
    districts: tuple[int, ...]
    not_told: tuple[int, ...]
    """Of precincts that lie in several districts, what no count tells by part."""
    outside: tuple[int, ...]
    """Of places in no district of this kind."""
    total: tuple[int, ...]

    @property
    def adds_up(self) -> bool:
        """Whether they make the total."""
        parts = zip(self.districts, self.not_told, self.outside, strict=True)
        return tuple(map(sum, parts)) == self.total


@dataclass(frozen=True, slots=True)
class RecordedContest:
    """A contest by district."""

    contest: StateContest
    districts: tuple[DistrictVotes, ...]
    sums: tuple[KindSum, ...]


@dataclass(frozen=True, slots=True)
class SuccessfulCandidate:
    """Who won an office, with the votes of which 5% count in later elections (13-10-204, 13-10-502, 13-10-601)."""

    contest: ContestId
    title: str
    office: Office
    district: str
    """The id of the district that votes on it; empty where the definition names none."""
    name: str
    votes: int

    @property
    def five_percent(self) -> int:
        """The fewest votes that are 5% of them."""
        return -(-self.votes // _SHARE)


@dataclass(frozen=True, slots=True)
class PermanentRecord:
    """The whole record of one general election."""

    places: tuple[RecordedPlace, ...]
    districts: tuple[DistrictRecord, ...]
    contests: tuple[RecordedContest, ...]
    successful: tuple[SuccessfulCandidate, ...]
