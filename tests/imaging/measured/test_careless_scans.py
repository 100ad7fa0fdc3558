"""A page that was scanned carelessly is still known by its print; other print never is."""

from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest

from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels
from imaging.layout import BlankPrint, BoxIn, MeasuredCard, MeasuredPage
from imaging.measured.features import RoughMatch
from imaging.measured.name_match import is_there
from imaging.measured.page_map import PageMap
from imaging.measured.print_match import register_by_print
from imaging.measured.reference import Reference, picture_of, reference_of
from imaging.sheets import Mark, ReadSheet, Refusal, UnreadSheet
from tests.imaging.measured_ballots import BY_NAME, Lie, blank, fill, layouts, lie, measured_card, read, scan
from tests.soak import examples

JUNIPER = BY_NAME["juniper"]
FILLED = {2, 9, 17}


def _card() -> MeasuredCard:
    """Learned when a test asks: each process that runs tests reads this file."""
    return measured_card(JUNIPER)


def _side() -> MeasuredPage:
    return _card().pages[0]


def _print() -> BlankPrint:
    printed = _side().blank
    assert printed is not None
    return printed


@cache
def _reference() -> Reference:
    return reference_of(_print(), _side().targets)


def _map(how: Lie) -> PageMap:
    affine = how.to_px
    return PageMap(affine, np.zeros((1, 2)), np.zeros((1, 2)))


def _names() -> np.ndarray:
    landmarks = _reference().landmarks
    return landmarks.places_in[landmarks.beside >= 0][::2]


@pytest.mark.parametrize("seed", range(examples(9)))
def test_a_name_is_known_when_it_is_faded_and_another_is_not(seed):
    rng = np.random.default_rng(seed)
    dpi, contrast, noise = rng.uniform(140, 300), rng.uniform(0.5, 1), rng.uniform(0, 10)
    how = lie(_side(), dpi=dpi, turn_deg=rng.uniform(-2, 2))
    gray = cv2.GaussianBlur(scan(blank(JUNIPER, 0, 0), 200, how), (0, 0), rng.uniform(0.1, 0.6)).astype(np.float64)
    gray = 255 - contrast * (255 - gray) + rng.normal(0, noise, gray.shape)
    page, picture = np.clip(gray, 0, 255).astype(np.uint8), picture_of(_print())
    names = _names()
    assert len(names) > 20
    assert is_there(page, _map(how), picture, _print().dpi, names).mean() >= 0.95
    beside = replace(_map(how), affine=how.to_px + np.array([[0, 0, 0.0], [0, 0, 0.33]]) * dpi)
    assert is_there(page, beside, picture, _print().dpi, names).mean() <= 0.05


def test_corners_that_lie_close_together_are_stretched_into_no_map():
    how, reference = lie(_side(), turn_deg=1.4, stretch=1.01), _reference()
    gray = scan(fill(blank(JUNIPER, 0, 0), _side().targets, 200, FILLED), 200, how)
    places = reference.features.places.astype(np.float64)
    near = places[np.abs(places[:, 0] - np.median(places[:, 0])) < 40][:14]
    assert len(near) >= 8
    on_page = np.concatenate([(near + 0.5) / reference.dpi, np.ones((len(near), 1))], axis=1) @ how.to_px.T
    on_page += np.random.default_rng(1).normal(0, 2, on_page.shape)
    found, _ = cv2.estimateAffinePartial2D(near, on_page)
    rough = RoughMatch(near, on_page, np.asarray(found))
    levels = measure_ink_levels(gray, LITTLE_PRINT)
    placed = register_by_print(gray, levels, _side(), reference, rough)
    assert placed is not None
    assert placed.fits
    away_px = np.hypot(*(placed.centres_px - how.places(_side().targets)).T)
    assert away_px.max() <= 2.0


@pytest.mark.parametrize("dpi", [150, 200])
@pytest.mark.parametrize("share", [-0.2, 0.0, 0.25])
def test_a_streak_through_a_column_of_targets_is_no_outline(dpi, share):
    gray = scan(fill(blank(JUNIPER, 0, 0), _side().targets, 200, FILLED), 200, lie(_side(), dpi=dpi))
    columns = sorted({round(target.x_in, 1) for target in _side().targets})
    for x_in in columns:
        column = round((x_in + share * _side().targets[0].width_in) * dpi)
        gray[:, column : column + 2] = np.minimum(gray[:, column : column + 2], 70)
    reading = read(layouts(_card()), gray)
    assert isinstance(reading, ReadSheet), reading
    assert [t.number for t in reading.targets if t.refused is not None] == []
    assert {t.number for t in reading.targets if t.mark is Mark.MARKED} <= FILLED
    assert not {t.number for t in reading.targets if t.mark is Mark.UNMARKED} & FILLED


def test_a_write_in_line_whose_label_is_not_seen_is_asked_about_alone():
    beside = _reference().landmarks.beside
    line = next(
        i for i in range(4, len(_side().targets)) if (beside == i).any() and _side().targets[i].number not in FILLED
    )
    target = _side().targets[line]
    area = BoxIn(target.y_in - 0.1, target.x_in + 0.3, target.y_in + 0.1, target.x_in + 1.5)
    for of_line in (area, None):
        targets = (*_side().targets[:line], replace(target, write_in_area=of_line), *_side().targets[line + 1 :])
        card = replace(_card(), pages=(replace(_side(), targets=targets),))
        gray = fill(blank(JUNIPER, 0, 0), _side().targets, 200, FILLED)
        for y, x in _reference().landmarks.places_in[beside == line].tolist():
            rows, cols = (
                slice(round(200 * y - 14), round(200 * y + 14)),
                slice(round(200 * x - 40), round(200 * x + 40)),
            )
            gray[rows, cols] = 255
        reading = read(layouts(card), gray)
        if of_line is None:
            assert isinstance(reading, UnreadSheet)
            continue
        assert isinstance(reading, ReadSheet), reading
        refused = {t.number: t.refused for t in reading.targets if t.refused is not None}
        assert refused == {target.number: Refusal.UNNAMED}
        assert {t.number for t in reading.targets if t.mark is Mark.MARKED} == FILLED
