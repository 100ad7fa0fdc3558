"""The comparison of a record's pictures and records, made anew from the ledger and the kept files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass.comparing.our_pictures import our_pictures
from canvass.errors import InputError, RecordError
from canvass.importing.records.kept_records import kept_records
from canvass.importing.records.opened_records import comparable_contests
from canvass.importing.records.taking_records import BlindOrder, blind_order
from outside.comparing.comparison import ListedLine, OutsideComparison, compare
from tabulate.board.outside.record_entries import DifferenceFound, OutsideRecordsTaken
from tabulate.election import ContestId, Election
from tabulate.ledger.chain import Head
from tabulate.ledger.fold import fold

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class MadeComparison:
    """A comparison with all that people must know of it."""

    election: Election
    head: Head
    """The last entry that it was made from."""
    taken: OutsideRecordsTaken
    taken_at: int
    """The number of the records' entry."""
    order: BlindOrder
    comparison: OutsideComparison
    found: Mapping[tuple[str, ContestId], tuple[int, DifferenceFound]]
    """What people found, by number of the record and contest."""

    def finding(self, line: ListedLine) -> DifferenceFound | None:
        """What people found on a line; None where nobody did yet."""
        entry = self.found.get((line.line.record.key, ContestId(line.line.contest)))
        return None if entry is None else entry[1]


def made_comparison(record: "Record") -> MadeComparison:
    """Compare. Raises InputError where records or pictures are missing, RecordError where kept files were altered."""
    state = fold(record.outlines())
    head = record.head()
    office = state.board.office
    if office.records.taken is None:
        raise InputError("No cast vote records were opened. Open them: canvass outside cvrs RECORD FILE... --by NAME")
    number, taken = office.records.taken
    if not office.pictures.batches:
        raise InputError("No picture was read. Read them: canvass outside images")
    names = next((entry for own, entry in office.outside.mappings if own == taken.mapping), None)
    if names is None:
        raise RecordError(f"Entry {number:,} names a mapping that is not there: canvass verify")
    records = kept_records(record.directory, taken, names, record.election)
    compared = compare(our_pictures(record), records, comparable_contests(record.election).values())
    return MadeComparison(
        record.election, head, taken, number, blind_order(state, number), compared, dict(office.records.found)
    )
