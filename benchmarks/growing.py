"""What a sheet costs in a record of 100,000 sheets, beside one of 1,000; and how much memory the count holds.

A small stack is counted, and its entries are repeated straight into the ledger under other numbers, batches and
images, with other ink, by the ledger's own writer. A batch of real sheets is then counted on top, each time of a copy
of the record and by a process of its own, so that its memory can be told. Opening the record, and reading what papers
it knows, is part of that count, and is told apart, too: by a count of a single sheet.
"""

import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.measures import ROOT, MeasuredFigure, WrongAnswer, at_most, paired_ratio
from benchmarks.stacks import Stack, other_sheets
from canvass import VERSION
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.counting.writer import SHEETS_A_COMMIT
from canvass.reading.self_test import run_self_test
from canvass.record import create_record, open_record
from imaging.papers.fingerprint import STEPS
from imaging.sheets import ImageSource, InkFingerprint, Mark, ReadSheet
from kernels.fingerprints import PICTURE_COLS, PICTURE_ROWS
from tabulate.board.places import SheetName
from tabulate.ledger.entries import BatchClosed, BatchOpened, Entry, SheetCounted, SheetQuestioned

if TYPE_CHECKING:
    from canvass.record.ink.fingerprints import SheetInk
    from canvass.record.store import Record

SMALL, LARGE = 1_000, 100_000
GOAL = 1.05
ROUNDS = 3
BATCH = 240
"""Sheets counted on top: a small precinct's."""
_SHEETS_A_BATCH = 496
_MODELS = 12
_WAVES = PICTURE_ROWS * PICTURE_COLS
_NOISE_PERMILLE = 80
"""Of gray scans at 200 dpi."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one process found: processor seconds, and the most memory it held."""

    first_sheet_s: float
    """A count of one sheet, the opening of the record with it."""
    a_sheet_s: float
    """Of a count of a whole batch, the opening of the record with it."""
    memory_mb: float


def measure_growth(stack: Stack, folder: Path, large: int = LARGE) -> list[MeasuredFigure]:
    """Count the same sheets into a small and a large record, in turn. Raises WrongAnswer where a sheet is lost."""
    small = _first_sheets(stack, folder / "record")
    grown = folder / "grown-record"
    with ThreadPoolExecutor(1) as meanwhile:
        drawn = meanwhile.submit(other_sheets, stack, folder / "on-top", BATCH + 1, 2)
        _grow(small, SMALL)
        shutil.copytree(small, grown)
        _grow(grown, large)
        scans = _apart(drawn.result())
    found: dict[Path, list[_Counted]] = {small: [], grown: []}
    for round_ in range(ROUNDS):
        for record in (small, grown) if round_ % 2 else (grown, small):
            found[record].append(_count_apart(record, scans, folder / "counted-record"))
    sizes = f"with {large:,} sheets in the record / with {SMALL:,}"
    a_sheet, held = _each(found, grown, small, "a_sheet_s"), _each(found, grown, small, "memory_mb")
    first = _each(found, grown, small, "first_sheet_s")
    return [
        at_most(f"cost a sheet of a batch of {BATCH} {sizes}", paired_ratio(*a_sheet), "times", GOAL),
        at_most(f"memory of the count {sizes}", paired_ratio(*held), "times", GOAL),
        MeasuredFigure("memory of the count", median(held[0]), "MB"),
        MeasuredFigure(f"opening and counting one sheet, with {large:,} sheets in the record", median(first[0]), "s"),
        MeasuredFigure(f"opening and counting one sheet, with {SMALL:,}", median(first[1]), "s"),
    ]


def _each(found: dict[Path, list[_Counted]], one: Path, other: Path, name: str) -> list[list[float]]:
    """A figure of every round, of two records."""
    return [[getattr(counted, name) for counted in found[record]] for record in (one, other)]


def _first_sheets(stack: Stack, directory: Path) -> Path:
    with create_record(directory, stack.definition, VERSION, run_self_test()) as record:
        count(record, stack.folder, BatchRequest("DECK", "left-scanner"), SilentProgress())
    return directory


def _grow(directory: Path, sheets: int) -> None:
    """Bring the record to so many sheets, a batch a transaction, and as many a commit as a count has."""
    with open_record(directory) as record:
        entries = list(record.entries())
        opened = next(entry for entry in entries if isinstance(entry, BatchOpened))
        held = sum(entry.sheets for entry in entries if isinstance(entry, BatchClosed))
        models = [_Model(entry) for entry in entries if isinstance(entry, SheetCounted | SheetQuestioned)][:_MODELS]
        while held < sheets:
            size = min(_SHEETS_A_BATCH, sheets - held)
            with record.writing():
                _add_batch(record, opened, models, f"B{held:06d}", size)
            held += size
        _, without_ink = record.papers_told()
        if without_ink:
            raise WrongAnswer(f"{without_ink} sheets of the grown record have no fingerprint")


