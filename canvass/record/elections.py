"""The election of a record: its first definition, joined with every further edition that its ledger has taken.

`definition-2.json` lies beside `definition.json`, and so on, with `layout-2.json` where there is one. The entry that
takes an edition holds the SHA-256 of both. A file that no entry names counts for nothing: it was left by a process that
died before the entry was written.
"""

import os
from pathlib import Path

from canvass.errors import RecordError, disk_errors
from canvass.record.database import database_errors
from canvass.record.definition_files import DEFINITION_FILE, LAYOUT_FILE, DefinitionFiles
from canvass.record.tables.models import LedgerRow
from tabulate.editions.joined import FurtherEdition, join
from tabulate.election import Election
from tabulate.errors import DefinitionError
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.lines import read_entry


def edition_file(directory: Path, name: str, edition: int) -> Path:
    """Where a further edition's file lies."""
    stem, ending = os.path.splitext(name)
    return directory / f"{stem}-{edition}{ending}"


def keep_edition(directory: Path, edition: int, given: DefinitionFiles) -> None:
    """Write an edition's files beside the first; on return they are on the disk. Its entry must be written after.

    Raises EnvironmentFault.
    """
    for name, content in ((LAYOUT_FILE, given.layout), (DEFINITION_FILE, given.definition)):
        file = edition_file(directory, name, edition)
        with disk_errors(file):
            if content is None:
                file.unlink(missing_ok=True)
                continue
            arriving = file.with_name(f".{file.name}")
            with arriving.open("wb") as writing:
                writing.write(content)
                writing.flush()
                os.fsync(writing.fileno())
            os.replace(arriving, file)
    _settle(directory)


def _settle(directory: Path) -> None:
    """Put the directory's names on the disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class ElectionOfRecord:
    """The election as the ledger has it, also where another process takes an edition meanwhile."""

    def __init__(self, directory: Path, alias: str, first: Election) -> None:
        """`first` as the record's first definition describes it."""
        self._directory = directory
        self._alias = alias
        self._first = first
        self._further: tuple[FurtherEdition, ...] = ()
        self._joined: tuple[Election, ...] = (first,)
        """With no further edition, with the first of them, and so on."""
        self._take()

    @property
    def now(self) -> Election:
        """The election of every edition taken by now. Raises RecordError where a file is not what its entry says."""
        # A look at one name is all that this costs while nothing changes.
        if edition_file(self._directory, DEFINITION_FILE, len(self._further) + 2).exists():
            self._take()
        return self._joined[-1]

    @property
    def further(self) -> tuple[FurtherEdition, ...]:
        """The editions after the first that are taken by now, as they were given."""
        _ = self.now
        return self._further

    def look_again(self) -> None:
        """Take what the ledger has, though no file tells: an edition taken at another station. Raises RecordError."""
        self._take()

    def before(self, editions: int) -> Election:
        """The election of the first so many editions taken after the first; 0 is the first alone."""
        _ = self.now
        return self._joined[editions]

    def _take(self) -> None:
        entries = _entries(self._alias, self._directory)
        if len(entries) > len(self._further):
            further = tuple(_read(self._directory, entry) for entry in entries)
            self._joined = tuple(join(self._first, further[:count]) for count in range(len(further) + 1))
            self._further = further


def _entries(alias: str, directory: Path) -> list[EditionTaken]:
    rows = LedgerRow.objects.using(alias).filter(kind=EditionTaken.kind).order_by("number")
    with database_errors(directory):
        found = [(number, read_entry(number, kind, body)) for number, kind, body in rows.values_list(*_COLUMNS)]
    taken = [(number, entry) for number, entry in found if isinstance(entry, EditionTaken)]
    for place, (number, entry) in enumerate(taken, start=2):
        if entry.number != place:
            raise LedgerBroken(number, f"edition {place} to be taken", f"edition {entry.number}")
    return [entry for _, entry in taken]


_COLUMNS = ("number", "kind", "body")


def _read(directory: Path, entry: EditionTaken) -> FurtherEdition:
    definition = edition_file(directory, DEFINITION_FILE, entry.number)
    layout = edition_file(directory, LAYOUT_FILE, entry.number)
    if not definition.is_file():
        raise _other(definition, "none, the file is not there", entry.definition_sha256)
    has_layout = entry.layout_sha256 is not None
    if has_layout and not layout.is_file():
        raise _other(layout, "none, the file is not there", str(entry.layout_sha256))
    with disk_errors(definition):
        given = DefinitionFiles(definition.read_bytes(), layout.read_bytes() if has_layout else None)
    if given.definition_sha256 != entry.definition_sha256:
        raise _other(definition, given.definition_sha256, entry.definition_sha256)
    if given.layout_sha256 != entry.layout_sha256:
        raise _other(layout, str(given.layout_sha256), str(entry.layout_sha256))
    try:
        return FurtherEdition(given.election(of_before=True), entry.names, entry.apart)
    except DefinitionError as error:
        raise DefinitionError(error.problems, str(definition)) from None


def _other(file: Path, found: str, expected: str) -> RecordError:
    return RecordError(
        f"{file} is not the edition that the record has taken: its SHA-256 is {found}, the ledger says {expected}. Put "
        "the original file back, or copy it from the station that took the edition; another edition is taken with "
        "canvass edition."
    )
