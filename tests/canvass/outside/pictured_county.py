"""A county's ballots as an invented vendor prints and pictures them: precincts, styles, batches and machines."""

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

from test_ballots.coded_edge.edge_packages import edge_pictures, packed, write_package
from test_ballots.coded_edge.edge_press import EdgePress
from test_ballots.names import LOCALITIES
from test_ballots.vendors.county import definition_bytes
from test_ballots.voters.pens import MarkKind
from test_ballots.voters.true_marks import SheetTruth
from test_ballots.voters.voting import VotingHabits

STYLES, PRECINCTS, MACHINES = 3, 6, ("0001", "0002", "0003", "0004")
SEED = 24
HABITS = VotingHabits({MarkKind.FILL: 0.7, MarkKind.SCRIBBLE: 0.27, MarkKind.CHECK: 0.02, MarkKind.FAINT: 0.01})
_AGAIN = 90_000
"""Added to the number of a sheet that went through the scanner a second time."""


@dataclass(frozen=True, slots=True)
class CountedPaper:
    """One sheet of paper on its way through a machine, and what is true of it."""

    key: str
    precinct: str
    style: str
    batch: str
    machine: str
    truth: SheetTruth


def county_definition() -> bytes:
    """Each ballot style is of two precincts, so that the paper alone tells none."""
    document = json.loads(definition_bytes(SEED, STYLES))
    document["precincts"] = [{"id": f"p{n + 1}", "name": LOCALITIES[n]} for n in range(PRECINCTS)]
    for number, style in enumerate(document["ballotStyles"]):
        style["precincts"] = [f"p{number + 1}", f"p{number + 1 + STYLES}"]
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


@cache
def county_press() -> EdgePress:
    return EdgePress(county_definition())


@dataclass(frozen=True, slots=True)
class _Pass:
    """A sheet that goes through a machine."""

    number: int
    batch: str
    machine: str
    again: bool = False


def pictured_county(package: Path, ballots: int, batches: int, twice: int) -> list[CountedPaper]:
    """Write the package of pictures, precinct by precinct. The batch `twice` went through the scanner twice.

    Batches hold all precincts, as those of a central count do; machines take them in turn.
    """
    size = ballots // batches
    passes = [_Pass(n + 1, _name(n // size), MACHINES[n // size % len(MACHINES)]) for n in range(ballots)]
    machine = MACHINES[batches % len(MACHINES)]
    passes += [_Pass(one.number, _name(batches), machine, True) for one in passes if one.batch == _name(twice)]
    work = [list(some) for _, some in groupby(passes, key=lambda one: one.batch)]
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        made = [one for some in pool.map(_made, work) for one in some]
    write_package(package, (file for _, files in made for file in files))
    return [paper for paper, _ in made]


def batch_names(batches: int) -> list[str]:
    """Of all batches, and of the one that went through twice."""
    return [_name(number) for number in range(batches + 1)]


def _name(batch: int) -> str:
    return f"AB-{batch + 1:02}"


def _made(passes: list[_Pass]) -> list[tuple[CountedPaper, list[tuple[str, bytes]]]]:
    return [one for each in passes for one in _pictured(each)]


def _pictured(one: _Pass) -> Iterator[tuple[CountedPaper, list[tuple[str, bytes]]]]:
    precinct = one.number * 5 % PRECINCTS  # Neighbours in a batch are of different precincts.
    card = precinct % STYLES
    pictures = edge_pictures(county_press(), 1, SEED, HABITS, first=one.number, of_card=card, rescan=int(one.again))
    for picture in pictures:
        key = str(int(picture.key) + _AGAIN * one.again)
        paper = CountedPaper(key, f"p{precinct + 1}", f"{card + 1}", one.batch, one.machine, picture.truth)
        (content,) = packed(picture).values()
        yield paper, [(f"{LOCALITIES[precinct]}/Nonpartisan/{key}i.pdf", content)]
