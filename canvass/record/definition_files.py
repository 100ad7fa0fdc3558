"""The election definition as a record keeps it: the file as it was given, and the layout of its ballots if it has one.

The entry that opens the record holds the SHA-256 of both, so neither can be changed afterwards unnoticed.
"""

import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from canvass.errors import InputError, RecordError, disk_errors
from canvass.settings import DATABASE_FILE, DATABASE_VARIABLE
from tabulate.definitions import parse_definition
from tabulate.definitions.closing_hour import said_of_before
from tabulate.definitions.json_document import read_document
from tabulate.definitions.layouts.cards import with_layout
from tabulate.definitions.layouts.layout_json import parse_layout
from tabulate.election import Election
from tabulate.ledger.entries import Entry, RecordOpened

DEFINITION_FILE = "definition.json"
LAYOUT_FILE = "layout.json"


@dataclass(frozen=True, slots=True)
class DefinitionFiles:
    """The bytes of a record's definition and of its layout."""

    definition: bytes
    layout: bytes | None

    @property
    def definition_sha256(self) -> str:
        """Of the definition's bytes, in hex."""
        return hashlib.sha256(self.definition).hexdigest()

    @property
    def layout_sha256(self) -> str | None:
        """Of the layout's bytes, in hex; None where there is none."""
        return None if self.layout is None else hashlib.sha256(self.layout).hexdigest()

    def election(self, of_before: bool = False) -> Election:
        """The election they describe; `of_before` of a record that there is. Raises DefinitionError."""
        return _described(self, of_before)

    @property
    def said_of_the_hour(self) -> str:
        """What holds instead, where the definition has the polls close at an hour that is none; else empty."""
        return said_of_before(read_document(self.definition))

    def write(self, directory: Path) -> None:
        """Write them into a new record's directory; on return they are on the disk."""
        for name, content in ((DEFINITION_FILE, self.definition), (LAYOUT_FILE, self.layout)):
            if content is not None:
                with (directory / name).open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())


@lru_cache(maxsize=4)  # A record is opened again and again by the same bytes. What they describe does not change.
def _described(given: DefinitionFiles, of_before: bool) -> Election:
    election = parse_definition(given.definition, of_before)
    if given.layout is None:
        return election
    return with_layout(election, parse_layout(given.layout, election), of_before)


def read_definition_files(directory: Path) -> DefinitionFiles:
    """Those of the record in `directory`. Raises InputError where there is none."""
    file = directory / DEFINITION_FILE
    in_directory = DATABASE_VARIABLE not in os.environ
    if not file.is_file() or (in_directory and not (directory / DATABASE_FILE).is_file()):
        raise InputError(
            f"{directory} is not an election record: expected a directory with {DEFINITION_FILE} and {DATABASE_FILE}. "
            "Name the directory that `canvass new` made."
        )
    layout = directory / LAYOUT_FILE
    with disk_errors(file):
        return DefinitionFiles(file.read_bytes(), layout.read_bytes() if layout.is_file() else None)


def check_definition_files(directory: Path, given: DefinitionFiles, first: Entry | None) -> None:
    """Compare them with the entry that opened the record. Raises RecordError where they are not the same."""
    if not isinstance(first, RecordOpened):
        found = "an empty ledger" if first is None else f"an entry of kind {first.kind!r}"
        raise RecordError(
            f"The ledger of {directory} does not begin with the entry that opens a record, but with {found}. "
            "Keep it as it is and restore the last good copy of the directory."
        )
    found = given.definition_sha256
    if found != first.definition_sha256:
        raise RecordError(
            f"{directory / DEFINITION_FILE} was changed since the record was opened: its SHA-256 is {found}, the "
            f"ledger says {first.definition_sha256}. Put the original file back; a corrected definition is taken "
            "with canvass edition (13-12-204)."
        )
    if given.layout_sha256 != first.layout_sha256:
        raise RecordError(
            f"{directory / LAYOUT_FILE} is not the layout that the record was opened with: its SHA-256 is "
            f"{given.layout_sha256 or 'none, the file is not there'}, the ledger says {first.layout_sha256 or 'none'}. "
            "Put the original file back; to count with another layout open a new record."
        )
