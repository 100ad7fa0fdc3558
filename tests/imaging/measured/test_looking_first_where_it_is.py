"""What is looked for first where it mostly is, is found as well where it is not: pages at other places, and codes."""

import numpy as np
import pytest
import segno

from imaging.measured import identity
from imaging.measured.page_code import code_anywhere
from imaging.measured.page_map import _medians
from tests.imaging.measured_ballots import BY_NAME, blank, layouts, lie, measured_card, read, scan

COTTONWOOD = BY_NAME["cottonwood"]


def _no_corners(*_: object) -> None:
    raise AssertionError("the corners of the print were asked for")


@pytest.mark.parametrize("how", [{}, {"turn_deg": 0.7}, {"turn_deg": 180.0}, {"shift_in": (0.1, -0.12)}])
def test_a_page_at_its_usual_place_is_read_without_a_rough_search(monkeypatch, how):
    card = measured_card(COTTONWOOD)
    lies = lie(card.pages[0], **how)
    gray = scan(blank(COTTONWOOD, 0, 0), 200, lies)
    searched = read(layouts(card), gray, blank(COTTONWOOD, 0, 1))
    monkeypatch.setattr(identity, "describe", _no_corners)
    reading = read(layouts(card), gray, blank(COTTONWOOD, 0, 1))
    assert reading == searched
    found = np.array([(target.centre_row_px, target.centre_col_px) for target in reading.targets])[
        : len(card.pages[0].targets)
    ]
    assert np.hypot(*(found - lies.places(card.pages[0].targets)).T).max() <= 2


def test_a_page_elsewhere_is_searched_for(monkeypatch):
    card = measured_card(COTTONWOOD)
    gray = scan(blank(COTTONWOOD, 0, 0), 200, lie(card.pages[0], shift_in=(0.5, 0.5)))
    monkeypatch.setattr(identity, "describe", _no_corners)
    with pytest.raises(AssertionError, match="corners"):
        read(layouts(card), gray, blank(COTTONWOOD, 0, 1))


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
