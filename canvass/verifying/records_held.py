"""Step 11 of verifying: another system's cast vote records are as they were kept, and say what the ledger says."""

from collections.abc import Iterator
from pathlib import Path

from canvass.errors import RecordError
from canvass.importing.records.kept_records import kept_records
from tabulate.board.outside.outside_entries import OutsideNamesMapped
from tabulate.board.outside.record_entries import OutsideRecordsTaken
from tabulate.election import Election
from tabulate.ledger.entries import Entry


class RecordsCheck:
    """Sees every entry in order; keeps mappings, to read the records again where they are taken."""

    def __init__(self, directory: Path) -> None:
        """`directory` of the record."""
        self._directory = directory
        self._mappings: dict[int, OutsideNamesMapped] = {}

    def problems(self, number: int, entry: Entry, election: Election) -> Iterator[str]:
        """A sentence where the files are gone or altered, or say something else by the names that held then."""
        match entry:
            case OutsideNamesMapped():
                self._mappings[number] = entry
            case OutsideRecordsTaken():
                mapping = self._mappings.get(entry.mapping)
                if mapping is None:
                    return  # The story itself is broken; the fold says so.
                try:
                    kept_records(self._directory, entry, mapping, election)
                except RecordError as error:
                    yield f"Entry {number} (cast vote records of another system): {error}"
            case _:
                pass
