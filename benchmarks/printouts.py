"""Simulated device printouts, honest and tampered with, held against the truth: does any vote go wrong?

`python -m benchmarks.printouts --sheets 1000 --tampered 200` prints what was counted without a person, what was set
aside, by cause, and whether each printout with swapped, altered or missing words was set aside. `--every-way` goes
through every way of tampering instead. `--times` measures what reading costs (`benchmarks/printout_times.py`).
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.measures import ROOT, machine, table, write_measures
from benchmarks.printout_times import measure_printouts
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import ReadPrintout, Reason, UnreadSheet
from tabulate.election import Election
from tabulate.printouts.cast import cast_printout
from tabulate.questions import Question
from tabulate.votes import CastVoteRecord, Counted
from test_ballots.counties import large_county, small_county
from test_ballots.definition import election_of
from test_ballots.printouts.decks import (
    OFFICE_PRINTOUTS,
    WORD_TAMPERING,
    DevicePlan,
    PrintoutFiles,
    Tampering,
    make_printout,
)
from test_ballots.printouts.truth import Expected, PrintoutTruth

SHARE = 20
"""Printouts a piece of work, of one county."""
DEFAULT_SEED = 13_3_208
LATEST = ROOT / "benchmarks" / "latest_printouts.json"


@dataclass(slots=True)
class PrintoutOutcomes:
    """What became of the printouts: added up as they are read."""

    sheets: int = 0
    without_a_person: int = 0
    """Every contest counted; typed write-ins, which the law gives to the board, aside."""
    write_ins: int = 0
    """Of these, with a typed write-in."""
    set_aside: Counter[str] = field(default_factory=Counter)
    """The others, by cause."""
    contests: int = 0
    """Counted."""
    wrong: list[str] = field(default_factory=list)
    """Each vote that went wrong, and each tampering that passed."""

    def add(self, other: "PrintoutOutcomes") -> None:
        """Take another share's outcomes in."""
        self.sheets += other.sheets
        self.without_a_person += other.without_a_person
        self.write_ins += other.write_ins
        self.set_aside += other.set_aside
        self.contests += other.contests
        self.wrong += other.wrong

    def lines(self, name: str) -> Iterator[str]:
        """The report, in lines."""
        share = self.without_a_person / max(self.sheets, 1)
        yield f"{name}: {self.sheets} printouts, {self.contests} contests counted, {len(self.wrong)} wrong"
        yield f"  {self.without_a_person} ({share:.1%}) counted without a person, {self.write_ins} with write-ins typed"
        yield from (f"  {count:5d} set aside: {cause}" for cause, count in self.set_aside.most_common())
        yield from (f"  WRONG: {wrong}" for wrong in self.wrong)


