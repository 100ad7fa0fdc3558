"""What `canvass read` costs as a whole process: folders of 100 and of 5,000 sheets, start-up and output counted in."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.measures import MeasuredFigure, WrongAnswer
from benchmarks.stacks import Stack

FOLDERS = (100, 5_000)


def measure_folders(stack: Stack, folder: Path) -> list[MeasuredFigure]:
    """Read folders whose sheets are links to the stack's. Raises WrongAnswer where a sheet is not read."""
    definition = folder / "definition-of-folders.json"
    definition.write_bytes(stack.definition)
    return [one for sheets in FOLDERS for one in _measure(stack, definition, folder / f"folder-of-{sheets}", sheets)]


def _measure(stack: Stack, definition: Path, folder: Path, sheets: int) -> list[MeasuredFigure]:
    _fill(folder, stack, sheets)
    before, start = _children_s(), perf_counter()
    command = [str(Path(sys.executable).with_name("canvass")), "read", str(definition), str(folder), "--json"]
    answer = subprocess.run(command, check=False, capture_output=True, text=True)
    wall_s, processor_s = perf_counter() - start, _children_s() - before
    read = sum(json.loads(line)["outcome"] == "read" for line in answer.stdout.splitlines())
    if read != sheets:
        raise WrongAnswer(f"canvass read gave {read} sheets of {sheets}: {answer.stderr[-500:]}")
    name = f"canvass read, a folder of {sheets:,} sheets: {stack.name}"
    return [
        MeasuredFigure(f"{name}, {os.cpu_count()} cores", sheets / wall_s, "sheets/s"),
        MeasuredFigure(f"{name}, processor time", 1000 * processor_s / sheets, "ms a sheet"),
    ]


def _fill(folder: Path, stack: Stack, sheets: int) -> None:
    folder.mkdir()
    for number in range(sheets):
        for side, page in enumerate(stack.planned[number % len(stack.planned)].pages, 1):
            (folder / f"scan-{number + 1:05}-{side}.jpg").hardlink_to(page.path)


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
