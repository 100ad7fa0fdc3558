"""What the pen leaves at an oval, and what truth follows from it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_ballots.strokes import Ink, Oval, Stroke, ink_share, lay_on
from test_ballots.voters.judging import PLAIN_SHARE, SMALL_SHARE, judge_target
from test_ballots.voters.pens import BLACK_FELT, FULL_SHARE, PENS, MarkKind, mark_oval, stray_stroke
from test_ballots.voters.true_marks import TrueMark
from tests.soak import examples

OVAL = Oval(2.0, 3.0, 0.0875, 0.06)
AIMED = [kind for kind in MarkKind if kind is not MarkKind.STRAY]
SEEDS = st.integers(0, 100_000)


def _mark(kind: MarkKind, seed: int) -> list[Stroke]:
    rng = np.random.default_rng(seed)
    return mark_oval(kind, OVAL, PENS[seed % len(PENS)], rng)


def _share(kind: MarkKind, seed: int) -> float:
    return ink_share(OVAL, _mark(kind, seed))


@settings(max_examples=examples(150), deadline=None)
@given(SEEDS, st.sampled_from([MarkKind.FILL, MarkKind.SCRIBBLE, MarkKind.FAINT]))
def test_fills_and_scribbles_cover_the_oval(seed: int, kind: MarkKind) -> None:
    assert _share(kind, seed) >= FULL_SHARE


@settings(max_examples=examples(150), deadline=None)
@given(SEEDS)
def test_a_hesitation_mark_stays_small(seed: int) -> None:
    assert 0 < _share(MarkKind.HESITATION, seed) < SMALL_SHARE


@settings(max_examples=examples(150), deadline=None)
@given(SEEDS, st.sampled_from([MarkKind.CHECK, MarkKind.CROSS, MarkKind.LINE]))
def test_checks_crosses_and_lines_go_through_the_oval(seed: int, kind: MarkKind) -> None:
    assert 0.05 < _share(kind, seed) < 0.9


@settings(max_examples=examples(60), deadline=None)
@given(SEEDS, st.sampled_from(AIMED))
def test_marks_stay_near_their_oval(seed: int, kind: MarkKind) -> None:
    points = np.vstack([stroke.points_in for stroke in _mark(kind, seed)])
    assert np.abs(points - (OVAL.down_in, OVAL.right_in)).max() < 0.3


@settings(max_examples=examples(30), deadline=None)
@given(SEEDS, st.sampled_from(AIMED))
def test_the_measured_share_is_what_appears_on_paper(seed: int, kind: MarkKind) -> None:
    black = Ink(0, 0, 0)
    strokes = [Stroke(stroke.points_in, stroke.width_in, black) for stroke in _mark(kind, seed)]
    dpi = 600
    page = np.full((round(2.2 * dpi), round(3.3 * dpi)), 255, np.uint8)
    lay_on(page, strokes, dpi)
    down, right = np.mgrid[0 : page.shape[0], 0 : page.shape[1]]
    down, right = (down + 0.5) / dpi - OVAL.down_in, np.abs((right + 0.5) / dpi - OVAL.right_in)
    beyond = np.maximum(right - (OVAL.half_width_in - OVAL.half_height_in), 0)
    inside = np.hypot(down, beyond) <= OVAL.half_height_in
    assert np.mean(page[inside] < 128) == pytest.approx(ink_share(OVAL, strokes), abs=0.04)


def test_the_same_seed_moves_the_pen_the_same_way_and_another_seed_another() -> None:
    first, again, other = (_mark(MarkKind.SCRIBBLE, seed) for seed in (11, 11, 12))
    assert all(np.array_equal(a.points_in, b.points_in) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[0].points_in, other[0].points_in)


def test_a_stroke_elsewhere_does_not_touch_the_oval() -> None:
    away = Stroke(np.array([[1.0, 1.0], [1.5, 1.5]]), 0.04, BLACK_FELT.ink)
    assert ink_share(OVAL, [away]) == 0.0


def test_a_stroke_beside_the_oval_touches_it_only_from_half_its_width_on() -> None:
    def beside(gap_in: float) -> float:
        right = OVAL.right_in + OVAL.half_width_in + gap_in
        return ink_share(OVAL, [Stroke(np.array([[1.9, right], [2.1, right]]), 0.04, BLACK_FELT.ink)])

    assert beside(0.026) == 0.0
    assert beside(0.010) > 0.0


def test_ink_never_lightens_what_is_printed() -> None:
    page = np.zeros((100, 100), np.uint8)
    lay_on(page, [Stroke(np.array([[0.1, 0.1], [0.4, 0.4]]), 0.05, Ink(200, 200, 200))], 200)
    assert not page.any()


def test_colour_pages_take_the_colour_of_the_ink() -> None:
    page = np.full((100, 100, 3), 255, np.uint8)
    lay_on(page, [Stroke(np.array([[0.25, 0.1], [0.25, 0.4]]), 0.06, Ink(10, 20, 200))], 200)
    assert page[49, 50].tolist() == [10, 20, 200]


@settings(max_examples=examples(40), deadline=None)
@given(SEEDS)
def test_strays_stay_on_the_paper(seed: int) -> None:
    points = stray_stroke(11.0, 8.5, BLACK_FELT, np.random.default_rng(seed)).points_in
    assert points.min() > 0
    assert points[:, 0].max() < 11
    assert points[:, 1].max() < 8.5


@pytest.mark.parametrize(
    ("kind", "share", "gray", "level", "mark", "shown", "intent"),
    [
        (None, 0.0, 255, None, TrueMark.NO, None, None),
        (None, 0.03, 255, None, TrueMark.MARGINAL, MarkKind.STRAY, False),
        (None, SMALL_SHARE, 255, None, TrueMark.MARGINAL, MarkKind.STRAY, None),
        (MarkKind.FILL, 0.9, 30, None, TrueMark.YES, MarkKind.FILL, True),
        (MarkKind.SCRIBBLE, 0.4, 30, 160, TrueMark.YES, MarkKind.SCRIBBLE, True),
        (MarkKind.CHECK, PLAIN_SHARE, 30, None, TrueMark.MARGINAL, MarkKind.CHECK, True),
        (MarkKind.CROSS, 0.10, 30, None, TrueMark.MARGINAL, MarkKind.CROSS, None),
        (MarkKind.LOOP, 0.0, 30, None, TrueMark.NO, MarkKind.LOOP, None),
        (MarkKind.LOOP, 0.15, 30, None, TrueMark.MARGINAL, MarkKind.LOOP, None),
        (MarkKind.DOT, 0.1, 30, None, TrueMark.MARGINAL, MarkKind.DOT, None),
        (MarkKind.ERASED, 0.9, 230, None, TrueMark.MARGINAL, MarkKind.ERASED, False),
        (MarkKind.HESITATION, 0.02, 30, None, TrueMark.MARGINAL, MarkKind.HESITATION, False),
        (MarkKind.FAINT, 0.9, 120, None, TrueMark.MARGINAL, MarkKind.FAINT, True),
        (MarkKind.FAINT, 0.9, 170, None, TrueMark.MARGINAL, MarkKind.FAINT, None),
        (MarkKind.FAINT, 0.9, 120, 140, TrueMark.MARGINAL, MarkKind.FAINT, None),
    ],
)
def test_truth_follows_from_what_was_aimed_and_what_is_inked(
    kind: MarkKind | None,
    share: float,
    gray: int,
    level: int | None,
    mark: TrueMark,
    shown: MarkKind | None,
    intent: bool | None,
) -> None:
    assert judge_target(kind, share, [gray], level) == (mark, shown, intent)
