"""Who serves at elections, and what the register has of them: lists, oaths, instruction, kin, affirmations."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tabulate.board.office.qualifications import CertificateOfInstruction, Designation, KinOfCandidate
from tabulate.board.write_ins import plain


class Service(StrEnum):
    """As what somebody serves."""

    JUDGE = "judge"
    """An election judge (13-4-107)."""
    OBSERVER = "observer"
    """A poll watcher, or anyone else who observes the count (13-13-120, 13-15-101(1))."""


class Represents(StrEnum):
    """For whom an observer observes."""

    PARTY = "party"
    """A poll watcher of a political party (13-13-120(1))."""
    CANDIDATE = "candidate"
    """A candidate or a group of them (13-13-121)."""
    ORGANISATION = "organisation"
    """A group that has an interest in the election (13-13-121)."""
    PUBLIC = "public"
    """Nobody: the count is open to public observation (13-15-101(1))."""


@dataclass(frozen=True, slots=True)
class JudgesOath:
    """The official oath that a judge took and subscribed (13-4-105)."""

    on: str
    """As in 2026-10-01."""
    before: str
    """Who heard it."""


@dataclass(frozen=True, slots=True)
class SignedAffirmation:
    """The affirmation not to discuss the results of the early count (13-15-207(4))."""

    on: str
    witness: str
    """The election administrator or the chief election judge, who signed as well."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the register. What is None was not said."""

    id: str
    name: str
    birth_year: int | None
    """Tells two people of one name apart."""
    service: Service
    account: str = ""
    """By which the person signs in; empty where the name is enough."""
    party_list: str | None = None
    """The party whose county central committee listed the judge; empty: none (13-4-102)."""
    elector: bool | None = None
    """Registered in the county (13-4-107(1))."""
    oath: JudgesOath | None = None
    certificate: CertificateOfInstruction | None = None
    kin: tuple[KinOfCandidate, ...] | None = None
    """People who may be candidates, in any election (13-4-107(2))."""
    designation: Designation | None = None
    """The governing body's act (13-15-112)."""
    represents: Represents | None = None
    of: str = ""
    """The party, candidate or organisation."""
    affirmation: SignedAffirmation | None = None

    @property
    def called(self) -> str:
        """Name, year of birth and id, as people tell this one from others."""
        born = f", born {self.birth_year}" if self.birth_year else ""
        return f"{self.name}{born} ({self.id})"


@dataclass(frozen=True, slots=True)
class PeopleRegisterBegun:
    """The first line: whose register it is."""

    county: str


@dataclass(frozen=True, slots=True)
class PersonEntered:
    """A person as they are from here on; the same id again replaces what stood there, and the line before it stays."""

    person: Person
    entered_by: str
    on: str
    """As in 2026-09-01."""


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """The person serves no more."""

    person: str
    """The id."""
    reason: str
    entered_by: str
    on: str


PeopleEvent = PeopleRegisterBegun | PersonEntered | PersonLeft


@dataclass(frozen=True, slots=True)
class PeopleRegister:
    """What the register's lines come to."""

    county: str
    hashes: tuple[str, ...]
    """Of the chain, a line each."""
    people: tuple[Person, ...]
    """Who serves now, in the order in which they first came."""
    events: tuple[PeopleEvent, ...]

    def find(self, person_id: str) -> Person | None:
        """The person with this id, or None."""
        return next((one for one in self.people if one.id == person_id), None)

    def named(self, name: str) -> tuple[Person, ...]:
        """Everybody of a name, however it is spelled in case, accents and full stops."""
        return tuple(one for one in self.people if plain(one.name) == plain(name))


def people_after(events: Iterable[PeopleEvent]) -> dict[str, Person]:
    """Who serves after these events, by id."""
    people: dict[str, Person] = {}
    for event in events:
        if isinstance(event, PersonEntered):
            people[event.person.id] = event.person
        elif isinstance(event, PersonLeft):
            people.pop(event.person, None)
    return people
