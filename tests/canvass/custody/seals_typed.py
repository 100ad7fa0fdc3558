"""What a clerk types of a container, and what the record then holds."""

from __future__ import annotations

from pathlib import Path

from canvass.cli import run
from canvass.record import open_record
from tabulate.board.custody.kept_containers import Custody
from tabulate.ledger.fold import fold

JUDGES = ("--signer", "Ada Ash=chief", "--signer", "Bo Birch=judge", "--signer", "Cy Cole=election judge")
CLERK = "Dee Clerk=administrator"
BY = ("--by", "Dee Clerk")
WHERE = ("--precinct", "P01", "--batch", "P01-polls")
SEALED = ("P01-3", *WHERE, "--seal", "10421", "--seal", "10422", *JUDGES, *BY)
UNUSED = ("--holds", "unused", "--precinct", "P01")
ORDER = ("--ground", "court-order", "--paper", "DV-26-14", "--present", CLERK, *BY)


def seals(record: Path, *words: str) -> int:
    return run(["seals", words[0], str(record), *words[1:]])


def entries_of(record: Path) -> list[str]:
    with open_record(record) as opened:
        return [entry.kind for entry in opened.entries()]


def custody_of(record: Path) -> Custody:
    with open_record(record) as opened:
        return fold(opened.outlines()).board.office.custody
