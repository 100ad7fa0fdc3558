"""How soon `canvass read` gives its first result, and whether anything is compiled again after set-up."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.measures import ROOT, MeasuredFigure, WrongAnswer, at_most
from test_ballots.counties import small_county
from test_ballots.decks import CLEAN_SCANNING, make_deck
from test_ballots.definition import election_of

SEED = 20261103
WARM_RUNS = 9
GOAL_S = 0.7


def measure_start_up(folder: Path) -> list[MeasuredFigure]:
    """Set the kernels up in an empty place as `make install` does, then start the command again and again."""
    election, document = election_of(small_county())
    definition = folder / "definition.json"
    definition.write_bytes(document)
    deck = make_deck(election, folder / "one-sheet", 1, SEED, scanning=CLEAN_SCANNING)
    command = [str(Path(sys.executable).with_name("canvass")), "read", str(definition), str(deck.scans), "--json"]
    place = folder / "compiled"
    environment = os.environ | {"NUMBA_CACHE_DIR": str(place)}
    began = perf_counter()
    subprocess.run([sys.executable, "-m", "kernels"], cwd=ROOT, env=environment, check=True)
    compiled_s = perf_counter() - began
    compiled = _compiled(place)
    warm = median(_seconds_to_first_line(command, environment) for _ in range(WARM_RUNS))
    again = len(_compiled(place) - compiled)
    return [
        at_most("first result of a warm start", warm, "s", GOAL_S),
        at_most("kernels compiled again after set-up", again, "kernels", 0),
        MeasuredFigure("compiling all kernels, once, at set-up", compiled_s, "s"),
    ]


def _compiled(place: Path) -> set[tuple[str, int]]:
    """Files of compiled kernels, each with when it was written."""
    return {(file.name, file.stat().st_mtime_ns) for file in place.rglob("*.nb[ci]")}


def _seconds_to_first_line(command: list[str], environment: dict[str, str]) -> float:
    start = perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        seconds = perf_counter() - start
        said = process.stderr.read()
    if not line or json.loads(line)["outcome"] != "read":
        raise WrongAnswer(f"canvass read gave {line!r} instead of one sheet read: {said}")
    return seconds
