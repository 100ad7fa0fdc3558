"""The ledger in PostgreSQL only grows, as in SQLite: the database itself refuses all else."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connections, transaction

from canvass.errors import RecordError
from canvass.record import open_record
from canvass.record.database import database_errors
from canvass.verifying.ledger import verify_ledger
from tabulate.ledger.fold import fold
from tests.canvass.repeated_sheets.papers_made import MORNING, SHEETS, count_quietly
from tests.canvass.stations.cluster import needs_postgresql
from tests.canvass.stations.conftest import Stations

pytestmark = needs_postgresql
REFUSED = (
    ("update ledger set body = '{}' where number = 2", "nothing in it is changed"),
    ("delete from ledger where number = (select max(number) from ledger)", "nothing in it is changed or deleted"),
    ("truncate ledger cascade", "nothing in it is changed or deleted"),
    ("truncate sheet_image", "nothing in it is changed or deleted"),
    ("insert into ledger select number + 5, kind, written_at, body, previous, hash from ledger", "only at the end"),
    ("update sheet_image set occurrence = null", "nothing in it is changed"),
    ("delete from sheet_image", "nothing in it is changed or deleted"),
    (
        "insert into sheet_image (entry_id, batch, sheet, file, page, sha256, occurrence) "
        "select entry_id, batch, sheet, file, page, sha256, occurrence from sheet_image limit 1",
        "already counted",
    ),
)


@pytest.mark.parametrize(("statement", "why"), [REFUSED[0], REFUSED[4], REFUSED[-1]])
def test_what_a_guard_refuses_is_no_fault_of_a_disk(stations: Stations, first: Path, statement: str, why: str) -> None:
    with open_record(stations.left) as record:
        count_quietly(record, first, MORNING)
        with (
            pytest.raises(RecordError, match=f"refused an entry: .*{why}"),
            database_errors(record.directory),
            connections[record.alias].cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_line_to_the_database_that_breaks_lets_go_of_what_was_held(stations: Stations) -> None:
    with open_record(stations.left) as left, open_record(stations.right) as right:
        with left.counting("morning"), connections[right.alias].cursor() as cursor:
            cursor.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'")
        with right.counting():
            pass


def test_the_ledger_only_grows_and_verifies(stations: Stations, first: Path) -> None:
    with open_record(stations.left) as record:
        count_quietly(record, first, MORNING)
        for statement, why in REFUSED:
            with (
                pytest.raises(DatabaseError, match=why),
                transaction.atomic(using=record.alias),
                connections[record.alias].cursor() as cursor,
            ):
                cursor.execute(statement)
        assert sum(fold(record.entries()).real.sheets.values()) == SHEETS
        assert verify_ledger(record).problems == []
