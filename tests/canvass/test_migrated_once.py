"""Records whose tables were copied are those that the migrations make."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from canvass import VERSION
from canvass.record import create_record
from canvass.record.opening import open_record
from canvass.web.served import serve_record
from tests.canvass.conftest import County
from tests.canvass.migrated_once import MigratedOnce


def what_is_in(file: Path) -> list[tuple[object, ...]]:
    """Every table, index and guard in the order made, and every migration applied."""
    with closing(sqlite3.connect(file)) as database:
        made = database.execute("select type, name, tbl_name, sql from sqlite_master order by rowid").fetchall()
        applied = database.execute("select app, name from django_migrations order by id").fetchall()
        options = [database.execute(f"pragma {one}").fetchone() for one in ("journal_mode", "page_size", "encoding")]
    return [*made, *applied, *options]


def test_a_copied_database_has_what_the_migrations_made(county: County, tmp_path: Path) -> None:
    for name in ("migrated", "copied"):
        (tmp_path / name).mkdir()
    migrating = MigratedOnce(tmp_path)
    with migrating.in_place():
        for name in ("migrated", "copied"):
            record = tmp_path / name / "record"
            create_record(record, county.definition.read_bytes(), VERSION, "0" * 64).close()
            with serve_record(record):
                pass
    for file in ("ledger.sqlite3", "application.sqlite3"):
        migrated, copied = (tmp_path / name / "record" / file for name in ("migrated", "copied"))
        assert what_is_in(migrated) == what_is_in(copied)
        assert len(what_is_in(copied)) > 10
        assert migrated.stat().st_mode == copied.stat().st_mode
    with open_record(tmp_path / "copied" / "record") as opened:
        assert opened.head().number == 1
