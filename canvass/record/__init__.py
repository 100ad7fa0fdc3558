"""The record of one election: its directory and database. Django is set up, and only then imported, by these doors."""

from pathlib import Path
from typing import TYPE_CHECKING

from canvass.settings import configure

if TYPE_CHECKING:
    from canvass.record.store import Record

__all__ = ["create_record", "open_record"]


def create_record(
    directory: Path, definition: bytes, version: str, reader_digest: str, layout: bytes | None = None
) -> "Record":
    """Open a new record in a directory that does not exist or is empty; it appears whole or not at all.

    Raises InputError (the directory is in use), DefinitionError, EnvironmentFault.
    """
    configure()
    from canvass.record import opening

    return opening.create_record(directory, definition, version, reader_digest, layout)


def open_record(directory: Path) -> "Record":
    """Open a record. Raises InputError where there is none, RecordError where it is not what its ledger says."""
    configure()
    from canvass.record import opening

    return opening.open_record(directory)
