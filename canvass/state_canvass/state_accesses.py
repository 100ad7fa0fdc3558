"""Who signed in to the pages of a state canvass and what they did there: entries of a ledger's kind, in a chain.

They lie in a file of their own, so that looking at the canvass does not change the hash of its steps.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from canvass import clock
from canvass.disk.one_at_a_time import alone, lock_beside
from canvass.errors import RecordError, disk_errors
from tabulate.ledger.chain import EMPTY, ChainedEntry, Head, check_link, follow
from tabulate.ledger.entries import AccessRecorded
from tabulate.ledger.errors import LedgerBroken, NewerLedger

ACCESSES = "accesses.jsonl"
_LONGEST_LINE = 100_000
_END = b"\n"


def note_accesses(folder: Path, entries: Iterable[AccessRecorded]) -> Head:
    """Write who did what; on return it is on the disk. Raises RecordError where the last line was altered."""
    file = folder / ACCESSES
    with alone(lock_beside(file)), disk_errors(file), file.open("a+b") as opened:
        whole = _cut_what_was_torn(opened.fileno())
        head = _last_head(opened.fileno(), whole, file)
        lines = []
        for entry in entries:
            row = follow(head, entry, clock.now())
            head = Head(row.number, row.hash)
            fields = {name: said for name, said in asdict(row).items() if name != "salt"}
            lines.append(json.dumps(fields, sort_keys=True).encode("ascii") + _END)
        opened.write(b"".join(lines))
        opened.flush()
        os.fsync(opened.fileno())
    return head


def accesses_in(folder: Path) -> Sequence[ChainedEntry]:
    """Every one, oldest first. Raises RecordError where a line was altered."""
    file, head, found = folder / ACCESSES, EMPTY, list[ChainedEntry]()
    if not file.exists():
        return found
    with disk_errors(file):
        content = file.read_bytes()
    for line in content[: content.rfind(_END) + 1].splitlines():
        row = _row(line, file)
        try:
            head = check_link(head, row)
        except LedgerBroken as broken:
            raise _altered(file, str(broken)) from None
        found.append(row)
    return found


def access_of(row: ChainedEntry) -> AccessRecorded:
    """What an entry says. Raises RecordError."""
    try:
        entry = row.entry()
    except (LedgerBroken, NewerLedger) as broken:
        raise _altered(Path(ACCESSES), str(broken)) from None
    if not isinstance(entry, AccessRecorded):
        raise _altered(Path(ACCESSES), f"entry {row.number:,} says {row.kind}")
    return entry


def _cut_what_was_torn(handle: int) -> int:
    """A line whose end was never written, by a process that was killed, said nothing yet. How long the file is then."""
    size = os.fstat(handle).st_size
    tail = os.pread(handle, min(size, _LONGEST_LINE), max(size - _LONGEST_LINE, 0))
    whole = size - (len(tail) - tail.rfind(_END) - 1) if size else 0
    if whole < size:
        os.ftruncate(handle, whole)
    return whole


def _last_head(handle: int, size: int, file: Path) -> Head:
    if not size:
        return EMPTY
    tail = os.pread(handle, min(size, _LONGEST_LINE), max(size - _LONGEST_LINE, 0))
    row = _row(tail.splitlines()[-1], file)
    return Head(row.number, row.hash)


def _row(line: bytes, file: Path) -> ChainedEntry:
    try:
        found: dict[str, Any] = json.loads(line)
        return ChainedEntry(**found)
    except (ValueError, TypeError, RecursionError):
        raise _altered(file, f"a line of it is none: {line[:60]!r}") from None


def _altered(file: Path, why: str) -> RecordError:
    return RecordError(
        f"{file} was altered: {why[:200]}. Nothing was written. Keep the folder as it is, and compare it with its copy."
    )
