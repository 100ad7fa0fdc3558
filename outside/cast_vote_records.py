"""Cast vote records, as another system exported them: one for each sheet of paper."""

from dataclasses import dataclass

from outside.findings import OutsideFinding
from outside.source import OutsideSource


@dataclass(frozen=True, slots=True)
class CardContest:
    """A contest that records have votes in."""

    title: str
    seats: int | None = None
    id: str = ""
    """The system's own."""
    ranks: int | None = None
    """How many places electors may give, where they rank; None where a mark is a vote."""
    choices: tuple[str, ...] = ()
    """Those that the file lists, with votes or without; none where it names only those that have some."""


@dataclass(frozen=True, slots=True)
class CardVotes:
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
class RankedVotes:
    """The marks of one record in a contest whose choices are ranked. Who has a vote is for those who count it."""

    contest: int
    ranks: tuple[tuple[str, ...], ...]
    """What is marked at each rank, from the first; a write-in without a name is an empty text."""
    overvotes: int | None = 0
    """As the file counts them; None where it does not tell them."""
    undervotes: int | None = None


@dataclass(frozen=True, slots=True)
class UncountedVotes:
    """The contest is on the card, and for the system nothing in it counts, for another reason than an overvote."""

    contest: int
    choices: tuple[str, ...]
    """What is marked."""
    reason: str
    """The system's own word."""


@dataclass(frozen=True, slots=True)
class RedactedVotes:
    """The contest is on the card, and its votes were hidden by whoever published the file."""

    contest: int


VotesInContest = CardVotes | RankedVotes | UncountedVotes | RedactedVotes


@dataclass(frozen=True, slots=True)
class OutsideRecord:
    """One cast vote record. Texts are empty where the file has none."""

    key: str
    """What joins it with its picture."""
    votes: tuple[VotesInContest, ...]
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
    as_scanned: tuple[VotesInContest, ...] | None = None
    """What the machine read, where people decided and the votes are theirs; None where they are the machine's."""


@dataclass(frozen=True, slots=True)
class OutsideCastVoteRecords:
    """What a file of cast vote records says."""

    source: OutsideSource
    contests: tuple[CardContest, ...]
    records: tuple[OutsideRecord, ...]
    findings: tuple[OutsideFinding, ...] = ()
