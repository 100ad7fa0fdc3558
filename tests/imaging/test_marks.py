"""What is a mark, what may be one, and what only looks like one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.layout import CardId, CardLayout, GridBox, MarkThresholds, PageLayout, Side, Target
from imaging.marks.decisions import MARKS, decide_marks
from imaging.reader import read_sheet
from imaging.sheets import Mark, ReadSheet
from tests.imaging.drawn_pages import (
    OUTLINE,
    PAPER,
    PRINT,
    Flaws,
    Lie,
    Stroke,
    around,
    degraded,
    draw_line,
    draw_page,
    layouts,
    mark,
    one_sided,
    page_layout,
    scanned,
)

A200 = Lie(pitch_px=50)
ODD = range(1, 34, 2)
"""Every second target of the drawn page."""


def read(page, card=None, thresholds=None):
    election = replace(layouts(card or one_sided()), thresholds=thresholds or MarkThresholds())
    reading = read_sheet(scanned(page), election, 1)
    assert isinstance(reading, ReadSheet), reading
    return reading.targets


def decisions(page, **how):
    return {target.number: target.mark for target in read(page, **how)}


def numbered(marks, wanted):
    return {number for number, decided in marks.items() if decided is wanted}


@pytest.mark.parametrize("pitch_px", [35, 50, 75, 150], ids=["140 dpi", "200 dpi", "300 dpi", "600 dpi"])
@pytest.mark.parametrize("stroke", [Stroke.FILL, Stroke.SCRIBBLE, Stroke.CROSS], ids=lambda stroke: stroke.name)
def test_filled_scribbled_and_crossed_targets_are_marked_and_no_others(pitch_px, stroke):
    lie = Lie(pitch_px=pitch_px)
    marks = decisions(draw_page(lie, page_layout(), dict.fromkeys(ODD, stroke)))
    assert numbered(marks, Mark.MARKED) == set(ODD)
    assert numbered(marks, Mark.AMBIGUOUS) == set()


@pytest.mark.parametrize("stroke", [Stroke.CHECK, Stroke.DASH, Stroke.DOT, Stroke.STRAY], ids=lambda s: s.name)
def test_a_check_a_dash_a_dot_and_a_stray_stroke_are_never_overlooked(stroke):
    marks = decisions(draw_page(A200, page_layout(), dict.fromkeys(ODD, stroke)))
    assert numbered(marks, Mark.UNMARKED) == set(range(1, 34)) - set(ODD)


def test_a_dot_is_for_people_to_decide():
    marks = decisions(draw_page(A200, page_layout(), dict.fromkeys(ODD, Stroke.DOT)))
    assert numbered(marks, Mark.AMBIGUOUS) == set(ODD)


def test_a_speck_is_nothing():
    page = draw_page(A200, page_layout())
    for target in page_layout().targets:
        row, col = (round(place) for place in A200.to_px([target.row], [target.column])[0])
        page[row : row + 2, col : col + 2] = PRINT
    assert numbered(decisions(page), Mark.UNMARKED) == set(range(1, 34))


def test_pencil_counts_as_ink_like_a_pen():
    page = draw_page(A200, page_layout())
    for target in page_layout().targets[::2]:
        mark(page, A200, target, Stroke.FILL, level=130)
    assert numbered(decisions(degraded(page, noise=6, blur_px=0.8)), Mark.MARKED) == set(ODD)


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "turned"])
@pytest.mark.parametrize("beside", [-0.2, 0.0, 0.13])
@pytest.mark.parametrize("width", [0.02, 0.05, 0.08])
def test_a_streak_down_the_page_through_empty_targets_is_never_a_mark(width, beside, turned):
    lie = replace(A200, turned=turned)
    page = draw_page(lie, page_layout())
    _, col = lie.to_px([20.0], [14.0 + beside])[0]
    thickness = max(1, round(width * 50))
    page[:, round(col) : round(col) + thickness] = 60
    assert numbered(decisions(page), Mark.MARKED) == set()


@pytest.mark.parametrize("beside", [-0.12, 0.0, 0.1])
@pytest.mark.parametrize("width", [0.02, 0.05])
def test_a_fold_across_the_page_through_empty_targets_is_never_a_mark(width, beside):
    page = draw_page(A200, page_layout())
    row, _ = A200.to_px([20.0 + beside], [14.0])[0]
    page[round(row) : round(row) + max(1, round(width * 50))] = 60
    marks = decisions(page)
    assert numbered(marks, Mark.MARKED) == set()


def test_a_streak_through_filled_targets_takes_nothing_from_them():
    page = draw_page(A200, page_layout(), dict.fromkeys(range(12, 23), Stroke.FILL))
    _, col = A200.to_px([20.0], [14.05])[0]
    page[:, round(col) : round(col) + 3] = 60
    assert numbered(decisions(page), Mark.MARKED) == set(range(12, 23))


@pytest.mark.parametrize("turn", [0.0, 0.1, 0.25])
@pytest.mark.parametrize("width", [0.02, 0.05, 0.1])
@pytest.mark.parametrize("pitch_px", [35, 50, 75], ids=["140 dpi", "200 dpi", "300 dpi"])
def test_a_stray_stroke_across_empty_targets_at_whatever_angle_is_never_a_mark(pitch_px, width, turn):
    lie = Lie(pitch_px=pitch_px)
    page = draw_page(lie, page_layout())
    for target, angle in zip(page_layout().targets[::4], np.linspace(0, np.pi, 9), strict=True):
        end = 0.9 * np.array([np.sin(angle + turn), np.cos(angle + turn)])
        draw_line(page, lie, around(target, tuple(-end), tuple(end)), width)
    assert numbered(decisions(page), Mark.MARKED) == set()


def test_a_loop_around_a_target_is_for_people_to_decide():
    page = draw_page(A200, page_layout())
    angle = np.linspace(0, 2 * np.pi, 40)
    loop = zip(0.42 * np.sin(angle), 0.65 * np.cos(angle), strict=True)
    draw_line(page, A200, around(page_layout().targets[6], *loop), 0.06)
    marks = decisions(page)
    assert numbered(marks, Mark.MARKED) == set()
    assert numbered(marks, Mark.AMBIGUOUS) == {7}


THRESHOLDS = MarkThresholds(marginal_permille=40, definite_permille=125)


def decide(ink_px, target_px, blank_permille, thresholds):
    one, size, blank = (np.array([number], np.int64) for number in (ink_px, target_px, blank_permille))
    return MARKS[decide_marks(one, size, blank, thresholds)[0]]


@pytest.mark.parametrize(
    ("ink_px", "target_px", "blank_permille", "wanted"),
    [
        (0, 1000, 0, Mark.UNMARKED),
        (39, 1000, 0, Mark.UNMARKED),
        (40, 1000, 0, Mark.AMBIGUOUS),
        (124, 1000, 0, Mark.AMBIGUOUS),
        (125, 1000, 0, Mark.MARKED),
        (1000, 1000, 0, Mark.MARKED),
        (3, 77, 0, Mark.UNMARKED),
        (4, 77, 0, Mark.AMBIGUOUS),
        (9, 77, 0, Mark.AMBIGUOUS),
        (10, 77, 0, Mark.MARKED),
        (89, 1000, 50, Mark.UNMARKED),
        (90, 1000, 50, Mark.AMBIGUOUS),
        (174, 1000, 50, Mark.AMBIGUOUS),
        (175, 1000, 50, Mark.MARKED),
        (0, 0, 0, Mark.UNMARKED),
        (5, 0, 0, Mark.UNMARKED),
    ],
)
def test_the_thresholds_are_exact(ink_px, target_px, blank_permille, wanted):
    assert decide(ink_px, target_px, blank_permille, THRESHOLDS) is wanted


ORDER = {Mark.UNMARKED: 0, Mark.AMBIGUOUS: 1, Mark.MARKED: 2}


@given(st.integers(1, 5000), st.data(), st.integers(0, 300), st.integers(0, 500), st.integers(0, 500))
def test_more_ink_never_makes_less_of_a_mark_and_a_darker_blank_never_more(target_px, data, blank, marginal, more):
    thresholds = MarkThresholds(marginal, marginal + more)
    ink_px = data.draw(st.integers(0, target_px - 1))
    here = ORDER[decide(ink_px, target_px, blank, thresholds)]
    assert here <= ORDER[decide(ink_px + 1, target_px, blank, thresholds)]
    assert here >= ORDER[decide(ink_px, target_px, blank + 1, thresholds)]
    exact = (1000 * ink_px - blank * target_px) / target_px
    assert here == (exact >= marginal) + (exact >= marginal + more)


def read_printed(blank_ink_permille):
    """A page whose targets have a letter printed inside; what the definition says of the blank."""
    plain = page_layout()
    targets = tuple(replace(target, blank_ink_permille=blank_ink_permille) for target in plain.targets)
    layout = replace(plain, targets=targets)
    page = draw_page(A200, layout, {5: Stroke.FILL})
    for target in targets:
        draw_line(page, A200, around(target, (-0.12, 0.0), (0.12, 0.0)), 0.04, PRINT)
    return read(page, card=CardLayout(CardId("printed inside"), (layout,), OUTLINE))


def test_what_the_blank_carries_inside_a_target_is_not_a_mark():
    measured = max(1000 * target.ink_px // target.target_px for target in read_printed(0) if target.number != 5)
    assert measured >= MarkThresholds().marginal_permille
    allowed = read_printed(measured)
    assert [target.number for target in allowed if target.mark is not Mark.UNMARKED] == [5]
    assert next(target for target in allowed if target.number == 5).mark is Mark.MARKED


def test_the_thresholds_of_the_definition_decide():
    page = draw_page(A200, page_layout(), dict.fromkeys(ODD, Stroke.SCRIBBLE))
    shares = [1000 * target.ink_px // target.target_px for target in read(page) if target.number in ODD]
    strict = MarkThresholds(definite_permille=max(shares) + 1)
    assert numbered(decisions(page, thresholds=strict), Mark.AMBIGUOUS) == set(ODD)
    stricter = MarkThresholds(marginal_permille=max(shares) + 1, definite_permille=1000)
    assert numbered(decisions(page, thresholds=stricter), Mark.UNMARKED) == set(range(1, 34))


def test_ink_is_counted_inside_the_printed_outline_only():
    page = draw_page(A200, page_layout())
    for target in page_layout().targets:
        for row in (-0.75, 0.75):
            draw_line(page, A200, around(target, (row, -0.5), (row, 0.5)), 0.2)
    assert all(target.ink_px == 0 for target in read(page))


def test_all_of_a_filled_target_is_ink_and_its_size_is_that_of_the_inside():
    targets = read(draw_page(A200, page_layout(), dict.fromkeys(range(1, 34), Stroke.FILL)), one_sided(outline=OUTLINE))
    assert all(target.ink_px == target.target_px for target in targets)
    outline_px = (OUTLINE.width - OUTLINE.height) * OUTLINE.height + np.pi * OUTLINE.height**2 / 4
    assert all(0.5 * 2500 * outline_px < target.target_px < 2500 * outline_px for target in targets)


def test_writing_beside_an_unmarked_target_is_noticed():
    layout = page_layout(write_ins=frozenset({9, 20, 31}))
    page = draw_page(A200, layout, {31: Stroke.FILL}, Flaws(text=False))
    for number in (20, 31):
        target = layout.targets[number - 1]
        for col in np.arange(1.5, 5.5, 0.5):
            draw_line(page, A200, around(target, (-0.4, col), (0.2, col + 0.2), (-0.3, col + 0.4)), 0.05)
    readings = {target.number: target for target in read(page, one_sided(layout=layout))}
    assert [number for number, target in readings.items() if target.writing] == [20, 31]
    assert readings[20].mark is Mark.UNMARKED
    assert readings[31].mark is Mark.MARKED
    assert readings[9].writing_px == 0
    assert readings[9].writing_area_px == pytest.approx(6 * 50 * 50, rel=0.03)
    assert (readings[1].writing_px, readings[1].writing_area_px, readings[1].writing) == (None, None, False)


def test_a_write_in_area_that_reaches_beyond_the_grid_is_measured_where_there_is_paper():
    area = GridBox(top=-3.0, left=-4.0, bottom=2.0, right=5.0)
    targets = (*page_layout().targets, Target(number=34, column=8, row=2, write_in_area=area))
    layout = PageLayout(Side.FRONT, 34, 41, targets, page_layout().bottom_marks)
    reading = read(draw_page(A200, layout, flaws=Flaws(text=False)), one_sided(layout=layout))[-1]
    assert reading.writing_area_px is not None
    assert 0 < reading.writing_area_px < 5 * 9 * 2500


def test_a_page_without_contrast_at_a_target_has_no_ink_there():
    page = draw_page(A200, page_layout())
    bright = np.minimum(page.astype(int) + 17, 255).astype(np.uint8)
    assert bright.max() == PAPER + 17
    assert all(target.ink_px == 0 for target in read(bright))
