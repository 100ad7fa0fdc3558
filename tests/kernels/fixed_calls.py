"""One fixed call of each kernel, large enough to mean something. Run as a program, it prints a digest of the answers.

So the same calls can be made compiled and interpreted, in this process and in another.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba.core.registry import CPUDispatcher
from numpy.typing import NDArray

from kernels.bars import find_bars
from kernels.beyond import ink_beyond
from kernels.border_places import border_places
from kernels.borders import trace_border
from kernels.colours import departing_pixels, level_quantiles
from kernels.fingerprints import ink_pictures
from kernels.histogram import _gray_histogram, gray_histogram
from kernels.lines import marks_between
from kernels.neighbours import neighbour_shifts
from kernels.outlines import clear_distances, locate_outlines
from kernels.pieces import pieces_near
from kernels.prints import locate_prints
from kernels.reaching import ink_runs_out
from kernels.rings import light_points, longest_dark_runs
from kernels.row_strokes import row_strokes
from kernels.runs import hanging_together
from kernels.sketches import alike_sheets, targets_and_heads
from kernels.spreading import inked_windows, widen_ink
from kernels.targets import measure_targets
from kernels.ways import UNIT_BITS, score_ways
from kernels.writing import follow_strokes, stroke_cells

KINDS = np.array([0, 0, 0, 1, 1], np.int64)
Answer = NDArray[np.generic] | tuple[NDArray[np.generic], ...]


@dataclass(frozen=True, slots=True)
class FixedCall:
    """A kernel's public function and what it is given."""

    kernel: Callable[..., Answer]
    arguments: tuple[object, ...]

    def answer(self) -> Answer:
        return self.kernel(*self.arguments)

    def digest(self) -> str:
        answer = self.answer()
        arrays = answer if isinstance(answer, tuple) else (answer,)
        assert all(array.size for array in arrays)
        return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()


def make_page() -> NDArray[np.uint8]:
    """Gray noise from black to white, with bars, a ring and lines on it."""
    rng = np.random.default_rng(7)
    page = rng.choice(np.array([0, 90, 190, 230, 255], np.uint8), (120, 160), p=[0.03, 0.07, 0.2, 0.4, 0.3])
    for row in range(5, 110, 20):
        page[row : row + 5, 6:21] = 10
        page[row : row + 5, 140:155] = 10
    page[40:60, 60:90] = 245
    page[40:60:19, 60:90] = 30
    page[:, 75] = 20
    page[50, :] = 20
    return page


