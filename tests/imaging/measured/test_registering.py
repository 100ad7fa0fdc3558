"""A blank's print is found again however the page lies, each target where it is; another page's print is not."""

import cv2
import numpy as np
import pytest

from imaging.layout import BoxIn, MeasuredTarget, Side
from imaging.sheets import ReadSheet, ReasonCode, UnreadSheet
from tests.imaging.measured_ballots import (
    BY_NAME,
    Lie,
    blank,
    fill,
    layouts,
    lie,
    marked_numbers,
    measured_card,
    read,
    scan,
    scribble,
)

COTTONWOOD, JUNIPER, TWO_MEDICINE = BY_NAME["cottonwood"], BY_NAME["juniper"], BY_NAME["two"]
NEAR_IN, NEAR_PX = 0.006, 0.8
"""Outlines are placed to whole pixels."""

LIES = {
    "as it was printed": {},
    "turned by 4.8 degrees": {"turn_deg": 4.8},
    "turned the other way": {"turn_deg": -4.8},
    "upside down": {"turn_deg": 181.0},
    "on its side": {"turn_deg": 90.0},
    "on its other side": {"turn_deg": 269.0},
    "sheared": {"shear": 0.012},
    "printed at 90 percent": {"dpi": 180.0, "shift_in": (0.4, -0.3)},
    "printed at 103 percent": {"dpi": 206.0},
    "stretched by the feed": {"stretch": 1.02},
    "scanned at 100 dots an inch": {"dpi": 100.0},
    "scanned at 300 dots an inch": {"dpi": 300.0, "turn_deg": 1.0},
    "cropped": {"shift_in": (-0.25, 0.3)},
}


def _assert_placed(reading: object, how: Lie, targets: tuple[MeasuredTarget, ...]) -> None:
    assert isinstance(reading, ReadSheet), reading
    found = np.array([(t.centre_row_px, t.centre_col_px) for t in reading.targets])
    away_px = np.hypot(*(found - how.places(targets)).T)
    assert len(found) == len(targets)
    assert away_px.max() <= NEAR_PX + NEAR_IN * np.hypot(*how.to_px[:, 1])


@pytest.mark.parametrize("how", LIES.values(), ids=LIES)
def test_every_target_is_found_however_the_page_lies(how):
    page = measured_card(JUNIPER).pages[0]
    lies = lie(page, **how)
    numbers = {2, 9, 30}
    gray = scan(fill(blank(JUNIPER, 0, 0), page.targets, 200, numbers), 200, lies)
    reading = read(layouts(measured_card(JUNIPER)), gray)
    _assert_placed(reading, lies, page.targets)
    assert marked_numbers(reading) == numbers


def test_a_page_too_coarse_for_its_targets_is_read_or_refused_but_never_wrongly():
    page = measured_card(JUNIPER).pages[0]
    for dpi in (72.0, 85.0):
        gray = scan(fill(blank(JUNIPER, 0, 0), page.targets, 200, {4, 11}), 200, lie(page, dpi=dpi))
        reading = read(layouts(measured_card(JUNIPER)), gray)
        assert isinstance(reading, UnreadSheet) or {4, 11} == marked_numbers(reading)


@pytest.mark.parametrize("most_px", [3, 6, 10, 14, 20])
def test_an_uneven_feed_is_followed_or_the_page_refused(most_px):
    page = measured_card(JUNIPER).pages[0]
    printed = fill(blank(JUNIPER, 0, 0), page.targets, 200, {1, 17})
    rows = np.arange(printed.shape[0], dtype=np.float32)
    fed = rows + most_px * np.sin(rows / printed.shape[0] * 7)
    columns = np.arange(printed.shape[1], dtype=np.float32)
    gray = cv2.remap(
        printed, np.tile(columns, (len(rows), 1)), np.tile(fed[:, None], (1, len(columns))), cv2.INTER_LINEAR
    )
    reading = read(layouts(measured_card(JUNIPER)), np.asarray(gray, np.uint8))
    if isinstance(reading, UnreadSheet):
        assert most_px > 6
        assert {reason.code for reason in reading.reasons} <= {ReasonCode.POSITION_UNCERTAIN, ReasonCode.UNKNOWN_CARD}
        return
    assert isinstance(reading, ReadSheet)
    printed_rows = np.interp([t.centre_row_px for t in reading.targets], rows, fed)
    away_px = printed_rows - [target.y_in * 200 - 0.5 for target in page.targets]
    assert np.abs(away_px).max() <= 2.5
    assert marked_numbers(reading) == {1, 17}


