"""What reading costs beyond opening and decoding, and what a second thread brings, of simulated and of real JPEG."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from statistics import median
from time import perf_counter

import numpy as np
import simplejpeg
from numba import njit

from benchmarks.measures import MeasuredFigure, WrongAnswer, at_least, at_most, paired_ratio, take_turns
from benchmarks.stacks import Stack, TimedSheets
from imaging.pages import PlannedSheet, load_sheet
from imaging.reader import read_sheet
from imaging.sheets import PageImage, ReadSheet, ScannedSheet

PASSES_GOAL = 10.0
THREADS_GOAL = 1.8
TARGETS = 40
ROUNDS = 5
_ROUNDS_OF_THREADS = 7


def measure_reading(sheets: TimedSheets) -> list[MeasuredFigure]:
    """The rows about reading sheets whose readings have been checked."""
    pairs = [
        take_turns([partial(_open_and_decode, sheet), partial(sheets.read, sheet)], ROUNDS) for sheet in sheets.planned
    ]
    ratios = [paired_ratio(read, decode) for decode, read in pairs]
    each = median(median(read) for _, read in pairs)
    beyond = median(
        median(whole - least for least, whole in zip(decode, read, strict=True)) / len(sheet.pages)
        for (decode, read), sheet in zip(pairs, sheets.planned, strict=True)
    )
    return [
        at_most(f"whole read / open and decode alone: {sheets.name}", median(ratios), "times", sheets.goal),
        MeasuredFigure(f"reading beyond decoding: {sheets.name}", 1000 * beyond, "ms a page"),
        MeasuredFigure(f"whole read, one thread: {sheets.name}", 1 / each, "sheets/s"),
    ]


def measure_one_pass_and_threads(stack: Stack) -> list[MeasuredFigure]:
    """What a page costs in passes over it, and what a second thread brings, for a stack that has been checked."""
    return [_measure_passes(stack), _measure_threads(stack)]


def _open_and_decode(sheet: PlannedSheet) -> None:
    """The least there is to do: the file's bytes to gray pixels, without hash or check."""
    for page in sheet.pages:
        simplejpeg.decode_jpeg(page.path.read_bytes(), "GRAY")


def _measure_passes(stack: Stack) -> MeasuredFigure:
    """Everything but decode and hash of a page with 40 targets, in passes over it; both with the page in the cache."""
    ratios = []
    for planned in stack.planned:
        page = _dense_page(stack, load_sheet(planned).sheet)
        sheet = ScannedSheet(planned.number, (page,))
        read, one_pass = take_turns(
            [partial(read_sheet, sheet, stack.layouts, 1), partial(_sum, page.gray)], ROUNDS, warm_up=2
        )
        ratios.append(paired_ratio(read, one_pass))
    name = f"all but decode and hash, {TARGETS} targets, {stack.dpi} dpi / one pass over the page"
    return at_most(name, median(ratios), "passes", PASSES_GOAL)


def _dense_page(stack: Stack, sheet: ScannedSheet) -> PageImage:
    """The side with 40 targets. Raises WrongAnswer where none can be read by itself."""
    for page in sheet.pages:
        if isinstance(page, PageImage):
            reading = read_sheet(ScannedSheet(sheet.number, (page,)), stack.layouts, 1)
            if isinstance(reading, ReadSheet) and len(reading.targets) == TARGETS:
                return page
    raise WrongAnswer(f"{stack.dpi} dpi: sheet {sheet.number} has no side with {TARGETS} targets that is read")


@njit("int64(uint8[:, ::1])", cache=True, nogil=True)
def _sum(page):  # type: ignore[no-untyped-def]
    total = np.int64(0)
    for row in range(page.shape[0]):
        for col in range(page.shape[1]):
            total += page[row, col]
    return total


def _measure_threads(stack: Stack) -> MeasuredFigure:
    alone, together = take_turns(
        [partial(_read_all, stack, 1), partial(_read_all, stack, 2)], _ROUNDS_OF_THREADS, clock=perf_counter
    )
    name = f"two threads / one: gray JPEG {stack.dpi} dpi"
    return at_least(name, paired_ratio(alone, together), "times", THREADS_GOAL)


def _read_all(stack: Stack, threads: int) -> None:
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(stack.read, stack.planned):
            pass
