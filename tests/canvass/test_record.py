"""The record on disk: whole or not there, guarded by its own database, and refused once it was altered."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass import VERSION
from canvass.errors import InputError, RecordError
from canvass.record import create_record, open_record
from canvass.record.image_index import key_of
from canvass.record.tables.guards import NAMES
from tabulate.board.batches.halts import CountHalted
from tabulate.board.places import SheetName
from tabulate.errors import DefinitionError
from tabulate.ledger.chain import verify_chain
from tabulate.ledger.entries import Access, AccessRecorded, AuditRecorded, Entry, RepeatAllowed, SheetCounted
from tabulate.ledger.errors import LedgerBroken
from tests.canvass.conftest import County
from tests.tabulate.ledger_makers import (
    ANN,
    BOB,
    batch_opened,
    read_sheet_entry,
    source,
    unread_sheet_entry,
    votes_for,
)

if TYPE_CHECKING:
    from canvass.record.store import Record

    NewRecord = Callable[[str], Record]


def sheet(number: int, file: str | None = None, batch: str = "P-1") -> Entry:
    return read_sheet_entry(batch, number, votes_for(ANN), file)


def raw(record: Record) -> closing[sqlite3.Connection]:
    """The database as any other program sees it."""
    return closing(sqlite3.connect(record.directory / "ledger.sqlite3"))


def filled(record: Record) -> Record:
    record.append([batch_opened("P-1"), sheet(1), sheet(2), unread_sheet_entry("P-1", 3)])
    return record


def without_guards(record: Record, statement: str) -> None:
    """Alter the database behind the record's back, guards taken away and put back."""
    with raw(record) as database, database:
        triggers = database.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in triggers:
            database.execute(f"drop trigger {name}")
        assert database.execute(statement).rowcount == 1
        for _, sql in triggers:
            database.execute(sql)


def test_a_new_record_holds_the_definition_as_given_and_one_entry(record: Record, county: County) -> None:
    assert (record.directory / "definition.json").read_bytes() == county.definition.read_bytes()
    assert [row.kind for row in record.ledger()] == ["record opened"]


def test_what_is_appended_comes_back_chained_after_reopening(record: Record) -> None:
    entries = [batch_opened("P-1"), sheet(1), unread_sheet_entry("P-1", 2)]
    head = record.append(entries)
    with open_record(record.directory) as again:
        assert list(again.entries())[1:] == entries
        assert again.head() == head
        assert len(list(verify_chain(again.ledger()))) == 4


def test_a_new_record_is_of_format_2_and_each_entry_has_a_salt_of_its_own(record: Record) -> None:
    filled(record)
    salts = {row.salt for row in record.ledger()}
    assert all('"ledger_format":2' in row.body for row in record.ledger() if row.number == 1)
    assert len(salts) == 5
    assert {len(salt) for salt in salts} == {64}


def test_a_salt_taken_away_is_found(record: Record) -> None:
    filled(record)
    without_guards(record, "update ledger set salt = '' where number = 3")
    with pytest.raises(LedgerBroken, match="entry 3"):
        list(record.entries())


def test_a_directory_in_use_is_left_alone(tmp_path: Path, county: County) -> None:
    (tmp_path / "letter.txt").write_text("dear aunt")
    with pytest.raises(InputError, match="not empty"):
        create_record(tmp_path, county.definition.read_bytes(), VERSION, "")
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_bad_definition_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError):
        create_record(tmp_path / "record", b"{}", VERSION, "")
    assert list(tmp_path.iterdir()) == []


def test_several_records_are_open_at_once_and_kept_apart(new_record: NewRecord) -> None:
    one, two = filled(new_record("one")), new_record("two")
    assert (one.head().number, two.head().number) == (5, 1)
    two.append([batch_opened("P-9")])
    assert one.batch_opened("P-9") is None


@pytest.mark.parametrize(
    "statement",
    [
        "update ledger set body = '{}' where number = 2",
        "update ledger set number = 9 where number = 4",
        "delete from ledger where number = 4",
        "delete from ledger",
        "insert into ledger select 9, kind, written_at, body, previous, hash, salt from ledger where number = 4",
        "insert into ledger select 5, kind, written_at, body, previous, hash, salt from ledger where number = 4",
        "insert or replace into ledger select number, kind, written_at, '{}', previous, hash, salt from ledger",
        "update ledger set salt = '' where number = 2",
        "replace into ledger (number, kind, written_at, body, previous, hash) values (1, 'a', 'b', 'c', 'd', 'e')",
        "insert into ledger values (6, 'batch opened', '', '{}', 'not the hash before', '', '')",
        "insert into ledger values (null, 'batch opened', '', '{}', '', '', '')",
        "update sheet_image set occurrence = null where id = 1",
        "update sheet_image set sha256 = 'x' where id = 1",
        "delete from sheet_image",
        "insert or replace into sheet_image select * from sheet_image where id = 1",
        "insert or replace into sheet_image (batch, sheet, file, page, sha256, occurrence, entry_id) "
        "select batch, sheet, file, page, sha256, occurrence, entry_id from sheet_image where id = 1",
        "insert into sheet_image (batch, sheet, file, page, sha256, occurrence, entry_id) "
        "select 'P-2', 1, 'other.png', page, sha256, 1, entry_id from sheet_image where id = 1",
        "insert into sheet_image (batch, sheet, file, page, sha256, occurrence, entry_id) "
        "select 'P-2', 1, 'other.png', page, sha256, 7, entry_id from sheet_image where id = 1",
    ],
)
def test_the_database_itself_refuses_to_change_or_delete(record: Record, statement: str) -> None:
    filled(record)
    before = (list(record.ledger()), list(record.indexed_images()))
    with raw(record) as database, pytest.raises(sqlite3.Error), database:
        database.execute(statement)
    assert (list(record.ledger()), list(record.indexed_images())) == before


