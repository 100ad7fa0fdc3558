"""What is printed in colour beside several ovals is asked about beside none; ink beside an oval is, there too."""

import cv2
import numpy as np
import pytest

from imaging.sheets import Nearby
from tests.imaging.coloured_pages import HIGHLIGHTERS, Saved, ink_over, on_paper, swipe
from tests.imaging.test_repair_yellow_highlighter import ASKED, DRAWN, LIE, SHOWN, TARGETS, asked, read

INKS = {"orange": (255, 170, 60), "light blue": (130, 200, 255), "pink": (255, 165, 205), "yellow": (255, 245, 90)}
OF_AN_INK = pytest.mark.parametrize("ink", [INKS["orange"], INKS["pink"]], ids=["orange", "pink"])
OF_A_PARTY = (6, 8, 10, 17, 19, 28, 33)


def with_signs(rgb, numbers, ink, dots=False):
    """A square sign beside each of these targets, or a party's letters as white holes in it."""
    where = np.full(DRAWN.shape, 255, np.uint8)
    for number in numbers:
        target = TARGETS[number - 1]
        ((row, col),) = np.rint(LIE.to_px([target.row], [target.column + 0.6])).astype(int)
        cv2.rectangle(where, (int(col), int(row) - 18), (int(col) + 40, int(row) + 18), 0, -1)
        if dots:
            cv2.putText(where, "X", (int(col) + 8, int(row) + 9), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 255, 2)
    ink_over(rgb, where, ink)


@pytest.mark.parametrize(("name", "dots"), [("orange", False), ("light blue", True), ("yellow", False)])
def test_a_sign_printed_beside_some_ovals_is_not_asked_about(name, dots):
    rgb = on_paper(DRAWN)
    with_signs(rgb, OF_A_PARTY, INKS[name], dots)
    assert {number for number, one in read(rgb, Saved(75)).items() if one.nearby is Nearby.COLOUR} == set()


@OF_AN_INK
def test_letters_printed_in_colour_beside_ovals_are_not_asked_about(ink):
    rgb = on_paper(DRAWN)
    where = np.full(DRAWN.shape, 255, np.uint8)
    for target in TARGETS[::2]:
        ((row, col),) = np.rint(LIE.to_px([target.row], [target.column + 0.6])).astype(int)
        cv2.putText(where, "Ann Bohl", (int(col), int(row) + 8), cv2.FONT_HERSHEY_DUPLEX, 0.7, 0, 2, cv2.LINE_AA)
    ink_over(rgb, where, ink)
    assert asked(read(rgb)) == set()


@OF_AN_INK
def test_a_stroke_over_a_name_with_a_sign_is_asked_about(ink):
    rgb = on_paper(DRAWN)
    with_signs(rgb, OF_A_PARTY, ink)
    name = [(SHOWN.row, SHOWN.column + 0.7), (SHOWN.row, SHOWN.column + 5)]
    ink_over(rgb, swipe(DRAWN, LIE, name, 0.6), HIGHLIGHTERS["green"])
    one = read(rgb)[ASKED]
    assert one.nearby is not None


@pytest.mark.parametrize("name", ["yellow", "pink"])
def test_strokes_over_several_names_are_asked_about_however_alike_they_are(name):
    rgb = on_paper(DRAWN)
    for number in OF_A_PARTY:
        target = TARGETS[number - 1]
        over = [(target.row, target.column + 0.8), (target.row, target.column + 4)]
        ink_over(rgb, swipe(DRAWN, LIE, over, 0.6), HIGHLIGHTERS[name])
    targets = read(rgb)
    assert all(targets[number].nearby is not None for number in OF_A_PARTY)


def test_short_strokes_beside_several_ovals_are_asked_about():
    rgb, rng = on_paper(DRAWN), np.random.default_rng(4)
    for number in OF_A_PARTY:
        target = TARGETS[number - 1]
        row, col = target.row + rng.normal(0, 0.08), target.column + 0.8 + rng.normal(0, 0.1)
        over = [(row, col), (row + rng.normal(0, 0.1), col + 0.7 + rng.normal(0, 0.15))]
        ink_over(rgb, swipe(DRAWN, LIE, over, 0.5), HIGHLIGHTERS["yellow"])
    targets = read(rgb)
    assert sum(targets[number].nearby is not None for number in OF_A_PARTY) >= len(OF_A_PARTY) - 1
