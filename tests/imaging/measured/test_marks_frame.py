"""Frames of timing marks find a page with little print, either way up, with a corner lost or a mark blotted."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels
from imaging.layout import CardId, Layouts, MarkThresholds, MeasuredCard, MeasuredPage, MeasuredTarget, Side
from imaging.learning.blank import keep_print
from imaging.measured.reference import Reference, reference_of
from imaging.measured.timing.marks_frame import FrameMatch, marks_on, match_frames, nearest_frames
from imaging.reader import read_sheet
from imaging.sheets import ImageSource, PageImage, ReadSheet, Reason, ReasonCode, ScannedSheet, UnreadSheet
from test_ballots.coded_edge.edge_packages import PICTURE_DPI
from test_ballots.coded_edge.edge_press import EdgePress
from test_ballots.vendors.county import definition_bytes

Gray = NDArray[np.uint8]
SIDES = (Side.FRONT, Side.BACK)
STYLES = 3


@cache
def press() -> EdgePress:
    return EdgePress(definition_bytes(3, STYLES))


@cache
def picture(style: int, page: int) -> Gray:
    gray = press().blank_images(style, PICTURE_DPI)[page]
    return np.where(gray < 150, 0, 255).astype(np.uint8)


@cache
def card(style: int) -> MeasuredCard:
    pages: list[MeasuredPage] = []
    for page, placed in enumerate(press().styles[style]):
        first = sum(len(one.targets) for one in pages) + 1
        targets = tuple(
            MeasuredTarget(number, one.right_in, one.down_in, one.form.width_in, one.form.height_in, stroke_in=0.0076)
            for number, one in enumerate(placed.targets, start=first)
        )
        blank = keep_print(press().blank_images(style, PICTURE_DPI)[page], PICTURE_DPI)
        pages.append(MeasuredPage(SIDES[page], 8.5, 14.0, targets, blank, None))
    return MeasuredCard(CardId(f"style {style}"), tuple(pages))


LAYOUTS = Layouts((), MarkThresholds(), measured=tuple(card(style) for style in range(STYLES)))


def reference(style: int, page: int) -> Reference:
    own = card(style).pages[page]
    assert own.blank is not None
    return reference_of(own.blank, own.targets)


def frame(gray: Gray, style: int, page: int) -> FrameMatch | None:
    marks = marks_on(gray, measure_ink_levels(gray, LITTLE_PRINT), float(PICTURE_DPI))
    own = reference(style, page)
    return match_frames([(own.marks, own.dpi)], marks)[0]


def read(*pages: Gray) -> ReadSheet | UnreadSheet:
    images = tuple(
        PageImage(ImageSource("a.tif", at, ""), np.ascontiguousarray(gray), True, float(PICTURE_DPI))
        for at, gray in enumerate(pages, start=1)
    )
    reading = read_sheet(ScannedSheet(1, images), LAYOUTS, 2, read_words=False)
    assert isinstance(reading, ReadSheet | UnreadSheet)
    return reading


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("lost", [None, "corner", "blot"])
def test_a_back_with_little_print_is_found(turned: bool, lost: str | None) -> None:
    back = picture(1, 1).copy()
    if lost == "corner":
        back[:200, :200] = 255
    if lost == "blot":
        back[1290:1360, 60:130] = 0
    if turned:
        back = np.ascontiguousarray(back[::-1, ::-1])
    found = frame(back, 1, 1)
    assert found is not None
    assert found.unlike <= {None: 0, "blot": 2, "corner": 8}[lost]
    middle = found.rough.similarity @ np.array([*(np.array(_kept_shape(1, 1)) - 1) / 2, 1])
    assert np.abs(middle - (np.array(back.shape) - 1) / 2).max() < 3


def _kept_shape(style: int, page: int) -> tuple[int, int]:
    own = card(style).pages[page]
    assert own.blank is not None
    return round(own.height_in * own.blank.dpi), round(own.width_in * own.blank.dpi)


def test_wide_marks_say_which_blanks_are_worth_a_look() -> None:
    gray = picture(2, 0)
    marks = marks_on(gray, measure_ink_levels(gray, LITTLE_PRINT), float(PICTURE_DPI))
    every = [reference(style, page) for style in range(STYLES) for page in range(2)]
    found = match_frames([(one.marks, one.dpi) for one in every], marks)
    assert nearest_frames(found) == [4]
    assert nearest_frames([None, None]) == []


@pytest.mark.parametrize("gray", [np.full((2800, 1700), 255, np.uint8), np.zeros((2800, 1700), np.uint8)])
def test_paper_without_marks_has_no_frame(gray: Gray) -> None:
    assert frame(gray, 0, 0) is None


@pytest.mark.parametrize("style", range(STYLES))
def test_a_blank_of_each_style_is_read_as_what_it_is(style: int) -> None:
    reading = read(picture(style, 0), picture(style, 1))
    assert isinstance(reading, ReadSheet)
    assert reading.card == f"style {style}"


def test_a_front_is_never_read_by_another_style_s_names_although_its_back_is_that_style_s() -> None:
    """Two styles may share a back but for its code; names on the front stand in another order (13-12-205)."""
    mixed = read(picture(2, 0), picture(0, 1))
    assert isinstance(mixed, UnreadSheet)
    assert {one.code for one in mixed.reasons} <= {ReasonCode.PAGES_DISAGREE, ReasonCode.UNKNOWN_CARD}
    lost = read(picture(2, 0), np.full_like(picture(2, 1), 255))
    assert isinstance(lost, UnreadSheet)


def test_names_are_told_from_others_where_rules_stand_close_to_them() -> None:
    """Only the layout of style 0 is known: a front of style 2 has other names in the same rows."""
    images = tuple(
        PageImage(ImageSource("a.tif", at, ""), picture(2, at - 1), True, float(PICTURE_DPI)) for at in (1, 2)
    )
    reading = read_sheet(ScannedSheet(1, images), replace(LAYOUTS, measured=(card(0),)), 2, read_words=False)
    assert isinstance(reading, UnreadSheet)
    assert all(isinstance(one, Reason) for one in reading.reasons)
