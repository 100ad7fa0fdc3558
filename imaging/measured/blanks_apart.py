"""How much of one blank's print another blank lacks: what does not tell two blanks apart tells no sheet of theirs."""

from functools import lru_cache

from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels
from imaging.layout import MeasuredPage
from imaging.measured.features import match
from imaging.measured.print_match import register_by_print
from imaging.measured.reference import picture_of, reference_of

KEPT_PAIRS = 2048
"""So many pairs of blanks are kept compared."""


@lru_cache(maxsize=KEPT_PAIRS)
def print_apart(page: MeasuredPage, other: MeasuredPage) -> int | None:
    """How many landmarks of a page's blank, timing marks apart, the other page's blank lacks; None if one has no blank.

    Raises BlankPrintError.
    """
    if page.blank is None or other.blank is None:
        return None
    if page.blank == other.blank:
        return 0
    reference = reference_of(page.blank, page.targets)
    rough = match(reference.features, reference_of(other.blank, other.targets).features)
    picture = picture_of(other.blank)
    levels = measure_ink_levels(picture, LITTLE_PRINT)
    found = None if rough is None else register_by_print(picture, levels, page, reference, rough)
    return len(reference.landmarks.beside) if found is None else found.missing
