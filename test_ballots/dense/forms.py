"""The forms of dense ballots: how long the paper is, how close the ovals stand, and what is printed besides."""

from dataclasses import dataclass

from imaging.layout import Outline
from test_ballots.page_layout import OUTLINE


@dataclass(frozen=True, slots=True)
class DenseForm:
    """One form. Steps are in pitches of the timing marks, a quarter inch."""

    name: str
    height_in: float
    column_step: float
    row_step: float
    outline: Outline = OUTLINE
    names: bool = True
    """Whether a short name is printed beside each oval."""
    seats_share: float = 0.35
    """Seats of a contest, as a share of its candidates."""


LONG = DenseForm("long", 17.0, 2.0, 1.0)
LEGAL = DenseForm("legal", 14.0, 2.0, 1.0)
LETTER = DenseForm("letter", 11.0, 2.0, 1.0, seats_share=1.0)
"""On its fullest sheets every oval is filled."""
CLOSE = DenseForm("close", 14.0, 1.5, 1.0, names=False)
"""Names would not fit between its columns."""
CLOSEST = DenseForm("closest", 17.0, 1.25, 1.0, names=False)
"""A check's long arm may reach the next oval."""
LARGE = DenseForm("large", 14.0, 2.0, 1.25, Outline(0.84, 0.56))
WIDE = DenseForm("wide", 17.0, 2.5, 1.5)
"""Nothing that a pen does at one oval reaches another."""
DENSE_FORMS = (LONG, LEGAL, LETTER, CLOSE, CLOSEST, LARGE, WIDE)
