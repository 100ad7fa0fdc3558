"""Each kind of entry is written, chained and read as version 0.1.0 did: its bytes and hashes never move."""

import json
from pathlib import Path
from typing import get_args

import pytest

from tabulate.ledger.chain import ChainedEntry, verify_chain
from tabulate.ledger.entries import KINDS, Entry
from tests.tabulate.every_entry import EVERY_ENTRY, LATER_ENTRIES
from tests.tabulate.ledger_makers import chain

LINES = (Path(__file__).parents[1] / "records" / "0.1.0" / "entries.jsonl").read_text().splitlines()
GOLDEN = [ChainedEntry(*json.loads(line)) for line in LINES]


def test_no_kind_is_missing() -> None:
    assert {entry.kind for entry in (*EVERY_ENTRY, *LATER_ENTRIES)} == set(KINDS)
    assert len(KINDS) == len(get_args(Entry)), "two kinds have one name"


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: f"{row.number} {row.kind}")
def test_an_entry_is_written_and_chained_as_it_was(row: ChainedEntry) -> None:
    assert chain(list(EVERY_ENTRY))[row.number - 1] == row


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: f"{row.number} {row.kind}")
def test_a_line_of_then_says_what_it_said(row: ChainedEntry) -> None:
    assert row.entry() == EVERY_ENTRY[row.number - 1]


@pytest.mark.parametrize("entry", LATER_ENTRIES, ids=lambda entry: entry.kind)
def test_what_came_later_is_read_as_it_was_written(entry: Entry) -> None:
    (row,) = chain([entry])
    assert row.entry() == entry


def test_the_chain_of_then_is_whole_and_covers_every_entry() -> None:
    assert len(list(verify_chain(GOLDEN))) == len(EVERY_ENTRY)
