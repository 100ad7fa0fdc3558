"""Where a contest, or a write-in line, is printed on a page's picture: what is shown enlarged.

A layout knows targets, not titles. A contest reaches from below the contest above it to its own last target, and across
from its column of targets to the next one. Distances are in pitches of the timing marks; on a page whose places were
measured a pitch is a quarter inch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from imaging.geometry import Grid
from imaging.layout import BoxIn, GridBox, MeasuredPage, PageLayout, Side, Target
from imaging.measured.page_map import PITCH_IN
from imaging.overlay import upright_places
from imaging.sheets import PageReading
from tabulate.election import Card, ChoiceId, ContestId, Election

_ABOVE = 6.0
"""Rows above a contest's first target that may hold its title."""
_APART = 1.0
"""Columns by which targets of one column of contests may differ."""
_BESIDE_RIGHT_EDGE = 4.0
"""Targets that stand so near the right border have their names to the left."""
_MARGIN = 0.7
"""Columns or rows around a target."""
_DRAWN_BESIDE, _DRAWN_BELOW = 1.9, 1.3
"""Columns to the side on which no name stands, and rows below, in which a mark at a target may be drawn."""


@dataclass(frozen=True, slots=True)
class Area:
    """A place on a page: `box` in grid units of the upright page; of a measured one, in its heights and widths."""

    side: Side
    box: GridBox


@dataclass(frozen=True, slots=True)
class PixelBox:
    """A part of the upright picture, half open."""

    top: int
    left: int
    bottom: int
    right: int


def contest_areas(election: Election, card: Card, contest: ContestId) -> tuple[Area, ...]:
    """Where the contest is printed on the card; two areas where it runs over two columns or pages."""
    return tuple(
        Area(page.side, _as_read(box, page))
        for page in election.layout_of(card).pages
        for box in _boxes(_in_pitches(page), card, contest)
    )


def line_area(election: Election, card: Card, contest: ContestId, line: ChoiceId) -> Area | None:
    """Where the name of a write-in line is written, its oval included; None where the layout does not say."""
    for page in election.layout_of(card).pages:
        in_pitches = _in_pitches(page)
        for target in in_pitches.targets:
            meaning = card.meanings[target.number - 1]
            if (meaning.contest, meaning.choice) == (contest, line):
                return Area(page.side, _as_read(_line_box(target, in_pitches), page))
    return None


def box_px(area: Area, page: PageReading, height_px: int, width_px: int) -> PixelBox:
    """The area on the upright picture of the page, cut at its edges."""
    box, grid = area.box, _grid(page)
    rows = np.clip(np.array([box.top, box.top, box.bottom, box.bottom]), 0, grid.rows - 1)
    columns = np.array([box.left, box.right, box.left, box.right])
    corners = upright_places(grid.to_px(rows, columns), page, height_px, width_px)
    top, left = np.floor(corners.min(axis=0)).astype(int)
    bottom, right = np.ceil(corners.max(axis=0)).astype(int) + 1
    return PixelBox(
        top=int(np.clip(top, 0, height_px - 1)),
        left=int(np.clip(left, 0, width_px - 1)),
        bottom=int(np.clip(bottom, 1, height_px)),
        right=int(np.clip(right, 1, width_px)),
    )


def _grid(page: PageReading) -> Grid:
    """The page's borders; of a measured page, its corners: a grid of two rows and two columns."""
    left, right = np.array(page.left_px, np.float64), np.array(page.right_px, np.float64)
    known = np.ones(len(left), np.bool_)
    return Grid(page.columns or 2, left, right, known, known, frozenset(), page.turned)


def _in_pitches(page: PageLayout | MeasuredPage) -> PageLayout:
    """The page's targets in pitches; its last column is the right border, or the edge of the paper."""
    if isinstance(page, PageLayout):
        return page
    targets = tuple(
        Target(
            target.number,
            target.x_in / PITCH_IN,
            target.y_in / PITCH_IN,
            None if target.write_in_area is None else _box_in_pitches(target.write_in_area),
        )
        for target in page.targets
    )
    return PageLayout(page.side, round(page.width_in / PITCH_IN) + 1, None, targets)


def _box_in_pitches(box: BoxIn) -> GridBox:
    return GridBox(*(side / PITCH_IN for side in (box.top_in, box.left_in, box.bottom_in, box.right_in)))


def _as_read(box: GridBox, page: PageLayout | MeasuredPage) -> GridBox:
    """A box in pitches as `Area` has it."""
    if isinstance(page, PageLayout):
        return box
    high, wide = page.height_in / PITCH_IN, page.width_in / PITCH_IN
    return GridBox(box.top / high, box.left / wide, box.bottom / high, box.right / wide)


def _boxes(page: PageLayout, card: Card, contest: ContestId) -> Iterator[GridBox]:
    for column in _columns_of(page.targets):
        own = [target for target in column if card.meanings[target.number - 1].contest == contest]
        if own:
            yield _box(page, column, own)


def _columns_of(targets: Sequence[Target]) -> list[list[Target]]:
    """The targets column by column, each from the top."""
    columns: list[list[Target]] = []
    for target in sorted(targets, key=lambda target: (target.column, target.row)):
        if columns and abs(columns[-1][-1].column - target.column) <= _APART:
            columns[-1].append(target)
        else:
            columns.append([target])
    return [sorted(column, key=lambda target: target.row) for column in columns]


def _box(page: PageLayout, column: Sequence[Target], own: Sequence[Target]) -> GridBox:
    above = [target.row for target in column if target.row < own[0].row and target not in own]
    left, right = _across(page, own)
    foot = max(_foot(target) for target in own)
    below = [target.row - _MARGIN for target in column if target.row > foot]
    return GridBox(
        top=max(own[0].row - _ABOVE, max(above) + _MARGIN if above else 0.0),
        left=left,
        bottom=max(foot + _MARGIN, min([foot + _DRAWN_BELOW, *below])),
        right=right,
    )


def _foot(target: Target) -> float:
    return max(target.row, target.write_in_area.bottom if target.write_in_area else target.row)


def _across(page: PageLayout, own: Sequence[Target]) -> tuple[float, float]:
    low, high = min(target.column for target in own), max(target.column for target in own)
    others = {target.column for target in page.targets}
    before = [column for column in others if column < low - _APART]
    after = [column for column in others if column > high + _APART]
    first, last = (max(before) + _MARGIN if before else 0.0), (min(after) - _MARGIN if after else page.columns - 1.0)
    if page.columns - 1 - max(others) < _BESIDE_RIGHT_EDGE:
        return first, min(high + _DRAWN_BESIDE, last) if after else high + _DRAWN_BESIDE
    return max(low - _DRAWN_BESIDE, first) if before else low - _DRAWN_BESIDE, last


def _line_box(target: Target, page: PageLayout) -> GridBox:
    area = target.write_in_area
    if area is None:
        left, right = _across(page, [target])
        return GridBox(target.row - 1, left, target.row + 1, right)
    return GridBox(
        min(area.top, target.row - _MARGIN) - 0.2,
        min(area.left, target.column) - _MARGIN,
        max(area.bottom, target.row + _MARGIN) + 0.2,
        max(area.right, target.column) + _MARGIN,
    )
