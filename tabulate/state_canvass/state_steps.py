"""The steps of the state's canvass, each with the hash of the one before: what was received, and what was declared."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tabulate.canonical_json import CanonicalJson, NotTheNoun, Shapes
from tabulate.state_canvass.counties_of_montana import county_key
from tabulate.state_canvass.state_declaring import StateAct

FIRST = "0" * 64
"""What the first step names as the hash before it."""
OFFICES = ("state auditor", "superintendent of public instruction", "attorney general")
"""The board of state canvassers (13-15-502)."""


@dataclass(frozen=True, slots=True)
class StateCanvassOpened:
    """The folder was begun, for one election and these counties."""

    election: str
    date: str
    counties: tuple[str, ...]
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class PackageReceived:
    """A county's package came in. One that replaces another takes its place."""

    county: str
    """As the list of the counties has it."""
    sha256: str
    """Of the file."""
    replaces: str
    """The SHA-256 of the package whose place it takes; empty of the first."""
    label_compared: bool
    """Whether the entry printed on the envelope's label was compared."""
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class StateCanvasser:
    """Somebody who sits on the board."""

    name: str
    office: str

    def __str__(self) -> str:
        """For people."""
        return f"{self.name}, {self.office}"


@dataclass(frozen=True, slots=True)
class StateDeclared:
    """What the board declared of one contest."""

    contest: str
    act: StateAct
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateResultsDeclared:
    """The board canvassed and declared (13-15-502, 13-15-507)."""

    board: tuple[StateCanvasser, ...]
    secretary: str
    """The secretary of state, or who keeps the minutes for them."""
    packages: tuple[str, ...]
    """The SHA-256 of each package that was canvassed, in the order of the counties."""
    results: tuple[StateDeclared, ...]
    recounted: tuple[str, ...]
    """Contests whose tie a recount has left."""
    filed_on: str
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class PresidentialTicket:
    """Candidates for president and vice president of one party, with the electors that votes for them are for."""

    choice: str
    """The choice's id on the ballot, or `write-in:NAME`."""
    party: str
    """Empty of an independent."""
    electors: tuple[str, ...]
    """As they are certified; empty of a ticket that was replaced."""
    replaced_by: str = ""
    """The choice in its place, where the party replaced it after ballots were printed."""


@dataclass(frozen=True, slots=True)
class TicketsNamed:
    """The tickets for president with their electors (13-25-102); the last ones of a contest hold."""

    contest: str
    tickets: tuple[PresidentialTicket, ...]
    at: str
    entered_by: str


StateStep = StateCanvassOpened | PackageReceived | StateResultsDeclared | TicketsNamed


@dataclass(frozen=True, slots=True)
class StateLine:
    """A step with the hash of the line before it."""

    previous: str
    step: StateStep


_JSON = CanonicalJson(
    Shapes(
        named={
            StateCanvassOpened: "opened",
            PackageReceived: "received",
            StateResultsDeclared: "declared",
            TicketsNamed: "tickets",
        }
    )
)


@dataclass(frozen=True, slots=True)
class StateCanvass:
    """All that was done, in order."""

    opened: StateCanvassOpened
    steps: tuple[StateStep, ...]
    hashes: tuple[str, ...]
    """Of the line of each step."""
    head: str
    """The hash of the last line."""
    received: Mapping[str, PackageReceived]
    """By the county as the list has it: the last one of each."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The counties whose packages are not in."""
        return tuple(one for one in self.opened.counties if one not in self.received)

    @property
    def declared(self) -> StateResultsDeclared | None:
        """What was declared last; None before."""
        found = self._declarations
        return found[-1][0] if found else None

    @property
    def declared_first(self) -> StateResultsDeclared | None:
        """What was declared first: whether the board was late goes by its day."""
        found = self._declarations
        return found[0][0] if found else None

    @property
    def declared_before(self) -> tuple[StateResultsDeclared, str] | None:
        """The newest declaration by other packages than the last one's, with the hash of its line; None without."""
        return None if self.declared is None else self.declared_by_others(self.declared.packages)

    def declared_by_others(self, packages: tuple[str, ...]) -> tuple[StateResultsDeclared, str] | None:
        """The newest declaration by other packages than these, with the hash of its line; None without."""
        others = [one for one in self._declarations if one[0].packages != packages]
        return others[-1] if others else None

    @property
    def _declarations(self) -> tuple[tuple[StateResultsDeclared, str], ...]:
        pairs = zip(self.steps, self.hashes, strict=True)
        return tuple((one, line) for one, line in pairs if isinstance(one, StateResultsDeclared))

    def tickets(self, contest: str) -> TicketsNamed | None:
        """The tickets of a contest for president, as they were named last; None before."""
        found = [one for one in self.steps if isinstance(one, TicketsNamed) and one.contest == contest]
        return found[-1] if found else None

    def county(self, name: str) -> str | None:
        """The county of the list that a name is of; None where it is of none."""
        return next((one for one in self.opened.counties if county_key(one) == county_key(name)), None)


def line_of_step(previous: str, step: StateStep) -> str:
    """A line of the file, without its end."""
    return _JSON.write(StateLine(previous, step))


def hash_of_line(line: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(line.encode("ascii")).hexdigest()


def replayed(lines: Iterable[str]) -> StateCanvass:
    """The canvass that the lines say. Raises NotTheNoun where one was altered, UnknownWord for a later version's."""
    head, steps, received = FIRST, list[StateStep](), dict[str, PackageReceived]()
    hashes = list[str]()
    for number, text in enumerate(lines, 1):
        found = _JSON.read(StateLine, text)
        if found.previous != head:
            raise NotTheNoun(f"line {number:,} does not follow the one before: a line was altered, or is lacking")
        if (number == 1) is not isinstance(found.step, StateCanvassOpened):
            raise NotTheNoun(f"line {number:,} is not where a canvass is opened")
        if isinstance(found.step, PackageReceived):
            received[found.step.county] = found.step
        head = hash_of_line(text)
        steps.append(found.step)
        hashes.append(head)
    if not steps or not isinstance(steps[0], StateCanvassOpened):
        raise NotTheNoun("it has no line")
    return StateCanvass(steps[0], tuple(steps), tuple(hashes), head, received)
