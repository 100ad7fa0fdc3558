"""Plain twins of the kernels of fingerprints: the same answers from what the docstrings say, slowly."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

Page = NDArray[np.uint8]
Places = NDArray[np.int64]


def ink_pictures(
    page: Page,
    centres_px64: Places,
    to_cells: Places,
    half_window: tuple[int, int],
    reach_px: tuple[int, int],
    paper_level: int,
    ink_level: int,
) -> NDArray[np.int64]:
    matrix = to_cells.tolist()
    pictures = np.zeros((len(centres_px64), 48), np.int64)
    for picture, (at_row, at_col) in zip(pictures, centres_px64.tolist(), strict=True):
        pixels = []
        for row, col in product(range(page.shape[0]), range(page.shape[1])):
            near = abs(row - ((at_row + 32) >> 6)) <= reach_px[0] and abs(col - ((at_col + 32) >> 6)) <= reach_px[1]
            offset = 64 * row - at_row, 64 * col - at_col
            down, across = ((line[0] * offset[0] + line[1] * offset[1]) >> 10 for line in matrix)
            if near and abs(down) <= half_window[0] and abs(across) <= half_window[1]:
                pixels.append((down, across, int(page[row, col])))
        inked = sorted(level for _, _, level in pixels if level <= ink_level)
        if inked:
            share_out(pixels, max(paper_level - inked[(len(inked) - 1) // 2], 1), half_window, paper_level, picture)
    return pictures


def share_out(
    pixels: list[tuple[int, int, int]],
    depth: int,
    half_window: tuple[int, int],
    paper_level: int,
    picture: NDArray[np.int64],
) -> None:
    weighed = []
    for down, across, level in pixels:
        weight = min(max(256 * (4 * (paper_level - level) - depth) // (2 * depth), 0), 256)
        inside = min(half_window[0] - abs(down), half_window[1] - abs(across), 65536)
        weighed.append((down, across, weight * inside // 65536))
    mass = sum(weight for _, _, weight in weighed)
    if not mass:
        return
    # the middles of the picture's first row and column
    top = sum(weight * down for down, _, weight in weighed) // mass - 5 * 32768
    left = sum(weight * across for _, across, weight in weighed) // mass - 7 * 32768
    for down, across, weight in weighed:
        y, x = (down - top) // 256, (across - left) // 256
        for row, col in product(range(6), range(8)):
            picture[8 * row + col] += weight * max(0, 256 - abs(y - 256 * row)) * max(0, 256 - abs(x - 256 * col))


def alike_sheets(
    own: Places,
    own_targets: Places,
    sketches: Places,
    starts: Places,
    targets: Places,
    _heads: NDArray[np.uint64],
    least_permille: int,
) -> Places:
    mine = {mark >> 48: mark for mark in own.tolist()}
    found = []
    for sheet, words in enumerate(targets.tolist()):
        marks = sketches[starts[sheet] : starts[sheet + 1]].tolist()
        shared = sum(bin(a & b).count("1") for a, b in zip(own_targets.tolist(), words, strict=True))
        if shared == 0 or 3 * shared < 2 * max(len(mine), len(marks)):
            continue
        equal = [48 - bin((mark ^ mine[mark >> 48]) % 2**48).count("1") for mark in marks if mark >> 48 in mine]
        so_far = [(sum(equal[:n]), 48 * n) for n in range(4, len(equal) + 1)]
        if any(1000 * agree < (least_permille - 60) * bits for agree, bits in so_far):
            continue
        if 1000 * sum(equal) >= least_permille * 48 * len(equal):
            found.append(sheet)
    return np.array(found, np.int64)


def targets_and_heads(sketches: Places, starts: Places, words: int) -> tuple[Places, NDArray[np.uint64]]:
    targets, heads = np.zeros((len(starts) - 1, words), np.int64), np.zeros((len(starts) - 1, 3), np.uint64)
    for marked, head, first, end in zip(targets, heads, starts[:-1], starts[1:], strict=True):
        marks = sketches[first:end].tolist()
        for target in {mark >> 48 for mark in marks}:
            if 1 <= target <= 48 * words:
                marked[(target - 1) // 48] += 1 << (target - 1) % 48
        if len(marks) >= 4:
            bits = sum(mark % 2**48 << 48 * place for place, mark in enumerate(marks[:4]))
            head[:] = [(bits >> 64 * word) % 2**64 for word in range(3)]
    return targets, heads
