"""`python -m benchmarks.repeated_sheets`: scan 2,000 papers again, and compare 100,000 different ones pair by pair.

What was scanned is kept in a folder, a thousand papers a file: the same command goes on where it stopped.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

import numpy as np

from benchmarks.measures import ROOT, MeasuredFigure, machine, table, write_measures
from benchmarks.repeated_sheets.all_pairs import PairTails, tails_of_papers
from benchmarks.repeated_sheets.papers import A_SHARE, MARKS, Papers
from benchmarks.repeated_sheets.rescans import (
    Rescans,
    by_marks,
    first_scans,
    index_of,
    look_for,
    machine_marked,
    search_ms,
)
from benchmarks.repeated_sheets.whole_pages import WholePages, fingerprint_share, read_twice
from canvass.record.tables.mark_bytes import packed
from imaging.papers.same_ink import LEAST_EVIDENCE, can_be_told
from imaging.sheets import InkFingerprint

DEFAULT_SEED = 13_12_202
FEW = 6
FILE = ROOT / "benchmarks" / "latest_repeated_sheets.json"


def main(arguments: list[str] | None = None) -> int:
    """MeasuredFigure, print, write the figures; 1 where a told paper was missed or two papers were taken for one."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.repeated_sheets", description=__doc__)
    parser.add_argument("--papers", type=int, default=100_000, help="different papers, in thousands")
    parser.add_argument("--rescans", type=int, default=2_000, help="papers scanned again and looked for")
    parser.add_argument("--pages", type=int, default=150, help="whole ballots scanned twice")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "repeated_sheets", help="keeps what was scanned")
    parser.add_argument("--out", type=Path, default=FILE, help="where the figures are written")
    asked = parser.parse_args(arguments)
    papers, shares = Papers(asked.work, asked.seed), max(1, asked.papers // A_SHARE)
    print(machine())
    with ProcessPoolExecutor(asked.processes, mp_context=get_context("spawn")) as pool:
        began = monotonic()
        for share, _ in enumerate(pool.map(papers.share, range(shares)), start=1):
            print(f"{share * A_SHARE:,} papers, {monotonic() - began:.0f} s", file=sys.stderr)
        tails = [pool.submit(tails_of_papers, papers, shares, marks) for marks in (MARKS, FEW)]
        rescans = pool.submit(look_for, papers, asked.rescans, shares)
        pages = pool.submit(read_twice, asked.seed, asked.pages)
        few = {n: pool.submit(by_marks, papers, max(20, asked.rescans // 20), n) for n in (3, 4, 5, 6, 8, 10, 12, 20)}
        machines = pool.submit(machine_marked, papers, 40)
        _say_rescans(f"{MARKS} marks, among {shares * A_SHARE:,} papers voted alike", rescans.result())
        for marks, found in few.items():
            _say_rescans(f"{marks} marks", found.result())
        told, joined = machines.result()
        print(f"marked by a machine: {told} of 40 scans said to be known again, {joined} pairs taken for one paper")
        _say_pages(pages.result())
        for one in tails:
            _say_tails(one.result())
    outcome = _Outcome(rescans.result(), pages.result(), [one.result() for one in tails], joined)
    measures = _measures(outcome, first_scans(papers, shares), asked.seed)
    print(table(measures))
    write_measures(measures, asked.out)
    return 1 if outcome.failed else 0


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What was found."""

    rescans: Rescans
    pages: WholePages
    tails: list[PairTails]
    machine_pairs: int

    @property
    def false_pairs(self) -> int:
        return sum(one.taken_for_one for one in self.tails) + self.machine_pairs + self.rescans.wrong

    @property
    def failed(self) -> bool:
        missed = self.rescans.told_and_missed + self.pages.rescans.told_and_missed
        return bool(missed or self.false_pairs or self.pages.most >= LEAST_EVIDENCE)


def _say_rescans(what: str, found: Rescans) -> None:
    line = f"scanned again, {what}: {found.found:,} of {found.papers:,} found, {found.wrong} joined with another; "
    line += f"{found.papers - found.told:,} cannot be told, {found.told_and_missed} of the others missed"
    if found.correlations:
        low, middle = np.percentile(found.correlations, [5, 50])
        line += f"; correlation {low:.2f} (5 %), {middle:.2f} (median), least evidence {min(found.evidences):.0f}"
    print(line)


def _say_pages(pages: WholePages) -> None:
    _say_rescans(f"whole ballots ({pages.unread} not read)", pages.rescans)
    print(
        f"different papers, whole ballots: {pages.pairs:,} pairs, {pages.pairs_alike} with an evidence of 5 or more, "
        f"at most {pages.most:.1f}"
    )


def _say_tails(tails: PairTails) -> None:
    print(f"different papers, {tails.marks} marks: {tails.sheets:,} voted alike, {tails.pairs:,} pairs")
    for level, pairs in tails.at_least.items():
        print(
            f"  evidence {level:2d} or more: {pairs:>12,} pairs; the model allows {tails.pairs * np.exp(-level):,.4g}"
        )
    print(f"  most {tails.most:.1f}; {tails.taken_for_one} pairs taken for one paper (from {LEAST_EVIDENCE:.0f})")


def _measures(outcome: _Outcome, sheets: list[InkFingerprint], seed: int) -> list[MeasuredFigure]:
    whole, part = index_of(sheets), index_of(sheets[:1000])
    taken, reading = fingerprint_share(seed, 12)
    rescans, on_pages, false_pairs = outcome.rescans, outcome.pages.rescans, outcome.false_pairs
    untold, most = sum(not can_be_told(sheet) for sheet in sheets), max(one.most for one in outcome.tails)
    return [
        MeasuredFigure(
            "scanned again and found", rescans.found, "papers", rescans.papers, rescans.found >= rescans.papers
        ),
        MeasuredFigure("of those told, missed", rescans.told_and_missed, "papers", 0, not rescans.told_and_missed),
        MeasuredFigure(
            "different papers compared, all voted alike", len(sheets), "papers", 100_000, len(sheets) >= 100_000
        ),
        MeasuredFigure("pairs taken for one paper", false_pairs, "pairs", 0, not false_pairs),
        MeasuredFigure("most evidence of two papers", most, f"of {LEAST_EVIDENCE:.0f} needed"),
        MeasuredFigure("papers that cannot be told", 100 * untold / len(sheets), "%"),
        MeasuredFigure(
            "whole ballots found", on_pages.found, "papers", on_pages.papers, on_pages.found >= on_pages.papers
        ),
        MeasuredFigure("fingerprint of a sheet, 2 pages, 200 dpi", taken, "ms"),
        MeasuredFigure("the same against reading without decoding", 100 * taken / reading, "%"),
        MeasuredFigure("search among 1,000 papers of a card", search_ms(part, sheets), "ms"),
        MeasuredFigure(f"search among {len(sheets):,}, all voted alike", search_ms(whole, sheets), "ms"),
        MeasuredFigure("compared whole, a search", rescans.candidates / max(1, rescans.papers), "papers"),
        MeasuredFigure("index in memory, a sheet", whole.size_bytes / len(sheets), "bytes"),
        MeasuredFigure("fingerprint in the record, a sheet", len(packed(sheets[0])), "bytes"),
    ]


if __name__ == "__main__":
    raise SystemExit(main())
