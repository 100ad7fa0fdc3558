"""The type of a printout's blocks: its sizes, and texts broken at the column's width. In points."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from test_ballots.blocks import BOLD, PLAIN, Line
from test_ballots.printouts.words import Block


@dataclass(frozen=True, slots=True)
class TypeSize:
    """How large the blocks are printed."""

    title_pt: float
    words_pt: float
    air_pt: float
    """Between a rule and the text."""

    def block_height(self, lines: Sequence[Line]) -> float:
        """From rule to rule: air above, a quarter of it between title and words, and air below."""
        return 2.25 * self.air_pt + sum(line.leading_pt for line in lines)


SIZES = tuple(TypeSize(11.0 - step / 2, 13.0 - step * 3 / 4, 7.0 - step * 1.25) for step in range(5))
"""The largest first: titles of 11 and choices of 13 points, down to 9 and 10."""


def broken(text: str, font: str, size_pt: float, width_pt: float) -> list[str]:
    """Break a text at spaces, and a word that is wider than the column within it."""
    lines: list[str] = []
    for line in simpleSplit(text, font, size_pt, width_pt):
        lines += [line] if " " in line else _chopped(line, font, size_pt, width_pt)
    return lines


def _chopped(word: str, font: str, size_pt: float, width_pt: float) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and stringWidth(parts[-1] + letter, font, size_pt) > width_pt:
            parts.append("")
        parts[-1] += letter
    return parts


Text = tuple[list[Line], list[Line]]
"""A block's title and its words, as lines."""


def lines_of(block: Block, width: float, size: TypeSize) -> Text:
    """Break a block at the column's width, in points."""
    title = [Line(text, PLAIN, size.title_pt) for text in broken(block.title, PLAIN, size.title_pt, width)]
    words: list[Line] = []
    for each in block.words:
        font, points = (PLAIN, size.title_pt) if each.endswith("not used]") else (BOLD, size.words_pt)
        words += [Line(text, font, points) for text in broken(each, font, points, width)]
    return title, words
