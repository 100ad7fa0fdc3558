"""Random small pages and arguments for the kernels' laws."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

LEVELS = st.one_of(st.sampled_from([0, 1, 127, 128, 254, 255]), st.integers(0, 255))
"""Gray levels, the extreme ones often."""
ANY_LEVEL = st.one_of(LEVELS, st.sampled_from([-1, 256]))
"""What a caller may give as a level to compare with."""
BLACK_PIXEL = np.zeros((1, 1), np.uint8)


@st.composite
def pages(draw, most_rows: int = 28, most_cols: int = 36) -> NDArray[np.uint8]:
    """A page of one gray with some boxes of other grays on it, from 1 x 1 pixel."""
    shape = draw(st.integers(1, most_rows)), draw(st.integers(1, most_cols))
    page = np.full(shape, draw(LEVELS), np.uint8)
    for _ in range(draw(st.integers(0, 8))):
        top, left = draw(st.integers(0, shape[0] - 1)), draw(st.integers(0, shape[1] - 1))
        height, width = draw(st.integers(1, 12)), draw(st.integers(1, 16))
        page[top : top + height, left : left + width] = draw(LEVELS)
    return page


def speckled_pages(most_rows: int = 9, most_cols: int = 9) -> st.SearchStrategy[NDArray[np.uint8]]:
    """A small page whose every pixel is drawn."""
    shapes = st.tuples(st.integers(1, most_rows), st.integers(1, most_cols))
    return hnp.arrays(np.uint8, shapes, elements=LEVELS)


ANY_PAGE = st.one_of(pages(), speckled_pages())


def px64(least_px: int, most_px: int) -> st.SearchStrategy[int]:
    """A coordinate in 1/64 pixel, often a whole pixel or just beside the middle between two."""
    exact = st.builds(
        lambda px, part: 64 * px + part, st.integers(least_px, most_px - 1), st.sampled_from([0, 31, 32, 33])
    )
    return st.one_of(exact, st.integers(64 * least_px, 64 * most_px))


def places(most: int, *coordinates: st.SearchStrategy[int], least: int = 0) -> st.SearchStrategy[NDArray[np.int64]]:
    """int64 (N, len(coordinates)), N from `least` to `most`."""
    rows = st.lists(st.tuples(*coordinates), min_size=least, max_size=most)
    return rows.map(lambda drawn: np.array(drawn, np.int64).reshape(-1, len(coordinates)))
