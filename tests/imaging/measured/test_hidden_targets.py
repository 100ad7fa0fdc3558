"""A measured page is known also when most of its ovals are filled solid or crossed; another page never is."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import pytest

from imaging.layout import CardId, Layouts, MarkThresholds, MeasuredCard, MeasuredPage, MeasuredTarget, Side
from imaging.sheets import Mark, ReadSheet, ReasonCode, UnreadSheet
from tests.imaging.measured_ballots import Gray, read
from tests.soak import examples

SIZE_IN = (0.25, 0.16)
WIDTH_IN, HEIGHT_IN = 8.5, 11.0
RULER_IN = 0.03
PAPER, PRINT = 245, 20


@dataclass(frozen=True, slots=True)
class Made:
    """A page as scanned, its layout as somebody measured it, and the numbers of the targets that were marked."""

    gray: Gray
    layouts: Layouts
    marked: frozenset[int]


def _places(rng: np.random.Generator, count: int) -> np.ndarray:
    """(y, x) of so many targets, in columns of uneven distances."""
    columns = 3 if count >= 20 else 2
    rows = -(-count // columns)
    places = []
    for column in range(columns):
        steps = rng.uniform(0.34, min(1.3, 8 / rows), rows)
        places += [(y, 0.8 + 2.6 * column) for y in 1.4 + rng.uniform(0, 0.5) + np.cumsum(steps) - steps[0]]
    return np.array(places[:count])


@cache
def _page(count: int, share: float, crossed: bool, seed: int) -> Made:
    rng = np.random.default_rng(seed)
    dpi, scale = int(rng.choice([150, 200])), rng.uniform(0.9, 1.03)
    places, unit = _places(rng, count), 2 * dpi
    page = np.full((round(HEIGHT_IN * unit), round(WIDTH_IN * unit)), PAPER, np.uint8)
    marked = frozenset((rng.choice(count, round(share * count), replace=False) + 1).tolist())
    for number, (y, x) in enumerate(places.tolist(), 1):
        axes = (round((SIZE_IN[0] - 0.015) / 2 * unit), round((SIZE_IN[1] - 0.015) / 2 * unit))
        cv2.ellipse(page, (round(x * unit), round(y * unit)), axes, 0, 0, 360, PRINT, round(0.015 * unit), cv2.LINE_AA)
        if number in marked:
            (_cross if crossed else _fill)(page, y, x, unit, rng)
        name = "".join(rng.choice(list("abcdefghimnorstu"), 9)).title()
        at = (round((x + 0.25) * unit), round((y + 0.05) * unit))
        cv2.putText(page, name, at, cv2.FONT_HERSHEY_SIMPLEX, unit / 230, PRINT, max(1, unit // 90), cv2.LINE_AA)
    middle = (1 - scale) / 2 * unit * np.array([WIDTH_IN, HEIGHT_IN])
    lie = np.array([[scale, 0, middle[0]], [0, scale, middle[1]]])
    page = np.asarray(cv2.warpAffine(page, lie, page.shape[::-1], borderValue=PAPER), np.uint8)
    small = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.float64)
    gray = np.clip(small + rng.normal(0, 3, small.shape), 0, 255).astype(np.uint8)
    return Made(gray, _measured(places + rng.uniform(-RULER_IN, RULER_IN, places.shape)), marked)


def _fill(page: Gray, y: float, x: float, unit: int, rng: np.random.Generator) -> None:
    centre = tuple(round(place * unit + rng.uniform(-0.01, 0.01) * unit) for place in (x, y))
    axes = tuple(round(size / 2 * unit * rng.uniform(0.95, 1.12)) for size in SIZE_IN)
    cv2.ellipse(page, (centre[0], centre[1]), (axes[0], axes[1]), 0, 0, 360, int(rng.integers(10, 70)), cv2.FILLED)


def _cross(page: Gray, y: float, x: float, unit: int, rng: np.random.Generator) -> None:
    for way in (-1, 1):
        away = np.array([0.14, way * 0.1]) * rng.uniform(0.9, 1.2) + rng.uniform(-0.015, 0.015, 2)
        start, end = (np.rint((np.array([x, y]) + sign * away) * unit).astype(int).tolist() for sign in (-1, 1))
        cv2.line(page, (start[0], start[1]), (end[0], end[1]), 50, round(0.025 * unit), cv2.LINE_AA)


def _measured(places: np.ndarray) -> Layouts:
    targets = tuple(MeasuredTarget(i, x, y, *SIZE_IN) for i, (y, x) in enumerate(places.tolist(), 1))
    card = MeasuredCard(CardId("card"), (MeasuredPage(Side.FRONT, WIDTH_IN, HEIGHT_IN, targets),))
    return Layouts((), MarkThresholds(), measured=(card,))


def _assert_no_wrong_vote(reading: ReadSheet, made: Made) -> None:
    assert {t.number for t in reading.targets if t.mark is Mark.MARKED} <= made.marked
    assert not {t.number for t in reading.targets if t.mark is Mark.UNMARKED} & made.marked


@pytest.mark.parametrize("seed", range(examples(3)))
@pytest.mark.parametrize(("count", "share"), [(8, 0.5), (8, 0.75), (20, 0.75), (40, 0.5), (40, 1.0)])
def test_a_page_of_solid_fills_is_known_and_every_mark_read(count, share, seed):
    made = _page(count, share, False, 100 * count + seed)
    reading = read(made.layouts, made.gray)
    assert isinstance(reading, ReadSheet), reading
    _assert_no_wrong_vote(reading, made)
    assert sum(t.mark is Mark.AMBIGUOUS for t in reading.targets) <= count / 10


@pytest.mark.parametrize("seed", range(examples(3)))
@pytest.mark.parametrize(
    ("count", "share", "crossed"),
    [(4, 0.5, False), (4, 1.0, False), (4, 0.5, True), (4, 1.0, True), (8, 0.75, True), (20, 0.75, True)],
)
def test_no_wrong_vote_comes_of_a_page_that_is_hidden_by_marks(count, share, crossed, seed):
    made = _page(count, share, crossed, 7000 + 100 * count + seed)
    reading = read(made.layouts, made.gray)
    if isinstance(reading, ReadSheet):
        _assert_no_wrong_vote(reading, made)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_page_of_another_election_is_refused_whatever_is_filled(share):
    made, other = _page(20, share, False, 11), _page(20, 0.0, False, 12)
    reading = read(other.layouts, made.gray)
    assert isinstance(reading, UnreadSheet), reading
    assert reading.reasons[0].code is ReasonCode.UNKNOWN_CARD
