"""Strokes that run nearly along a row beside places: rules, underlines, names struck out."""

import numpy as np
from numpy.typing import NDArray

from kernels import columns
from kernels.checks import check_array, check_page
from kernels.compiled import compiled

STEEPEST_PER_100 = 9
"""A stroke leaves its row by no more than nine pixels in a hundred: five degrees."""
GAP_PX = 2
"""So many pixels without ink do not end a stroke."""
BAND_ROWS, MARGIN = 44, 6
"""So many rows are looked at together, a bit each in one word, and so many above and below them with them."""
FIRST_DOWN, LAST_DOWN, FIRST_ALONG, LAST_SAMPLE, BACK, LAST_ALONG, SPACING, STRAY, LEAST, HIGHEST, BARE, LEVEL = range(
    12
)


def row_strokes(
    page: NDArray[np.uint8],
    centres_px64: NDArray[np.int64],
    across_px: tuple[int, int, int],
    reach_px: tuple[int, int, int, int, int, int],
    sizes_px: tuple[int, int, int, int, int],
    ink_level: int,
    most: int,
) -> NDArray[np.int64]:
    """Find strokes that run nearly along the row beside each centre, whatever stands on them; the first `most`.

    Places are told from the centre's pixel: so many columns along the row, and so many rows down from the row's line
    there. At every `spacing` columns, from the first sample to the last, each inked pixel is looked at, in bands of 44
    rows. Ink leads on from one if the column a spacing farther is inked where a line ends that drifts by up to nine in
    a hundred pixels, five at the most, and if at the line's halves, quarters, eighths and sixteenths a pixel of three
    is. Of such pixels that touch, the middle one is followed to both ends, unless it is as near as `highest` to a
    stroke that was found: over gaps of two pixels, as long as it strays from its row by no more than nine in a hundred
    pixels and `stray`.

    centres_px64  int64 (N, 2), (row, col) in 1/64 px
    across_px     the row's line: (rows, columns) it goes, and 1 or -1, the side that is looked at. Columns along the
                  row are counted to that side
    reach_px      first and last row down, first and last sample along: where strokes are looked for; and the columns,
                  back and on, to which they are followed
    sizes_px      `spacing`; `stray`; how long a stroke is at the least; `highest`, a stroke's own ink; `bare`
    ink_level     a pixel at or below it is inked; off the page none is
    returns       int64 (N, most, 7), STROKE_START to STROKE_BARE of `columns`, all 0 where there are no more: the
                  column and the row of the end nearer to the centre, then of the other; columns in which the stroke
                  has ink; in how many of every fourth one, per mille, the ink is at most `highest` high; and 1 if in
                  `bare` of these side by side there is no other ink so far above and below. The last two are 0 for a
                  stroke that reaches the ends of what is followed
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    rows, cols, way = across_px
    if way not in (-1, 1) or cols < 1 or abs(rows) > cols or most < 1:
        raise ValueError("expected a side of -1 or 1, a line more across than down, and room for a stroke")
    first_down, last_down, first_along, last_sample, back, last_along = reach_px
    spacing, stray, least, highest, bare = sizes_px
    if not (first_down <= last_down and back < first_along <= last_sample <= last_along - spacing):
        raise ValueError("expected a reach of at least a pixel, that ends a spacing before the last column")
    if spacing < 2 or min(stray, least, highest, bare) < 1:
        raise ValueError("expected a spacing of at least two pixels, and sizes of at least one")
    found = np.zeros((len(centres_px64), most, columns.STROKE_COLUMNS), np.int64)
    reach = np.array([*reach_px, *sizes_px, ink_level], np.int64)
    _row_strokes(page, centres_px64, np.array([way, (rows * way << 16) // cols], np.int64), reach, found)
    return found


@compiled("boolean(uint8[:, ::1], int64, int64, int64[::1], int64, int64, int64)")
def _inked(page, row, col, line, along, down, level):  # type: ignore[no-untyped-def]
    """Whether the pixel so far along the row and down from it is inked."""
    r, c = row + down + ((along * line[1] + 32768) >> 16), col + along * line[0]
    return 0 <= r < page.shape[0] and 0 <= c < page.shape[1] and page[r, c] <= level


@compiled("int64(uint8[:, ::1], int64, int64, int64[::1], int64, int64, int64, int64)")
def _column_bits(page, row, col, line, along, first_down, last_down, level):  # type: ignore[no-untyped-def]
    """A column's pixels from a row to another, a bit each, set where inked."""
    c, first = col + along * line[0], row + first_down + ((along * line[1] + 32768) >> 16)
    bits = np.int64(0)
    if 0 <= c < page.shape[1]:
        for k in range(max(0, -first), min(last_down - first_down + 1, page.shape[0] - first)):
            bits |= np.int64(page[first + k, c] <= level) << k
    return bits


