"""What the reader says of a mark besides its ink: its shape, what explains it, why it is in doubt; and what follows."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.family import PrintedImage
from imaging.grid.joined import NoGrid
from imaging.grid.registration import register_page
from imaging.grid.timing_marks import find_grid
from imaging.ink_levels import measure_ink_levels
from imaging.layout import MarkThresholds
from imaging.marks.decisions import AMBIGUOUS, MARKED, NO_DOUBT, UNMARKED, Decisions
from imaging.marks.habits import LIGHTEST_INK_PERMILLE, ask_by_habit
from imaging.marks.reading import read_marks
from imaging.reader import read_sheet
from imaging.sheets import Cause, Doubt, Mark, PageImage, ReadSheet, Shape
from tests.imaging.drawn_pages import (
    OUTLINE,
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
    two_sided,
)
from tests.imaging.drawn_readings import targets_read
from tests.soak import examples

A200 = Lie(pitch_px=50)
TARGETS = page_layout().targets
MILLIMETRE = 4 / 25.4
"""In pitches of a quarter inch."""


def strokes_at(*numbers, lines, width=0.07, level=55, lie=A200):
    page = draw_page(lie, page_layout())
    for number in numbers:
        for line in lines:
            draw_line(page, lie, around(TARGETS[number - 1], *line), width, level)
    return page


LOOP = tuple((0.42 * np.sin(a), 0.65 * np.cos(a)) for a in np.linspace(0, 2 * np.pi, 40))


@pytest.mark.parametrize("pitch_px", [36, 50, 75], ids=["144 dpi", "200 dpi", "300 dpi"])
@pytest.mark.parametrize(
    ("stroke", "shape"),
    [
        (Stroke.FILL, Shape.FILLED),
        (Stroke.SCRIBBLE, Shape.SCRIBBLE),
        (Stroke.CHECK, Shape.CHECK),
        (Stroke.CROSS, Shape.CROSS),
        (Stroke.DASH, Shape.LINE),
        (Stroke.DOT, Shape.DOT),
    ],
    ids=lambda value: value.name,
)
def test_ink_has_the_shape_that_was_drawn(pitch_px, stroke, shape):
    lie = Lie(pitch_px=pitch_px)
    page = draw_page(lie, page_layout())
    for target in TARGETS[::4]:
        mark(page, lie, target, stroke, width=0.03 if stroke is Stroke.SCRIBBLE else 0.07)
    seen = targets_read(page)
    assert {seen[number].shape for number in range(1, 34, 4)} == {shape}
    assert {seen[number].shape for number in range(2, 34, 4)} == {None}


def test_a_loop_around_a_target_is_seen_as_one_with_the_ink_it_leaves_around():
    seen = targets_read(strokes_at(7, lines=[LOOP]))[7]
    assert (seen.shape, seen.doubt, seen.mark) == (Shape.LOOP, Doubt.AROUND, Mark.AMBIGUOUS)
    assert seen.around_px > 0


def test_only_what_is_ambiguous_is_in_doubt():
    page = draw_page(A200, page_layout(), {1: Stroke.FILL, 2: Stroke.DOT, 3: Stroke.CROSS, 4: Stroke.STRAY})
    for target in targets_read(page).values():
        assert (target.doubt is not None) == (target.mark is Mark.AMBIGUOUS)


@pytest.mark.parametrize("pitch_px", [36, 50, 75, 150], ids=["144 dpi", "200 dpi", "300 dpi", "600 dpi"])
@pytest.mark.parametrize("level", [30, 120, 150], ids=["pen", "pencil", "light pencil"])
def test_a_line_a_millimetre_wide_along_a_target_is_always_noticed(pitch_px, level):
    """The smallest mark of the federal guidelines, a little off and a little aslant as hands draw it."""
    lie, rng = Lie(pitch_px=pitch_px), np.random.default_rng(pitch_px + level)
    page = draw_page(lie, page_layout())
    for target in TARGETS:
        (down, right), slant = rng.uniform(-0.05, 0.05, 2), rng.uniform(-0.06, 0.06)
        half = OUTLINE.width / 2
        draw_line(
            page, lie, around(target, (down - slant, right - half), (down + slant, right + half)), MILLIMETRE, level
        )
    seen = targets_read(degraded(page, noise=5, blur_px=0.6))
    assert [target.number for target in seen.values() if target.mark is Mark.UNMARKED] == []


def test_a_line_drawn_for_a_target_is_a_mark_and_one_that_runs_on_is_asked_about():
    inside, through = [[(0.0, -0.4), (0.02, 0.4)]], [[(-0.22, -1.0), (0.15, 0.7)]]
    drawn, run = (
        targets_read(strokes_at(5, lines=inside, width=MILLIMETRE)),
        targets_read(strokes_at(5, lines=through, width=MILLIMETRE)),
    )
    assert (drawn[5].mark, drawn[5].shape) == (Mark.MARKED, Shape.LINE)
    assert (run[5].mark, run[5].doubt) == (Mark.AMBIGUOUS, Doubt.THIN)


@settings(max_examples=examples(30), deadline=None)
@given(
    st.floats(0, np.pi),
    st.integers(1, 33),
    st.floats(-0.2, 0.2),
    st.floats(0.02, 0.14),
    st.integers(20, 150),
    st.sampled_from([0.0, 0.7]),
)
def test_a_fold_or_a_streak_at_whatever_angle_is_never_a_vote(angle, number, beside, width, level, blur):
    page = draw_page(A200, page_layout(), flaws=Flaws(text=False))
    along, aside = np.array([np.sin(angle), np.cos(angle)]), np.array([np.cos(angle), -np.sin(angle)])
    line = [tuple(beside * aside + reach * along) for reach in (-60, 60)]
    draw_line(page, A200, around(TARGETS[number - 1], *line), width, level)
    reading = read_sheet(scanned(degraded(page, blur_px=blur)), layouts(one_sided()), 1)
    if isinstance(reading, ReadSheet):
        assert [target.number for target in reading.targets if target.mark is Mark.MARKED] == []


@settings(max_examples=examples(30), deadline=None)
@given(
    st.integers(1, 33),
    st.floats(-0.15, 0.15),
    st.floats(-0.1, 0.1),
    st.floats(-0.1, 0.1),
    st.floats(0.02, 0.2),
    st.integers(20, 150),
)
def test_a_fold_crossing_a_streak_in_an_empty_target_is_never_a_vote(number, down, right, drift, width, level):
    page = draw_page(A200, page_layout(), flaws=Flaws(text=False))
    target = TARGETS[number - 1]
    draw_line(page, A200, around(target, (down - 40 * drift, -40.0), (down + 40 * drift, 40.0)), width, level)
    draw_line(page, A200, around(target, (-60.0, right), (60.0, right)), width, level)
    seen = targets_read(page)
    assert [target.number for target in seen.values() if target.mark is Mark.MARKED] == []
    if width >= 0.05:
        assert seen[number].cause in (Cause.FOLD, Cause.STREAK)
        assert seen[number].doubt is Doubt.EXPLAINED


def test_gray_all_over_is_asked_about_and_what_an_eraser_leaves_is_only_named():
    page = draw_page(A200, page_layout())
    mark(page, A200, TARGETS[0], Stroke.FILL, level=238 - 38)
    mark(page, A200, TARGETS[2], Stroke.FILL, level=238 - 20)
    seen = targets_read(degraded(page, noise=4))
    assert (seen[1].mark, seen[1].doubt, seen[1].shape) == (Mark.AMBIGUOUS, Doubt.LIGHT, Shape.ERASED)
    assert (seen[3].mark, seen[3].shape) == (Mark.UNMARKED, Shape.ERASED)
    assert seen[2].shape is None


def test_a_slight_mark_among_full_ovals_and_a_light_one_among_dark_ones_are_odd():
    page = draw_page(A200, page_layout(), dict.fromkeys(range(1, 8), Stroke.FILL))
    draw_line(page, A200, around(TARGETS[10], (-0.2, -0.3), (0.1, 0.0), (-0.2, 0.2)), 0.045, PRINT)
    mark(page, A200, TARGETS[20], Stroke.FILL, level=238 - 100)
    seen = targets_read(page)
    assert {number for number, target in seen.items() if target.doubt is Doubt.ODD} == {11, 21}
    assert {number for number, target in seen.items() if target.mark is Mark.MARKED} == set(range(1, 8))


@pytest.mark.parametrize(("others", "mark_of_it"), [(8, Mark.AMBIGUOUS), (0, Mark.UNMARKED)])
def test_ink_just_too_little_is_asked_about_only_where_the_other_marks_are_slight_too(others, mark_of_it):
    check = [(-0.15, -0.25), (0.12, -0.05), (-0.2, 0.2)]
    page = strokes_at(*range(1, 1 + others), lines=[check], width=0.045)
    row, col = (round(place) for place in A200.to_px([TARGETS[20].row], [TARGETS[20].column])[0])
    page[row : row + 3, col : col + 5] = PRINT
    seen = targets_read(page)
    assert all(seen[number].mark is Mark.MARKED for number in range(1, 1 + others))
    assert 20 <= 1000 * seen[21].ink_px / seen[21].target_px < 40
    assert seen[21].mark is mark_of_it


MARKS = st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 2)), max_size=30)


@given(MARKS)
def test_a_habit_asks_and_never_makes_or_takes_a_vote(drawn):
    ink, darkness, marks = (np.array([one[place] for one in drawn], np.int64) for place in range(3))
    decided = Decisions(marks.copy(), np.full(len(marks), NO_DOUBT))
    ask_by_habit(decided, ink, darkness, MarkThresholds())
    changed = decided.marks != marks
    assert (decided.marks[changed] == AMBIGUOUS).all()
    assert ((decided.doubts != NO_DOUBT) == changed).all()
    light_fills_alone = (marks[changed] == MARKED).all() and (darkness[changed] < LIGHTEST_INK_PERMILLE).all()
    assert changed.sum() == 0 or (marks == MARKED).sum() >= (2 if light_fills_alone else 4)
    assert set(marks[changed]) <= {UNMARKED, MARKED}


def test_doubt_about_a_targets_place_asks_about_ink_near_a_threshold_and_leaves_full_and_clean_ovals_alone():
    page = draw_page(A200, page_layout(), {1: Stroke.FILL})
    draw_line(page, A200, around(TARGETS[1], (-0.15, -0.25), (0.12, -0.05), (-0.2, 0.2)), 0.05)
    levels = measure_ink_levels(page)
    grid = find_grid(page, levels, 34)
    assert not isinstance(grid, NoGrid)
    registered = register_page(page, levels, grid, page_layout(), OUTLINE)
    assert registered is not None
    (image,) = scanned(page).pages
    assert isinstance(image, PageImage)
    certain = registered.registered(PrintedImage(image, levels))
    uncertain = replace(certain, placed=replace(certain.placed, errors_px=np.full(len(TARGETS), 4.0)))
    sure, unsure = (read_marks([one], MarkThresholds(), lambda _: None) for one in (certain, uncertain))
    assert [target.mark for target in sure[:3]] == [Mark.MARKED, Mark.MARKED, Mark.UNMARKED]
    assert [target.mark for target in unsure[:3]] == [Mark.MARKED, Mark.AMBIGUOUS, Mark.UNMARKED]
    assert unsure[1].doubt is Doubt.POSITION


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("level", "cause"), [(140, Cause.BLEED), (100, None)], ids=["light", "pencil"])
def test_light_ink_with_dark_ink_behind_it_may_shine_through_and_is_no_vote(level, cause, turned):
    card = two_sided()
    lie, behind = Lie(pitch_px=50), Lie(pitch_px=48, skew_deg=1.5, turned=turned)
    number, target = next((one.number, one) for one in card.pages[0].targets if one.row == 20)
    front, back = draw_page(lie, card.pages[0], {1: Stroke.FILL}), draw_page(behind, card.pages[1], {40: Stroke.FILL})
    mark(front, lie, target, Stroke.FILL, level=level)
    through = replace(target, column=33 - target.column + 0.1)
    mark(back, behind, through, Stroke.FILL)
    reading = read_sheet(scanned(front, back), layouts(card), 2)
    assert isinstance(reading, ReadSheet), reading
    seen = {one.number: one for one in reading.targets}
    assert seen[number].cause is cause
    assert seen[number].mark is (Mark.MARKED if cause is None else Mark.AMBIGUOUS)
    assert seen[1].cause is seen[40].cause is None
    assert seen[1].mark is seen[40].mark is Mark.MARKED
