"""Simulated sheets over every degradation, held against the truth: does any vote move?

`python -m benchmarks.degraded_sheets --sheets 2000` prints what was set aside, by reason. A vote has moved where a
filled oval is read as empty, an oval that no pen touched, or that nobody meant, is read as marked, or a contest that
the machine counts has other votes than the truth allows.
"""

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.campaign.judging import wrong_positions
from benchmarks.measures import machine
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import Mark, ReadSheet, UnreadSheet
from tabulate.election import Election
from tabulate.rules_edition import CURRENT_RULES
from tabulate.votes import cast_vote_record
from test_ballots.counties import large_county, small_county
from test_ballots.decks import ROUGH, ROUGH_SCANNING, make_sheets
from test_ballots.definition import election_of
from test_ballots.plan import Plan
from test_ballots.random_elections import random_plan
from test_ballots.sheets import SheetFiles

SHEETS_AN_ELECTION = 20
DEFAULT_SEED = 13_15_206


@dataclass(slots=True)
class DegradedOutcomes:
    """What became of the sheets: added up as they are read."""

    sheets: int = 0
    ovals: int = 0
    ambiguous: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    """Sheets that could not be read, by reason."""
    moved: list[str] = field(default_factory=list)
    """Each vote that moved: sheet, place, what was said and what was true."""

    def add(self, other: "DegradedOutcomes") -> None:
        """Take another share's outcomes in."""
        self.sheets += other.sheets
        self.ovals += other.ovals
        self.ambiguous += other.ambiguous
        self.set_aside += other.set_aside
        self.moved += other.moved

    def __str__(self) -> str:
        """The report, in lines."""
        read = self.sheets - self.set_aside.total()
        lines = [
            f"{self.sheets} sheets = {read} read + {self.set_aside.total()} set aside",
            *(f"  {count:5d} {reason}" for reason, count in self.set_aside.most_common()),
            f"{self.ovals} ovals read, {self.ambiguous} of them left to the board as ambiguous",
            f"{len(self.moved)} votes moved",
            *(f"  {moved}" for moved in self.moved),
        ]
        return "\n".join(lines)


def read_degraded(seed: int, first: int, last: int) -> DegradedOutcomes:
    """Make, degrade and read sheets `first` to `last`; sheet i depends on the seed and i alone."""
    outcomes = DegradedOutcomes()
    elections = range((first - 1) // SHEETS_AN_ELECTION, (last - 1) // SHEETS_AN_ELECTION + 1)
    for number in elections:
        election, _ = election_of(_plan(seed, number))
        start = number * SHEETS_AN_ELECTION + 1
        numbers = range(max(first, start), min(last, start + SHEETS_AN_ELECTION - 1) + 1)
        sheets = make_sheets(election, len(numbers), seed, ROUGH, ROUGH_SCANNING, first=numbers.start)
        with TemporaryDirectory() as folder:
            for sheet in sheets:
                _hold_against_truth(sheet, election, Path(folder), outcomes)
    return outcomes


def _plan(seed: int, number: int) -> Plan:
    """A county's election on letter or legal paper, or one made up at random."""
    match number % 4:
        case 0:
            return small_county(seed + number)
        case 1:
            return large_county(seed + number, precincts=4)
        case _:
            return random_plan(seed + number)


def _hold_against_truth(sheet: SheetFiles, election: Election, folder: Path, outcomes: DegradedOutcomes) -> None:
    for name, content in zip(sheet.names, sheet.contents, strict=True):
        (folder / name).write_bytes(content)
    images = len(sheet.truth.pages)
    (planned,) = plan_sheets(find_scans([folder / name for name in sheet.names]).files, images_per_sheet=images)
    reading = read_sheet(load_sheet(planned).sheet, election.layouts, images)
    outcomes.sheets += 1
    if not isinstance(reading, ReadSheet):
        assert isinstance(reading, UnreadSheet)
        outcomes.set_aside[reading.reasons[0].code] += 1
        return
    outcomes.ovals += len(reading.targets)
    outcomes.ambiguous += sum(target.mark is Mark.AMBIGUOUS for target in reading.targets)
    wrong = wrong_positions(reading, cast_vote_record(reading, election, CURRENT_RULES), sheet.truth)
    outcomes.moved += [str(one) for one in wrong]


def main() -> None:
    """Read them in as many processes as there are processors."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sheets", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=DEFAULT_SEED)
    arguments.add_argument("--processes", type=int, default=2)
    asked = arguments.parse_args()
    start = perf_counter()
    firsts = range(1, asked.sheets + 1, SHEETS_AN_ELECTION)
    lasts = [min(first + SHEETS_AN_ELECTION - 1, asked.sheets) for first in firsts]
    outcomes = DegradedOutcomes()
    with ProcessPoolExecutor(asked.processes, mp_context=get_context("spawn")) as pool:
        for share in pool.map(partial(read_degraded, asked.seed), firsts, lasts):
            outcomes.add(share)
            if sys.stderr.isatty():
                print(f"\r{outcomes.sheets} of {asked.sheets}", end="", file=sys.stderr)
    print(machine())
    print(f"seed {asked.seed}, {perf_counter() - start:.0f} s")
    print(outcomes)
    raise SystemExit(1 if outcomes.moved else 0)


if __name__ == "__main__":
    main()
