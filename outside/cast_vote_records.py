"""Cast vote records, as another system exported them: one for each sheet of paper."""

from dataclasses import dataclass

from outside.findings import OutsideFinding
from outside.source import OutsideSource


@dataclass(frozen=True, slots=True)
class RecordedContest:
    """A contest that records have votes in."""

    title: str
    seats: int | None = None
    id: str = ""
    """The system's own."""


@dataclass(frozen=True, slots=True)
class ContestVotes:
    """The votes of one record in one contest that is on its card."""

    contest: int
    """Its place in the records' list of contests, from 0."""
    choices: tuple[str, ...]
    """As printed. Of an overvoted contest those marked, where the system tells them; they do not count."""
    write_ins: tuple[str, ...] = ()
    """A name for each line that was marked; empty text where none was assigned."""
    undervotes: int | None = None
    """Votes not cast; None where the file does not tell."""
    overvoted: bool | None = False
    """None where the file does not tell overvotes from contests without a vote."""


@dataclass(frozen=True, slots=True)
class RedactedVotes:
    """The contest is on the card, and its votes were hidden by whoever published the file."""

    contest: int


@dataclass(frozen=True, slots=True)
class OutsideRecord:
    """One cast vote record. Texts are empty where the file has none."""

    key: str
    """What joins it with its picture."""
    votes: tuple[ContestVotes | RedactedVotes, ...]
    """One for each contest on the card; a contest that is not on it has none."""
    sheet: int | None = None
    """Which sheet of a ballot of several, from 1."""
    precinct: str = ""
    portion: str = ""
    style: str = ""
    group: str = ""
    tabulator: str = ""
    batch: str = ""
    position: str = ""
    imprint: str = ""
    status: str = ""
    """What the system says of it, as of an adjudication."""
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutsideCastVoteRecords:
    """What a file of cast vote records says."""

    source: OutsideSource
    contests: tuple[RecordedContest, ...]
    records: tuple[OutsideRecord, ...]
    findings: tuple[OutsideFinding, ...] = ()
