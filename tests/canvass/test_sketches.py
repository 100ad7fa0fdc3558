"""What a count looks through of the papers it knows: written with the fingerprints, filled in for records of before."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from canvass.errors import RecordError
from canvass.reading.self_test import run_self_test
from canvass.record import create_record, open_record
from imaging.layout import CardId
from imaging.papers.ink_index import WAVES
from imaging.sheets import InkFingerprint
from tabulate.board.places import SheetName
from test_ballots.counties import small_county
from test_ballots.definition import election_of

if TYPE_CHECKING:
    from canvass.record.store import Record

MARKS = (2, 3, 5, 14, 0)
"""Of the sheets of each batch; two of them have too few to be like any other."""


def ink_of(seed: int, marks: int) -> InkFingerprint:
    shapes = np.random.default_rng(seed).normal(0, 40, (marks, 48))
    shapes = np.clip(np.rint(shapes), -127, 127).astype(np.int8)
    return InkFingerprint(tuple(range(1, marks + 1)), shapes.tobytes().hex(), 30)


@pytest.fixture
def record(tmp_path: Path) -> "Iterator[Record]":
    _, definition = election_of(small_county(29))
    with create_record(tmp_path / "record", definition, "0.1.0", run_self_test()) as opened:
        yield opened


def keep(record: "Record", batch: str, first: int, repeats: int | None = None) -> None:
    """Fingerprints of a batch's sheets, with entries of another kind under them: what they say is not asked."""
    from canvass.record.ink.fingerprints import SheetInk

    head = record.append([next(record.entries())] * len(MARKS))
    numbers = range(head.number - len(MARKS) + 1, head.number + 1)
    card = record.election.cards[0].id
    sheets = {
        number: SheetInk(SheetName(batch, place), card, ink_of(first + place, marks), repeats)
        for place, (number, marks) in enumerate(zip(numbers, MARKS, strict=True), start=1)
    }
    record.keep_ink(sheets)


def known(record: "Record", seeds: Sequence[int], leave_out: frozenset[str] = frozenset()) -> list[str | None]:
    """For sheets with fourteen marks of these seeds, the batch where the paper is found."""
    from canvass.record.ink.search import InkSearch

    search = InkSearch(record.alias, record.election, leave_out)
    card = CardId(record.election.cards[0].id)
    found = [search.find(card, ink_of(seed, 14)) for seed in seeds]
    return [one.name.batch if one else None for one in found]


def change_database(record: "Record", *changes: str) -> None:
    with closing(sqlite3.connect(record.directory / "ledger.sqlite3")) as database:
        for change in changes:
            database.execute(change)
        database.commit()


def sketches_in(record: "Record") -> list[tuple[bytes, bytes]]:
    with closing(sqlite3.connect(record.directory / "ledger.sqlite3")) as database:
        return database.execute("select sheets, marks from fingerprint_sketch order by id").fetchall()


def test_papers_are_found_by_card_and_batch_and_repeated_ones_are_not_looked_up(record: "Record") -> None:
    keep(record, "morning", 100)
    keep(record, "evening", 200)
    keep(record, "repeated", 300, repeats=2)
    assert known(record, [104, 204, 304, 404]) == ["morning", "evening", None, None]
    assert known(record, [104, 204], frozenset({"evening"})) == ["morning", None]


def test_sheets_that_were_just_written_are_found_too(record: "Record") -> None:
    from canvass.record.ink.fingerprints import SheetInk
    from canvass.record.ink.search import InkSearch

    keep(record, "morning", 100)
    search, card = InkSearch(record.alias, record.election, frozenset()), record.election.cards[0].id
    assert search.find(card, ink_of(204, 14)) is None
    keep(record, "evening", 200)
    entry = record.head().number - 1
    sheet = SheetInk(SheetName("evening", 4), card, ink_of(204, 14))
    search.add({entry: sheet, entry + 1: SheetInk(SheetName("evening", 5), card, ink_of(1, 2))})
    found = search.find(card, ink_of(204, 14))
    assert found is not None
    assert (found.entry, found.name) == (entry, SheetName("evening", 4))


@pytest.mark.usefixtures("of_format_1")
def test_a_record_without_sketches_gets_them_when_it_is_opened(record: "Record") -> None:
    keep(record, "morning", 100)
    keep(record, "evening", 200)
    keep(record, "repeated", 300, repeats=2)
    before = sketches_in(record)
    change_database(
        record,
        "drop table left_for_later",
        "drop table fingerprint_sketch",
        "alter table ledger drop column salt",
        "delete from django_migrations where app = 'record' and name > '0005'",
    )
    with open_record(record.directory) as again:
        assert known(again, [104, 204, 304]) == ["morning", "evening", None]
    assert len(before) == 2
    assert sketches_in(record) == before


@pytest.mark.parametrize(
    ("change", "sheets"),
    [
        ("delete from fingerprint_sketch where batch = 'evening'", [2, 3, 4]),
        ("update fingerprint_sketch set batch = 'morning'", [2, 3, 4]),
        ("update fingerprint_sketch set card = 'another' where batch = 'evening'", [2, 3, 4]),
        ("delete from fingerprint where batch = 'evening' and sheet = 3", [3]),
        ("update fingerprint set marks = substr(marks, 51) where batch = 'evening' and sheet = 4", [4]),
    ],
)
def test_sketches_that_are_not_of_the_fingerprints_are_told(record: "Record", change: str, sheets: list[int]) -> None:
    from canvass.record.ink.keeping import differing_sketches

    keep(record, "morning", 100)
    keep(record, "evening", 200)
    assert differing_sketches(record.alias) == []
    first = record.head().number - len(MARKS)
    change_database(record, change)
    assert differing_sketches(record.alias) == [first + sheet for sheet in sheets]


def test_sketches_that_are_damaged_stop_the_count(record: "Record") -> None:
    keep(record, "morning", 100)
    change_database(record, "update fingerprint_sketch set sheets = x'0102'")
    with pytest.raises(RecordError, match="table of sketches is damaged"):
        known(record, [104])


def test_a_shape_takes_a_byte_for_each_wave() -> None:
    from canvass.record.tables.mark_bytes import SHAPE_BYTES

    assert SHAPE_BYTES == WAVES
