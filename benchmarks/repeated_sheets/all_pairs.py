"""How like each other very many different sheets are: every pair of them, by one large matrix product in blocks.

All sheets are voted alike, which is the hardest case: each has the same targets marked. The evidence of a pair is what
`imaging.papers.same_ink.compare` gives; the pairs nearest to being taken for one paper are compared by it once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.repeated_sheets.papers import Papers
from benchmarks.repeated_sheets.rescans import first_scans
from imaging.papers import same_ink
from imaging.papers.same_ink import WAVES
from imaging.sheets import InkFingerprint

EVIDENCES = (5, 8, 11, 14, 17, 20, 23, 26, 29, 32)
_BLOCK = 4000


@dataclass(slots=True)
class PairTails:
    """How many pairs have so much evidence or more."""

    marks: int
    sheets: int = 0
    pairs: int = 0
    at_least: dict[int, int] = field(default_factory=lambda: dict.fromkeys(EVIDENCES, 0))
    most: float = 0.0
    most_compared: float = 0.0
    """What `compare` says of the pair with the most."""
    taken_for_one: int = 0
    """Pairs that `compare` takes for one paper."""


def tails_of_papers(papers: Papers, shares: int, marks: int) -> PairTails:
    """Compare every pair of so many thousand papers, by their first marks."""
    return tails_of([_first_marks(sheet, marks) for sheet in first_scans(papers, shares)])


def _first_marks(sheet: InkFingerprint, marks: int) -> InkFingerprint:
    """The same sheet with fewer ovals on it."""
    return InkFingerprint(sheet.targets[:marks], sheet.shapes[: 2 * WAVES * marks], sheet.noise_permille)


def tails_of(sheets: Sequence[InkFingerprint]) -> PairTails:
    """Compare every pair of sheets that have the same targets marked."""
    lines, alike, numbers = _lines(sheets)
    marks = len(sheets[0].targets)
    tails = PairTails(marks, len(sheets), len(sheets) * (len(sheets) - 1) // 2)
    nearest: list[tuple[float, int, int]] = []
    for first in range(0, len(lines), _BLOCK):
        for second in range(first, len(lines), _BLOCK):
            rows, cols, evidence = _block(lines, alike, first, second, marks)
            for level in EVIDENCES:
                tails.at_least[level] += int((evidence >= level).sum())
            best = np.argsort(evidence)[-3:]
            nearest += [(float(evidence[i]), int(numbers[rows[i]]), int(numbers[cols[i]])) for i in best]
    nearest.sort(reverse=True)
    likenesses = [same_ink.compare(sheets[one], sheets[other]) for _, one, other in nearest[:50]]
    tails.most = nearest[0][0] if nearest else 0.0
    tails.most_compared = max((one.evidence for one in likenesses), default=0.0)
    tails.taken_for_one = sum(one.is_same_paper for one in likenesses)
    return tails


def _lines(sheets: Sequence[InkFingerprint]) -> tuple[NDArray[np.float32], NDArray[np.float64], NDArray[np.int64]]:
    """Each sheet's line of numbers, of length one; how alike its marks are; which sheets vary enough to have one."""
    lines, alike, numbers = [], [], []
    for number, sheet in enumerate(sheets):
        line = same_ink.standard_line(sheet)
        if line is not None:
            lines.append((line / np.sqrt((line * line).sum())).ravel().astype(np.float32))
            alike.append(same_ink.alikeness(line))
            numbers.append(number)
    return np.array(lines), np.array(alike), np.array(numbers)


def _block(
    lines: NDArray[np.float32], alike: NDArray[np.float64], first: int, second: int, marks: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """The pairs of two runs of sheets that are anything like each other: their places, and the evidence."""
    correlation = lines[first : first + _BLOCK] @ lines[second : second + _BLOCK].T
    least = same_ink.correlation_needed(marks, same_ink.MOST_WAYS, EVIDENCES[0])
    rows, cols = np.nonzero(correlation > least)
    if first == second:
        rows, cols = rows[cols > rows], cols[cols > rows]
    found = correlation[rows, cols].astype(np.float64)
    rows, cols = rows + first, cols + second
    ways = same_ink.ways_of(marks, alike[rows] + alike[cols])
    return rows, cols, -(marks - 1) * ways / 2 * np.log1p(-np.minimum(found * found, 1 - 1e-9))
