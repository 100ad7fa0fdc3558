"""What the ledger says of another system's count: files, names and figures, each in its own step.

None of it is open to anyone: by the hash of a small file, whoever tries all figures finds those that it has.
"""

from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.subjects import About, CountOfAnotherSystem
from tabulate.election import ChoiceId, ContestId
from tabulate.outside_figures import OutsideCount
from tabulate.precincts import PrecinctId


@dataclass(frozen=True, slots=True)
class OutsideFileKept:
    """A file of another system is kept as it was given, under its hash. Nothing of it is counted yet."""

    kind: ClassVar[str] = "outside file kept"
    about: ClassVar[About] = (CountOfAnotherSystem(),)

    name: str
    """As it was offered; with its archive or folder before it."""
    sha256: str
    size_bytes: int
    format: str
    """The name of its format, as ess-precinct-summary."""
    source: str
    """Whose system, county, election and date the file itself names: two files with the same are two versions."""
    label: str
    run_at: str
    earlier: str
    """The SHA-256 of the version before it, from the same source; empty where it is the first."""
    although: str
    """Why it is kept although it names another election or day; empty where it does not."""
    entered_by: str


@dataclass(frozen=True, slots=True)
class OutsideFileWithdrawn:
    """A file was kept by mistake: it lies there as before, and nothing goes by it any more."""

    kind: ClassVar[str] = "outside file withdrawn"
    about: ClassVar[About] = (CountOfAnotherSystem(),)

    sha256: str
    reason: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class PrecinctNamed:
    """A precinct as a file names it."""

    code: str
    name: str
    precinct: PrecinctId | None
    """None where a person said that it is none of this election."""
    how: str
    """By which rule it was found, or that a person said so."""


@dataclass(frozen=True, slots=True)
class ChoiceNamed:
    """A choice of a contest as a file names it."""

    name: str
    party: str
    choice: ChoiceId | None
    """None where a person said that it is no choice of this contest."""
    how: str


@dataclass(frozen=True, slots=True)
class PrecinctPrinted:
    """A precinct's code and name as a file has them."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ContestNamed:
    """A contest as a file names it. Several may be one of the definition, as of one question in each precinct."""

    title: str
    district: str
    party: str
    seats: int | None
    place: int
    contest: ContestId | None
    """None where a person said that it is none of this election."""
    how: str
    choices: tuple[ChoiceNamed, ...]
    precincts: tuple[PrecinctPrinted, ...]
    """Where the name means this contest; none for everywhere."""


@dataclass(frozen=True, slots=True)
class OutsideNamesMapped:
    """What the names in kept files mean. It takes the place of the one before."""

    kind: ClassVar[str] = "outside names mapped"
    about: ClassVar[About] = (CountOfAnotherSystem(),)

    precincts: tuple[PrecinctNamed, ...]
    contests: tuple[ContestNamed, ...]
    entered_by: str


@dataclass(frozen=True, slots=True)
class OutsideFindingAccepted:
    """Something that does not fit, and why the figures were taken all the same."""

    finding: str
    """Its kind, as ballots or precincts."""
    where: str
    words: str
    because: str


@dataclass(frozen=True, slots=True)
class OutsideFiguresTaken:
    """The figures of kept files are the machine's count from here on, in the place of any taken before."""

    kind: ClassVar[str] = "outside figures taken"
    about: ClassVar[About] = (CountOfAnotherSystem(),)

    count: OutsideCount
    mapping: int
    """The number of the entry that says what the names mean."""
    accepted: tuple[OutsideFindingAccepted, ...]
    entered_by: str


@dataclass(frozen=True, slots=True)
class PersonRead:
    """Somebody who declared, and the votes that the judges read for them."""

    choice: ChoiceId
    votes: int


@dataclass(frozen=True, slots=True)
class OutsideWriteInsNamed:
    """Whom the judges read in the write-ins that the other system counted of a contest in a precinct (13-15-206(5)).

    It takes the place of what they said of these before. Once other figures are taken, it holds no more.
    """

    kind: ClassVar[str] = "outside write-ins named"
    about: ClassVar[About] = (CountOfAnotherSystem(),)

    taken: int
    """The number of the entry whose figures these write-ins are among."""
    precinct: PrecinctId
    contest: ContestId
    people: tuple[PersonRead, ...]
    not_valid: int
    """For nobody who declared: no votes (13-15-206(5)(b))."""
    judges: tuple[str, ...]
    entered_by: str


OutsideEntry = OutsideFileKept | OutsideFileWithdrawn | OutsideNamesMapped | OutsideFiguresTaken | OutsideWriteInsNamed
