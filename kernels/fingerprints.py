"""Coarse pictures of the ink at targets, the same however the paper was scanned: what tells one sheet from another."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kernels.checks import check_array, check_page

PICTURE_ROWS = 6
PICTURE_COLS = 8


def ink_pictures(
    page: NDArray[np.uint8],
    centres_px64: NDArray[np.int64],
    to_pitches: NDArray[np.int64],
    half_window: tuple[int, int],
    fade: int,
    cell: int,
    reach_px: tuple[int, int],
    paper_level: int,
    ink_level: int,
) -> NDArray[np.int64]:
    """Picture the ink in a window around each centre, in 6 x 8 square cells around the ink's own middle.

    A pixel's weight is 0 where it is as light as paper and 256 where it is as dark as this target's ink: it rises from
    a quarter to three quarters of the way down to the middle level of the window's inked pixels. So pencil and felt
    pen, gray and bitonal images give the same picture, and a blurred edge lies where the sharp one does. Each pixel is
    shared among the four cells whose middles are nearest, and weighs less toward the window's edges, so that a picture
    does not change by leaps.

    centres_px64  int64 (N, 2), (row, col) in 1/64 px
    to_pitches    int64 (2, 2): 2**20 times the matrix that takes a (row, col) offset in px to (down, across) in pitches
    half_window   half the window's height and width, in 1/65536 pitch
    fade          how far inside the window's edge a pixel's weight is whole; at the edge it is 0
    cell          a cell's height and width, in 1/65536 pitch
    reach_px      no pixel of the window is farther from its centre than so many rows and columns
    paper_level   the paper's gray level; a pixel at or below `ink_level` is inked
    returns       int64 (N, 48): for each cell, row by row, the sum over pixels of weight times share, the share in
                  1/65536; zeros where the window has no inked pixel on the page
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    check_array(to_pitches, np.int64, (2, 2))
    if min(half_window) < 0 or min(reach_px) < 0 or fade < 1 or cell < 256:
        raise ValueError("expected a window and a reach of at least 0, a fade of at least 1, a cell of at least 256")
    if not 0 <= ink_level <= paper_level <= 255:
        raise ValueError("expected an ink level from 0 to the paper's, and that at most 255")
    pictures = np.zeros((len(centres_px64), PICTURE_ROWS * PICTURE_COLS), np.int64)
    _ink_pictures(page, centres_px64, to_pitches, *half_window, fade, cell, *reach_px, paper_level, ink_level, pictures)
    return pictures


@njit(
    "int64(uint8[:, ::1], int64, int64, int64[:, ::1], int64, int64, int64, int64, int64[:, ::1])",
    cache=True,
    nogil=True,
)
def _in_window(page, at_row, at_col, to_pitches, half_down, half_across, row_reach, col_reach, seen):  # type: ignore[no-untyped-def]
    """List the window's pixels: place down and across in 1/65536 pitch, and gray level. Returns how many."""
    height, width = page.shape
    middle_row, middle_col = (at_row + 32) >> 6, (at_col + 32) >> 6
    count = 0
    for row in range(max(0, middle_row - row_reach), min(height, middle_row + row_reach + 1)):
        for col in range(max(0, middle_col - col_reach), min(width, middle_col + col_reach + 1)):
            rows, cols = (row << 6) - at_row, (col << 6) - at_col
            down = (to_pitches[0, 0] * rows + to_pitches[0, 1] * cols) >> 10
            across = (to_pitches[1, 0] * rows + to_pitches[1, 1] * cols) >> 10
            if abs(down) <= half_down and abs(across) <= half_across:
                seen[count, 0], seen[count, 1], seen[count, 2] = down, across, page[row, col]
                count += 1
    return count


@njit("int64(int64[:, ::1], int64, int64)", cache=True, nogil=True)
def _middle_ink(seen, count, ink_level):  # type: ignore[no-untyped-def]
    """The level of the middle one of the inked pixels; -1 where none is."""
    levels = np.zeros(ink_level + 1, np.int64)
    inked = 0
    for i in range(count):
        if seen[i, 2] <= ink_level:
            levels[seen[i, 2]] += 1
            inked += 1
    below = 0
    for level in range(ink_level + 1):
        below += levels[level]
        if 2 * below >= inked and inked > 0:
            return level
    return -1


@njit("void(int64[:, ::1], int64, int64, int64[::1])", cache=True, nogil=True)
def _share_out(seen, count, cell, picture):  # type: ignore[no-untyped-def]
    """Share each pixel's weight among the cells around it; the picture's middle is the weights' own."""
    mass = downs = acrosses = 0
    for i in range(count):
        mass += seen[i, 2]
        downs += seen[i, 2] * seen[i, 0]
        acrosses += seen[i, 2] * seen[i, 1]
    if mass == 0:
        return
    # the middle of the first cell
    top = downs // mass - (PICTURE_ROWS - 1) * cell // 2
    left = acrosses // mass - (PICTURE_COLS - 1) * cell // 2
    for i in range(count):
        if seen[i, 2] > 0:
            down, across = 256 * (seen[i, 0] - top) // cell, 256 * (seen[i, 1] - left) // cell
            for row in range(down >> 8, (down >> 8) + 2):
                for col in range(across >> 8, (across >> 8) + 2):
                    if 0 <= row < PICTURE_ROWS and 0 <= col < PICTURE_COLS:
                        share = (256 - abs(down - (row << 8))) * (256 - abs(across - (col << 8)))
                        picture[row * PICTURE_COLS + col] += seen[i, 2] * share