def read_printouts(seed: int, tampering: tuple[Tampering, ...], first: int, last: int) -> PrintoutOutcomes:
    """Make, scan and read printouts `first` to `last`; printout i depends on the seed and i alone."""
    outcomes = PrintoutOutcomes()
    for number in range(first, last + 1):
        election = _election(seed, (number - 1) // SHARE)
        made = make_printout(DevicePlan(election, OFFICE_PRINTOUTS, tampering=tampering), number, seed)
        outcomes.sheets += 1
        _judge(made.truth, outcome_of(made, election), outcomes)
    return outcomes


def _election(seed: int, share: int) -> Election:
    plan = large_county(seed + share, precincts=4) if share % 2 else small_county(seed + share)
    election, _ = election_of(plan)
    return election


def outcome_of(made: PrintoutFiles, election: Election) -> CastVoteRecord | tuple[str, ...]:
    """The votes read, or the codes of the reasons why there are none."""
    images = len(made.truth.pages)
    with TemporaryDirectory() as folder:
        for name, content in zip(made.names, made.contents, strict=True):
            (Path(folder) / name).write_bytes(content)
        files = find_scans([Path(folder) / name for name in made.names]).files
        (planned,) = plan_sheets(files, images_per_sheet=images)
        reading = read_sheet(load_sheet(planned).sheet, election.layouts, images)
    match reading:
        case UnreadSheet(reasons=reasons):
            return tuple(reason.code.value for reason in reasons)
        case ReadPrintout():
            votes = cast_printout(reading, election)
            return (votes.code.value,) if isinstance(votes, Reason) else votes
        case _:
            return ("read as a hand-marked ballot",)


def _judge(truth: PrintoutTruth, outcome: CastVoteRecord | tuple[str, ...], outcomes: PrintoutOutcomes) -> None:
    if not isinstance(outcome, CastVoteRecord):
        outcomes.set_aside[outcome[0]] += 1
        return
    outcomes.contests += sum(isinstance(one, Counted) for one in outcome.contests)
    outcomes.wrong += wrong_votes(outcome, truth)
    about_words = [kind for kind in Question if any(raised.question is kind for raised in outcome.questions)]
    causes = [kind for kind in about_words if kind is not Question.WRITE_IN]
    if causes:
        outcomes.set_aside[causes[0].value] += 1
        return
    outcomes.without_a_person += 1
    outcomes.write_ins += bool(about_words)
    if Expected.COUNTED not in truth.expected:
        outcomes.wrong.append(f"{_name(truth)} was not set aside")


def wrong_votes(votes: CastVoteRecord, truth: PrintoutTruth) -> Iterator[str]:
    """Say of each counted contest that is not what the elector chose, or in which code and words differ, what it is."""
    if votes.card != truth.card and truth.tampering is None:
        yield f"{_name(truth)} is card {truth.card}, read as {votes.card}"
        return
    chosen = {contest.contest: sorted(contest.votes) for contest in truth.contests}
    differing = truth.tampering.contests if truth.tampering else ()
    for contest in votes.contests:
        if not isinstance(contest, Counted):
            continue
        if contest.contest in differing or sorted(contest.choices) != chosen.get(contest.contest):
            yield f"{_name(truth)}, {contest.contest} is counted for {', '.join(contest.choices) or 'nobody'}"


def _name(truth: PrintoutTruth) -> str:
    return f"printout {truth.number}" + (f" ({truth.tampering.kind})" if truth.tampering else "")


def run_campaign(seed: int, sheets: int, tampering: Sequence[Tampering], processes: int) -> PrintoutOutcomes:
    """Read so many printouts in several processes."""
    outcomes = PrintoutOutcomes()
    firsts = range(1, sheets + 1, SHARE)
    lasts = [min(first + SHARE - 1, sheets) for first in firsts]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for share in pool.map(partial(read_printouts, seed, tuple(tampering)), firsts, lasts):
            outcomes.add(share)
            if sys.stderr.isatty():
                print(f"\r{outcomes.sheets} of {sheets}", end="", file=sys.stderr)
    return outcomes


def main() -> None:
    """Read them in as many processes as asked for; exit code 1 where anything is wrong."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sheets", type=int, default=1000)
    arguments.add_argument("--tampered", type=int, default=200)
    arguments.add_argument("--every-way", action="store_true")
    arguments.add_argument("--times", action="store_true")
    arguments.add_argument("--seed", type=int, default=DEFAULT_SEED)
    arguments.add_argument("--processes", type=int, default=2)
    asked = arguments.parse_args()
    print(machine())
    if asked.times:
        measures = measure_printouts(asked.seed)
        print(table(measures))
        write_measures(measures, LATEST)
        print(f"written to {LATEST.relative_to(ROOT)}")
        return
    start = perf_counter()
    ways = tuple(Tampering) if asked.every_way else WORD_TAMPERING
    honest = run_campaign(asked.seed, asked.sheets, (), asked.processes)
    tampered = run_campaign(asked.seed + 1, asked.tampered, ways, asked.processes)
    print(f"seed {asked.seed}, {perf_counter() - start:.0f} s")
    print(*honest.lines("honest"), *tampered.lines("tampered with"), sep="\n")
    raise SystemExit(1 if honest.wrong or tampered.wrong else 0)


if __name__ == "__main__":
    main()
