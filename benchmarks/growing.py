"""What a sheet costs in a record of 100,000 sheets, beside one of 1,000; and how much memory the count holds.

A small stack is counted, and its entries are repeated straight into the ledger under other numbers, batches and images,
by the ledger's own writer. Real sheets are then counted on top, by a process for each count, so that its memory can be
told.
"""

import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np

from benchmarks.measures import ROOT, Measure, WrongAnswer, at_most, paired_ratio
from benchmarks.stacks import Stack, other_sheets
from canvass import VERSION
from canvass.batches import BatchRequest
from canvass.counting import count
from canvass.progress import SilentProgress
from canvass.record import create_record, open_record
from canvass.self_test import run_self_test
from imaging.fingerprint import STEPS
from imaging.sheets import ImageSource, InkFingerprint, Mark, ReadSheet
from kernels.fingerprints import PICTURE_COLS, PICTURE_ROWS
from tabulate.ledger_entries import BatchClosed, BatchOpened, Entry, SheetCounted, SheetQuestioned

SMALL, LARGE = 1_000, 100_000
GOAL = 1.05
ROUNDS = 5
_SHEETS_A_BATCH = 500
_ON_TOP = 24
_WAVES = PICTURE_ROWS * PICTURE_COLS
_NOISE_PERMILLE = 80
"""Of gray scans at 200 dpi."""


def measure_growth(stack: Stack, folder: Path, large: int = LARGE) -> list[Measure]:
    """Count the same sheets into a small and a large record, in turn. Raises WrongAnswer where a sheet is lost."""
    small = _first_sheets(stack, folder / "record")
    grown = folder / "grown-record"
    _grow(small, SMALL)
    shutil.copytree(small, grown)
    _grow(grown, large)
    seconds: dict[Path, list[float]] = {small: [], grown: []}
    memory: dict[Path, list[float]] = {small: [], grown: []}
    for round_ in range(-1, ROUNDS):
        scans = other_sheets(stack, folder / f"on-top-{round_}", _ON_TOP, 2 + ROUNDS + round_)
        for record in (small, grown) if round_ % 2 else (grown, small):
            taken, held = _count_apart(record, scans, f"T{round_}")
            if round_ >= 0:
                seconds[record].append(taken)
                memory[record].append(held)
        shutil.rmtree(scans.parent)
    sizes = f"with {large:,} sheets in the record / with {SMALL:,}"
    return [
        at_most(f"cost a sheet {sizes}", paired_ratio(seconds[grown], seconds[small]), "times", GOAL),
        at_most(f"memory of the count {sizes}", paired_ratio(memory[grown], memory[small]), "times", GOAL),
        Measure("memory of the count", median(memory[grown]), "MB"),
    ]


def _first_sheets(stack: Stack, directory: Path) -> Path:
    with create_record(directory, stack.definition, VERSION, run_self_test()) as record:
        count(record, stack.folder, BatchRequest("DECK", "left-scanner"), SilentProgress())
    return directory


def _grow(directory: Path, sheets: int) -> None:
    """Bring the record to so many sheets."""
    with open_record(directory) as record:
        entries = list(record.entries())
        opened = next(entry for entry in entries if isinstance(entry, BatchOpened))
        held = sum(entry.sheets for entry in entries if isinstance(entry, BatchClosed))
        models = [entry for entry in entries if isinstance(entry, SheetCounted | SheetQuestioned)][:12]
        while held < sheets:
            size = min(_SHEETS_A_BATCH, sheets - held)
            record.append(list(_batch(opened, models, f"B{held:06d}", size)))
            held += size


def _batch(opened: BatchOpened, models: list[SheetCounted | SheetQuestioned], name: str, size: int) -> Iterator[Entry]:
    yield replace(opened, batch=name, expected_sheets=size)
    asked = 0
    for number in range(1, size + 1):
        model = models[number % len(models)]
        asked += isinstance(model, SheetQuestioned)
        yield _again(model, name, number)
    yield BatchClosed(name, size, size - asked, asked, 0)


def _again(model: SheetCounted | SheetQuestioned, batch: str, number: int) -> Entry:
    """The same votes on other paper; without the targets, which counting more sheets never asks for."""
    mark = f" {batch} {number}"
    new = {one: replace(one, sha256=sha256((one.sha256 + mark).encode()).hexdigest()) for one in model.images}
    if not isinstance(model.reading, ReadSheet):
        raise WrongAnswer("the stack has sheets that are not marked by hand")
    pages = tuple(replace(page, source=new[page.source]) for page in model.reading.pages)
    first = tuple({target.side: target for target in model.reading.targets}.values())
    ink = _other_ink(model.reading, pages[0].source)
    reading = replace(model.reading, number=number, pages=pages, targets=first, fingerprint=ink)
    return replace(model, batch=batch, images=tuple(new.values()), reading=reading)


def _other_ink(model: ReadSheet, image: ImageSource) -> InkFingerprint:
    """Other fills of the same ovals, which the ledger does not hold: shapes as papers have them, drawn from a hash."""
    marked = tuple(target.number for target in model.targets if target.mark is not Mark.UNMARKED)
    drawn = np.random.default_rng(int(image.sha256[:16], 16)).normal(0, STEPS, len(marked) * _WAVES)
    return InkFingerprint(marked, np.clip(np.rint(drawn), -127, 127).astype(np.int8).tobytes().hex(), _NOISE_PERMILLE)


def _count_apart(record: Path, scans: Path, batch: str) -> tuple[float, float]:
    """Count in a process of its own: seconds of processor a sheet, and the most memory it held, in MB."""
    command = [sys.executable, "-m", "benchmarks.growing", str(record), str(scans), batch]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise WrongAnswer(f"the count of batch {batch} stopped: {done.stderr}")
    said = json.loads(done.stdout)
    if (said["sheets"], said["not_read"]) != (_ON_TOP, 0):
        raise WrongAnswer(f"{said['sheets']} of {_ON_TOP} sheets were counted, {said['not_read']} not read")
    return said["seconds"] / _ON_TOP, said["memory_mb"]


def _say_count(record: Path, scans: Path, batch: str) -> None:
    """One count as `canvass count` makes it, its opening of the record with it."""
    run_self_test()
    began = process_time()
    with open_record(record) as opened:
        report = count(opened, scans, BatchRequest(batch, "left-scanner"), SilentProgress())
    seconds = process_time() - began
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"sheets": report.sheets, "not_read": report.not_read, "seconds": seconds, "memory_mb": held}))


if __name__ == "__main__":
    _say_count(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
