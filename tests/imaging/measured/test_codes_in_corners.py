"""A page code is looked for first where it mostly stands, and is read as well where it does not."""

import numpy as np
import segno

from imaging.measured.page_code import code_anywhere
from imaging.measured.page_map import _medians


def _page(*codes: tuple[str, int, int]) -> np.ndarray:
    page = np.full((1100, 850), 255, np.uint8)
    for text, row, col in codes:
        drawn = np.repeat(np.repeat(np.array(list(segno.make_qr(text).matrix)), 4, axis=0), 4, axis=1)
        page[row : row + len(drawn), col : col + len(drawn)][drawn > 0] = 0
    return page


def test_a_code_is_read_in_any_corner_and_anywhere_else():
    for row, col in ((980, 730), (20, 20), (20, 730), (980, 20), (500, 400)):
        for page in (_page(("CV1/ABCDEFGH/1", row, col)), np.rot90(_page(("CV1/ABCDEFGH/1", row, col)))):
            code = code_anywhere(page)
            assert code is not None
            assert code.text == "CV1/ABCDEFGH/1"


def test_two_codes_in_corners_say_nothing():
    assert code_anywhere(_page(("CV1/ABCDEFGH/1", 20, 20), ("CV1/ABCDEFGH/2", 980, 730))) is None
    assert code_anywhere(_page(("CV1/ABCDEFGH/1", 500, 20), ("CV1/ABCDEFGH/2", 500, 730))) is None


def test_medians_leave_out_what_is_not_there():
    values = np.array([[[3.0, 1.0], [1.0, np.nan], [2.0, 5.0]], [[np.nan, 1.0], [np.nan, 2.0], [np.nan, 4.0]]])
    assert _medians(values).tolist() == [[2.0, 3.0], [np.inf, 2.0]]
