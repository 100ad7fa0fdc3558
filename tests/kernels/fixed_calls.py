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
from kernels.chains import longest_chain
from kernels.defects import crossing_lines
from kernels.fingerprints import alike_sheets, ink_pictures
from kernels.histogram import _gray_histogram, gray_histogram
from kernels.ink import box_ink, stadium_ink
from kernels.lines import bars_on_lines, straightest_line
from kernels.outlines import clear_distances, locate_outlines
from kernels.prints import locate_prints

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
    boxes = np.array([[44, 56, 65, 85], [45, 55, 66, 80], [0, 5, 0, 5], [100, 119, 140, 150]], np.int32)
    bars = np.array([[5, 10, 6, 21], [5, 10, 46, 61], [6, 11, 86, 101], [30, 40, 1, 9]], np.int32)
    lines = np.array([[7 * 64, 13 * 64, 0, 40 * 64], [7 * 64, 13 * 64, 64, 39 * 64], [0, 0, 0, 0]], np.int64)
    corners = np.array([[[640, 640], [700, 3000], [2400, 600]], [[-900, -900], [-900, 20000], [9000, -900]]], np.int64)
    chain = np.sort(np.array([0, 101, 195, 299, 320, 502, 610, 707, 707, 1300], np.int64))
    pieces = np.ascontiguousarray(np.stack([ring[:12] // 2 + 64 * i for i in range(len(centres))]))
    to_unit = np.array([[900, 2**15], [2**15, -900]], np.int64)
    sketches = np.array([1, 2, 4, 5, 7, 1, 2, 4, 7], np.int64) << 48 | np.arange(9) * 977_777_777
    words = np.array([[0b10110110], [0b10010110]], np.int64)
    return [
        FixedCall(gray_histogram, (page, 3, 2)),
        FixedCall(find_bars, (page, 90, 2, (0, 120), (0, 160), (3, 18), (2, 8))),
        FixedCall(longest_chain, (chain, 100)),
        FixedCall(bars_on_lines, (bars, lines, 0, 5)),
        FixedCall(straightest_line, (centres, np.array([-60, 0, 700], np.int64), 500)),
        FixedCall(clear_distances, (page, centres, rays, 90, 50)),
        FixedCall(locate_outlines, (page, centres, ring, ring // 4, 4, 200, 180)),
        FixedCall(locate_prints, (page, centres, pieces, -pieces, 4, 2, 200, 180)),
        FixedCall(stadium_ink, (page, centres, to_unit, (16000, 5000), 22000, (14, 26), 190)),
        FixedCall(box_ink, (page, corners, 190)),
        FixedCall(crossing_lines, (page, boxes, 20, 190)),
        FixedCall(ink_pictures, (page, centres, 9 * to_unit, (280_000, 370_000), (14, 26), 230, 150)),
        FixedCall(alike_sheets, (sketches[:5], words[0], sketches, np.array([0, 5, 9], np.int64), words, 500)),
    ]


if __name__ == "__main__":
    print("compiled" if isinstance(_gray_histogram, CPUDispatcher) else "interpreted")
    for call in fixed_calls():
        print(call.kernel.__name__, call.digest())
