"""The files of cast vote records that a record keeps, and what they say when they are read again."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass.console.text import plural
from canvass.errors import InputError, RecordError
from canvass.importing.kept_files import keep, kept_content
from canvass.importing.records.opened_records import content_sha256, opened_records, said_records
from canvass.importing.records.record_names_known import names_known
from outside.cast_vote_records import OutsideCastVoteRecords
from outside.comparing.their_records import TheirRecord
from outside.formats import OutsideFormat
from outside.source import OutsideFile
from tabulate.board.outside.outside_entries import OutsideNamesMapped
from tabulate.board.outside.record_entries import OutsideRecordsTaken, RecordsFile
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from pathlib import Path

    from tabulate.election import Election

_MOST_FILES = 500


def files_of(given: Iterable[OutsideFile]) -> tuple[tuple[RecordsFile, OutsideFile], ...]:
    """Each file with what the entry says of it; of a folder its last name alone. Raises InputError for too many."""
    files = tuple(given)
    if len(files) > _MOST_FILES:
        raise InputError(
            f"{len(files):,} files: a record keeps at most {_MOST_FILES} of one export. Nothing was taken. Pack the "
            "folder into one zip archive, and name that."
        )
    return tuple(
        (
            RecordsFile(
                one.name,
                one.within.replace("\\", "/").rstrip("/").rpartition("/")[2],
                hashlib.sha256(one.content).hexdigest(),
                len(one.content),
            ),
            one,
        )
        for one in files
    )


def keep_records(directory: "Path", files: Iterable[tuple[RecordsFile, OutsideFile]]) -> None:
    """Keep them byte for byte. Raises EnvironmentFault."""
    keep(directory, ((kept.sha256, file) for kept, file in files))


def read_again(directory: "Path", entry: OutsideRecordsTaken) -> OutsideCastVoteRecords:
    """What the kept files say. Raises RecordError where one is gone, was changed, or is not understood any more."""
    given = [OutsideFile(file.name, kept_content(directory, file), file.within) for file in entry.files]
    try:
        return opened_records(given).records
    except InputError as error:
        raise RecordError(f"Kept cast vote records can no longer be read: {error}") from None


@dataclass(frozen=True, slots=True)
class RecordsOfRecord:
    """The records that were taken last."""

    number: int
    """Of their entry."""
    entry: OutsideRecordsTaken
    names: OutsideNamesMapped
    """As they held then."""

    @property
    def name(self) -> str:
        """Their format in words, and how many there are."""
        return f"{OutsideFormat(self.entry.format).words}, {plural(self.entry.records, 'record')}"

    def read(self, directory: "Path", election: "Election") -> tuple[TheirRecord, ...]:
        """The records, in the definition's ids. Raises RecordError where they say something else than the ledger."""
        return kept_records(directory, self.entry, self.names, election)


def records_of(state: RecordState) -> RecordsOfRecord | None:
    """Those taken last; None where there are none. Raises RecordError where their mapping is not there."""
    return taken_records(state, "")


def taken_records(state: RecordState, content_sha256: str) -> RecordsOfRecord | None:
    """The newest that say what this hash is of, or simply the newest for an empty one; None where there are none.

    Raises RecordError where their mapping is not there.
    """
    takings = reversed(state.board.office.records.takings)
    taken = next((one for one in takings if content_sha256 in ("", one[1].content_sha256)), None)
    if taken is None:
        return None
    number, entry = taken
    names = next((one for own, one in state.board.office.outside.mappings if own == entry.mapping), None)
    if names is None:
        raise RecordError(f"Entry {number:,} names a mapping that is not there: canvass verify")
    return RecordsOfRecord(number, entry, names)


def kept_records(
    directory: "Path", entry: OutsideRecordsTaken, names: OutsideNamesMapped, election: "Election"
) -> tuple[TheirRecord, ...]:
    """The records that the entry took, by the names that held then. Raises RecordError for something else."""
    try:
        records = said_records(read_again(directory, entry), names_known(names), election)
    except InputError as error:
        raise RecordError(f"Kept cast vote records can no longer be mapped: {error}") from None
    if len(records) != entry.records or content_sha256(records) != entry.content_sha256:
        raise RecordError(
            f"The kept cast vote records say something else than the ledger: it has {entry.records:,} records with the "
            f"hash {entry.content_sha256}. They were read by another version, or the record was altered."
        )
    return records
