"""What is drawn by hand beside an oval is asked about; print, dust, folds and staples are not.

Drawn pens over drawn pages: rings, ticks, scribbles and dots of many sizes, at every place of the page.
"""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.reader import read_sheet
from imaging.sheets import Mark, Nearby, ReadSheet
from tests.imaging.drawn_pages import (
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
from tests.imaging.drawn_readings import targets_read
from tests.soak import examples

PEN_WIDTH = 0.07
TARGETS = page_layout().targets
NUMBERS = st.integers(1, len(TARGETS))
LIES = st.builds(Lie, pitch_px=st.sampled_from([50.0, 75.0]), skew_deg=st.floats(-0.8, 0.8))


def drawn(lie, number, *lines, width=PEN_WIDTH, level=55, filled=()):
    page = draw_page(lie, page_layout(), dict.fromkeys(filled, Stroke.FILL))
    for line in lines:
        draw_line(page, lie, around(TARGETS[number - 1], *line), width, level)
    return degraded(page, noise=3, blur_px=0.6)


def asked(target):
    return target.mark is not Mark.UNMARKED or target.nearby is not None


def ring(high, wide, aside, turn, wobble):
    angles = np.linspace(0.3, 0.3 + 2 * np.pi * 0.96, 60)
    radius = 1 + wobble * np.sin(3 * angles)
    down, across = high / 2 * radius * np.sin(angles), wide / 2 * radius * np.cos(angles)
    turned = np.cos(turn) * down + np.sin(turn) * across, aside + np.cos(turn) * across - np.sin(turn) * down
    return tuple(zip(*turned, strict=True))


@settings(max_examples=examples(25), deadline=None)
@given(
    LIES,
    NUMBERS,
    st.floats(1.6, 3.6),
    st.floats(0.45, 0.9),
    st.floats(-0.15, 0.6),
    st.floats(-0.15, 0.15),
    st.floats(0, 0.05),
    st.sampled_from([20, 55, 110]),
)
def test_a_ring_around_an_oval_or_around_it_and_the_end_of_the_name_is_asked_about(
    lie, number, wide, share, aside, turn, wobble, level
):
    """0.4 to 0.9 inch wide: pitches are a quarter inch."""
    line = ring(max(1.0, share * wide), wide, aside, turn, wobble)
    seen = targets_read(drawn(lie, number, line, level=level))
    assert asked(seen[number])


@settings(max_examples=examples(25), deadline=None)
@given(
    LIES,
    NUMBERS,
    st.sampled_from([-1, 1]),
    st.floats(-0.12, 0.12),
    st.floats(0.25, 0.45),
    st.floats(-0.05, 0.05),
    st.booleans(),
)
def test_a_cross_or_a_tick_that_grazes_an_end_is_asked_about(lie, number, side, down, size, reach, cross):
    end = side * (0.36 + size - 0.06 + reach)
    strokes: list[tuple[tuple[float, float], ...]]
    if cross:
        strokes = [
            ((down - size, end - size), (down + size, end + size)),
            ((down + size, end - size), (down - size, end + size)),
        ]
    else:
        strokes = [((down, end - size), (down + size, end - size / 3), (down - 1.3 * size, end + size))]
    assert asked(targets_read(drawn(lie, number, *strokes))[number])


@settings(max_examples=examples(12), deadline=None)
@given(LIES, NUMBERS, st.floats(0.28, 0.34), st.integers(0, 99))
def test_a_scribble_on_the_name_that_touches_the_oval_is_asked_about(lie, number, tip, seed):
    rng = np.random.default_rng(seed)
    line = [(rng.uniform(-0.2, 0.2), tip + 0.06 * k + rng.uniform(0, 0.1)) for k in range(12)]
    line[0] = (rng.uniform(-0.05, 0.05), tip)
    assert asked(targets_read(drawn(lie, number, line, width=0.05))[number])


@settings(max_examples=examples(12), deadline=None)
@given(LIES, NUMBERS, st.floats(-0.08, 0.08), st.floats(-0.15, 0.15), st.floats(0, np.pi), st.booleans())
def test_a_dot_or_a_short_stroke_inside_is_asked_about(lie, number, down, across, angle, dot):
    """About a twentieth of the inside."""
    half = 0.005 if dot else 0.06
    step = half * np.sin(angle), half * np.cos(angle)
    line = ((down - step[0], across - step[1]), (down + step[0], across + step[1]))
    assert asked(targets_read(drawn(lie, number, line, width=0.12 if dot else 0.07))[number])


@settings(max_examples=examples(15), deadline=None)
@given(LIES, NUMBERS, st.floats(0.75, 1.0), st.floats(-0.2, 0.2), st.floats(0.35, 0.6))
def test_a_tick_on_the_clean_side_close_to_the_oval_is_asked_about(lie, number, aside, down, size):
    tick = ((down, -aside), (down + size / 2, -aside + size / 4), (down - size, -aside + 0.3))
    assert asked(targets_read(drawn(lie, number, tick))[number])


@pytest.mark.parametrize("level", [20, 110])
def test_rings_around_every_second_target_are_all_asked_about(level):
    """A voter who rings what others fill: what is at many targets of a page is not print for that."""
    page, lie = draw_page(Lie(), page_layout()), Lie()
    ringed = TARGETS[::2]
    for k, target in enumerate(ringed):
        line = ring(1.1 + 0.02 * (k % 5), 1.9 + 0.1 * (k % 7), 0.05 * (k % 3), 0.05, 0.03)
        draw_line(page, lie, around(target, *line), PEN_WIDTH, level)
    seen = targets_read(degraded(page, noise=3, blur_px=0.6))
    assert [target.number for target in ringed if not asked(seen[target.number])] == []
    assert [target.number for target in TARGETS[1::2] if asked(seen[target.number])] == []


@settings(max_examples=examples(15), deadline=None)
@given(LIES, st.integers(0, 999), st.sampled_from([0.0, 0.7]), st.booleans())
def test_dust_is_not_asked_about(lie, seed, blur, bitonal):
    """Specks of up to a hundredth of an inch, four hundred of them."""
    rng = np.random.default_rng(seed)
    page = draw_page(lie, page_layout())
    rows, cols = (rng.integers(0, edge, 400) for edge in page.shape)
    for row, col in zip(rows.tolist(), cols.tolist(), strict=True):
        size = int(rng.integers(1, max(2, round(0.04 * lie.pitch_px) + 1)))
        page[row : row + size, col : col + size] = rng.integers(20, 200)
    seen = targets_read(degraded(page, noise=3, blur_px=blur, bitonal=bitonal))
    assert [number for number, target in seen.items() if target.nearby is not None] == []


@settings(max_examples=examples(15), deadline=None)
@given(NUMBERS, st.floats(-1.4, 1.4), st.floats(-0.06, 0.06), st.booleans(), st.integers(20, 150))
def test_folds_and_streaks_beside_an_oval_are_not_asked_about(number, aside, slope, across, level):
    page = draw_page(Lie(), page_layout(), flaws=Flaws(text=False))
    ends = [(aside + slope * reach, reach) for reach in (-60.0, 60.0)]
    line = ends if across else [(col, row) for row, col in ends]
    draw_line(page, Lie(), around(TARGETS[number - 1], *line), 0.05, level)
    reading = read_sheet(scanned(degraded(page, blur_px=0.6)), layouts(one_sided()), 1)
    if isinstance(reading, ReadSheet):
        assert [target.number for target in reading.targets if target.nearby is Nearby.LARGE] == []
        assert [target.number for target in reading.targets if target.nearby is Nearby.BESIDE] == []


@settings(max_examples=examples(15), deadline=None)
@given(NUMBERS, st.floats(0.7, 1.3), st.floats(0, np.pi))
def test_a_staple_beside_an_oval_is_not_asked_about(number, away, angle):
    """Half an inch of straight wire that does not touch an outline."""
    step = np.sin(angle), np.cos(angle)
    middle = (-away * max(abs(step[1]), 0.75) - 0.25, -0.4)
    line = tuple((middle[0] + s * step[0] * 1.0, middle[1] + s * step[1]) for s in (-1, 1))
    if max(down for down, _ in line) > -0.4:
        line = tuple((down - max(d for d, _ in line) - 0.45, right) for down, right in line)
    seen = targets_read(drawn(Lie(), number, line, level=30))
    assert [n for n, target in seen.items() if target.nearby is not None] == []


@settings(max_examples=examples(12), deadline=None)
@given(st.floats(0.0, 0.6), st.floats(0.3, 2.5), st.sampled_from(["Sheriff", "County Treasurer", "Office 7"]))
def test_a_printed_label_that_stands_lower_or_nearer_is_not_asked_about(lower, aside, words):
    page = draw_page(Lie(), page_layout())
    row, col = Lie().to_px([TARGETS[4].row + 0.4 + lower], [TARGETS[4].column - aside])[0]
    cv2.putText(page, words, (round(col), round(row)), cv2.FONT_HERSHEY_SIMPLEX, 0.45, 25, 1, cv2.LINE_AA)
    seen = targets_read(degraded(page, blur_px=0.5))
    touching = lower < 0.2
    assert touching or [number for number, target in seen.items() if target.nearby is not None] == []


@pytest.mark.parametrize("word", ["NO", "AL", "ED"])
@pytest.mark.parametrize("aside", [0.8, 0.95])
def test_a_name_of_two_large_letters_is_not_asked_about(word, aside):
    """Printed heavier and higher than the page's other names, as the answers of a question are."""
    page = draw_page(Lie(), page_layout())
    for number in (4, 9):
        row, col = Lie().to_px([TARGETS[number].row + 0.23], [TARGETS[number].column + aside])[0]
        page[round(row) - 40 : round(row) + 10, round(col) : round(col) + 200] = page[0, 0]
        cv2.putText(page, word, (round(col), round(row)), cv2.FONT_HERSHEY_SIMPLEX, 1.05, 25, 4, cv2.LINE_AA)
    seen = targets_read(degraded(page, blur_px=0.5))
    assert [number for number, target in seen.items() if target.nearby is not None] == []


@settings(max_examples=examples(12), deadline=None)
@given(NUMBERS, st.floats(1.5, 2.2), st.sampled_from([Stroke.FILL, Stroke.SCRIBBLE, Stroke.CROSS]))
def test_another_targets_mark_is_not_asked_about_here(number, tail, stroke):
    """A mark whose tail runs down to the next target's neighbourhood belongs to the one it fills."""
    page, lie = draw_page(Lie(), page_layout()), Lie()
    mark(page, lie, TARGETS[number - 1], stroke)
    draw_line(page, lie, around(TARGETS[number - 1], (0.0, 0.0), (tail, -0.6)), PEN_WIDTH)
    seen = targets_read(degraded(page, blur_px=0.6))
    assert [n for n, target in seen.items() if target.nearby is not None] == []
