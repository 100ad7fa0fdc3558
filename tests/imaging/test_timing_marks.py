"""The grid is found where it was drawn, whatever the printer and the scanner did to it, or it is not found at all."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from imaging.geometry import Grid
from imaging.grid.joined import NoGrid
from imaging.grid.timing_marks import find_grid
from imaging.ink_levels import measure_ink_levels
from tests.imaging.drawn_pages import FRONT_CODE, PAPER, PEN, PRINT, Flaws, Lie, degraded, draw_page, page_layout
from tests.soak import examples

A200 = Lie(pitch_px=50)
A140 = Lie(pitch_px=35)


def grid_of(page, columns=34):
    return find_grid(page, measure_ink_levels(page), columns)


def worst_error_px(grid, lie):
    """The farthest that any place of the grid is from where it was drawn."""
    assert isinstance(grid, Grid), grid.detail
    assert (grid.rows, grid.columns, grid.turned) == (lie.rows, lie.columns, lie.turned)
    rows, columns = (places.ravel().astype(float) for places in np.mgrid[0 : lie.rows, 0 : lie.columns])
    return float(np.hypot(*(grid.to_px(rows, columns) - lie.to_px(rows, columns)).T).max())


def assert_found(page, lie, within_px=1.5):
    grid = grid_of(page)
    assert worst_error_px(grid, lie) < within_px
    assert grid.bottom_marks == FRONT_CODE


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "turned"])
@pytest.mark.parametrize("dpi", [140, 200, 300, 400, 600])
def test_the_grid_is_found_at_any_resolution_either_way_up(dpi, turned):
    lie = Lie(pitch_px=dpi / 4, turned=turned)
    page = draw_page(lie, page_layout())
    assert_found(page, lie)
    assert grid_of(page).missing_marks == 0


LIES = st.builds(
    Lie,
    pitch_px=st.floats(35, 52),
    skew_deg=st.floats(-5, 5),
    shear=st.floats(-0.012, 0.012),
    stretch=st.floats(0.9, 1.1),
    waves=st.floats(0, 0.25),
    margin=st.floats(0.45, 3),
    turned=st.booleans(),
)


@settings(max_examples=examples(60))
@given(LIES)
@example(Lie(skew_deg=5))
@example(Lie(skew_deg=-5, turned=True))
@example(Lie(stretch=0.9, waves=0.25))
@example(Lie(stretch=1.1, waves=0.25, turned=True))
def test_skew_shear_stretch_and_uneven_feed_are_followed(lie):
    assert_found(draw_page(lie, page_layout()), lie)


def test_a_page_printed_at_four_fifths_lies_well_inside_the_paper():
    lie = Lie(pitch_px=40, margin=4.8)
    assert_found(draw_page(lie, page_layout()), lie)


@pytest.mark.parametrize("rows", [12, 27, 53, 69])
def test_the_number_of_rows_is_what_the_page_shows(rows):
    lie = replace(A140, rows=rows)
    grid = grid_of(draw_page(lie))
    assert worst_error_px(grid, lie) < 1.5


SIDE = st.frozensets(st.integers(0, 40), max_size=4)
TOP = st.frozensets(st.integers(0, 33), max_size=4)


@settings(max_examples=examples(60))
@given(SIDE, SIDE, TOP, st.booleans(), st.floats(-2, 2))
@example(frozenset({0, 1, 2, 3}), frozenset({0, 1, 2, 3}), frozenset(), False, 1.0)
@example(frozenset({37, 38, 39, 40}), frozenset(), frozenset({1, 2, 3}), True, -1.0)
@example(frozenset({0, 40}), frozenset({0, 40}), frozenset({10, 11, 12, 13}), False, 0.0)
def test_up_to_four_marks_a_side_may_be_missing_corners_too(left, right, top, turned, skew_deg):
    missing = {(row, 0) for row in left} | {(row, 33) for row in right} | {(0, column) for column in top}
    lie = replace(A140, skew_deg=skew_deg, turned=turned)
    grid = grid_of(draw_page(lie, page_layout(), flaws=Flaws(missing=frozenset(missing))))
    assert worst_error_px(grid, lie) < 2.0
    gone = {(row, column) for row, column in missing if column in (0, 33)}
    assert grid.missing_marks == len(gone)
    for found, column in ((grid.left_found, 0), (grid.right_found, 33)):
        assert set(np.flatnonzero(~found).tolist()) == {row for row, c in gone if c == column}


def test_where_marks_are_missing_the_doubt_grows_with_the_distance_to_the_next_one():
    flaws = Flaws(missing=frozenset((row, 0) for row in (20, 21, 22)))
    grid = grid_of(draw_page(A200, page_layout(), flaws=flaws))
    doubt = grid.doubt_px(np.arange(41.0))
    assert set(np.flatnonzero(doubt).tolist()) == {20, 21, 22}
    assert doubt[21] > doubt[20] == doubt[22] > 0


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "turned"])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.66])
def test_marks_of_one_edge_cut_to_a_third_keep_their_inner_edges(share, turned):
    lie = replace(A200, turned=turned)
    assert_found(draw_page(lie, page_layout(), flaws=Flaws(cut_left=share)), lie)


def test_a_page_cropped_into_its_left_marks_is_still_placed():
    page = draw_page(A200, page_layout())
    cut_px = 34
    grid = grid_of(np.ascontiguousarray(page[:, cut_px:]))
    place = A200.to_px([20.0], [14.0])[0] - [0, cut_px]
    np.testing.assert_allclose(grid.to_px(np.array([20.0]), np.array([14.0]))[0], place, atol=1.5)


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "turned"])
@pytest.mark.parametrize("column", [0, 33])
def test_a_pen_stroke_running_into_a_border_mark_does_not_move_the_border(column, turned):
    lie = replace(A200, turned=turned)
    inward = 2.5 if column == 0 else -2.5
    stroke = ((17.1, column + inward), (16.9, column + inward / 2), (17.05, column))
    grid = grid_of(draw_page(lie, page_layout(), flaws=Flaws(strokes=(stroke,))))
    assert worst_error_px(grid, lie) < 2.0


def test_a_hole_in_a_mark_does_not_lose_it():
    page = draw_page(A200, page_layout())
    row, col = A200.to_px([17.0], [33.0])[0]
    cv2.circle(page, (round(col), round(row)), 4, PAPER, -1)
    grid = grid_of(page)
    assert_found(page, A200)
    assert grid.missing_marks == 0


@pytest.mark.parametrize("band_px", [60, 200])
def test_a_black_band_below_the_page_is_not_a_row(band_px):
    page = draw_page(A200, page_layout())
    banded = np.concatenate([page, np.full((band_px, page.shape[1]), 5, np.uint8)])
    assert_found(banded, A200)


def test_the_black_bed_around_a_skewed_page_is_not_a_border():
    lie = Lie(skew_deg=3, margin=0.8)
    page = draw_page(lie, page_layout())
    low, far = -0.78, np.array([40.78, 33.78])
    corners = lie.to_px([low, low, far[0], far[0]], [low, far[1], far[1], low])
    paper = np.zeros_like(page)
    cv2.fillPoly(paper, [np.rint(corners[:, ::-1]).astype(np.int32)], 1)
    bedded = np.where(paper == 1, page, 8).astype(np.uint8)
    assert_found(bedded, lie)


@pytest.mark.parametrize(
    "flaw",
    [
        {"noise": 12.0},
        {"blur_px": 1.5},
        {"blur_px": 1.0, "noise": 8.0},
        {"bitonal": True},
        {"blur_px": 1.0, "noise": 25.0, "bitonal": True},
    ],
    ids=["noise", "blur", "blur and noise", "bitonal", "speckled bitonal"],
)
def test_noise_blur_and_black_and_white_leave_the_grid_in_place(flaw):
    lie = replace(A200, skew_deg=-1.3)
    assert_found(degraded(draw_page(lie, page_layout()), **flaw), lie)


def test_pale_print_on_gray_paper_is_enough():
    page = draw_page(A200, page_layout())
    pale = (150 + (page.astype(int) - PRINT) * 60 // (PAPER - PRINT)).astype(np.uint8)
    assert_found(pale, A200)


def text_page():
    page = np.full((1700, 1300), PAPER, np.uint8)
    for row in range(60, 1680, 24):
        words = "It is printed all over with words " * 3
        cv2.putText(page, words, (30, row), cv2.FONT_HERSHEY_SIMPLEX, 0.6, PRINT, 2, cv2.LINE_AA)
    return page


def table_page():
    page = np.full((1700, 1300), PAPER, np.uint8)
    page[100:1600:40] = PRINT
    page[100:1600, 50:1290:60] = PRINT
    return page


def noise_page():
    return np.random.default_rng(5).integers(0, 256, (1540, 1190)).astype(np.uint8)


def bars_page():
    """Bars like timing marks, but no row across."""
    page = draw_page(A140, None)
    page[: round(A140.to_px([1.0], [0.0])[0, 0]) - 8, 60:-60] = PAPER
    return page


def short_border_page():
    """The right border ends nine rows above the left one."""
    return draw_page(A140, page_layout(), flaws=Flaws(missing=frozenset((row, 33) for row in range(32, 41))))


def half_a_border_page():
    return draw_page(A140, flaws=Flaws(missing=frozenset((row, 0) for row in range(1, 40) if row % 5)))


def only_left_page():
    page = draw_page(A140, None)
    page[:, page.shape[1] // 2 :] = PAPER
    return page


PAGES_WITHOUT_A_GRID = {
    "blank": lambda: np.full((1700, 1300), PAPER, np.uint8),
    "black": lambda: np.zeros((1700, 1300), np.uint8),
    "one pixel": lambda: np.zeros((1, 1), np.uint8),
    "a line of pixels": lambda: np.zeros((3, 900), np.uint8),
    "text": text_page,
    "table": table_page,
    "noise": noise_page,
    "right border far too short": short_border_page,
    "left border only": only_left_page,
    "most of the left border missing": half_a_border_page,
    "no top row": bars_page,
    "targets without marks": lambda: np.ascontiguousarray(draw_page(A140, page_layout())[60:-60, 60:-60]),
}


@pytest.mark.parametrize("page", PAGES_WITHOUT_A_GRID.values(), ids=PAGES_WITHOUT_A_GRID.keys())
def test_a_page_without_a_grid_is_said_to_have_none(page):
    found = grid_of(page())
    assert isinstance(found, NoGrid)
    assert len(found.detail) > 20


@settings(max_examples=examples(40))
@given(st.integers(0, 2**32 - 1), st.floats(0, 60), st.sampled_from([0.002, 0.02, 0.2]))
def test_random_boxes_and_noise_are_never_taken_for_a_grid(seed, noise, share):
    rng = np.random.default_rng(seed)
    page = np.full((700, 560), PAPER, np.uint8)
    for _ in range(int(share * 1000)):
        top, left, height, width = rng.integers([0, 0, 1, 1], [700, 560, 12, 40])
        page[top : top + height, left : left + width] = PEN
    assert isinstance(grid_of(degraded(page, noise)), NoGrid)


@pytest.mark.parametrize("columns", [20, 27, 30, 40, 50])
def test_a_grid_of_other_columns_is_not_taken_for_this_one(columns):
    assert isinstance(grid_of(draw_page(A140, page_layout()), columns), NoGrid)


def test_the_grid_says_which_rows_it_has():
    grid = grid_of(draw_page(A140, page_layout()))
    with pytest.raises(ValueError, match="rows 0 to 40"):
        grid.to_px(np.array([41.0]), np.array([3.0]))
