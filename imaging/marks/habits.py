"""How a voter marks a whole sheet, held against each of its targets. A habit may ask people, and never makes a vote."""

import numpy as np

from imaging.layout import MarkThresholds
from imaging.marks.decisions import MARKED, UNMARKED, Decisions
from imaging.marks.target_ink import Integers
from imaging.sheets import Doubt

LEAST_MARKS = 4
"""So many marks show a habit; fewer do not."""
FULL_PERMILLE = 500
"""Three quarters of a sheet's marks fill at least half of their targets: this voter fills them."""
ODD_PART = 4
"""On such a sheet a mark with less than a quarter of the usual ink is odd."""
LIGHT_PERCENT = 60
"""So is one whose ink has less than so much of the usual ink's darkness: an erased one may look so."""
LIGHTEST_INK_PERMILLE = 400
"""Only a light fill is lighter. Two marks are enough to ask about one: is it lighter than most of the others?"""


def ask_by_habit(
    decided: Decisions, ink_permille: Integers, darkness_permille: Integers, thresholds: MarkThresholds
) -> None:
    """Ask about marks of a sheet that are unlike its others, and about slight ink where all its marks are slight.

    ink_permille        int64 (N,), above the blank's, of every target of the sheet
    darkness_permille   int64 (N,), mean darkness of the inked pixels, of the page's contrast
    """
    marked = decided.marks == MARKED
    count = np.count_nonzero(marked)
    if count < 2:
        return
    darkness = np.sort(darkness_permille[marked])
    light = marked & (darkness_permille < LIGHTEST_INK_PERMILLE)
    decided.ask(light & (100 * darkness_permille < LIGHT_PERCENT * darkness[count // 2]), Doubt.ODD)
    if count < LEAST_MARKS:
        return
    amounts = np.sort(ink_permille[marked])
    if amounts[count // 4] >= FULL_PERMILLE:
        decided.ask(marked & (ODD_PART * ink_permille < amounts[count // 2]), Doubt.ODD)
    decided.ask(marked & (100 * darkness_permille < LIGHT_PERCENT * darkness[count // 4]), Doubt.ODD)
    if amounts[count // 2] < 2 * thresholds.definite_permille:
        near = 2 * ink_permille >= thresholds.marginal_permille
        decided.ask((decided.marks == UNMARKED) & near, Doubt.HABIT)
