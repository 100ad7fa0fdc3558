"""The databases of records, migrated once a process; every further one begins as a copy of what the migrations made."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.db import connections

from canvass.record.database import create_tables
from canvass.web.application_database import create_application_tables


class MigratedOnce:
    """Stands where tables are made. The first new database of each kind is migrated in earnest, and kept."""

    def __init__(self, folder: Path) -> None:
        """`folder` is for the databases that are copied."""
        self._folder = folder

    def create_tables(self, alias: str) -> None:
        """As the ledger's own."""
        self._make(alias, partial(create_tables, alias))

    def create_application_tables(self, directory: Path) -> None:
        """As the application's own, which checks a copy as it checks every database that it finds."""
        make = partial(create_application_tables, directory)
        if self._make("default", make):
            make()

    def _make(self, alias: str, make: Callable[[], None]) -> bool:
        """Copy what was kept, or make what is kept from now on; true for a copy."""
        connection = connections[alias]
        file = Path(str(connection.settings_dict["NAME"]))
        kept = self._folder / file.name
        new = connection.vendor == "sqlite" and not file.exists()
        if new and kept.exists():
            shutil.copyfile(kept, file)
            return True
        make()
        if new:
            with closing(sqlite3.connect(kept)) as copy:
                connection.connection.backup(copy)
        return False

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Until it is left, this process makes new records and their accounts so."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("canvass.record.opening.create_tables", self.create_tables)
            patch.setattr("canvass.web.served.create_application_tables", self.create_application_tables)
            yield