def test_the_guards_are_the_ones_that_are_looked_for(record: Record) -> None:
    with raw(record) as database:
        names = {name for (name,) in database.execute("select name from sqlite_master where type = 'trigger'")}
    assert names == NAMES


def test_an_image_cannot_be_counted_twice_even_by_a_program_that_tries(record: Record) -> None:
    filled(record)
    with pytest.raises(RecordError, match="already counted"):
        record.append([sheet(4, "P-1-1.png")])
    assert record.head().number == 5


def test_what_holds_no_sheet_does_not_wait_for_images(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(record)
    monkeypatch.setattr(record.images, "settle", lambda: pytest.fail("no image was to be seen to"))
    record.append([AuditRecorded("audit opened", "{}"), CountHalted(None, "ada", "a noise")])
    assert record.head().number == 7


def test_ink_is_kept_with_the_entry_of_its_own_sheet_whatever_stands_between(record: Record) -> None:
    from canvass.record.ink.fingerprints import SheetInk, all_kept

    names = [SheetName("P-1", number) for number in (2, 1)]
    between = AccessRecorded("ada", "observer", Access.SIGNED_IN)
    entries: list[Entry] = [batch_opened("P-1"), between, sheet(1), unread_sheet_entry("P-1", 2), between, sheet(3)]
    kept = record.append_sheets(entries, [SheetInk(name, None, None) for name in names])
    assert {number: ink.name.sheet for number, ink in kept.items()} == {5: 2, 4: 1}
    assert [(entry, name.sheet) for entry, name, _ in all_kept(record.alias)] == [(4, 1), (5, 2)]


def test_ink_of_a_sheet_that_is_not_written_is_no_one_s(record: Record) -> None:
    from canvass.record.ink.fingerprints import SheetInk

    with pytest.raises(KeyError):
        record.append_sheets([batch_opened("P-1"), sheet(1)], [SheetInk(SheetName("P-1", 2), None, None)])
    assert record.head().number == 1


def test_two_sheets_of_one_commit_cannot_share_an_image(record: Record) -> None:
    record.append([batch_opened("P-1")])
    with pytest.raises(RecordError, match="already counted"):
        record.append([sheet(1, "same.png"), sheet(2, "same.png")])
    assert record.head().number == 2, "neither of the two may be written"


def test_an_image_that_counted_nothing_may_come_again(record: Record) -> None:
    filled(record)
    record.append([unread_sheet_entry("P-1", 4, "P-1-3.png")])
    assert record.counted_before([key_of(source("P-1-3.png"))]) == {}


def test_an_allowed_repeat_counts_once_more_and_says_so(record: Record) -> None:
    filled(record)
    image = source("P-1-1.png")
    record.append([RepeatAllowed("P-1", 4, image, "P-1", 1), sheet(4, "P-1-1.png")])
    rows = [(row.sheet, row.occurrence) for row in record.indexed_images() if row.source == image]
    assert rows == [(1, 1), (4, 2)]


def test_what_is_not_a_record_is_said_to_be_none(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(InputError, match="not an election record"):
            open_record(place)


def test_a_definition_changed_on_disk_is_refused(record: Record) -> None:
    file = record.directory / "definition.json"
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(RecordError, match="was changed since the record was opened"):
        open_record(record.directory)


def test_a_database_without_its_guards_is_refused(record: Record) -> None:
    with raw(record) as database, database:
        database.execute("drop trigger ledger_never_changes")
    with pytest.raises(RecordError, match="ledger_never_changes"):
        open_record(record.directory)


def test_a_record_of_a_newer_version_is_refused(record: Record) -> None:
    with raw(record) as database, database:
        database.execute(
            "insert into django_migrations (app, name, applied) values ('record', '0099_later', '2030-01-01')"
        )
    with pytest.raises(RecordError, match="newer version"):
        open_record(record.directory)


def test_a_file_that_is_no_database_is_refused(record: Record) -> None:
    record.close()
    for file in record.directory.glob("ledger.sqlite3*"):
        file.write_bytes(b"this is no database, but long enough to be taken for one" * 20)
    with pytest.raises(RecordError, match="damaged"):
        open_record(record.directory)


def test_a_body_altered_behind_the_record_s_back_keeps_a_hash_that_gives_it_away(record: Record) -> None:
    filled(record)
    without_guards(record, "update ledger set body = replace(body, '\"ann\"', '\"bob\"') where number = 3")
    (changed,) = [entry for entry in (row.entry() for row in record.ledger()) if entry == _for_bob()]
    assert isinstance(changed, SheetCounted)
    with pytest.raises(Exception, match="broken at entry 3"):
        list(record.entries())


def _for_bob() -> Entry:
    return read_sheet_entry("P-1", 1, votes_for(BOB))


def test_the_ledger_can_be_read_with_nothing_but_sqlite(record: Record) -> None:
    filled(record)
    with raw(record) as database:
        rows = database.execute("select number, kind, body from ledger order by number").fetchall()
    assert [number for number, _, _ in rows] == [1, 2, 3, 4, 5]
    assert json.loads(rows[2][2])["votes"]["contests"][0]["choices"] == ["ann"]


def test_every_commit_is_on_the_disk_before_it_returns(record: Record) -> None:
    with raw(record) as database:
        assert database.execute("pragma journal_mode").fetchone() == ("wal",)
    from django.db import connections

    with connections[record._alias].cursor() as cursor:
        cursor.execute("pragma synchronous")
        assert cursor.fetchone() == (2,), "2 is FULL"
