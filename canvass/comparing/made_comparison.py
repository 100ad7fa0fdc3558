"""The comparison of a record's pictures and records, made anew from the ledger and the kept files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from canvass.comparing.ballots_beside import BallotsBeside, ballots_beside
from canvass.comparing.our_pictures import our_pictures
from canvass.comparing.same_ink import with_same_ink
from canvass.errors import InputError
from canvass.importing.records.kept_records import RecordsOfRecord, records_of
from canvass.importing.records.opened_records import comparable_contests
from canvass.importing.records.taking_records import BlindOrder, blind_order
from outside.comparing.comparison import ListedLine, OutsideComparison, compare
from tabulate.board.outside.record_entries import DifferenceFound
from tabulate.election import ContestId, Election
from tabulate.ledger.chain import Head
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class MadeComparison:
    """A comparison with all that people must know of it."""

    election: Election
    head: Head
    """The last entry that it was made from."""
    source: str
    """What the records' files say of themselves, as their entry has it."""
    taken_at: int
    """The number of the records' entry."""
    order: BlindOrder
    comparison: OutsideComparison
    ballots: tuple[BallotsBeside, ...]
    found: Mapping[tuple[str, ContestId], tuple[int, DifferenceFound]]
    """What people found, by number of the record and contest."""

    def finding(self, line: ListedLine) -> DifferenceFound | None:
        """What people found on a line; None where nobody did yet."""
        entry = self.found.get((line.line.record.key, ContestId(line.line.contest)))
        return None if entry is None else entry[1]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a comparison depends on: findings of people change nothing in it."""

    directory: Path
    taken_at: int
    pictures_at: int
    record: "Record" = field(compare=False)
    kept: RecordsOfRecord = field(compare=False)


def made_comparison(record: "Record", state: RecordState | None = None) -> MadeComparison:
    """Compare, as the ledger stands, or as it is folded in `state`.

    Raises InputError where records or pictures are missing, RecordError where kept files were altered.
    """
    state = fold(record.outlines()) if state is None else state
    head, office, kept = record.head(), state.board.office, records_of(state)
    if kept is None:
        raise InputError("No cast vote records were opened. Open them: canvass outside cvrs RECORD FILE... --by NAME")
    if not office.pictures.batches:
        raise InputError("No picture was read. Read them: canvass outside images")
    last = max(max(one.last_at, one.opened_at) for one in office.pictures.batches.values())
    compared = _compared(_Wanted(record.directory, kept.number, last, record, kept))
    order, found = blind_order(state, kept.number), dict(office.records.found)
    beside = ballots_beside(compared, state, record.election)
    return MadeComparison(record.election, head, kept.entry.source, kept.number, order, compared, beside, found)


@lru_cache(maxsize=1)  # Pages ask for the same one again and again; a large county's takes half a minute.
def _compared(wanted: _Wanted) -> OutsideComparison:
    record = wanted.record
    records = wanted.kept.read(wanted.directory, record.election)
    pictures = with_same_ink(record, tuple(our_pictures(record)))
    return compare(pictures, records, comparable_contests(record.election).values())
