"""Run the benchmarks of the issue's table, print it, write benchmarks/latest.json and draw a picture: `make bench`."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from benchmarks.counting import measure_counting
from benchmarks.decoding import measure_decoding
from benchmarks.folders import measure_folders
from benchmarks.growing import measure_growth
from benchmarks.measures import LATEST, ROOT, MeasuredFigure, commit, machine, table, write_measures
from benchmarks.page_time import PICTURE, draw_page_times, time_pages
from benchmarks.reading import measure_one_pass_and_threads, measure_reading
from benchmarks.real_sheets import TIMING_MARKS
from benchmarks.real_stacks import GRID_GOALS, real_stacks
from benchmarks.stacks import PLAIN, Stack, make_stack
from benchmarks.start_up import measure_start_up
from imaging.pages import load_sheet
from imaging.sheets import PageImage

Result = TypeVar("Result")
SHEETS = 12
GOALS = {200: 1.2, 300: 1.15}
"""Of the benchmark's own noisy sheets, whose files are large: decoding them is most of the work."""


def main() -> None:
    """MeasuredFigure in a temporary folder, a few minutes."""
    where = f"{machine()}; commit {commit()}"
    print(where)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stacks = _told("drawing, marking, scanning and checking sheets", lambda: _stacks(folder))
        plain = _told("the same as real scans are", lambda: _plain_stacks(folder))
        real = _told("checking real sheets", lambda: list(real_stacks()))
        timed = [stack.timed(GOALS[stack.dpi]) for stack in stacks]
        timed += [stack.timed(GRID_GOALS[stack.dpi]) for stack in plain] + real
        parts: list[tuple[str, Callable[[], list[MeasuredFigure]]]] = [
            ("reading", lambda: [one for sheets in timed for one in measure_reading(sheets)]),
            ("threads", lambda: [one for stack in stacks for one in measure_one_pass_and_threads(stack)]),
            ("decoding", lambda: measure_decoding({stack.dpi: _page(stack).gray for stack in stacks})),
            ("counting", lambda: measure_counting(stacks[0], folder)),
            ("folders", lambda: measure_folders(plain[0], folder)),
            ("a record of 100,000 sheets", lambda: measure_growth(stacks[0], folder)),
            ("start-up", lambda: measure_start_up(folder)),
        ]
        measures = [one for what, work in parts for one in _shown(_told(what, work))]
        gridded = timed[: len(stacks) + len(plain)] + [one for one in real if TIMING_MARKS in one.name]
        times = _told("the steps of a page", lambda: [time_pages(sheets) for sheets in gridded])
    if not real:
        print("No real sheets lie beside the repository: none was measured.")
    write_measures(measures)
    draw_page_times(times, where)
    print(f"written to {LATEST.relative_to(ROOT)} and {PICTURE.relative_to(ROOT)}")


def _told(what: str, work: Callable[[], Result]) -> Result:
    print(f"{what} ...", file=sys.stderr, end=" ", flush=True)
    start = perf_counter()
    result = work()
    print(f"{perf_counter() - start:.0f} s", file=sys.stderr)
    return result


def _shown(measures: list[MeasuredFigure]) -> list[MeasuredFigure]:
    """The same, printed at once: what was measured before a run is stopped is not lost."""
    print(table(measures), flush=True)
    return measures


def _stacks(folder: Path) -> list[Stack]:
    return [make_stack(folder, dpi, SHEETS) for dpi in GOALS]


def _plain_stacks(folder: Path) -> list[Stack]:
    return [make_stack(folder, dpi, SHEETS, PLAIN) for dpi in GRID_GOALS]


def _page(stack: Stack) -> PageImage:
    page = load_sheet(stack.planned[0]).sheet.pages[0]
    assert isinstance(page, PageImage)
    return page


if __name__ == "__main__":
    main()
