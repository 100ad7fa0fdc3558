"""Places on the paper come to lie where the transform says, whatever the feed did."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from test_ballots.scanning.feed import Feed, PrintedArea, Transform, Window
from tests.soak import examples

SIZE_IN = (4.0, 3.0)
AREA = PrintedArea(0.4, 0.1, 3.6, 2.9)
DPI = 150
FEEDS = st.builds(
    Feed,
    skew_deg=st.floats(-5, 5),
    shear=st.floats(-0.02, 0.02),
    stretch=st.floats(-0.02, 0.02),
    local_stretch=st.floats(-0.05, 0.05),
    local_phase=st.floats(0, 6.28),
    turned=st.booleans(),
)


def _centroid(image: np.ndarray) -> tuple[float, float]:
    weight = 255.0 - image
    rows, columns = np.indices(image.shape)
    return float((rows * weight).sum() / weight.sum()), float((columns * weight).sum() / weight.sum())


@settings(max_examples=examples(80), deadline=None)
@given(FEEDS, st.floats(0.6, 3.4), st.floats(0.3, 2.7))
def test_a_spot_on_the_paper_comes_to_lie_where_the_transform_says(feed: Feed, down: float, right: float) -> None:
    page = np.full((round(SIZE_IN[0] * DPI), round(SIZE_IN[1] * DPI)), 255, np.uint8)
    row, column = round(down * DPI), round(right * DPI)
    page[row - 4 : row + 5, column - 4 : column + 5] = 0
    transform = Transform(SIZE_IN, DPI, feed, AREA)
    image = transform.warp(page, 255)
    assert image.shape == transform.shape_px
    centre_in = ((row + 0.5) / DPI, (column + 0.5) / DPI)
    assert _centroid(image) == pytest.approx(tuple(transform.to_px([centre_in])[0]), abs=0.35)


def test_a_plain_feed_leaves_the_page_as_it_is() -> None:
    page = np.random.default_rng(1).integers(0, 256, (600, 450), dtype=np.uint8)
    assert np.array_equal(Transform(SIZE_IN, DPI, Feed(), AREA).warp(page, 0), page)


def test_a_turned_page_is_the_page_upside_down() -> None:
    page = np.random.default_rng(1).integers(0, 256, (600, 450), dtype=np.uint8)
    transform = Transform(SIZE_IN, DPI, Feed(turned=True), AREA)
    assert np.array_equal(transform.warp(page, 0), page[::-1, ::-1])
    assert transform.to_px([(0.0, 0.0)])[0] == pytest.approx([599.5, 449.5])


def test_positive_skew_turns_the_page_clockwise() -> None:
    left, right = Transform(SIZE_IN, DPI, Feed(skew_deg=2), AREA).to_px([(2.0, 0.5), (2.0, 2.5)])
    assert right[0] > left[0]
    assert (right[0] - left[0]) / (right[1] - left[1]) == pytest.approx(np.tan(np.radians(2)))


def test_stretch_lengthens_along_the_feed_only() -> None:
    top, low = Transform(SIZE_IN, DPI, Feed(stretch=0.02), AREA).to_px([(1.0, 1.0), (3.0, 2.0)])
    assert low[0] - top[0] == pytest.approx(2 * DPI * 1.02)
    assert low[1] - top[1] == pytest.approx(DPI)


def test_local_stretch_makes_some_rows_wider_and_others_narrower() -> None:
    places = [(row / 4, 1.0) for row in range(17)]
    rows = Transform(SIZE_IN, DPI, Feed(local_stretch=0.05), AREA).to_px(places)[:, 0]
    pitches = np.diff(rows) / (DPI / 4)
    assert pitches.max() == pytest.approx(1.05, abs=0.004)
    assert pitches.min() == pytest.approx(0.95, abs=0.004)


@settings(max_examples=examples(60), deadline=None)
@given(FEEDS)
def test_without_a_window_no_feed_loses_a_timing_mark(feed: Feed) -> None:
    transform = Transform(SIZE_IN, DPI, feed, AREA)
    corners = [(down, right) for down in (AREA.top, AREA.bottom) for right in (AREA.left, AREA.right)]
    placed = transform.to_px(corners)
    assert placed.min() >= -0.5
    assert (placed <= np.array(transform.shape_px) - 0.5).all()


def test_a_window_with_a_negative_side_cuts_that_far_into_the_marks() -> None:
    window = Window(0.4, -0.05, 0.4, 0.1)
    transform = Transform(SIZE_IN, DPI, Feed(), AREA, window)
    assert transform.to_px([(2.0, AREA.left + 0.05)])[0][1] == pytest.approx(-0.5)
    assert transform.shape_px == (600, round((3.0 - 0.15) * DPI))


@settings(max_examples=examples(40), deadline=None)
@given(st.floats(0.02, 0.125), st.floats(0.3, 0.7), st.booleans(), st.floats(0.6, 3.2))
def test_after_a_slip_everything_comes_later_and_before_it_nothing_does(
    slip: float, at: float, turned: bool, down: float
) -> None:
    page = np.full((round(SIZE_IN[0] * DPI), round(SIZE_IN[1] * DPI)), 255, np.uint8)
    row = round(down * DPI)
    assume(abs(row - at * SIZE_IN[0] * DPI) > 8)
    page[row - 4 : row + 5, 200:209] = 0
    feed = Feed(slip_in=slip, slip_at=at, turned=turned)
    transform, plain = (Transform(SIZE_IN, DPI, one, AREA) for one in (feed, Feed(turned=turned)))
    centre = _centroid(transform.warp(page, 255))
    place_in = [((row + 0.5) / DPI, 204.5 / DPI)]
    assert centre == pytest.approx(tuple(transform.to_px(place_in)[0]), abs=0.35)
    later = slip * DPI if (down > at * SIZE_IN[0]) != turned else 0.0
    assert centre[0] == pytest.approx(plain.to_px(place_in)[0][0] + later, abs=0.8)
