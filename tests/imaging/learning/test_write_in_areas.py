"""A name is looked for in the free place beside a write-in line's target: above its rule, clear of its label."""

import cv2
import numpy as np
import pytest

from imaging.layout import BlankPrint, BoxIn
from imaging.learning.learned import LearnedPage
from imaging.learning.write_in_areas import find_write_in_area

DPI = 200
BESIDE = BoxIn(1.0, 1.0, 1.4, 4.0)


def _page(*print_in: tuple[float, float, float, float]) -> LearnedPage:
    """White paper with black boxes: top, left, bottom, right in inches."""
    gray = np.full((3 * DPI, 5 * DPI), 255, np.uint8)
    for top, left, bottom, right in print_in:
        gray[round(top * DPI) : round(bottom * DPI), round(left * DPI) : round(right * DPI)] = 0
    png = cv2.imencode(".png", gray)[1].tobytes()
    return LearnedPage(5.0, 3.0, (), gray, DPI, BlankPrint(png, DPI, "0" * 64), None, ())


RULE = (1.3, 1.5, 1.31, 3.5)
LABEL = (1.1, 1.05, 1.25, 1.45)


def test_the_area_is_as_long_as_the_rule_and_stands_on_it() -> None:
    area = find_write_in_area(_page(RULE, LABEL), BESIDE)
    assert area is not None
    assert area.left_in == pytest.approx(1.5, abs=0.05)
    assert area.right_in == pytest.approx(3.5, abs=0.05)
    assert 1.2 < area.bottom_in <= 1.3
    assert area.top_in < 1.1


def test_print_below_the_rule_does_not_matter_and_print_above_it_is_kept_clear_of() -> None:
    area = find_write_in_area(_page(RULE, (1.33, 1.5, 1.38, 2.5), (1.0, 1.5, 1.08, 2.0)), BESIDE)
    assert area is not None
    assert area.bottom_in <= 1.3
    assert area.top_in >= 1.08 or area.left_in >= 2.0


def test_without_a_rule_it_is_the_largest_free_place() -> None:
    area = find_write_in_area(_page(LABEL), BESIDE)
    assert area is not None
    assert area.left_in >= 1.45
    assert area.right_in == pytest.approx(4.0, abs=0.05)


@pytest.mark.parametrize(
    "print_in", [[(1.0, 1.0, 1.4, 4.0)], [(1.0, 1.0 + n / 4, 1.4, 1.1 + n / 4) for n in range(12)]]
)
def test_where_everything_is_printed_there_is_none(print_in: list[tuple[float, float, float, float]]) -> None:
    assert find_write_in_area(_page(*print_in), BESIDE) is None


def test_a_box_beyond_the_page_has_no_area_beyond_it() -> None:
    area = find_write_in_area(_page(), BoxIn(2.8, 4.0, 3.6, 5.0))
    assert area is None or (area.right_in <= 5.0 and area.top_in >= 2.8)
    assert find_write_in_area(_page(), BoxIn(1.0, 1.0, 1.0, 1.0)) is None
