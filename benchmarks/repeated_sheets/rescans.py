"""Second scans looked for among all papers, as counting does it: is the right one found, and none else?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import thread_time

import numpy as np

from benchmarks.repeated_sheets.cut_ballots import machine_marked_slip, scanned_ink
from benchmarks.repeated_sheets.papers import ANY_SCANNER, MARKS, Papers
from imaging.papers.ink_index import InkIndex
from imaging.papers.same_ink import can_be_told, compare
from imaging.sheets import InkFingerprint


@dataclass(slots=True)
class Rescans:
    """What became of second scans."""

    papers: int = 0
    found: int = 0
    wrong: int = 0
    """Papers that another was found for."""
    told: int = 0
    """Papers of which both scans say that another would be known."""
    told_and_missed: int = 0
    candidates: int = 0
    """Sheets that were compared whole."""
    correlations: list[float] = field(default_factory=list)
    evidences: list[float] = field(default_factory=list)


def first_scans(papers: Papers, shares: int) -> list[InkFingerprint]:
    """The first scans of so many thousand papers."""
    return [ink for share in range(shares) for ink in papers.share(share)]


def index_of(sheets: Sequence[InkFingerprint]) -> InkIndex:
    """All sheets, numbered from 0."""
    index = InkIndex(MARKS)
    index.add_all(range(len(sheets)), sheets)
    return index


def look_for(papers: Papers, count: int, shares: int) -> Rescans:
    """Scan `count` papers again and look for each among so many thousand."""
    first = first_scans(papers, shares)
    index, rescans = index_of(first), Rescans()
    for number in range(min(count, len(first))):
        again = papers.scan(number, 2, ANY_SCANNER)
        alike = index.alike(again)
        taken = [one for one in alike if compare(again, first[one]).is_same_paper]
        likeness = compare(again, first[number])
        told = can_be_told(again) and can_be_told(first[number])
        rescans.papers += 1
        rescans.candidates += len(alike)
        rescans.found += number in taken
        rescans.wrong += any(one != number for one in taken)
        rescans.told += told
        rescans.told_and_missed += told and number not in taken
        rescans.correlations.append(likeness.correlation)
        rescans.evidences.append(likeness.evidence)
    return rescans


def by_marks(papers: Papers, count: int, marks: int) -> Rescans:
    """Papers with so many marks, scanned twice and compared."""
    rescans = Rescans()
    for number in range(count):
        one, other = (papers.scan(number, time, ANY_SCANNER, marks) for time in (1, 2))
        likeness = compare(one, other)
        told = can_be_told(one) and can_be_told(other)
        rescans.papers += 1
        rescans.found += likeness.is_same_paper
        rescans.told += told
        rescans.told_and_missed += told and not likeness.is_same_paper
    return rescans


def machine_marked(papers: Papers, count: int) -> tuple[int, int]:
    """Of sheets that a machine marked: how many are said to be told apart, and how many pairs are taken for one."""
    slip = machine_marked_slip(MARKS)
    inks = [scanned_ink(slip, ANY_SCANNER, np.random.default_rng((papers.seed, 0, n))) for n in range(count)]
    joined = sum(compare(inks[i], inks[j]).is_same_paper for i in range(count) for j in range(i))
    return sum(map(can_be_told, inks)), joined


def search_ms(index: InkIndex, sheets: Sequence[InkFingerprint], times: int = 40) -> float:
    """The middle one of the times that looking through an index takes, in milliseconds of this thread."""
    taken = []
    for number in range(times):
        began = thread_time()
        index.alike(sheets[number])
        taken.append(thread_time() - began)
    return 1000 * float(np.median(taken))