@pytest.mark.parametrize("level", [110, 200], ids=["few gray", "most gray"])
def test_a_black_and_white_scan_is_read(level):
    page = measured_card(COTTONWOOD).pages[0]
    gray = scan(fill(blank(COTTONWOOD, 0, 0), page.targets, 200, {3}), 200, lie(page, turn_deg=0.8))
    back = blank(COTTONWOOD, 0, 1)
    bitonal = np.where(gray > level, 255, 0).astype(np.uint8)
    assert marked_numbers(read(layouts(measured_card(COTTONWOOD)), bitonal, back)) == {3}


def test_black_bands_and_a_torn_corner_do_no_harm():
    page = measured_card(COTTONWOOD).pages[0]
    gray = scan(blank(COTTONWOOD, 0, 0), 200, lie(page, turn_deg=-2.0), around=0)
    gray = np.pad(gray, ((0, 90), (60, 0)))
    gray[:160, :200] = 0
    assert marked_numbers(read(layouts(measured_card(COTTONWOOD)), gray, blank(COTTONWOOD, 0, 1))) == set()


def test_handwriting_over_the_names_hides_them_without_making_others_of_them():
    page = measured_card(TWO_MEDICINE).pages[0]
    gray = blank(TWO_MEDICINE, 0, 0)
    for target in page.targets[2:5]:
        gray = scribble(gray, BoxIn(target.y_in - 0.1, 1.5, target.y_in + 0.1, 4.0), 200, target.number)
    reading = read(layouts(measured_card(TWO_MEDICINE)), gray, blank(TWO_MEDICINE, 0, 1))
    assert marked_numbers(reading) == set()


def test_another_vendors_ballot_is_refused():
    reading = read(layouts(measured_card(JUNIPER)), blank(TWO_MEDICINE, 0, 0))
    assert isinstance(reading, UnreadSheet)
    assert {reason.code for reason in reading.reasons} == {ReasonCode.UNKNOWN_CARD}


def test_the_same_ballot_with_other_names_is_refused():
    card = measured_card(JUNIPER)
    gray = blank(JUNIPER, 0, 0).copy()
    first, second = (
        slice(round((target.y_in - 0.12) * 200), round((target.y_in + 0.12) * 200))
        for target in card.pages[0].targets[:2]
    )
    gray[first], gray[second] = gray[second].copy(), gray[first].copy()
    left = round(card.pages[0].width_in * 100)
    gray[first, left:], gray[second, left:] = blank(JUNIPER, 0, 0)[first, left:], blank(JUNIPER, 0, 0)[second, left:]
    reading = read(layouts(card), gray)
    assert isinstance(reading, UnreadSheet)
    assert reading.reasons[0].code is ReasonCode.POSITION_UNCERTAIN
    assert "what is printed beside it could not be found" in reading.reasons[0].detail


def test_half_a_page_is_refused():
    gray = blank(JUNIPER, 0, 0)
    reading = read(layouts(measured_card(JUNIPER)), gray[: gray.shape[0] * 2 // 5])
    assert isinstance(reading, UnreadSheet)


def test_noise_is_no_ballot():
    noise = np.random.default_rng(5).integers(0, 256, (2200, 1700)).astype(np.uint8)
    reading = read(layouts(measured_card(JUNIPER)), noise)
    assert isinstance(reading, UnreadSheet)


def test_the_page_says_which_side_it_is_and_how_it_lies():
    page = measured_card(COTTONWOOD).pages[1]
    gray = scan(blank(COTTONWOOD, 0, 1), 200, lie(page, turn_deg=180.0))
    reading = read(layouts(measured_card(COTTONWOOD)), blank(COTTONWOOD, 0, 0), gray)
    assert isinstance(reading, ReadSheet), reading
    assert [(seen.side, seen.turned) for seen in reading.pages] == [(Side.FRONT, False), (Side.BACK, True)]
    assert all(abs(seen.pitch_px - 50) < 0.2 for seen in reading.pages)
