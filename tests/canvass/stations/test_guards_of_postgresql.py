"""The ledger in PostgreSQL only grows, as in SQLite: the database itself refuses all else."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connections, transaction

from canvass.record import open_record
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
