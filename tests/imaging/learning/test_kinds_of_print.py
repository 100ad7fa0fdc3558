"""Targets of every print are found and nothing else is: thick boxes, gray hairlines, gaps, letters beside, drawings."""

from dataclasses import dataclass

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from imaging.layout import TargetShape
from imaging.learning.outlines import ClosedOutline, find_outlines
from imaging.learning.selection import select_targets
from imaging.learning.upright import resolution

DRAWN_DPI = 600
WIDTH_IN, HEIGHT_IN = 4.4, 5.0
NEAR_IN = 0.03


@dataclass(frozen=True, slots=True)
class Print:
    """A vendor's outline: outer size and stroke in inches, the gray it is printed in."""

    shape: TargetShape
    width_in: float
    height_in: float
    stroke_in: float
    gray: int = 20


class Sheet:
    """A small sheet, drawn finely and then seen as a scanner or a program would have it."""

    def __init__(self) -> None:
        self.gray = np.full((round(HEIGHT_IN * DRAWN_DPI), round(WIDTH_IN * DRAWN_DPI)), 255, np.uint8)

    def at(self, x_in: float, y_in: float) -> tuple[int, int]:
        return round(x_in * DRAWN_DPI), round(y_in * DRAWN_DPI)

    def words(self, x_in: float, y_in: float, text: str, size: float = 2.0, bold: int = 4) -> None:
        cv2.putText(self.gray, text, self.at(x_in, y_in), cv2.FONT_HERSHEY_DUPLEX, size, 20, bold, cv2.LINE_AA)

    def outline(self, x_in: float, y_in: float, how: Print) -> None:
        """Filled in the stroke's gray, then filled in paper white inside it."""
        for inset, gray in ((0.0, how.gray), (how.stroke_in, 255)):
            width, height = how.width_in - 2 * inset, how.height_in - 2 * inset
            if how.shape is TargetShape.OVAL:
                axes = round(width * DRAWN_DPI / 2), round(height * DRAWN_DPI / 2)
                cv2.ellipse(self.gray, self.at(x_in, y_in), axes, 0, 0, 360, gray, cv2.FILLED)
                continue
            rounded = height / 2 if how.shape is TargetShape.ROUNDED else 0.0
            self.dark(x_in, y_in, width - 2 * rounded, height, gray)
            for side in (-1, 1):
                middle = self.at(x_in + side * (width / 2 - rounded), y_in)
                cv2.circle(self.gray, middle, round(rounded * DRAWN_DPI), gray, cv2.FILLED if rounded else 1)

    def dark(self, x_in: float, y_in: float, width_in: float, height_in: float, gray: int = 20) -> None:
        low, high = (self.at(x_in + s * width_in / 2, y_in + s * height_in / 2) for s in (-1, 1))
        cv2.rectangle(self.gray, low, high, gray, cv2.FILLED)

    def found(self, dpi: int, grain: float = 0.0) -> tuple[ClosedOutline, ...]:
        size = round(WIDTH_IN * dpi), round(HEIGHT_IN * dpi)
        seen: NDArray[np.float64] = cv2.resize(self.gray, size, interpolation=cv2.INTER_AREA).astype(np.float64)
        seen += np.random.default_rng(1).normal(0, grain, seen.shape) if grain else 0.0
        page = np.clip(seen, 0, 255).astype(np.uint8)
        return select_targets(page, dpi, find_outlines(page, dpi))


THICK_OVAL = Print(TargetShape.OVAL, 0.227, 0.155, 0.028)
THICK_BOX = Print(TargetShape.BOX, 0.33, 0.19, 0.045)
HAIRLINE = Print(TargetShape.ROUNDED, 0.23, 0.15, 0.0035, 130)
PLACES = tuple((x, y) for x in (0.6, 2.6) for y in (1.6, 2.0, 2.4, 3.4, 3.8))


def _ballot(how: Print) -> Sheet:
    sheet = Sheet()
    sheet.words(0.4, 0.5, "OFFICIAL BALLOT OF 2020", 2.6, 14)
    for x in (0.5, 2.5):
        sheet.words(x, 1.3, "Coroner, Door 100", 2.0, 8)
        sheet.words(x, 3.1, "Official 0 of 80", 2.0, 8)
    for y in (4.2, 4.5, 4.8):
        sheet.words(0.55, y, "of doom pots", 3.6, 12)
    for x, y in PLACES:
        sheet.outline(x, y, how)
        sheet.words(x + 0.28, y + 0.06, "Olive Oconnor")
    return sheet


def _assert_found(found: tuple[ClosedOutline, ...], how: Print, places: tuple[tuple[float, float], ...]) -> None:
    assert len(found) == len(places), [(round(t.x_in, 2), round(t.y_in, 2)) for t in found]
    for target, (x, y) in zip(found, places, strict=True):
        assert np.hypot(target.x_in - x, target.y_in - y) < NEAR_IN
        assert abs(target.width_in - how.width_in) < 0.03
        assert abs(target.height_in - how.height_in) < 0.03


