"""Where people vote: districts, precincts, and the parts of a precinct that lie in different districts (13-3-104)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

PrecinctId = NewType("PrecinctId", str)
DistrictId = NewType("DistrictId", str)
PartId = NewType("PartId", str)


class DistrictKind(StrEnum):
    """What a district is, where no contest on the ballot says it: the state's canvass asks for both (13-15-506)."""

    HOUSE = "house district"
    SENATE = "senate district"


@dataclass(frozen=True, slots=True)
class District:
    """Where a contest is voted on; a municipality is one, too."""

    id: DistrictId
    name: str
    kind: DistrictKind | None = None
    """None where the definition does not say; a contest for the legislature says it as well."""


@dataclass(frozen=True, slots=True)
class Precinct:
    """A precinct and the districts it lies in, wholly or in part."""

    id: PrecinctId
    name: str
    districts: tuple[DistrictId, ...] = ()
    """Empty where the definition does not say (VotingWorks definitions)."""


@dataclass(frozen=True, slots=True)
class PrecinctPart:
    """The electors of a precinct who live in the same districts and municipality (13-2-116(2))."""

    id: PartId
    """Never a precinct's, but for a precinct that is one part."""
    name: str
    precinct: PrecinctId
    districts: tuple[DistrictId, ...]
    municipality: DistrictId | None = None
    """The city or town it lies in; None outside of all."""

    @property
    def lies_in(self) -> frozenset[DistrictId]:
        """Its districts and its municipality."""
        return frozenset((*self.districts, *([] if self.municipality is None else [self.municipality])))
