"""Entries of another system's cast vote records, which version 0.1.0 did not have."""

from tabulate.board.outside.record_entries import (
    DifferenceFinding,
    DifferenceFound,
    OutsideRecordsTaken,
    RecordsFile,
)
from tabulate.ledger.entries import Entry
from tests.tabulate.ledger_makers import MAYOR

RECORDS = OutsideRecordsTaken(
    (RecordsFile("Cast Vote Records.xlsx", "export", "ab" * 32, 91_204),),
    "ess-cvr",
    "ess-cvr | Example County | General Election | November 3, 2026",
    2_335,
    2_330,
    83,
    "cd" * 32,
    "the office calls it so",
    "clerk",
)
FOUND = DifferenceFound(89, "50113", MAYOR, DifferenceFinding.CANVASS, "seen on the paper", "clerk")
LATER_RECORD_ENTRIES: tuple[Entry, ...] = (RECORDS, FOUND)
"""More are added at the end of `later_entries.py`."""