@njit(
    "void(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, int64, int64, int64, int64, int64, int64,"
    " int64[:, ::1])",
    cache=True,
    nogil=True,
)
def _ink_pictures(  # type: ignore[no-untyped-def]
    page, centres, to_pitches, half_down, half_across, fade, cell, row_reach, col_reach, paper, ink_level, pictures
):
    seen = np.empty(((2 * row_reach + 1) * (2 * col_reach + 1), 3), np.int64)
    for i in range(centres.shape[0]):
        count = _in_window(
            page, centres[i, 0], centres[i, 1], to_pitches, half_down, half_across, row_reach, col_reach, seen
        )
        ink = _middle_ink(seen, count, ink_level)
        if ink < 0:
            continue
        depth = max(paper - ink, 1)
        for j in range(count):
            weight = min(max(256 * (4 * (paper - seen[j, 2]) - depth) // (2 * depth), 0), 256)
            inside = min(half_down - abs(seen[j, 0]), half_across - abs(seen[j, 1]))
            seen[j, 2] = weight * min(inside, fade) // fade
        _share_out(seen, count, cell, pictures[i])


def alike_sheets(
    own: NDArray[np.int64],
    own_targets: NDArray[np.int64],
    sketches: NDArray[np.int64],
    starts: NDArray[np.int64],
    targets: NDArray[np.int64],
    least_permille: int,
) -> NDArray[np.int64]:
    """Find, among sheets sketched in one number a mark, those that may show the ink of one's own.

    A sketch's lower 48 bits are the signs of a mark's shape, the bits above are the target's number; a sheet's are in
    order of number. A sheet is found if two thirds of the marks of whichever has more are at the same targets, and of
    the bits there at least `least_permille` are equal; it is passed over early where, of its first four such marks or
    more, 120 permille less are.

    own          int64 (M,): the marks of the sheet that is asked about
    own_targets  int64 (W,): its marked targets, 48 in each number's lower bits
    sketches     int64 (S,): all sheets' marks, one sheet after the other
    starts       int64 (N + 1,): where each sheet's marks begin, and the end of the last
    targets      int64 (N, W): all sheets' marked targets
    returns      int64 (F,): the places, from 0, of the sheets found
    """
    for numbers in (own, own_targets, sketches, starts):
        check_array(numbers, np.int64, (None,))
    check_array(targets, np.int64, (len(starts) - 1, len(own_targets)))
    if starts[0] < 0 or starts[-1] > len(sketches) or (np.diff(starts) < 0).any():
        raise ValueError("expected ascending starts within the sketches, and an end")
    found = np.empty(len(targets), np.int64)
    return found[: _alike_sheets(own, own_targets, sketches, starts, targets, least_permille, found)]


@njit("int64(int64)", cache=True, nogil=True)
def _bits_set(bits):  # type: ignore[no-untyped-def]
    """How many of the lower 48 bits are set."""
    bits = (bits & 0x555555555555) + ((bits >> 1) & 0x555555555555)
    bits = (bits & 0x333333333333) + ((bits >> 2) & 0x333333333333)
    bits = (bits & 0x0F0F0F0F0F0F) + ((bits >> 4) & 0x0F0F0F0F0F0F)
    bits = (bits & 0x00FF00FF00FF) + ((bits >> 8) & 0x00FF00FF00FF)
    return (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + (bits >> 32)


@njit("boolean(int64[::1], int64[::1], int64)", cache=True, nogil=True)
def _may_be_alike(own, theirs, least):  # type: ignore[no-untyped-def]
    """Whether enough of the bits at the targets that both sheets marked are equal."""
    common = equal = i = j = 0
    while i < own.shape[0] and j < theirs.shape[0]:
        here, there = own[i] >> 48, theirs[j] >> 48
        if here == there:
            common += 1
            equal += 48 - _bits_set((own[i] ^ theirs[j]) & 0xFFFFFFFFFFFF)
            if common >= 4 and 1000 * equal < (least - 120) * 48 * common:
                return False
        i += here <= there
        j += there <= here
    return 1000 * equal >= least * 48 * common


@njit("int64(int64[::1], int64[::1], int64[::1], int64[::1], int64[:, ::1], int64, int64[::1])", cache=True, nogil=True)
def _alike_sheets(own, own_targets, sketches, starts, targets, least, found):  # type: ignore[no-untyped-def]
    count = 0
    for sheet in range(targets.shape[0]):
        common = 0
        for word in range(own_targets.shape[0]):
            common += _bits_set(own_targets[word] & targets[sheet, word])
        marks = sketches[starts[sheet] : starts[sheet + 1]]
        enough = common > 0 and 3 * common >= 2 * max(own.shape[0], marks.shape[0])
        if enough and _may_be_alike(own, marks, least):
            found[count] = sheet
            count += 1
    return count