def _add_batch(record: "Record", opened: BatchOpened, models: Sequence["_Model"], name: str, size: int) -> None:
    record.append([replace(opened, batch=name, expected_sheets=size)])
    made = [models[number % len(models)].again(name, number) for number in range(1, size + 1)]
    for first in range(0, size, SHEETS_A_COMMIT):
        some = made[first : first + SHEETS_A_COMMIT]
        record.append_sheets([entry for entry, _ in some], [ink for _, ink in some])
    asked = sum(isinstance(entry, SheetQuestioned) for entry, _ in made)
    record.append([BatchClosed(name, size, size - asked, asked, 0)])


class _Model:
    """A sheet that was read, of which more are made: the same votes on other paper.

    They come with one target a side and without the places of border marks, which counting more sheets never asks for.
    """

    def __init__(self, entry: SheetCounted | SheetQuestioned) -> None:
        if not isinstance(entry.reading, ReadSheet):
            raise WrongAnswer("the stack has sheets that are not marked by hand")
        self._entry = entry
        self._reading = entry.reading
        self._marked = tuple(one.number for one in entry.reading.targets if one.mark is not Mark.UNMARKED)
        self._targets = tuple({target.side: target for target in entry.reading.targets}.values())

    def again(self, batch: str, number: int) -> "tuple[Entry, SheetInk]":
        """One more sheet, with its ink."""
        from canvass.record.ink.fingerprints import SheetInk

        mark = f" {batch} {number}"
        new = {one: replace(one, sha256=sha256((one.sha256 + mark).encode()).hexdigest()) for one in self._entry.images}
        pages = tuple(replace(page, source=new[page.source], left_px=(), right_px=()) for page in self._reading.pages)
        reading = replace(self._reading, number=number, pages=pages, targets=self._targets)
        ink = SheetInk(SheetName(batch, number), reading.card, self._other_ink(pages[0].source))
        return replace(self._entry, batch=batch, images=tuple(new.values()), reading=reading), ink

    def _other_ink(self, image: ImageSource) -> InkFingerprint:
        """Other fills of the same ovals, which the ledger does not hold: a piece of many drawn numbers, by a hash."""
        numbers, drawn = len(self._marked) * _WAVES, _shapes()
        first = int(image.sha256[:16], 16) % (len(drawn) - numbers)
        return InkFingerprint(self._marked, drawn[first : first + numbers].hex(), _NOISE_PERMILLE)


@cache
def _shapes() -> bytes:
    """As papers have them: a number in a byte."""
    drawn = np.random.default_rng(SMALL).normal(0, STEPS, 1 << 23)
    return np.clip(np.rint(drawn), -127, 127).astype(np.int8).tobytes()


def _apart(scans: Path) -> Path:
    """A folder with two: the first sheet by itself, and the others."""
    first, others = scans / "first", scans / "others"
    files = sorted(scans.iterdir())
    for folder in (first, others):
        folder.mkdir()
    for file in files:
        file.rename((first if file.name[:-5] == files[0].name[:-5] else others) / file.name)
    return scans


def _count_apart(record: Path, scans: Path, copy: Path) -> _Counted:
    """Count into a copy of the record, in a process of its own."""
    shutil.copytree(record, copy)
    command = [sys.executable, "-m", "benchmarks.growing", str(copy), str(scans)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    shutil.rmtree(copy)
    if done.returncode:
        raise WrongAnswer(f"the count into {record.name} stopped: {done.stderr}")
    return _Counted(*json.loads(done.stdout))


def _say_count(record: Path, scans: Path) -> None:
    """Two counts as `canvass count` makes them, the opening of the record with each."""
    run_self_test()
    first = _seconds_of_count(record, scans / "first", "T1", 1)
    others = _seconds_of_count(record, scans / "others", "T2", BATCH)
    print(json.dumps([first, others / BATCH, _most_memory_mb()]))


def _most_memory_mb() -> float:
    """The most this process held since it began; `getrusage` would tell what its parent held when it made it."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds_of_count(record: Path, scans: Path, batch: str, sheets: int) -> float:
    began = process_time()
    with open_record(record) as opened:
        report = count(opened, scans, BatchRequest(batch, "left-scanner"), SilentProgress())
    seconds = process_time() - began
    if (report.sheets, report.not_read) != (sheets, 0):
        raise WrongAnswer(f"{report.sheets} of {sheets} sheets were counted, {report.not_read} not read")
    return seconds


if __name__ == "__main__":
    _say_count(Path(sys.argv[1]), Path(sys.argv[2]))