def fixed_calls() -> list[FixedCall]:
    """One call a kernel."""
    page = make_page()
    centres = 64 * np.array([[50, 75], [0, 0], [119, 159], [49, 74], [-7, 40]], np.int64) + 17
    ring = np.array([[-640, y] for y in range(-960, 961, 80)] + [[640, y] for y in range(-960, 961, 80)], np.int64)
    rays = np.array([[0, 0, 64, 0], [0, 0, -64, 3], [5, -9, 0, 64], [0, 0, -5, -70]], np.int64)
    bars = np.array([[5, 10, 6, 21], [5, 10, 46, 61], [6, 11, 86, 101], [30, 40, 1, 9]], np.int32)
    ends = 1024 * np.array([[[7, 13], [0, 5]], [[7, 173], [11, 170]]], np.int64)
    rows = np.array([0, 101, 195, 299, 320, 502, 610, 707, 808, 908, 1300], np.int32)
    border = np.stack([rows, rows + 9, rows // 50, rows // 50 + np.array([20, 26, *[20] * 9], np.int32)], axis=1)
    index = np.array([0, 1, 2, 3, 5, 6, 7], np.int64)
    shifts = np.array([[2, -1], [3, 0], [2, 7], [0, 0], [4, -1]], np.int64)
    pieces = np.ascontiguousarray(np.stack([ring[:12] // 2 + 64 * i for i in range(len(centres))]))
    corners = np.array([[[640, 640], [700, 6000], [2400, 600]], [[-900, -900], [-900, 2000], [900, -900]]], np.int64)
    turn = (900, 2**15, 2**15, -900)
    forms = [(*turn, 2**24, 2**22, 22 * 2**20, 14, 26, 0, 20, 190), (*turn, 0, 2**24, 1, 9, 9, 500, 0, 90)]
    zones = np.tile(np.array([forms[0], forms[0], forms[1]], np.int64), (len(centres), 1, 1))
    runs_out = np.tile(np.array([[3, 5], [9, 12], [14, 20]], np.int64), (len(centres), 1, 1))
    apart, boxes = (centres - centres[:, None]) // 64, np.array([[2, 3], [1, 9], [4, 4], [0, 0], [30, 1]], np.int64)
    barred = np.array([True, False, True, False, False])
    near = ((20, 30), (40, 60)), (30, 25), (150, 230)
    to_unit = np.array([[900, 2**15], [2**15, -900]], np.int64)
    sketches = np.array([1, 2, 4, 5, 7, 1, 2, 4, 7], np.int64) << 48 | np.arange(9) * 977_777_777
    starts = np.array([0, 5, 9], np.int64)
    heads = targets_and_heads(sketches, starts, 2)[1]
    expected = np.array([[[230, 230], [-1, 0]], *[[[190, 255], [90, 90]]] * 4], np.int64)
    words = np.array([[0b10110110, 0], [0b10010110, 1]], np.int64)
    return [
        FixedCall(gray_histogram, (page, 3, 2)),
        FixedCall(find_bars, (page, 90, 2, (0, 120), (0, 160), (3, 18), (2, 8))),
        FixedCall(trace_border, (border, 3, np.array([-60, 0, 20], np.int64), 5000, 20_000, (50 * 1024, 150 * 1024))),
        FixedCall(border_places, (index, 1024 * np.stack([100 * index, index * index], axis=1), -3, 14)),
        FixedCall(marks_between, (bars, ends[0], ends[1], 4 * 1024, 0, 5)),
        FixedCall(neighbour_shifts, (centres, shifts, np.array([True, True, False, True, True]))),
        FixedCall(clear_distances, (page, centres, rays, 90, 50)),
        FixedCall(locate_outlines, (page, centres, ring, ring // 4, 4, 200, 180)),
        FixedCall(longest_dark_runs, (page, centres, ring, 150)),
        FixedCall(light_points, (page, centres, ring, 150)),
        FixedCall(locate_prints, (page, centres, pieces, -pieces, 4, 2, 200, 180)),
        FixedCall(score_ways, (page.astype(np.int32), np.tile(centres, 2) << UNIT_BITS - 6, centres << 14, 300)),
        FixedCall(stroke_cells, (page, corners, 3, 2, 190)),
        FixedCall(follow_strokes, (page, centres, centres[::-1] // 64 % 90 - 45, 2, 50, 190)),
        FixedCall(
            measure_targets,
            (page, centres, KINDS, np.array(forms, np.int64), 240),
        ),
        FixedCall(
            level_quantiles,
            (page, centres, KINDS, np.array(forms, np.int64), 2, np.array([100, 500, 1000], np.int64)),
        ),
        FixedCall(
            departing_pixels,
            (page, np.ascontiguousarray(page[::-1]), centres, KINDS, np.array(forms, np.int64), expected, 30),
        ),
        FixedCall(hanging_together, ((page < 190).astype(np.uint8), (page < 90).astype(np.uint8))),
        FixedCall(widen_ink, ((page < 90).astype(np.uint8), 2, 9)),
        FixedCall(inked_windows, (page, centres // 64, (29, 41), 90, 2)),
        FixedCall(
            ink_beyond,
            (page, centres // 64, np.ascontiguousarray(runs_out[:, :2]), apart, boxes, barred, (20, 30, 9, 7, 1), 190),
        ),
        FixedCall(ink_runs_out, (page, centres // 64, runs_out, 1, 190)),
        FixedCall(pieces_near, (page, centres, zones, *near, np.array([[45, 70], [20, 30]], np.int64), 5, True)),
        FixedCall(row_strokes, (page, centres, (1, 64, 1), (-14, 30, 5, 60, -12, 80), (14, 3, 20, 9, 4), 190, 3)),
        FixedCall(ink_pictures, (page, centres, 9 * to_unit, (280_000, 370_000), (14, 26), 230, 150)),
        FixedCall(targets_and_heads, (sketches, starts, 2)),
        FixedCall(alike_sheets, (sketches[:5], words[0], sketches, starts, words, heads, 500)),
    ]


if __name__ == "__main__":
    print("compiled" if isinstance(_gray_histogram.by_numba, CPUDispatcher) else "interpreted")
    for call in fixed_calls():
        print(call.kernel.__name__, call.digest())
