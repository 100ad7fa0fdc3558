"""The layout engine: puts the contests of a ballot style into columns on the smallest paper that holds them.

Contests keep their order (down the columns, front then back), are never split, and the columns are balanced: of all
ways to cut the order into columns, the one whose filled heights are most alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from imaging.layout import GridBox, Outline, Paper, Side
from tabulate.election import ChoiceId, Contest, ContestId
from test_ballots.blocks import (
    HEADING_TO_TARGET,
    ROWS_PER_CHOICE,
    begins_section,
    block_rows,
    instruction_rows,
    rows_above_first_target,
)
from test_ballots.errors import BallotTooLong
from test_ballots.plan import rotated

COLUMNS = 34
TARGET_COLUMNS = (2, 12, 22)
OUTLINE = Outline(0.70, 0.48)
BODY_TOP = 5.25
FOOTER_ROWS = 3.25
"""From the lower end of the contests to the bottom row of timing marks."""
CODE_BOX = GridBox(0.95, 28.15, 4.45, 31.65)
_COLUMN_0_IN, _ROW_0_IN, _PITCH_IN = 0.125, 0.5, 0.25
PAPERS = ((8.5, 11.0), (8.5, 14.0), (8.5, 17.0))


@dataclass(frozen=True, slots=True)
class PlacedTarget:
    """An oval at a column and row of the grid, whole ones but on dense ballots, and what it stands for."""

    contest: ContestId
    choice: ChoiceId
    column: float
    row: float
    write_in_area: GridBox | None


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """One side as laid out."""

    side: Side
    rows: int
    bottom_marks: tuple[int, ...]
    code_box: GridBox
    targets: tuple[PlacedTarget, ...]


@dataclass(frozen=True, slots=True)
class PlacedBallot:
    """A whole ballot style as laid out, front first."""

    paper: Paper
    pages: tuple[PlacedPage, ...]


def grid_rows(height_in: float) -> int:
    """Rows of timing marks on paper of this height: 41, 53 and 65 for letter, legal and the longer one."""
    return round((height_in - 2 * _ROW_0_IN) / _PITCH_IN) + 1


def bottom_marks(number: int, side: Side) -> tuple[int, ...]:
    """The card code: columns of the bottom row's marks, always the same number of them for a side.

    Each of twelve bits of `number` prints one of two neighbouring columns; the fixed marks at the left tell the sides
    apart. Never mirror-symmetric, and never like the full top row.
    """
    fixed = {0, 1, 2, 33} if side is Side.FRONT else {0, 1, 2, 3, 5, 33}
    return tuple(sorted(fixed | {8 + 2 * bit + (number >> bit & 1) for bit in range(12)}))


def write_in_area(column: int, row: int) -> GridBox:
    """The free area right of a write-in oval, above its line."""
    return GridBox(row - 0.85, column + 0.75, row + 0.38, column + 8.75)


def lay_out(contests: Sequence[Contest], rotation: int, number: int) -> PlacedBallot:
    """Lay out the contests of one style on the smallest paper, on one side if they fit there, else on two.

    `number` goes into the card code. Raises BallotTooLong where two sides of the longest paper do not hold them.
    """
    blocks = tuple(
        _Block(contest, begins_section(contest, before))
        for contest, before in zip(contests, [None, *contests], strict=False)
    )
    for width_in, height_in in PAPERS:
        rows = grid_rows(height_in)
        columns = _columns(blocks, rows)
        if columns is not None:
            paper = Paper(width_in, height_in, _PITCH_IN, _COLUMN_0_IN, _ROW_0_IN)
            return PlacedBallot(paper, _pages(columns, rotation, number, rows))
    raise BallotTooLong(
        f"{len(contests)} contests need {sum(block.rows(False) for block in blocks)} rows of ovals and text; two sides "
        "of 8.5 x 17 inch paper have not room for them. Take contests off this ballot style or shorten their titles."
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """A contest to be placed, and whether it is the first of its section."""

    contest: Contest
    begins_section: bool

    def rows(self, first_in_column: bool) -> int:
        return block_rows(self.contest, self.begins_section or first_in_column)


_Columns = tuple[tuple[_Block, ...], ...]


def _columns(blocks: tuple[_Block, ...], rows: int) -> _Columns | None:
    """The blocks of each column, three columns a side; None where they do not fit."""
    space = int(rows - FOOTER_ROWS - BODY_TOP)
    front = (space - instruction_rows(), space, space)
    for capacities in (front, (*front, space, space, space)):
        columns = _balance(blocks, capacities)
        if columns is not None:
            return columns
    return None


def _balance(blocks: tuple[_Block, ...], capacities: tuple[int, ...]) -> _Columns | None:
    """Cut the blocks into len(capacities) runs, none over its capacity, with the least sum of squared free rows."""

    @cache
    def best(start: int, column: int) -> tuple[int, _Columns] | None:
        if column == len(capacities):
            return (0, ()) if start == len(blocks) else None
        found: tuple[int, _Columns] | None = None
        used = 0
        for end in range(start, len(blocks) + 1):
            used += blocks[end - 1].rows(end - 1 == start) if end > start else 0
            if used > capacities[column]:
                break
            rest = best(end, column + 1)
            cost = (capacities[column] - used) ** 2 + (rest[0] if rest else 0)
            if rest is not None and (found is None or cost < found[0]):
                found = (cost, (blocks[start:end], *rest[1]))
        return found

    answer = best(0, 0)
    return None if answer is None else answer[1]


def _pages(columns: _Columns, rotation: int, number: int, rows: int) -> tuple[PlacedPage, ...]:
    pages = []
    for index, side in enumerate((Side.FRONT, Side.BACK)[: len(columns) // 3]):
        targets: list[PlacedTarget] = []
        for place, blocks in enumerate(columns[3 * index : 3 * index + 3]):
            above = instruction_rows() if side is Side.FRONT and place == 0 else 0
            targets += _column(blocks, rotation, TARGET_COLUMNS[place], BODY_TOP + above)
        pages.append(PlacedPage(side, rows, bottom_marks(number, side), CODE_BOX, tuple(targets)))
    return tuple(pages)


def _column(blocks: Sequence[_Block], rotation: int, column: int, top: float) -> list[PlacedTarget]:
    targets = []
    for index, block in enumerate(blocks):
        contest, bar = block.contest, block.begins_section or index == 0
        row = round(top + rows_above_first_target(contest, bar) + HEADING_TO_TARGET)
        for choice in rotated(contest, rotation):
            targets.append(PlacedTarget(contest.id, choice.id, column, row, None))
            row += ROWS_PER_CHOICE
        for line in range(contest.write_ins):
            area = write_in_area(column, row)
            targets.append(PlacedTarget(contest.id, ChoiceId(f"write-in-{line}"), column, row, area))
            row += ROWS_PER_CHOICE
        top += block_rows(contest, bar)
    return targets
