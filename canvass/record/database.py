"""A record's database: opened by its directory under an alias of its own, so that one process can hold several."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from canvass.errors import CanvassError, EnvironmentFault, RecordError, full_disk
from canvass.record.tables.guards import LISTING, NAMES, REFUSALS
from canvass.settings import database_of

FIRST_VERSION = frozenset({"0001_initial", "0002_guards"})
"""The ledger's own tables; what came later is worked out from them."""

_numbers = count(1)


def connect(directory: Path) -> str:
    """Make the database of the record in `directory` known to Django; the alias to use it by."""
    alias = f"record-{next(_numbers)}"
    described = {"default": {}, alias: database_of(directory)}
    connections.settings[alias] = connections.configure_settings(described)[alias]
    return alias


def disconnect(alias: str) -> None:
    """Close the database and forget the alias."""
    connections[alias].close()
    del connections[alias]
    connections.settings.pop(alias, None)


def create_tables(alias: str) -> None:
    """Bring a database to the present version."""
    call_command("migrate", "record", database=alias, verbosity=0, interactive=False)


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Every change of tables that this version has, as application and name. Raises what Django says of bad ones."""
    return frozenset(MigrationLoader(None).disk_migrations)


def applied_migrations(alias: str) -> frozenset[tuple[str, str]]:
    """The changes that a database says it has."""
    return frozenset(MigrationRecorder(connections[alias]).applied_migrations())


def check_tables(alias: str, directory: Path) -> bool:
    """Check that the database has its ledger's tables and all its guards; false where it lacks what came later.

    Raises RecordError.
    """
    known, applied = known_migrations(), applied_migrations(alias)
    if newer := sorted(name for app, name in applied - known if app == "record"):
        raise RecordError(
            f"{directory} was written by a newer version of Canvass (it has the change {newer[0]}). "
            "Use that version or a later one."
        )
    lacking = sorted(name for app, name in known - applied if app == "record")
    if not FIRST_VERSION.isdisjoint(lacking):
        raise RecordError(
            f"{directory} is not a complete record: its database lacks {lacking[0]}. Restore the last good copy of "
            "the directory, or open a new record with `canvass new`."
        )
    with connections[alias].cursor() as cursor:
        cursor.execute(LISTING[connections[alias].vendor])
        present = {row[0] for row in cursor.fetchall()}
    if missing := sorted(NAMES - present):
        raise RecordError(
            f"The database of {directory} was altered: its guard {missing[0]} is gone. Keep the record as it is for "
            "the inquiry and restore the last good copy."
        )
    return not lacking


def hold_ledger(alias: str) -> None:
    """Within a transaction: let nobody else append until it ends. SQLite's transactions begin so (IMMEDIATE)."""
    if connections[alias].vendor == "postgresql":
        with connections[alias].cursor() as cursor:
            cursor.execute("lock table ledger in share row exclusive mode")


@contextmanager
def database_errors(directory: Path) -> Iterator[None]:
    """Tell what the database refuses as a CanvassError."""
    try:
        yield
    except DatabaseError as error:
        raise _told(error, directory) from error


def _told(error: DatabaseError, directory: Path) -> CanvassError:
    text = str(error)
    if isinstance(error, IntegrityError) or any(refusal in text for refusal in REFUSALS):
        return RecordError(
            f"The record {directory} refused an entry: {text}. Nothing of this step was written. Run the same command "
            "again; if it is refused again, run `canvass verify`."
        )
    if "full" in text or "No space left" in text:
        return full_disk(directory)
    if "malformed" in text or "not a database" in text or "no such table" in text:
        return RecordError(
            f"The database of {directory} is damaged ({text}). Keep it as it is and restore the last good copy of the "
            "directory."
        )
    return EnvironmentFault(
        f"The database of {directory} refused the work: {text}. Nothing of this step was written. Check the disk and "
        "who may write there, then run the same command again."
    )
