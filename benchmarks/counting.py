"""What the record costs: `canvass count` with ledger, stored images and full sync, beside reading the same folder."""

from functools import partial
from itertools import count as numbers
from pathlib import Path
from time import perf_counter

from benchmarks.measures import MeasuredFigure, WrongAnswer, at_most, paired_ratio, take_turns
from benchmarks.stacks import Stack, other_sheets
from canvass import VERSION
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.reading.outcomes import outcome_of_side, read_loaded
from canvass.reading.pipeline import in_order, workers
from canvass.reading.self_test import run_self_test
from canvass.record import create_record, open_record
from imaging.pages import PlannedSheet, find_scans, load_sheet, plan_sheets
from tabulate.rules_edition import CURRENT_RULES

GOAL = 1.3
SHEETS = 96
ROUNDS = 5


def measure_counting(stack: Stack, folder: Path) -> list[MeasuredFigure]:
    """Count a folder into a new record and read it without one, in turn. Raises WrongAnswer where a sheet is lost."""
    scans = other_sheets(stack, folder / "to-count", SHEETS, 1)
    names = numbers(1)
    records = [_new_record(stack, folder / f"record-{next(names)}") for _ in range(ROUNDS + 1)]
    counting, reading = take_turns(
        [partial(_count, records, scans), partial(_read, stack, scans)], ROUNDS, clock=perf_counter
    )
    name = f"canvass count / reading alone: {SHEETS} sheets, gray JPEG {stack.dpi} dpi"
    return [
        at_most(name, paired_ratio(counting, reading), "times", GOAL),
        MeasuredFigure(f"canvass count: gray JPEG {stack.dpi} dpi", SHEETS / min(counting), "sheets/s"),
    ]


def _new_record(stack: Stack, directory: Path) -> Path:
    create_record(directory, stack.definition, VERSION, run_self_test()).close()
    return directory


def _count(records: list[Path], scans: Path) -> None:
    with open_record(records.pop()) as record:
        report = count(record, scans, BatchRequest("A", "left-scanner"), SilentProgress())
    if (report.sheets, report.not_read) != (SHEETS, 0):
        raise WrongAnswer(f"{report.sheets} of {SHEETS} sheets were counted, {report.not_read} not read")


def _read(stack: Stack, scans: Path) -> None:
    """As `canvass read` does, in as many threads as `canvass count` has."""
    run_self_test()
    planned = plan_sheets(find_scans(scans).files, 2)
    threads = workers()
    done = sum(1 for _ in in_order(partial(_outcome, stack), planned, threads, threads * 12))
    if done != SHEETS:
        raise WrongAnswer(f"{done} of {SHEETS} sheets were read")


def _outcome(stack: Stack, planned: PlannedSheet) -> object:
    loaded = load_sheet(planned)
    return outcome_of_side(loaded.sheet, read_loaded(loaded, stack.layouts, 2), stack.election, CURRENT_RULES)
