"""What a ledger can say: one frozen noun per kind of entry, closed by the union `Entry`.

A sheet has exactly one entry. It is *counted* (read, nothing in question), *questioned* (read, and set aside for the
counting board: 13-15-206(3)(b)) or *not read* (set aside because the machine could not read it or it does not belong).
What people decide is said by the nouns of `tabulate.board`. Each noun carries its name in the ledger (`kind`) and its
subjects (`about`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, get_args

from imaging.layout import MarkThresholds, Side
from imaging.sheets import ImageSource, Pairing, ReadPrintout, ReadSheet, UnreadSheet
from tabulate.ballot_sheets import UnmarkedSheets
from tabulate.board.state import BoardEntry
from tabulate.board.subjects import About, BatchName, OpenToAnyone
from tabulate.election import BallotStyleId, ContestId, PrecinctId
from tabulate.ledger.batch_kinds import BatchKind as BatchKind
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.rules_edition import RulesEdition
from tabulate.votes import CastVoteRecord

LEDGER_FORMAT = 2
"""Of new records: each body stands behind a salted digest. A record keeps the format that it was opened with.

Raised when the meaning of an existing kind changes; a new kind of entry does not raise it.
"""


@dataclass(frozen=True, slots=True)
class RecordOpened(OpenToAnyone):
    """The first entry, and only the first: the election this record is about."""

    kind: ClassVar[str] = "record opened"
    about: ClassVar[About] = ()

    ledger_format: int
    definition_sha256: str
    """Of the definition file's bytes, in hex."""
    title: str
    election_date: str
    """As in 2026-11-03."""
    canvass_version: str
    reader_digest: str
    """What the reader made of its built-in sheet, as a digest: another digest is another reader."""
    layout_sha256: str | None = None
    """Of the layout file's bytes, in hex; None where the definition alone says where the targets are."""
    rules: RulesEdition = RulesEdition.FIRST
    """What the record's entries come to."""


@dataclass(frozen=True, slots=True)
class BatchOpened:
    """A batch is bound to one machine (13-17-502(3)), one kind and one way of reading."""

    kind: ClassVar[str] = "batch opened"

    batch: str
    machine: str
    batch_kind: BatchKind
    precinct: PrecinctId | None
    """None where the batch holds several precincts."""
    expected_sheets: int | None
    """As the people who packed the batch counted it."""
    images_per_sheet: int
    ballot_style: BallotStyleId | None
    """The style every sheet was said to have, where the card itself does not tell."""
    thresholds: MarkThresholds
    canvass_version: str
    reader_digest: str
    accepted_hashes: tuple[str, ...] = ()
    """Other editions of the definition whose device printouts count in this batch, in hex, sorted."""
    pairing: Pairing = Pairing.BY_NAMES
    """How its images are put together to sheets, also where the count goes on later."""
    edition: int | None = None
    """The edition that all its sheets are said to be of; None where the sheets themselves show theirs."""
    unmarked_sheets: UnmarkedSheets = UnmarkedSheets.ASKED
    """As the state read the law when it was opened."""
    software_sha256: str = ""
    """Of the program's files and the libraries it reads with; empty where an earlier version opened the batch."""
    first_side: Side | None = None
    """The side of each paper that the scanner took first, as the operator found on paper; None where none was said."""
    party: str | None = None
    """Of a primary, the id of the party whose ballots alone it is said to hold; None where that was not said."""
    voted_apart: tuple[ContestId, ...] | None = None
    """The offices for which its electors had a separate ballot (13-12-204(3)): on their other ballots these do not
    count. None where nobody was asked."""

    @property
    def about(self) -> About:
        """The batch."""
        return (BatchName(self.batch),)


@dataclass(frozen=True, slots=True)
class SheetCounted:
    """A sheet that was read and raised no question. `reading.number` is its number in the batch, from 1."""

    kind: ClassVar[str] = "sheet counted"
    about: ClassVar[About] = ()

    batch: str
    images: tuple[ImageSource, ...]
    """Every image of the sheet as offered, also a blank back."""
    reading: ReadSheet | ReadPrintout
    votes: CastVoteRecord


