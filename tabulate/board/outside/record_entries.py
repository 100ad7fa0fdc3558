"""What the ledger says of another system's cast vote records, and of how people settled a difference."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.subjects import About, CountOfAnotherSystem
from tabulate.election import ContestId


@dataclass(frozen=True, slots=True)
class RecordsFile:
    """A file of cast vote records, kept as it was given."""

    name: str
    within: str
    """The folder it was given in; empty where the file itself was named. Files of one folder are read together."""
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class OutsideRecordsTaken:
    """Cast vote records are opened, in the place of any before. They are compared, and never counted."""

    kind: ClassVar[str] = "outside records taken"
    about: ClassVar[About] = (CountOfAnotherSystem(),)

    files: tuple[RecordsFile, ...]
    """In the order in which they are read."""
    format: str
    """The name of their format, as ess-cvr."""
    source: str
    """Whose system, county, election and date the files themselves name."""
    records: int
    keyed: int
    """Those with a number, which alone can join a picture."""
    mapping: int
    """The number of the entry that says what the names mean."""
    content_sha256: str
    """Of every record in the definition's terms: what `verify` works out again from the files."""
    although: str
    """Why they are taken although they name another election; empty where they do not."""
    entered_by: str


class DifferenceFinding(StrEnum):
    """What people see on the picture, or on the paper."""

    MACHINE = "the machine is right"
    CANVASS = "Canvass is right"
    NEITHER = "both are wrong"
    OPEN = "cannot be told"


@dataclass(frozen=True, slots=True)
class DifferenceFound:
    """What people found where a record and its picture differ. A later finding takes the place of this one."""

    kind: ClassVar[str] = "outside difference found"
    about: ClassVar[About] = (CountOfAnotherSystem(),)

    records: int
    """The number of the entry that took the records."""
    key: str
    contest: ContestId
    finding: DifferenceFinding
    note: str
    """What else there is to say, as that the paper was looked at; may be empty."""
    entered_by: str


RecordsEntry = OutsideRecordsTaken | DifferenceFound
