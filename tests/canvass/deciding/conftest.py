"""A record with ballots that wait for two boards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from canvass.deciding.decisions import Deciding
from tests.canvass.deciding.waiting_ballots import EAST, WEST, board, overvoted
from tests.tabulate.ledger_makers import batch_opened, unread_sheet_entry

if TYPE_CHECKING:
    from canvass.record.store import Record


@pytest.fixture
def waiting(record: Record) -> Record:
    """A record with three overvoted sheets and one that could not be read, and two boards."""
    sheets = [overvoted(record, number) for number in (1, 2, 3)]
    record.append([batch_opened("P-1"), *sheets, unread_sheet_entry("P-1", 4)])
    for appointed in (board("east", EAST), board("west", WEST)):
        Deciding(record).enter(appointed)
    return record