@compiled("int64(uint8[:, ::1], int64, int64, int64[::1], int64, int64, int64, int64, int64, int64, int64)")
def _leading_on(page, row, col, line, along, first, last, spacing, here, there, level):  # type: ignore[no-untyped-def]
    """The pixels of a column from which ink leads straight on to the next, a bit each: seen from coarse to fine."""
    drifts = min((STEEPEST_PER_100 * spacing + 99) // 100, MARGIN - 1)
    leading = np.empty(2 * drifts + 1, np.int64)
    left = np.int64(0)
    for k in range(leading.size):
        leading[k] = here & (there << drifts >> k)
        left |= leading[k]
    parts = np.int64(2)
    while parts <= 16 and left:
        for part in range(1, parts, 2):
            place = spacing * part // parts
            between = _column_bits(page, row, col, line, along + place, first, last, level)
            between |= between << 1 | between >> 1
            left = np.int64(0)
            for k in range(leading.size):
                if leading[k]:
                    drift = (k - drifts) * place // spacing
                    leading[k] &= between >> drift if drift >= 0 else between << -drift
                    left |= leading[k]
            if left == 0:
                return left
        parts *= 2
    return left


@compiled("UniTuple(int64, 3)(uint8[:, ::1], int64, int64, int64[::1], int64, int64, int64, int64, int64, int64)")
def _follow(page, row, col, line, along, down, step, end, stray, level):  # type: ignore[no-untyped-def]
    """Where ink that is followed along the row ends, how far down, and in how many columns it is inked."""
    last, last_down, inked, gap, place, there = along, down, 0, 0, along, down
    while place != end:
        place += step
        if not _inked(page, row, col, line, place, there, level):
            if _inked(page, row, col, line, place, there + 1, level):
                there += 1
            elif _inked(page, row, col, line, place, there - 1, level):
                there -= 1
            else:
                gap += 1
                if gap > GAP_PX:
                    break
                continue
        if 100 * (abs(there - down) - stray) > STEEPEST_PER_100 * abs(place - along):
            break
        gap = 0
        inked += 1
        last, last_down = place, there
    return last, last_down, inked


@compiled("UniTuple(int64, 2)(uint8[:, ::1], int64, int64, int64[::1], int64, int64, int64, int64)")
def _own_ink(page, row, col, line, along, down, highest, level):  # type: ignore[no-untyped-def]
    """The first and the last row of a stroke's ink in a column; more than `highest` of them where that is higher."""
    for beside in (0, -1, 1, -2, 2):
        if _inked(page, row, col, line, along, down + beside, level):
            top = foot = down + beside
            while foot - top < highest and _inked(page, row, col, line, along, foot + 1, level):
                foot += 1
            while foot - top < highest and _inked(page, row, col, line, along, top - 1, level):
                top -= 1
            return top, foot
    return down, down + highest


@compiled("boolean(uint8[:, ::1], int64, int64, int64[::1], int64, int64, int64, int64, int64)")
def _is_bare(page, row, col, line, along, top, foot, reach, level):  # type: ignore[no-untyped-def]
    """Whether there is no other ink near a stroke's in a column."""
    for beyond in range(1, reach + 1):
        if _inked(page, row, col, line, along, top - beyond, level):
            return False
        if _inked(page, row, col, line, along, foot + beyond, level):
            return False
    return True


@compiled("void(uint8[:, ::1], int64, int64, int64[::1], int64[::1], int64[::1])")
def _look_around(page, row, col, line, reach, stroke):  # type: ignore[no-untyped-def]
    """See what else is in a stroke's columns: in every fourth one, and in all until it is bare for long enough."""
    highest, level = reach[HIGHEST], reach[LEVEL]
    start, end = stroke[columns.STROKE_START], stroke[columns.STROKE_END]
    first, last = stroke[columns.STROKE_START_DOWN], stroke[columns.STROKE_END_DOWN]
    bare = own = np.int64(0)
    for along in range(start, end + 1):
        if bare >= reach[BARE] and (along - start) % 4:
            continue
        down = first + (last - first) * (along - start) // max(end - start, 1)
        top, foot = _own_ink(page, row, col, line, along, down, highest, level)
        is_own = foot - top < highest
        own += is_own and (along - start) % 4 == 0
        if bare < reach[BARE]:
            bare += 1
            if not (is_own and _is_bare(page, row, col, line, along, top, foot, highest, level)):
                bare = np.int64(0)
    stroke[columns.STROKE_OWN] = 1000 * own // ((end - start) // 4 + 1)
    stroke[columns.STROKE_BARE] = bare >= reach[BARE]


@compiled("boolean(int64[:, ::1], int64, int64, int64, int64)")
def _known(found, count, along, down, highest):  # type: ignore[no-untyped-def]
    """Whether a pixel lies on a stroke that was found."""
    for k in range(count):
        start, end = found[k, columns.STROKE_START], found[k, columns.STROKE_END]
        if start <= along <= end:
            first, last = found[k, columns.STROKE_START_DOWN], found[k, columns.STROKE_END_DOWN]
            there = first + (last - first) * (along - start) // max(end - start, 1)
            if abs(down - there) <= highest:
                return True
    return False


@compiled("boolean(uint8[:, ::1], int64, int64, int64[::1], int64[::1], int64, int64, int64[::1])")
def _take(page, row, col, line, reach, along, down, stroke):  # type: ignore[no-untyped-def]
    """Follow the stroke on which a pixel lies; whether it is long enough."""
    stray, level, last = reach[STRAY], reach[LEVEL], reach[LAST_ALONG]
    end, end_down, after = _follow(page, row, col, line, along, down, 1, last, stray, level)
    start, start_down, before = _follow(page, row, col, line, along, down, -1, reach[BACK], stray, level)
    if end - start + 1 < reach[LEAST]:
        return False
    stroke[columns.STROKE_START], stroke[columns.STROKE_START_DOWN] = start, start_down
    stroke[columns.STROKE_END], stroke[columns.STROKE_END_DOWN] = end, end_down
    stroke[columns.STROKE_INKED] = before + after + 1
    if end < last and start > reach[BACK]:
        _look_around(page, row, col, line, reach, stroke)
    return True


@compiled("void(uint8[:, ::1], int64[:, ::1], int64[::1], int64[::1], int64[:, :, ::1])")
def _row_strokes(page, centres, line, reach, found):  # type: ignore[no-untyped-def]
    spacing, last_down, level = reach[SPACING], reach[LAST_DOWN], reach[LEVEL]
    for i in range(centres.shape[0]):
        row, col = (centres[i, 0] + 32) >> 6, (centres[i, 1] + 32) >> 6
        count = 0
        for first in range(reach[FIRST_DOWN], last_down + 1, BAND_ROWS):
            rows = min(BAND_ROWS, last_down - first + 1)
            top, bottom = first - MARGIN, first + rows - 1 + MARGIN
            band = ((np.int64(1) << rows) - 1) << MARGIN
            here = _column_bits(page, row, col, line, reach[FIRST_ALONG], top, bottom, level)
            for along in range(reach[FIRST_ALONG], reach[LAST_SAMPLE] + 1, spacing):
                there = _column_bits(page, row, col, line, along + spacing, top, bottom, level)
                bits = np.int64(0)
                if here & band and there:
                    bits = _leading_on(page, row, col, line, along, top, bottom, spacing, here & band, there, level)
                here = there
                k = MARGIN
                while bits >> k and count < found.shape[1]:
                    high = 0
                    while bits >> (k + high) & 1:
                        high += 1
                    down = top + k + high // 2
                    k += high + 1
                    if high and not _known(found[i], count, along, down, reach[HIGHEST]):
                        count += _take(page, row, col, line, reach, along, down, found[i, count])
