"""The demonstration: a small simulated county is printed, marked, scanned, counted, and held against the truth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from canvass import clock
from canvass.console.progress import Progress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import CountReport, count
from canvass.reading.pipeline import workers
from imaging.sheets import Mark, ReadSheet, TargetReading
from tabulate.hours import lawful_closing
from tabulate.ledger.batch_kinds import BatchKind, hour_of
from tabulate.ledger.entries import SheetCounted, SheetQuestioned, images_of
from test_ballots.counties import small_county
from test_ballots.demo import CountyPaths, write_demo_county
from test_ballots.voters.true_marks import SheetTruth, TargetTruth, TrueMark

if TYPE_CHECKING:
    from canvass.record.store import Record

BATCH = "DEMO-001"
TITLE = "Demonstration Election"
"""On every ballot and every page."""


@dataclass(frozen=True, slots=True)
class TruthCheck:
    """What the reader saw, held against what the simulated pens did."""

    ovals: int = 0
    right: int = 0
    for_the_board: int = 0
    """Marks left to the counting board."""
    wrong: int = 0
    """A mark that was plainly meant read as empty, or a vote where nobody made one."""


def make_county(folder: Path, seed: int, sheets: int, day: date) -> CountyPaths:
    """Print, mark and scan the ballots of an election on that day into `folder`."""
    plan = replace(small_county(seed), title=TITLE, polls_close=lawful_closing(day))
    return write_demo_county(folder, seed, sheets, processes=workers(), plan=plan)


def count_county(record: "Record", county: CountyPaths, progress: Progress) -> CountReport:
    """Count the county's scans as one batch; as a test deck while ballots may not be counted yet."""
    kind = BatchKind.TEST if rehearsed(record) else BatchKind.POLLS
    request = BatchRequest(BATCH, "simulated scanner", kind, expected_sheets=len(county.deck.truth.sheets))
    return count(record, county.deck.scans, request, progress)


def rehearsed(record: "Record") -> bool:
    """Whether the count is a rehearsal, with a test batch: before ballots of the election may be counted."""
    earliest = hour_of(BatchKind.POLLS, record.election)
    return earliest is not None and not earliest.open_at(clock.now())


def compare_with_truth(record: "Record", county: CountyPaths) -> TruthCheck:
    """Hold every oval of every sheet that was read against the truth of its file."""
    truths: Mapping[str, SheetTruth] = {file: sheet for sheet in county.deck.truth.sheets for file in sheet.files}
    ovals = right = board = wrong = 0
    for entry in record.entries():
        if not isinstance(entry, SheetCounted | SheetQuestioned) or not isinstance(entry.reading, ReadSheet):
            continue
        truth = _truth_of(images_of(entry)[0].file, truths)
        for target, said in zip(entry.reading.targets, truth.targets, strict=True):
            ovals += 1
            verdict = _verdict(target, said)
            right += verdict is True
            board += verdict is None
            wrong += verdict is False
    return TruthCheck(ovals, right, board, wrong)


def _truth_of(file: str, truths: Mapping[str, SheetTruth]) -> SheetTruth:
    return truths[file] if file in truths else truths[f"scans/{file}"]


def _verdict(target: TargetReading, said: TargetTruth) -> bool | None:
    """True: right, or a slight mark on which people may differ. None: left to people. False: a vote moved."""
    if target.mark is Mark.AMBIGUOUS:
        return None
    marked = target.mark is Mark.MARKED
    match said.mark:
        case TrueMark.YES:
            return marked
        case TrueMark.NO:
            return not marked
        case TrueMark.MARGINAL:
            return said.intent is None or said.intent is marked
