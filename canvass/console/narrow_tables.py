"""Tables that are wider than a terminal: words run over several lines of their own column, and numbers never do."""

from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap

from canvass.console.text import say, say_table

WIDE = 110
"""Letters in a line; a table that needs no more is printed as any other."""
_WORD = 16
"""A longer word may be broken."""
_BETWEEN = "  "


def say_narrow_table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool], left: int) -> None:
    """A table of texts, as `say_table` prints it where there is room; `numbers` says which columns are of numbers.

    Where the words alone need more room than there is, it is wider: nothing is cut off.
    """
    columns = list(zip(head, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    if sum(widths) + len(_BETWEEN) * len(widths) <= WIDE:
        say_table(head, rows, left)
        return
    least = [min(width, _least(column, number)) for width, column, number in zip(widths, columns, numbers, strict=True)]
    widths = _narrowed(widths, least)
    for row in (head, *rows):
        _say_row(row, widths, numbers)


def _least(column: Sequence[str], number: bool) -> int:
    """A number is never broken; of words, none that is not very long."""
    if number:
        head, *cells = column
        return max([_longest(head), *map(len, cells)])
    return min(_WORD, max(map(_longest, column)))


def _longest(text: str) -> int:
    return max(map(len, text.split()), default=1)


def _narrowed(widths: Sequence[int], least: Sequence[int]) -> list[int]:
    """As wide as there is room for: the widest column gives first, and none more than it can."""
    found = list(widths)
    while sum(found) + len(_BETWEEN) * len(found) > WIDE:
        spare = [width if width > fewest else 0 for width, fewest in zip(found, least, strict=True)]
        if not any(spare):
            break
        found[spare.index(max(spare))] -= 1
    return found


def _say_row(row: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> None:
    parts = [wrap(cell, width, break_on_hyphens=False) or [""] for cell, width in zip(row, widths, strict=True)]
    for line in zip_longest(*parts, fillvalue=""):
        cells = [
            part.rjust(width) if number else part.ljust(width)
            for part, width, number in zip(line, widths, numbers, strict=True)
        ]
        say((_BETWEEN + _BETWEEN.join(cells)).rstrip())
