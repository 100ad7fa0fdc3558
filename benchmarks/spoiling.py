"""Faults that no scanner should make, in the bytes of a file and on a decoded page."""

import numpy as np
from numpy.typing import NDArray

DEFAULT_SEED = 13_17_211
PAGE_SECONDS = 5.0
"""Of processor time, so that a busy machine finds nothing that is not there."""
SILENCE_SECONDS = 60.0
"""A process that says nothing for so long hangs."""
MOST_PAGES = 20
"""A spoiled file may claim more pages than it has; so many of them are read."""
MEMORY_BYTES = 4 * 2**30
"""Of the reading process, in address space: libraries and kernels, two pages at the largest size allowed, and air."""
SHEETS_A_KIND = 3


def spoiled_bytes(data: bytes, other: bytes, rng: np.random.Generator) -> bytes:
    """A file's bytes with one to six faults: changed, lost, doubled or foreign ones, most of them near its headers."""
    spoiled = bytearray(data)
    for _ in range(int(rng.integers(1, 7))):
        reach = max(1, len(spoiled) if rng.random() < 0.4 else min(len(spoiled), 800))
        at = int(rng.integers(0, reach))
        if rng.random() < 0.2:
            at = len(spoiled) - 1 - at if len(spoiled) > at else 0
        match int(rng.integers(0, 7)):
            case 0 | 1:
                spoiled[at : at + 1] = rng.bytes(1)
            case 2:
                del spoiled[at : at + int(rng.integers(1, 40))]
            case 3:
                spoiled[at:at] = spoiled[at : at + int(rng.integers(1, 400))]
            case 4:
                spoiled[at : at + 4] = b"\xff" * 4 if rng.random() < 0.5 else bytes(4)
            case 5:
                start = int(rng.integers(0, max(1, len(other) - 64)))
                spoiled[at : at + 64] = other[start : start + 64]
            case _:
                del spoiled[int(rng.integers(1, len(spoiled) + 1)) :]
        if not spoiled:
            break
    return bytes(spoiled)


def spoiled_page(gray: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A decoded page with one to four faults no scanner should make: bands, slips, blots, noise, other shapes."""
    page = gray.copy()
    for _ in range(int(rng.integers(1, 5))):
        height, width = page.shape
        top, left = int(rng.integers(0, height)), int(rng.integers(0, width))
        down, across = int(rng.integers(1, height)), int(rng.integers(1, width))
        match int(rng.integers(0, 8)):
            case 0:
                page[top : top + down, left : left + across] = int(rng.integers(0, 256))
            case 1:
                page = np.roll(page, down, axis=int(rng.integers(0, 2)))
            case 2:
                page[top:] = np.roll(page[top:], across // 4, axis=1)
            case 3:
                page = np.ascontiguousarray(np.rot90(page, int(rng.integers(1, 4))))
            case 4:
                dots = rng.random(page.shape, np.float32) < rng.random() * 0.3
                page[dots] = int(rng.integers(0, 256))
            case 5:
                page = np.ascontiguousarray(page[: max(300, height - down), : max(300, width - across)])
            case 6:
                page = 255 - page
            case _:
                step = int(rng.integers(2, 30))
                page[::step] = 0
    return np.ascontiguousarray(page)
