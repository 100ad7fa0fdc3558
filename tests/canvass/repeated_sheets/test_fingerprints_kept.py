"""Fingerprints are kept beside the ledger, are no part of it, and are held to it and to the images."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.console.progress import SilentProgress
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import verify_ledger
from tests.canvass.repeated_sheets.papers_made import EVENING, MORNING, SHEETS, count_quietly, fingerprints_in

if TYPE_CHECKING:
    from canvass.record.store import Record


def test_the_ledger_holds_no_fingerprint(record: "Record", first: Path) -> None:
    count_quietly(record, first, MORNING)
    kept = fingerprints_in(record.directory)
    assert len(kept) == SHEETS
    bodies = "".join(row.body for row in record.ledger())
    assert "fingerprint" not in bodies
    assert all(isinstance(row[6], bytes) and row[6] and row[6].hex() not in bodies for row in kept)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("update fingerprint set sheet = 99 where sheet = 2", "differs from the ledger"),
        ("update fingerprint set repeats_id = 3 where sheet = 2", "differs from the ledger"),
        ("delete from fingerprint where repeats_id is not null", "differs from the ledger"),
        ("delete from fingerprint_sketch where batch = 'morning'", "differs from the fingerprints"),
        ("update fingerprint_sketch set sheets = x'0102'", "table of sketches is damaged"),
    ],
)
def test_a_table_of_fingerprints_that_was_altered_is_told(
    record: "Record", first: Path, again: Path, change: str, found: str
) -> None:
    count_quietly(record, first, MORNING)
    count_quietly(record, again, EVENING)
    with closing(sqlite3.connect(record.directory / "ledger.sqlite3")) as database:
        database.execute(change)
        database.commit()
    assert any(found in problem for problem in verify_ledger(record).problems)


def test_a_fingerprint_that_is_not_of_the_stored_image_is_told(record: "Record", first: Path) -> None:
    count_quietly(record, first, MORNING)
    with closing(sqlite3.connect(record.directory / "ledger.sqlite3")) as database:
        database.execute("update fingerprint set marks = (select marks from fingerprint where sheet = 1)")
        database.commit()
    problems = verify_images(record, SHEETS, SilentProgress())
    assert [problem.split(":")[0] for problem in problems] == [
        f"Sheet {sheet} of batch morning" for sheet in range(2, SHEETS + 1)
    ]
