"""A name is known though the edge of the piece that is looked at cuts its letters: what is cut is no rule."""

import numpy as np
import pytest

from imaging.measured.landmarks import HALF_WIDTH_IN, RULE_IN
from imaging.measured.name_match import is_there
from imaging.measured.page_map import PageMap

DPI = 150
PLACE_IN = np.array([[2.0, 3.0]])


def lettered(stroke_in: float) -> np.ndarray:
    """A page with strokes as of broad letters, each begun within the piece and as long as said."""
    page = np.full((4 * DPI, 6 * DPI), 250, np.uint8)
    edge = round((3.0 + HALF_WIDTH_IN) * DPI)
    for number, down in enumerate((-9, -3, 4, 10)):
        row, begin = 2 * DPI + down, edge - 22 - 3 * (number % 2)
        page[row : row + 3, begin : begin + round(stroke_in * DPI)] = 20
    page[2 * DPI - 10 : 2 * DPI - 7, 3 * DPI - 4 : 3 * DPI + 2] = 20
    return page


@pytest.mark.parametrize("stroke_in", [0.18, 0.2, 0.9 * RULE_IN])
def test_a_letter_cut_by_the_piece_s_edge_is_no_rule(stroke_in: float) -> None:
    page = lettered(stroke_in)
    page_map = PageMap(np.array([[DPI, 0.0, 0.0], [0.0, DPI, 0.0]]), np.zeros((1, 2)), np.zeros((1, 2)))
    assert is_there(page, page_map, page, DPI, PLACE_IN).all()