@pytest.mark.parametrize(
    ("how", "dpi", "grain"),
    [
        (THICK_OVAL, 300, 5.0),
        (THICK_OVAL, 150, 0.0),
        (THICK_BOX, 200, 5.0),
        (Print(TargetShape.ROUNDED, 0.26, 0.17, 0.04), 200, 0.0),
        (Print(TargetShape.BOX, 0.17, 0.17, 0.03), 200, 0.0),
        (HAIRLINE, 150, 0.0),
        (HAIRLINE, 200, 2.0),
        (Print(TargetShape.ROUNDED, 0.22, 0.14, 0.008, 120), 72, 0.0),
        (Print(TargetShape.OVAL, 0.2, 0.13, 0.012), 100, 3.0),
    ],
)
def test_outlines_of_every_stroke_are_found_and_no_letter_is(how: Print, dpi: int, grain: float) -> None:
    _assert_found(_ballot(how).found(dpi, grain), how, PLACES)


def test_a_party_s_letter_close_to_each_oval_makes_no_sentence_of_it() -> None:
    sheet = _ballot(THICK_OVAL)
    for x, y in PLACES:
        sheet.words(x - 0.26, y + 0.05, "R", 1.6)
    _assert_found(sheet.found(200), THICK_OVAL, PLACES)


def test_words_beyond_a_column_s_rule_are_no_neighbours() -> None:
    sheet = _ballot(THICK_OVAL)
    for x in (0.45, 2.45):
        sheet.dark(x, 2.7, 0.012, 2.6)
    for _, y in PLACES[:2]:
        sheet.words(2.1, y + 0.06, "Ruth", 1.9)
    _assert_found(sheet.found(200), THICK_OVAL, PLACES)


def test_an_outline_with_a_gap_is_found_by_its_likeness_to_the_others() -> None:
    sheet = _ballot(HAIRLINE)
    for x, y in PLACES[1:6:2]:
        sheet.dark(x + 0.03, y - HAIRLINE.height_in / 2, 0.03, 0.03, 255)
    _assert_found(sheet.found(200), HAIRLINE, PLACES)


def test_ovals_drawn_in_the_instructions_and_figures_along_an_edge_are_no_targets() -> None:
    sheet = _ballot(THICK_OVAL)
    for y in (4.25, 4.75):
        sheet.outline(3.7, y, Print(TargetShape.BOX, 1.1, 0.48, 0.015))
        sheet.outline(3.6, y, Print(TargetShape.OVAL, 0.36, 0.24, 0.03))
    sheet.outline(3.98, 4.25, Print(TargetShape.OVAL, 0.2, 0.13, 0.065))
    strip = np.full((round(0.2 * DRAWN_DPI), round(3.0 * DRAWN_DPI)), 255, np.uint8)
    cv2.putText(strip, "11004530130500", (20, 90), cv2.FONT_HERSHEY_DUPLEX, 2.9, 20, 12, cv2.LINE_AA)
    turned = np.rot90(strip)
    sheet.gray[900 : 900 + turned.shape[0], 20 : 20 + turned.shape[1]] = turned
    _assert_found(sheet.found(200), THICK_OVAL, PLACES)


@pytest.mark.parametrize("rest", ["wen Oak", "'Neil, Ann", ". Oakes", "-Lan Oak"])
@pytest.mark.parametrize("width_in", [0.11, 0.125])
def test_initials_at_the_head_of_several_names_are_no_targets(rest: str, width_in: float) -> None:
    sheet = _ballot(HAIRLINE)
    for y in (0.75, 1.0):
        sheet.outline(0.6, y, Print(TargetShape.OVAL, width_in, 0.115, 0.02))
        sheet.words(0.6 + width_in / 2 + 0.025, y + 0.055, rest, 3.0, 10)
    _assert_found(sheet.found(200), HAIRLINE, PLACES)


def test_a_watermark_across_the_page_hides_no_target() -> None:
    sheet = _ballot(THICK_OVAL)
    mark = np.full_like(sheet.gray, 255)
    cv2.putText(mark, "SAMPLE", sheet.at(0.2, 3.0), cv2.FONT_HERSHEY_DUPLEX, 20.0, 205, 90)
    sheet.gray = np.minimum(sheet.gray, mark)
    _assert_found(sheet.found(200), THICK_OVAL, PLACES)


def test_a_resolution_that_is_stated_is_believed_where_a_paper_can_be_so_large() -> None:
    assert resolution((864, 684), 72.0) == 72.0  # 9.5 x 12 inches, as no paper is shaped
    assert resolution((2400, 1900), 200.0) == 200.0
    assert resolution((1100, 850), 72.0) == pytest.approx(100.0)  # a program that knew nothing
    assert resolution((3300, 2550), 72.0) == pytest.approx(300.0)
    assert resolution((2200, 1700), None) == pytest.approx(200.0)
