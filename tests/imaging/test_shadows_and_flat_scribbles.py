"""A fold's soft shadow over an empty oval is no mark; a flat scribble over half of an oval's area is one."""

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.reader import read_sheet
from imaging.sheets import Mark, ReadSheet, TargetReading
from tests.imaging.drawn_pages import (
    OUTLINE,
    Lie,
    Page,
    around,
    degraded,
    draw_line,
    draw_page,
    layouts,
    one_sided,
    page_layout,
    scanned,
)
from tests.soak import examples

LIE = Lie()
DPI = 200
TARGETS = page_layout().targets
NUMBERS = st.integers(1, len(TARGETS))


@cache
def _empty_page() -> Page:
    return draw_page(LIE, page_layout())


def _read(page: Page) -> dict[int, TargetReading]:
    reading = read_sheet(scanned(page), layouts(one_sided()), 1)
    assert isinstance(reading, ReadSheet), reading
    return {target.number: target for target in reading.targets}


def _shaded(page: Page, number: int, angle: float, sigma_in: float, by: float, aside_in: float) -> Page:
    """The page with a band across a target, darkest in its middle by so many levels, that fades to either side."""
    ((row, col),) = LIE.to_px([TARGETS[number - 1].row], [TARGETS[number - 1].column])
    rows, cols = np.arange(page.shape[0])[:, None] - row, np.arange(page.shape[1])[None, :] - col
    away_in = (rows * np.cos(angle) - cols * np.sin(angle)) / DPI - aside_in
    shade = by * np.exp(-(away_in**2) / (2 * sigma_in**2))
    return np.asarray(np.clip(np.rint(page - shade), 0, 255), np.uint8)


@settings(max_examples=examples(24), deadline=None)
@given(
    NUMBERS,
    st.floats(0, np.pi),
    st.floats(0.025, 0.15),
    st.floats(10, 60),
    st.floats(-0.05, 0.05),
    st.sampled_from([0.0, 3.0, 7.0]),
)
def test_a_soft_shadow_over_empty_ovals_is_no_mark(number, angle, sigma_in, by, aside_in, noise):
    page = _shaded(_empty_page(), number, angle, sigma_in, by, aside_in)
    seen = _read(degraded(page, noise=noise, blur_px=0.5))
    assert [n for n, target in seen.items() if target.mark is Mark.MARKED] == []


def test_a_shadow_is_drawn_at_all():
    page = _shaded(_empty_page(), 17, 0.3, 0.1, 50, 0.0)
    row, col = np.rint(LIE.to_px([TARGETS[16].row], [TARGETS[16].column])[0]).astype(int)
    assert _empty_page()[row, col] - page[row, col] >= 45


@st.composite
def _scribbles(draw):
    """Lines nearly along a row, one below the other, that cover half to four fifths of the oval's height."""
    lines, share = draw(st.integers(3, 8)), draw(st.floats(0.55, 0.8))
    half, tilt = draw(st.floats(0.3, 0.55)), draw(st.floats(-0.12, 0.12))
    rows = (np.arange(lines) + 0.5) / lines * OUTLINE.height - OUTLINE.height / 2
    strokes = [((row - tilt * half, -half), (row + tilt * half, half)) for row in (0.9 * rows).tolist()]
    return strokes, share * OUTLINE.height / lines


@settings(max_examples=examples(24), deadline=None)
@given(NUMBERS, _scribbles(), st.integers(40, 110), st.booleans(), st.booleans())
def test_a_flat_scribble_over_half_of_an_oval_is_a_mark_or_asked_about(number, scribble, level, joined, bitonal):
    strokes, width = scribble
    page = _empty_page().copy()
    if joined:
        path = [end for i, stroke in enumerate(strokes) for end in (stroke if i % 2 else stroke[::-1])]
        draw_line(page, LIE, around(TARGETS[number - 1], *path), width, level)
    else:
        for stroke in strokes:
            draw_line(page, LIE, around(TARGETS[number - 1], *stroke), width, level)
    seen = _read(degraded(page, noise=3, blur_px=0.6, bitonal=bitonal))
    assert seen[number].mark is not Mark.UNMARKED
    assert [n for n, target in seen.items() if n != number and target.mark is Mark.MARKED] == []
