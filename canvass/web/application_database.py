"""The application's database: accounts, sessions, lock-outs. Never in the ledger's file, which is published."""

import os
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections

from canvass.errors import InputError, disk_errors
from canvass.record.database import applied_migrations, database_errors, known_migrations
from canvass.settings import database_of

APPLICATION_FILE = "application.sqlite3"
_LABELS = ("contenttypes", "auth", "sessions", "accounts")


def database_of_application(directory: Path) -> dict[str, Any]:
    """Django's description: a file beside the ledger's, or the same PostgreSQL database."""
    return database_of(directory, APPLICATION_FILE)


def create_application_tables(directory: Path) -> None:
    """Bring the database to this version; only its owner may read the file. Raises InputError, EnvironmentFault."""
    if connections["default"].vendor == "sqlite":
        _make_private(directory / APPLICATION_FILE)
    with database_errors(directory):
        known, applied = known_migrations(), applied_migrations("default")
        if newer := sorted(name for label, name in applied - known if label in _LABELS):
            raise InputError(
                f"The accounts of {directory} were written by a newer version of Canvass (they have the change "
                f"{newer[0]}). Use that version or a later one."
            )
        if any(label in _LABELS for label, _ in known - applied):
            for label in _LABELS:
                call_command("migrate", label, database="default", verbosity=0, interactive=False)


def _make_private(file: Path) -> None:
    with disk_errors(file):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        file.chmod(0o600)
