"""Opening a record: a new one in a directory of its own, whole or not at all; and one that is there."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

from canvass.errors import InputError, disk_errors
from canvass.record.bringing_up import bring_up
from canvass.record.database import connect, create_tables, database_errors, disconnect
from canvass.record.definition_files import DefinitionFiles, check_definition_files, read_definition_files
from canvass.record.elections import ElectionOfRecord
from canvass.record.store import ENTRY_COLUMNS, Record
from canvass.record.tables.models import LedgerRow
from canvass.settings import DATABASE_VARIABLE
from tabulate.election import Election
from tabulate.ledger.chain import EMPTY, ChainedEntry
from tabulate.ledger.entries import LEDGER_FORMAT, RecordOpened
from tabulate.rules_edition import CURRENT_RULES


def create_record(
    directory: Path, definition: bytes, version: str, reader_digest: str, layout: bytes | None = None
) -> Record:
    """Open a new record in a directory that does not exist or is empty. `layout` is a layout file's bytes.

    Raises InputError (the directory is in use), DefinitionError, EnvironmentFault. The record appears whole or not.
    """
    given = DefinitionFiles(definition, layout)
    election = given.election()
    opened = RecordOpened(
        ledger_format=LEDGER_FORMAT,
        definition_sha256=election.definition_sha256,
        title=election.title,
        election_date=election.date.isoformat(),
        canvass_version=version,
        reader_digest=reader_digest,
        layout_sha256=given.layout_sha256,
        rules=CURRENT_RULES,
    )
    with disk_errors(directory):
        _refuse_used(directory)
        directory.parent.mkdir(parents=True, exist_ok=True)
        building = Path(mkdtemp(prefix=f".{directory.name}.", dir=directory.parent))
        try:
            _build(building, given, election, opened)
            os.replace(building, directory)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
    return open_record(directory)


def open_record(directory: Path) -> Record:
    """Open a record. Raises InputError where there is none, RecordError where it is not what its ledger says."""
    given = read_definition_files(directory)
    alias = connect(directory)
    try:
        with database_errors(directory):
            bring_up(alias, directory)
            first = LedgerRow.objects.using(alias).order_by("number").values_list(*ENTRY_COLUMNS).first()
        check_definition_files(directory, given, ChainedEntry(*first).entry() if first else None)
        return Record(directory, alias, ElectionOfRecord(directory, alias, given.election(of_before=True)))
    except BaseException:
        disconnect(alias)
        raise


def _refuse_used(directory: Path) -> None:
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise InputError(
            f"{directory} exists and is not empty. A new record needs a directory of its own: name another one. "
            "Nothing was changed."
        )


def _build(building: Path, given: DefinitionFiles, election: Election, opened: RecordOpened) -> None:
    (building / "images").mkdir()
    given.write(building)
    alias = connect(building)
    with database_errors(building):
        create_tables(alias)
    with Record(building, alias, ElectionOfRecord(building, alias, election)) as record:
        if record.head() != EMPTY:
            raise InputError(f"The database that {DATABASE_VARIABLE} names holds a record already. Name an empty one.")
        record.append([opened])
