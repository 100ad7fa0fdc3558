"""Whether two sheets of a card are different papers for certain, by how much ink is in their ovals.

Where sheets are looked at to learn what all have in common, a paper scanned twice would teach what a voter wrote on it.
"""

from collections.abc import Iterable

from imaging.sheets import ReadSheet

LEAST_DIFFERENCE_PERMILLE = 250
"""Of an inside: another scan of a paper changes the share of its ink by far less."""


def different_papers(sheets: Iterable[ReadSheet], most: int) -> list[ReadSheet]:
    """So many sheets at most, in their order, of which any two are different papers for certain."""
    chosen: list[ReadSheet] = []
    for sheet in sheets:
        if len(chosen) < most and all(are_different(sheet, other) for other in chosen):
            chosen.append(sheet)
    return chosen


def are_different(one: ReadSheet, other: ReadSheet) -> bool:
    """Whether an oval of one sheet has so much more ink than the same one of the other that they are not one paper."""
    inked = {target.number: _permille(target.ink_px, target.target_px) for target in other.targets if target.target_px}
    return any(
        abs(_permille(target.ink_px, target.target_px) - inked[target.number]) >= LEAST_DIFFERENCE_PERMILLE
        for target in one.targets
        if target.target_px and target.number in inked
    )


def _permille(ink_px: int, target_px: int) -> int:
    return 1000 * ink_px // target_px
