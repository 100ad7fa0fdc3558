"""The chain: every entry carries the hash of the one before it. `LEDGER.md` gives the rule in words.

The hash covers, in this order, as netstrings (decimal byte length, colon, bytes, comma): the words "canvass ledger 1",
the previous hash, the entry's number, its kind, its time, its body. A netstring says its own length, so no two
different sequences of fields give the same bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tabulate.ledger.entries import Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.lines import read_entry, read_outline, write_body

FRAMING = "canvass ledger 1"
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


def hash_of(previous: str, number: int, kind: str, written_at: str, body: str) -> str:
    """SHA-256 in hex over the framed fields."""
    return _digest(FRAMING, previous, str(number), kind, written_at, body)


def follow(head: Head, entry: Entry, now: datetime) -> ChainedEntry:
    """The entry as the next one after `head`. `now` must be aware."""
    number, kind, body = head.number + 1, entry.kind, write_body(entry)
    written_at = now.astimezone(UTC).strftime(TIME_FORMAT)
    return ChainedEntry(number, kind, written_at, body, head.hash, hash_of(head.hash, number, kind, written_at, body))


def verify_chain(entries: Iterable[ChainedEntry], head: Head = EMPTY) -> Iterator[ChainedEntry]:
    """Yield each entry once it is found to follow the one before. Raises LedgerBroken at the first that does not."""
    for entry in entries:
        head = check_link(head, entry)
        yield entry


def check_link(head: Head, entry: ChainedEntry) -> Head:
    """Check that `entry` follows `head`, and return the new head. Raises LedgerBroken."""
    number = head.number + 1
    if entry.number != number:
        raise LedgerBroken(number, f"entry {number}", f"entry {entry.number}")
    if entry.previous != head.hash:
        raise LedgerBroken(number, f"the previous hash {head.hash}", entry.previous)
    own = hash_of(entry.previous, entry.number, entry.kind, entry.written_at, entry.body)
    if own != entry.hash:
        raise LedgerBroken(number, f"the hash {entry.hash} it carries", f"contents that hash to {own}")
    return Head(entry.number, entry.hash)


def _digest(*fields: str) -> str:
    return hashlib.sha256(b"".join(map(_netstring, fields))).hexdigest()


def _netstring(field: str) -> bytes:
    encoded = field.encode("utf-8")
    return b"%d:%s," % (len(encoded), encoded)
