"""Voted papers of a small county and scans of them, and what a count of them came to."""

import itertools
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from imaging.sheets import ReasonCode
from tabulate.ledger.entries import SheetEntry, SheetNotRead
from test_ballots.counties import small_county
from test_ballots.decks import CAREFUL, CLEAN_SCANNING, OFFICE_SCANNING
from test_ballots.definition import election_of
from test_ballots.press import Press
from test_ballots.scanning.files import FileKind
from test_ballots.sheets import SheetFiles, make_sheet

if TYPE_CHECKING:
    from canvass.record.store import Record

SEED, SHEETS = 29, 6
ANOTHER_SCANNER = replace(OFFICE_SCANNING, dpis=(150,), kinds=(FileKind.TIFF_G4,))
MORNING = BatchRequest("morning", "scanner 1")
EVENING = BatchRequest("evening", "scanner 2")


class Papers:
    """Voted papers of one county, and folders of their scans."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        election, self.definition = election_of(small_county(SEED))
        self._press = Press(election)

    def scanned(self, numbers: range) -> Path:
        return self._written(
            f"first-{numbers.start}",
            [make_sheet(self._press, number, SEED, CAREFUL, CLEAN_SCANNING) for number in numbers],
        )

    def scanned_again(self, numbers: range) -> Path:
        return self._written(
            f"again-{numbers.start}",
            [
                make_sheet(self._press, number, SEED, CAREFUL, ANOTHER_SCANNER, 1, first_scanning=CLEAN_SCANNING)
                for number in numbers
            ],
        )

    def _written(self, name: str, sheets: list[SheetFiles]) -> Path:
        scans = self.folder / name
        if not scans.exists():
            scans.mkdir()
            for sheet in sheets:
                for file, content in zip(sheet.names, sheet.contents, strict=True):
                    (scans / file).write_bytes(content)
        return scans


def count_quietly(record: "Record", scans: Path, request: BatchRequest, after: int | None = None) -> None:
    asked = itertools.count(1)
    count(record, scans, request, SilentProgress(), lambda: after is not None and next(asked) >= after)


def sheets_of(record: "Record", batch: str) -> list[SheetEntry]:
    return [entry for entry in record.entries() if isinstance(entry, SheetEntry) and entry.batch == batch]


def are_set_aside(record: "Record", batch: str) -> list[bool]:
    return [
        isinstance(entry, SheetNotRead) and [one.code for one in entry.reading.reasons] == [ReasonCode.REPEATED_SHEET]
        for entry in sheets_of(record, batch)
    ]


def fingerprints_in(directory: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(directory / "ledger.sqlite3")) as database:
        return database.execute("select * from fingerprint order by entry_id").fetchall()
