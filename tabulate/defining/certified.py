"""What the certified lists hold, row by row, before anything follows from it."""

from dataclasses import dataclass

from tabulate.election import ContestKind
from tabulate.offices import Method, Office, Territory


@dataclass(frozen=True, slots=True)
class CertifiedChoice:
    """A candidate, or an answer."""

    line: int
    name: str
    party: str = ""


@dataclass(frozen=True, slots=True)
class CertifiedContest:
    """A contest as the list has it; None and empty texts where the list does not say."""

    id: str
    line: int
    """Of its first row."""
    title: str
    office_words: str
    office: Office | None
    kind: ContestKind
    area: str = ""
    """Its district as typed; empty for the whole county."""
    seats: int = 1
    choices: tuple[CertifiedChoice, ...] = ()
    write_ins: int | None = None
    territory: Territory | None = None
    nonpartisan: bool | None = None
    of_party: str = ""
    """In a primary, the party whose ballot has it."""
    incumbent: str = ""
    court: str = ""
    number: str = ""
    method: Method | None = None


@dataclass(frozen=True, slots=True)
class NamedDistrict:
    """A district by its kind, as its column is called, and its name."""

    kind: str
    """As *house district*; empty where no column says it."""
    name: str


@dataclass(frozen=True, slots=True)
class CertifiedPart:
    """The electors of one row of the precincts: a precinct, or a part of one."""

    line: int
    precinct: str
    name: str
    districts: tuple[NamedDistrict, ...]
    municipality: str = ""
    electors: int | None = None
