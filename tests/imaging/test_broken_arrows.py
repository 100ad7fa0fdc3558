"""Broken arrows: the printed ends are no ink, a line that joins them is a mark, and all between is asked about."""

import cv2
import numpy as np
import pytest

from imaging.layout import (
    CardId,
    Layouts,
    MarkThresholds,
    MeasuredCard,
    MeasuredPage,
    MeasuredTarget,
    Side,
    TargetShape,
)
from imaging.learning.blank import BlankError, learn_page
from imaging.learning.broken_arrows import broken_arrows
from imaging.sheets import Doubt, Mark, ReadSheet, TargetReading
from test_ballots.vendors.designs import DESIGNS, KOOTENAI
from tests.imaging.arrow_pages import PLACES_IN, Arrows, Line, arrow_layouts, draw_arrows
from tests.imaging.measured_ballots import Gray, blank, image, press, read

DRAWN = {2: Line.JOINED, 4: Line.HALF, 6: Line.DOT, 7: Line.WAVY, 9: Line.ABOVE, 11: Line.RING, 13: Line.AT_NAME}


def _targets(layouts: Layouts, gray: Gray) -> dict[int, TargetReading]:
    reading = read(layouts, gray)
    assert isinstance(reading, ReadSheet), reading
    return {target.number: target for target in reading.targets}


def _turned(gray: Gray, degrees: float) -> Gray:
    height, width = gray.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return np.asarray(cv2.warpAffine(gray, turn, (width, height), borderValue=245), np.uint8)


@pytest.mark.parametrize(
    ("how", "off_in", "degrees"),
    [
        (Arrows(pen_in=0.02), 0.03, 1.5),
        (Arrows(150, 0.42, 0.1, head_left=True, shaft=False), 0.0, -1.0),
        (Arrows(300, 0.3, 0.06, level=90, blur_px=1.0), 0.01, 180.5),
    ],
    ids=str,
)
def test_a_line_that_joins_head_and_tail_is_a_mark_and_what_does_not_is_asked_about(how, off_in, degrees):
    targets = _targets(arrow_layouts(how, off_in), _turned(draw_arrows(how, DRAWN), degrees))
    for number in range(1, len(PLACES_IN) + 1):
        target, line = targets[number], DRAWN.get(number)
        match line:
            case None:
                assert (target.mark, target.nearby, target.ink_px) == (Mark.UNMARKED, None, 0)
            case Line.JOINED | Line.WAVY:
                assert target.mark is Mark.MARKED
            case Line.HALF | Line.DOT:
                assert (target.mark, target.doubt) == (Mark.AMBIGUOUS, Doubt.SLIGHT)
            case _:
                assert target.mark is Mark.UNMARKED
                assert target.nearby is not None


def test_a_line_in_all_gaps_alike_is_print_and_no_vote():
    how = Arrows(pen_in=0.012)
    gray = draw_arrows(how, dict.fromkeys(range(1, len(PLACES_IN) + 1), Line.JOINED))
    assert {target.mark for target in _targets(arrow_layouts(how), gray).values()} == {Mark.AMBIGUOUS}


def test_a_streak_across_the_page_joins_no_arrow():
    how = Arrows(pen_in=0.02)
    gray = draw_arrows(how, {2: Line.JOINED, 12: Line.WAVY})
    row = round(PLACES_IN[4][0] * how.dpi)
    gray[row - 2 : row + 2] = 70
    marks = {number: target.mark for number, target in _targets(arrow_layouts(how), gray).items()}
    assert {number for number, mark in marks.items() if mark is Mark.MARKED} == {2, 12}
    assert marks[5] is Mark.AMBIGUOUS


def test_a_simulated_vendors_arrows_are_read_by_a_given_layout():
    placed = press(KOOTENAI).styles[0][0].targets
    form = KOOTENAI.form
    places = [(target.right_in, target.down_in) for target in placed]
    targets = tuple(
        MeasuredTarget(n, x, y, form.width_in, form.height_in, TargetShape.ARROW) for n, (x, y) in enumerate(places, 1)
    )
    card = MeasuredCard(CardId("card"), (MeasuredPage(Side.FRONT, *KOOTENAI.paper_in, targets),))
    gray, votes = blank(KOOTENAI, 0, 0).copy(), {1, 8, len(places)}
    for x, y in (places[number - 1] for number in votes):
        ends = [(round((x + side * 0.2) * 200), round((y + side * 0.01) * 200)) for side in (-1, 1)]
        cv2.line(gray, ends[0], ends[1], 50, 5, cv2.LINE_AA)
    seen = _targets(Layouts((), MarkThresholds(), measured=(card,)), gray)
    assert {n: (one.mark, one.nearby) for n, one in seen.items()} == {
        n: (Mark.MARKED if n in votes else Mark.UNMARKED, None) for n in range(1, len(places) + 1)
    }


def test_a_blank_with_arrows_is_not_learned_in_part_but_refused_in_words():
    with pytest.raises(BlankError, match=r'broken arrows are printed on it.*"shape": "arrow"'):
        learn_page(image(blank(KOOTENAI, 0, 0)))


@pytest.mark.parametrize("design", DESIGNS[:2], ids=lambda design: design.vendor.split()[0])
def test_no_other_print_is_taken_for_arrows(design):
    assert len(broken_arrows(blank(design, 0, 0), 200)) == 0
