"""What reading costs beside another commit: `python -m benchmarks.beside_another CLONE DEFINITION SCANS`.

Both clones read the same sheets by turns, each in a process of its own, and the least processor time of a sheet counts.
The definition is one that both understand.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from time import thread_time

from benchmarks.measures import ROOT

ROUNDS = 4


def main(other: str, definition: str, scans: str) -> None:
    """Print milliseconds a sheet, there and here: opened and decoded, then read."""
    clones = [Path(other), ROOT]
    readers = [_reader(clone, definition, scans) for clone in clones]
    least: list[dict[str, list[float]]] = [{}, {}]
    for round_ in range(ROUNDS):
        for at in (0, 1) if round_ % 2 else (1, 0):
            for sheet, seconds in _answer(readers[at]).items():
                known = least[at].setdefault(sheet, seconds)
                least[at][sheet] = [min(pair) for pair in zip(known, seconds, strict=True)]
    for sheet, there in least[0].items():
        here = least[1][sheet]
        times = "  ".join(f"{1000 * one[0]:.1f} + {1000 * one[1]:.1f} ms" for one in (there, here))
        print(f"{sheet:>4}  {times}  {sum(here) / sum(there):.3f}")
    whole = [sum(sum(seconds) for seconds in one.values()) for one in least]
    print(f"all together {whole[1] / whole[0]:.3f} times as long")


def _reader(clone: Path, definition: str, scans: str) -> "subprocess.Popen[str]":
    """A process that reads every sheet for each line it is given, with the code of a clone."""
    command = [sys.executable, __file__, definition, scans]
    surroundings = {**os.environ, "PYTHONPATH": str(clone)}
    return subprocess.Popen(
        command, cwd=clone, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _answer(reader: "subprocess.Popen[str]") -> dict[str, list[float]]:
    assert reader.stdin is not None
    assert reader.stdout is not None
    print("again", file=reader.stdin, flush=True)
    return dict(json.loads(reader.stdout.readline()))


def read_by_turns(definition: str, scans: str) -> None:
    """Read all sheets for each line of input; seconds of each as JSON. Only what clones of long ago have is used."""
    from imaging.pages import find_scans, load_sheet, plan_sheets
    from imaging.reader import read_sheet
    from tabulate.definitions import load_definition

    layouts = load_definition(definition).layouts
    planned = plan_sheets(find_scans(Path(scans)).files, 2)
    for _ in sys.stdin:
        taken = {}
        for sheet in planned:
            start = thread_time()
            loaded = load_sheet(sheet).sheet
            between = thread_time()
            read_sheet(loaded, layouts, 2)
            taken[str(sheet.number)] = [between - start, thread_time() - between]
        print(json.dumps(taken), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) == 4 else read_by_turns(*sys.argv[1:])
