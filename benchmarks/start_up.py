"""How long `canvass read` takes for one sheet from nothing: with Numba's cache cold, and warm."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.measures import Measure, WrongAnswer
from test_ballots.counties import small_county
from test_ballots.decks import CLEAN_SCANNING, make_deck
from test_ballots.definition import election_of

SEED = 20261103
WARM_RUNS = 7


def measure_start_up(folder: Path) -> list[Measure]:
    """Start the command in a new process, first with an empty cache of compiled kernels, then with it filled."""
    election, document = election_of(small_county())
    definition = folder / "definition.json"
    definition.write_bytes(document)
    deck = make_deck(election, folder / "one-sheet", 1, SEED, scanning=CLEAN_SCANNING)
    command = [str(Path(sys.executable).with_name("canvass")), "read", str(definition), str(deck.scans), "--json"]
    environment = os.environ | {"NUMBA_CACHE_DIR": str(folder / "numba-cache")}
    cold = _seconds(command, environment)
    warm = median(_seconds(command, environment) for _ in range(WARM_RUNS))
    return [
        Measure("start to first result, kernels compiled first", cold, "s"),
        Measure("start to first result, kernels cached", warm, "s", goal=0.7, met=warm <= 0.7),
    ]


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    start = perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    seconds = perf_counter() - start
    outcomes = [json.loads(line)["outcome"] for line in done.stdout.splitlines()]
    if outcomes != ["read"]:
        raise WrongAnswer(f"canvass read gave {outcomes} instead of one sheet read: {done.stderr}")
    return seconds
