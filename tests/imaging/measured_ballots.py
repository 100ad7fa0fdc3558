"""Measured cards of invented vendors, and their pages as some scanner would have seen them, with every place known."""

from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.layout import BoxIn, CardId, Layouts, MarkThresholds, MeasuredCard, MeasuredPage, MeasuredTarget, Side
from imaging.learning.blank import learn_page
from imaging.reader import read_sheet
from imaging.sheets import ImageSource, PageImage, ReadSheet, ScannedSheet, SheetReading
from test_ballots.vendors.county import definition_bytes
from test_ballots.vendors.designs import DESIGNS, Design
from test_ballots.vendors.press import VendorPress

Gray = NDArray[np.uint8]
Floats = NDArray[np.float64]
SIDES = (Side.FRONT, Side.BACK)
BY_NAME = {design.vendor.split()[0].lower(): design for design in DESIGNS}


@cache
def press(design: Design) -> VendorPress:
    return VendorPress(design, definition_bytes(1))


@cache
def blank(design: Design, card: int, page: int, dpi: int = 200) -> Gray:
    return press(design).blank_images(card, dpi)[page]


def image(gray: Gray, file: str = "page.png") -> PageImage:
    return PageImage(ImageSource(file, 1, "0" * 64), np.ascontiguousarray(gray), False, None)


@cache
def measured_card(design: Design, card: int = 0) -> MeasuredCard:
    """A card as learned from its blank, its targets numbered through."""
    pages: list[MeasuredPage] = []
    for number in range(len(press(design).styles[card])):
        learned = learn_page(image(blank(design, card, number)))
        first = sum(len(page.targets) for page in pages)
        targets = tuple(replace(target, number=first + target.number) for target in learned.targets)
        pages.append(replace(learned.layout(SIDES[number]), targets=targets))
    return MeasuredCard(CardId(f"{design.vendor} {card}"), tuple(pages))


def layouts(*cards: MeasuredCard) -> Layouts:
    return Layouts((), MarkThresholds(), measured=cards)


@dataclass(frozen=True, slots=True)
class Lie:
    """How a page lies on its image: `to_px` takes (y, x, 1) in inches to (row, col)."""

    to_px: Floats
    size: tuple[int, int]

    def places(self, targets: tuple[MeasuredTarget, ...]) -> Floats:
        return np.array([(t.y_in, t.x_in, 1.0) for t in targets]) @ self.to_px.T


def lie(
    page: MeasuredPage,
    dpi: float = 200.0,
    turn_deg: float = 0.0,
    shear: float = 0.0,
    shift_in: tuple[float, float] = (0.0, 0.0),
    stretch: float = 1.0,
) -> Lie:
    """The page turned clockwise about its middle, sheared, stretched down and shifted, on an image that holds it."""
    height, width = page.height_in, page.width_in
    if round(turn_deg / 90) % 2:
        height, width = width, height
    angle = np.radians(turn_deg)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    matrix = dpi * turn @ np.array([[stretch, shear], [0.0, 1.0]])
    middle = np.array([page.height_in, page.width_in]) / 2
    at = dpi * (np.array([height, width]) / 2 + np.array(shift_in))
    to_px = np.concatenate([matrix, (at - matrix @ middle)[:, None]], axis=1)
    return Lie(to_px - np.array([[0, 0, 0.5], [0, 0, 0.5]]), (round(height * dpi), round(width * dpi)))


def scan(printed: Gray, printed_dpi: float, how: Lie, around: int = 255) -> Gray:
    """A page's picture as it lies."""
    per_px = np.diag([1 / printed_dpi, 1 / printed_dpi, 1.0])
    per_px[:2, 2] = 0.5 / printed_dpi
    rows_cols = how.to_px @ per_px
    x_first = rows_cols[::-1][:, [1, 0, 2]]
    smaller = np.hypot(*how.to_px[:, 0]) < 0.75 * printed_dpi
    if smaller:  # a scanner sees the mean of what a pixel covers
        printed = np.asarray(
            cv2.GaussianBlur(printed, (0, 0), 0.45 * printed_dpi / np.hypot(*how.to_px[:, 0])), np.uint8
        )
    size = how.size[::-1]
    return np.asarray(cv2.warpAffine(printed, x_first, size, flags=cv2.INTER_LINEAR, borderValue=around), np.uint8)


def fill(gray: Gray, targets: tuple[MeasuredTarget, ...], dpi: float, numbers: set[int]) -> Gray:
    """Fill some targets, as a voter with a pen does, on the upright page."""
    marked = gray.copy()
    for target in targets:
        if target.number in numbers:
            middle = (round(target.x_in * dpi), round(target.y_in * dpi))
            axes = (round(0.42 * target.width_in * dpi), round(0.42 * target.height_in * dpi))
            cv2.ellipse(marked, middle, axes, 0, 0, 360, 25, cv2.FILLED)
    return marked


def scribble(gray: Gray, box: BoxIn, dpi: float, seed: int = 1) -> Gray:
    """Handwriting all over a box of the upright page."""
    rng = np.random.default_rng(seed)
    written = gray.copy()
    points = rng.uniform((box.left_in, box.top_in), (box.right_in, box.bottom_in), (9, 2)) * dpi
    cv2.polylines(written, [points.astype(np.int32)], False, 30, max(2, round(dpi / 70)))
    return written


def read(card_layouts: Layouts, *grays: Gray) -> SheetReading:
    pages = tuple(image(gray, f"page-{i}.png") for i, gray in enumerate(grays))
    return read_sheet(ScannedSheet(1, pages), card_layouts, len(pages), read_words=False)


def marked_numbers(reading: SheetReading) -> set[int]:
    assert isinstance(reading, ReadSheet), reading
    return {target.number for target in reading.targets if target.mark.value != "unmarked"}
