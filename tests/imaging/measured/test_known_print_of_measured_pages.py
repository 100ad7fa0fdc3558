"""On measured pages print is known from the blank before the first sheet, and learned from sheets where it lacks it."""

import hashlib
from dataclasses import replace
from functools import cache

import cv2
import numpy as np

from imaging.layout import BlankPrint, BoxIn, MeasuredCard
from imaging.measured.blank_print import blank_print_of
from imaging.papers.common_print import print_common
from imaging.reader import look_around, read_sheet
from imaging.sheets import CardPrint, ReadSheet, ScannedSheet
from tests.imaging.measured_ballots import BY_NAME, blank, fill, image, layouts, lie, measured_card, scan, scribble
from tests.soak import examples

JUNIPER = BY_NAME["juniper"]
DPI = 200


def area_of(target):
    """Where there is room for a name beside a target."""
    return BoxIn(target.y_in - 0.1, target.x_in - 1.4, target.y_in + 0.1, target.x_in - 0.4)


def ink_in(gray, box):
    part = gray[round(box.top_in * DPI) : round(box.bottom_in * DPI)]
    return np.count_nonzero(part[:, round(box.left_in * DPI) : round(box.right_in * DPI)] < 200)


@cache
def card():
    """One page of a card, and a target of it with a clean write-in area."""
    whole = measured_card(JUNIPER)
    page, gray = whole.pages[0], blank(JUNIPER, 0, 0)
    clean = min(page.targets, key=lambda target: ink_in(gray, area_of(target)))
    target = replace(clean, write_in_area=area_of(clean))
    targets = tuple(target if one is clean else one for one in page.targets)
    return MeasuredCard(whole.card, (replace(page, targets=targets),)), target


@cache
def printed():
    """The blank's picture with a logo in the write-in area, as every ballot has it."""
    _, target = card()
    gray, box = blank(JUNIPER, 0, 0).copy(), target.write_in_area
    high, wide = box.bottom_in - box.top_in, box.right_in - box.left_in
    shares = [(0.2, 0.2), (0.8, 0.3), (0.3, 0.4), (0.7, 0.55), (0.2, 0.6), (0.75, 0.8)]
    points = [((box.left_in + across * wide) * DPI, (box.top_in + down * high) * DPI) for down, across in shares]
    cv2.polylines(gray, [np.rint(points).astype(np.int32)], False, 40, 3, cv2.LINE_AA)
    return gray


def sheet(seed, written=False):
    page, target = card()[0].pages[0], card()[1]
    rng = np.random.default_rng(seed)
    numbers = {one.number for one in page.targets if one is not target and rng.random() < 0.3}
    gray = fill(printed(), page.targets, DPI, numbers)
    gray = scribble(gray, target.write_in_area, DPI, seed) if written else gray
    return ScannedSheet(1, (image(scan(gray, DPI, lie(page, turn_deg=rng.uniform(-0.5, 0.5)))),))


def writing(scanned, known_card, learned=()):
    reading = read_sheet(scanned, layouts(known_card), 1, read_words=False, learned=learned)
    assert isinstance(reading, ReadSheet), reading
    return reading, next(one.writing for one in reading.targets if one.number == card()[1].number)


def test_print_that_the_blank_lacks_is_learned_from_sheets():
    known_card, target = card()
    sheets = [sheet(seed) for seed in range(10)]
    seen = []
    for one in sheets:
        reading, is_written = writing(one, known_card)
        assert is_written
        seen += look_around(one, layouts(known_card), reading, [target.number])
    place = print_common(seen)
    assert place is not None
    learned = (CardPrint(known_card.card, (place,)),)
    seeds = range(100, 100 + examples(5))
    assert not any(writing(sheet(seed), known_card, learned)[1] for seed in seeds)
    assert all(writing(sheet(seed, written=True), known_card, learned)[1] for seed in seeds)


def test_print_that_the_blank_shows_is_known_before_the_first_sheet():
    known_card, target = card()
    png = cv2.imencode(".png", printed())[1].tobytes()
    page = replace(known_card.pages[0], blank=BlankPrint(png, DPI, hashlib.sha256(png).hexdigest()))
    with_logo = replace(known_card, pages=(page,))
    assert blank_print_of(with_logo, target.number) is not None
    assert blank_print_of(replace(known_card, pages=(replace(page, blank=None),)), target.number) is None
    assert not any(writing(sheet(seed), with_logo)[1] for seed in range(200, 200 + examples(5)))