@dataclass(frozen=True, slots=True)
class SheetQuestioned:
    """A sheet that was read and is set aside for the counting board; contests not in question stand."""

    kind: ClassVar[str] = "sheet questioned"
    about: ClassVar[About] = ()

    batch: str
    images: tuple[ImageSource, ...]
    reading: ReadSheet | ReadPrintout
    votes: CastVoteRecord


@dataclass(frozen=True, slots=True)
class SheetNotRead:
    """A sheet that is set aside because it could not be read or does not belong; no vote of it is counted."""

    kind: ClassVar[str] = "sheet not read"
    about: ClassVar[About] = ()

    batch: str
    reading: UnreadSheet


@dataclass(frozen=True, slots=True)
class RepeatAllowed:
    """An image already counted was offered again and the operator let it count: it stands just before that sheet."""

    kind: ClassVar[str] = "repeat allowed"
    about: ClassVar[About] = ()

    batch: str
    sheet: int
    image: ImageSource
    earlier_batch: str
    earlier_sheet: int


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file or folder among a batch's scans that was not taken as one."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class BatchClosed:
    """Every sheet offered has its outcome. Sheets found later reopen the batch, and it is closed again."""

    kind: ClassVar[str] = "batch closed"

    batch: str
    sheets: int
    counted: int
    questioned: int
    not_read: int
    passed_over: tuple[PassedOver, ...] = ()
    """Of the folder as it was when the batch was counted last; without a system's own files."""
    alike_allowed: tuple[str, ...] = ()
    """Other batches with the same votes in the same order: the operator says that they are other papers."""
    streaked: int = 0
    """Sheets on which a line runs down the image at the same place, as dirt on a scanner's glass leaves."""

    @property
    def about(self) -> About:
        """The batch."""
        return (BatchName(self.batch),)


@dataclass(frozen=True, slots=True)
class AuditRecorded:
    """An event of the random-sample audit. The ledger keeps it and gives it back; `audit` alone understands it."""

    kind: ClassVar[str] = "audit"
    about: ClassVar[About] = ()

    event: str
    """The event's name, as `audit` gives it."""
    body: str
    """Canonical JSON."""


class Access(StrEnum):
    """What somebody did that the event log keeps (13-35-241)."""

    SIGNED_IN = "signed in"
    SIGN_IN_REFUSED = "sign-in refused"
    LOCKED_OUT = "locked out after refused sign-ins"
    SIGNED_OUT = "signed out"
    ACCOUNT_CHANGED = "account changed"
    TOTALS_SEEN = "totals seen"
    TOTALS_EXPORTED = "totals exported"
    PAGE_REFUSED = "page refused"


@dataclass(frozen=True, slots=True)
class AccessRecorded:
    """Somebody signed in or out, was refused, or saw totals."""

    kind: ClassVar[str] = "access"
    about: ClassVar[About] = ()

    who: str
    """The account's name, or what was typed for one."""
    role: str
    """As the application calls it; empty where there was none yet."""
    what: Access
    detail: str = ""
    """Which page, which account; empty where there is nothing to add."""


SheetEntry = SheetCounted | SheetQuestioned | SheetNotRead
Entry = (
    RecordOpened
    | EditionTaken
    | BatchOpened
    | SheetEntry
    | RepeatAllowed
    | BatchClosed
    | AuditRecorded
    | AccessRecorded
    | BoardEntry
)

KINDS: dict[str, type[Entry]] = {noun.kind: noun for noun in get_args(Entry)}
"""The name each kind has in the ledger, forever. README.md says how one is added."""


def images_of(entry: SheetEntry) -> tuple[ImageSource, ...]:
    """Every image of the sheet, as offered."""
    return entry.reading.sources if isinstance(entry, SheetNotRead) else entry.images


def sheet_entry(
    batch: str, images: tuple[ImageSource, ...], reading: ReadSheet | ReadPrintout, votes: CastVoteRecord
) -> SheetCounted | SheetQuestioned:
    """The entry of a sheet that was read: set aside for the board exactly when it raises a question."""
    noun = SheetQuestioned if votes.questions else SheetCounted
    return noun(batch, images, reading, votes)
