"""A printed label that reaches into a write-in area is no handwriting; what is written there or over it, is."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.imaging.drawn_pages import Flaws, Lie, around, degraded, draw_line, draw_page
from tests.imaging.drawn_pages import page_layout as drawn_layout
from tests.imaging.drawn_readings import targets_read
from tests.soak import examples

LAYOUT = drawn_layout(write_ins=frozenset({5}))
TARGET = LAYOUT.targets[4]
LABELS = ["Register of Probate", "Sheriff", "County Attorney", "Trustee 12", "MAYOR"]


def page_with(label, foot, scale=0.55):
    """A label whose letters stand `foot` pitches below the target's middle; the area's foot is 0.4 below it."""
    page = draw_page(Lie(), drawn_layout(), flaws=Flaws(text=False))
    row, col = Lie().to_px([TARGET.row + foot], [TARGET.column + 1.5])[0]
    cv2.putText(page, label, (round(col), round(row)), cv2.FONT_HERSHEY_SIMPLEX, scale, 25, 1, cv2.LINE_AA)
    return page


def is_written(page):
    return targets_read(degraded(page, blur_px=0.5), LAYOUT)[5].writing


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("foot", [0.5, 0.55, 0.6])
def test_a_label_that_stands_lower_is_not_taken_for_a_name(label, foot):
    assert not is_written(page_with(label, foot))


@settings(max_examples=examples(20), deadline=None)
@given(st.integers(0, 999), st.floats(0.0, 0.35))
def test_a_name_written_in_the_area_is_seen_beside_a_label_and_over_it(seed, down):
    rng = np.random.default_rng(seed)
    page = page_with("Register of Probate", 0.55)
    line = [(down - 0.15 + rng.uniform(-0.25, 0.25), 1.5 + 0.12 * k) for k in range(18)]
    draw_line(page, Lie(), around(TARGET, *line), 0.05)
    assert is_written(page)
