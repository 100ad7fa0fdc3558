"""Django's settings, in code: which tables exist, and where a record's database is.

A record's database is the SQLite file in its directory. Where the environment names CANVASS_DATABASE, as in
postgresql://user:secret@host:5432/general2026, the ledger is kept there instead (one database a record).
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from canvass.errors import InputError

DATABASE_FILE = "ledger.sqlite3"
DATABASE_VARIABLE = "CANVASS_DATABASE"
ROUTER = "canvass.record.router.RecordRouter"

# Full sync: a commit that returned is on the disk. WAL: readers never wait for the counting.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


def configure() -> None:
    """Set Django up, once a process. Databases are added as records are opened."""
    from django.apps import apps
    from django.conf import settings

    if settings.configured:
        return
    settings.configure(
        INSTALLED_APPS=["canvass.record.tables.apps.RecordConfig"],
        DATABASES={},
        DATABASE_ROUTERS=[ROUTER],
        USE_TZ=True,
        TIME_ZONE="UTC",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    # What `django.setup` does for the tables. It would load all that serves pages, too, which a command does not need.
    apps.populate(settings.INSTALLED_APPS)


def database_of(directory: Path, file: str = DATABASE_FILE) -> dict[str, Any]:
    """Django's description of the database of the record in `directory`. Raises InputError for a bad address.

    `file` is its name where it lies there: the ledger's, or that of the application's accounts.
    """
    address = os.environ.get(DATABASE_VARIABLE)
    return _postgresql(address) if address else _sqlite(directory / file)


def _sqlite(file: Path) -> dict[str, Any]:
    options = {"transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS, "timeout": 20}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": options}


def _postgresql(address: str) -> dict[str, Any]:
    try:
        parts = urlsplit(address)
        port = str(parts.port or "")
    except ValueError:  # of a bracket that is not closed, and of a port that is no number
        parts, port = urlsplit(""), ""
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise InputError(
            f"{DATABASE_VARIABLE} is not a PostgreSQL address: expected postgresql://user:secret@host:5432/database. "
            "Correct it, or remove it to keep the ledger in the record's directory."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
    }
