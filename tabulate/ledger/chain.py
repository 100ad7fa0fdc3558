"""The chain: every entry carries the hash of the one before it. `LEDGER.md` gives both rules in words.

By format 1 the hash covers, as netstrings, the words "canvass ledger 1", the previous hash, the entry's number, its
kind, its time, its body. Whoever tries all bodies finds the one that a hash was made of. By format 2 the kind, the time
and the body stand behind a digest with a salt, so that an entry can be kept back from a copy that still chains.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tabulate.ledger.entries import Entry, RecordOpened, SheetCounted, SheetNotRead, SheetQuestioned
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.lines import read_entry, read_outline, write_body

FRAMING = "canvass ledger 1"
SALTED_FRAMING = "canvass ledger 2"
BODY_FRAMING = "canvass body 2"
SHEET = "sheet"
"""What a public copy says of each of the three kinds of a sheet's entry."""
_OF_SHEETS = frozenset({SheetCounted.kind, SheetQuestioned.kind, SheetNotRead.kind})
_SALT_LETTERS = 64
FIRST_PREVIOUS = "0" * 64
"""What the first entry names as the hash before it."""
TIME_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, slots=True)
class ChainedEntry:
    """An entry as it stands in the ledger."""

    number: int
    """Counts from 1."""
    kind: str
    written_at: str
    """UTC, as in 2026-11-03T20:00:00.000000Z."""
    body: str
    """Canonical JSON."""
    previous: str
    hash: str
    salt: str = ""
    """32 random bytes in hex; empty in a ledger of format 1."""

    @property
    def public_kind(self) -> str:
        """What a public copy says of an entry whose body it keeps back."""
        return public_kind(self.kind)

    @property
    def body_digest(self) -> str:
        """By format 2: what stands in the chain for kind, time and body."""
        return body_digest(self.salt, self.kind, self.written_at, self.body)

    def entry(self) -> Entry:
        """What the entry says. Raises NewerLedger or LedgerBroken."""
        return read_entry(self.number, self.kind, self.body)

    def outline(self) -> Entry:
        """What the entry says, without a sheet's pages and targets: enough to add up. Raises as `entry`."""
        return read_outline(self.number, self.kind, self.body)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a ledger ends: publish it, and nobody can shorten or rewrite the ledger unnoticed."""

    number: int
    hash: str


EMPTY = Head(0, FIRST_PREVIOUS)


def hash_of(previous: str, number: int, kind: str, written_at: str, body: str, salt: str = "") -> str:
    """SHA-256 in hex over the framed fields: by format 2 where there is a salt, else by format 1."""
    if salt:
        digest = body_digest(salt, kind, written_at, body)
        return hash_of_digest(previous, number, public_kind(kind), digest)
    return framed_hash(FRAMING, previous, str(number), kind, written_at, body)


def public_kind(kind: str) -> str:
    """One name for the three kinds of a sheet, so that nobody sees which ballots were in question; others are said."""
    return SHEET if kind in _OF_SHEETS else kind


def body_digest(salt: str, kind: str, written_at: str, body: str) -> str:
    """What nobody can try bodies against who does not have the salt."""
    return framed_hash(BODY_FRAMING, salt, kind, written_at, body)


def hash_of_digest(previous: str, number: int, public_kind: str, digest: str) -> str:
    """The hash by format 2, as a public copy is checked: without the body."""
    return framed_hash(SALTED_FRAMING, previous, str(number), public_kind, digest)


def follow(head: Head, entry: Entry, now: datetime, salt: str = "") -> ChainedEntry:
    """The entry as the next one after `head`; with a salt, of format 2. `now` must be aware."""
    number, kind, body = head.number + 1, entry.kind, write_body(entry)
    written_at = now.astimezone(UTC).strftime(TIME_FORMAT)
    own = hash_of(head.hash, number, kind, written_at, body, salt)
    return ChainedEntry(number, kind, written_at, body, head.hash, own, salt)


def follow_all(
    head: Head, entries: Iterable[Entry], clock: Callable[[], datetime], new_salt: Callable[[], str] | None
) -> list[ChainedEntry]:
    """Each entry after the one before it; `new_salt` gives each one its own, None for a ledger of format 1."""
    rows: list[ChainedEntry] = []
    for entry in entries:
        rows.append(follow(head, entry, clock(), new_salt() if new_salt else ""))
        head = Head(rows[-1].number, rows[-1].hash)
    return rows


def verify_chain(entries: Iterable[ChainedEntry], head: Head = EMPTY) -> Iterator[ChainedEntry]:
    """Yield each entry once it is found to follow the one before, in the ledger's one format.

    Raises LedgerBroken at the first that does not.
    """
    salted: bool | None = None
    for entry in entries:
        head = check_link(head, entry)
        if salted is None:
            salted = _said_salted(entry)
        if bool(entry.salt) is not salted:
            said = "a salt, as the ledger is of format 2" if salted else "no salt, as the ledger is of format 1"
            raise LedgerBroken(entry.number, said, "none" if salted else "one")
        yield entry


def check_link(head: Head, entry: ChainedEntry) -> Head:
    """Check that `entry` follows `head`, and return the new head. Raises LedgerBroken."""
    number = head.number + 1
    if entry.number != number:
        raise LedgerBroken(number, f"entry {number}", f"entry {entry.number}")
    if entry.previous != head.hash:
        raise LedgerBroken(number, f"the previous hash {head.hash}", entry.previous)
    if entry.salt and not _is_salt(entry.salt):
        raise LedgerBroken(number, f"a salt of {_SALT_LETTERS} letters in hex", repr(entry.salt[:80]))
    own = hash_of(entry.previous, entry.number, entry.kind, entry.written_at, entry.body, entry.salt)
    if own != entry.hash:
        raise LedgerBroken(number, f"the hash {entry.hash} it carries", f"contents that hash to {own}")
    return Head(entry.number, entry.hash)


def _said_salted(entry: ChainedEntry) -> bool:
    """What the whole ledger is: as its first entry says, or else as the first that is looked at."""
    if entry.number > 1 or entry.kind != RecordOpened.kind:
        return bool(entry.salt)
    try:
        said = json.loads(entry.body)
    except ValueError:
        return bool(entry.salt)  # No entry at all: whoever reads it says so.
    return isinstance(said, dict) and said.get("ledger_format") != 1


def _is_salt(salt: str) -> bool:
    return len(salt) == _SALT_LETTERS and set(salt) <= set("0123456789abcdef")


def framed_hash(*fields: str) -> str:
    """SHA-256 in hex over the fields as netstrings, so that no two lists of fields give the same bytes."""
    return hashlib.sha256(b"".join(map(_netstring, fields))).hexdigest()


def _netstring(field: str) -> bytes:
    encoded = field.encode("utf-8")
    return b"%d:%s," % (len(encoded), encoded)
