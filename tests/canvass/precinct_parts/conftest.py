"""The record of a county whose definition gives a precinct in parts, and its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass import VERSION, clock
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from canvass.web.served import serve_record
from tabulate.board.polls import PollsClosed
from tabulate.ledger.entries import BatchClosed
from tests.canvass.precinct_parts.split_county import AFTER, BALLOTS, CAST
from tests.canvass.web.served_records import Site, make_accounts, site_of
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import big_sky, sheets

if TYPE_CHECKING:
    from canvass.record.store import Record


@pytest.fixture
def split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """The county's record an hour after the polls closed, everything counted."""
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    with create_record(tmp_path / "record", as_bytes(big_sky()), VERSION, run_self_test()) as record:
        record.append([*sheets(record.election, "A", CAST), BatchClosed("A", BALLOTS, BALLOTS, 0, 0)])
        yield record


@pytest.fixture
def served(split: Record) -> Iterator[Site]:
    split.append([PollsClosed("clerk")])
    directory = split.directory
    split.close()
    with serve_record(directory):
        make_accounts()
    with site_of(directory) as site:
        yield site
