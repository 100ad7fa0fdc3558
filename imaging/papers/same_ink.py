"""Whether two scans show the same paper, by the ink of their marks; and whether that can be told at all.

The shapes of two sheets' marks, target by target, each sheet's usual mark taken away, are two lines of numbers. Scans
of one paper give nearly the same line; two papers' lines, also of voters with the same habits and the same votes, have
nothing in common beyond chance. How far chance reaches is known: for lines that vary in m independent ways, a
correlation above r comes about with a probability of at most (1 - r * r) ** (m / 2), and minus its logarithm is called
the evidence. m is the number of marks, less one, times the ways in which such marks vary, which is measured on the two
sheets themselves: marks of one voter are to each other as those of two voters with the same habits would be.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from imaging.papers.fingerprint import STEPS
from imaging.sheets import InkFingerprint
from kernels.fingerprints import PICTURE_COLS, PICTURE_ROWS

WAVES = PICTURE_ROWS * PICTURE_COLS
LEAST_MARKS = 3
LEAST_EVIDENCE = 30.0
"""From here on two sheets are taken for one paper: by the bound, chance gives so much once in 1e13 pairs. Of the 5e9
pairs of 100,000 simulated papers, all voted alike, none came to 23 (`benchmarks/repeated_sheets`). The last of them
became half as many with each 1.2 more, less steeply than the bound: by that, one chance in twenty is left for a single
false pair among them all."""
USUAL_WAYS, USUAL_WAYS_WEIGHT = 6.0, 30.0
"""Marks of the least varied hands (checks) vary in about six ways; a few marks cannot show that they vary in more."""
MOST_WAYS = 16.0
OWN_SPREAD_WEIGHT = 8
"""So many marks with the spread of careful fills are thought to be on a sheet beside its own, when its spread is
measured."""
MOST_SPREADS = 2.5
"""A number farther from the usual mark's counts as so far: no single mark decides."""
OWN_SPREAD_NOISE = 0.12
"""Where marks vary more than careful fills, so much of that is what another scan changes."""
LEAST_VARIETY = 0.3
"""Marks that vary less, against careful fills by hand, were made by a machine or hide all around them."""

Shapes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What comparing two sheets gave; the evidence is in natural logarithms."""

    common_marks: int
    correlation: float
    evidence: float

    @property
    def is_same_paper(self) -> bool:
        """Whether chance does not explain it."""
        return self.evidence >= LEAST_EVIDENCE


UNLIKE = Likeness(0, 0.0, 0.0)


def compare(one: InkFingerprint, other: InkFingerprint) -> Likeness:
    """How like the ink of two sheets of the same card is, at the targets that are marked on both."""
    common = sorted(set(one.targets) & set(other.targets))
    most = max(len(one.targets), len(other.targets))
    if len(common) < LEAST_MARKS or 3 * len(common) < 2 * most:
        return UNLIKE
    lines = [_standard(_shapes(sheet)[np.isin(sheet.targets, common)]) for sheet in (one, other)]
    if any(line is None for line in lines):
        return UNLIKE
    first, second = (line for line in lines if line is not None)
    correlation = float((first * second).sum() / np.sqrt((first * first).sum() * (second * second).sum()))
    return Likeness(len(common), correlation, _evidence(correlation, len(common), _ways(first, second)))


def can_be_told(sheet: InkFingerprint) -> bool:
    """Whether another scan of this paper, as good as this one, would be known for it."""
    if len(sheet.targets) < LEAST_MARKS:
        return False
    line = standard_line(sheet)
    if line is None:
        return False
    noise = len(line) * float((sheet.noise_permille / 1000 / _spread2(_shapes(sheet)) + OWN_SPREAD_NOISE).sum())
    correlation = max(0.0, 1 - noise / float((line * line).sum()))
    ways = float(ways_of(len(line), np.array(2 * alikeness(line))))
    return _evidence(correlation, len(line), ways) >= LEAST_EVIDENCE


def _shapes(sheet: InkFingerprint) -> Shapes:
    """float64 (N, 48), in spreads of careful fills."""
    shapes: Shapes = np.frombuffer(bytes.fromhex(sheet.shapes), np.int8).reshape(-1, WAVES) / STEPS
    return shapes


def _spread2(shapes: Shapes) -> Shapes:
    """The squared spread of each wave among a sheet's marks, at least that of careful fills: float64 (48,)."""
    own = ((shapes - shapes.mean(axis=0)) ** 2).sum(axis=0)
    spread: Shapes = np.maximum((own + OWN_SPREAD_WEIGHT) / (len(shapes) - 1 + OWN_SPREAD_WEIGHT), 1.0)
    return spread


def _standard(shapes: Shapes) -> Shapes | None:
    """The marks without the usual one, in spreads of their own; None where they hardly differ."""
    unusual = shapes - shapes.mean(axis=0)
    if (unusual * unusual).sum() < LEAST_VARIETY * (len(shapes) - 1) * WAVES:
        return None
    standard: Shapes = np.clip(unusual / np.sqrt(_spread2(shapes)), -MOST_SPREADS, MOST_SPREADS)
    return standard


def standard_line(sheet: InkFingerprint) -> Shapes | None:
    """A sheet's marks without its usual one, in spreads of their own, (N, 48); None where they hardly differ."""
    return _standard(_shapes(sheet))


def alikeness(line: Shapes) -> float:
    """How alike a sheet's marks are to each other: squared cosines, summed over its pairs of marks."""
    count = len(line)
    lengths = np.sqrt(np.maximum((line * line).sum(axis=1), 1e-9))
    # taking the usual mark away makes all others lean against each other by so much
    alike = (line @ line.T / np.outer(lengths, lengths) + 1 / (count - 1)) ** 2
    return float((alike.sum() - alike.trace()) / 2)


def ways_of(marks: int, alike: Shapes) -> Shapes:
    """In how many independent ways marks vary, from the alikeness of two sheets with so many, added up: float64 (N,).

    Two directions in so many dimensions have a squared cosine of one over their number, on average.
    """
    ways: Shapes = (marks * (marks - 1) + USUAL_WAYS_WEIGHT) / (alike + USUAL_WAYS_WEIGHT / USUAL_WAYS)
    return np.minimum(ways, MOST_WAYS)


def _ways(first: Shapes, second: Shapes) -> float:
    return float(ways_of(len(first), np.array(alikeness(first) + alikeness(second))))


def _evidence(correlation: float, marks: int, ways: float) -> float:
    if correlation <= 0:
        return 0.0
    return -(marks - 1) * ways / 2 * log(max(1 - correlation * correlation, 1e-9))


def correlation_needed(marks: int, ways: float, evidence: float = LEAST_EVIDENCE) -> float:
    """The correlation that gives the evidence, for so many marks that vary in so many ways."""
    return sqrt(1 - exp(-2 * evidence / ((marks - 1) * ways)))
