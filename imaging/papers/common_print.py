"""What is printed around a target of a card, from several of its sheets: what is on all of them, cell by cell.

A voter's hand must never be taken for print. Two writings of one hand at one place differ in form and place by far more
than the cells compared here, of which a scan moves print by one or two. Suppose nonetheless that one sheet in ten had
handwriting so like the first one's: then nine more of LEAST_SHEETS would all have it once in 1e9 cards. Whoever calls
this gives sheets that are different papers for certain, by their marks; a paper scanned again is no second one.
"""

from collections.abc import Sequence

import numpy as np

from imaging.marks.around_targets import Bools, CellsAround, best_shift, grown, place_print, shifted
from imaging.sheets.known_print import PlacePrint

LEAST_SHEETS = 10
MOST_SHEETS = 24
"""More of a card's first sheets tell no more."""
LEAST_CELLS = 12
"""Smaller is dust."""
LEAST_PERCENT = 90
"""On so many of the sheets is each cell of print inked, or one beside it."""
LEAST_OF_SHEET_PERCENT = 80
"""Of the print so much is on each sheet: on one that lacks it the place is no print of the card."""


def print_common(seen: Sequence[CellsAround]) -> PlacePrint | None:
    """What is printed around a target, from different sheets of its card; None where it is not certain.

    Cells near a voter's mark tell nothing of their sheet. Each cell is seen on LEAST_SHEETS at least.
    """
    if len(seen) < LEAST_SHEETS:
        return None
    top, left = max(one.top for one in seen), max(one.left for one in seen)
    ink, known = _together(seen, top, left)
    usual = _usual(ink, known)
    moved = [best_shift(one, usual) for one in ink]
    ink, known = (np.stack([shifted(one, *by) for one, by in zip(cells, moved, strict=True)]) for cells in (ink, known))
    near = np.stack([grown(one, 1) for one in ink])
    looked = known.sum(axis=0)
    common = _usual(ink, known) & (looked >= LEAST_SHEETS)
    common &= 100 * (near & known).sum(axis=0) >= LEAST_PERCENT * looked
    if np.count_nonzero(common) < LEAST_CELLS or not _on_every_sheet(common, near, known):
        return None
    return place_print(seen[0].target, top, left, common)


def _together(seen: Sequence[CellsAround], top: int, left: int) -> tuple[Bools, Bools]:
    """What all sheets show: bool (sheets, H, W) inked, and known."""
    bottom, right = (
        min(getattr(one, edge) + one.ink.shape[k] for one in seen) for k, edge in enumerate(("top", "left"))
    )
    parts = [(slice(top - one.top, bottom - one.top), slice(left - one.left, right - one.left)) for one in seen]
    ink = np.stack([one.ink[part] for one, part in zip(seen, parts, strict=True)])
    return ink, np.stack([one.known[part] for one, part in zip(seen, parts, strict=True)])


def _usual(ink: Bools, known: Bools) -> Bools:
    """Which cells are inked on most of the sheets on which they are known: bool (H, W)."""
    return np.asarray(2 * (ink & known).sum(axis=0) > known.sum(axis=0))


def _on_every_sheet(common: Bools, near: Bools, known: Bools) -> bool:
    expected = (common & known).sum(axis=(1, 2))
    found = (common & near & known).sum(axis=(1, 2))
    return bool((100 * found >= LEAST_OF_SHEET_PERCENT * expected).all())
