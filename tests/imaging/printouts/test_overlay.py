"""The overlay of a printout shows its barcodes and its words where they stand, upright and level."""

from dataclasses import replace

import numpy as np
import pytest

from imaging.printouts.overlay import BLOCK_COLOUR, READ_COLOUR, UNSURE_COLOUR, draw_printout_overlay
from imaging.printouts.reading import read_printout
from imaging.sheets import ReadPrintout
from tests.imaging.printouts.drawn_printouts import BLOCKS, Page, Qr, image, printout, skewed, turned


def overlay_of(page: Page) -> tuple[ReadPrintout, Page]:
    reading = read_printout(1, [image(page)])
    assert isinstance(reading, ReadPrintout)
    return reading, np.asarray(draw_printout_overlay(page, reading), np.uint8)


def has_colour(part: Page, colour: tuple[int, int, int]) -> bool:
    return bool((part == np.array(colour)).all(axis=-1).any())


@pytest.mark.parametrize("quarters", range(4))
def test_codes_and_blocks_are_framed_on_the_upright_page(quarters: int) -> None:
    upright = printout(dpi=150)
    reading, picture = overlay_of(turned(upright, quarters))
    assert picture.shape[0] > upright.shape[0]
    assert picture.shape[1:] == (upright.shape[1], 3)
    qr = Qr()
    top, left, side = (round(150 * inches) for inches in (qr.down_in, qr.across_in, qr.side_in))
    assert has_colour(picture[top - 9 : top + side + 9, left - 9 : left + side + 9], READ_COLOUR)
    blocks = [block for block in reading.blocks if tuple(line.text for line in block.lines) in BLOCKS]
    assert len(blocks) == len(BLOCKS)
    for block in blocks:
        first = block.lines[0]
        around = picture[first.top_px - 12 : first.bottom_px + 12, first.left_px - 12 : first.right_px + 12]
        assert has_colour(around, BLOCK_COLOUR)
        assert has_colour(around, READ_COLOUR)


def test_a_skewed_page_is_shown_level_with_its_lines_on_the_print() -> None:
    reading, picture = overlay_of(skewed(printout(dpi=150), 4.0))
    for block in reading.blocks:
        for line in block.lines:
            inside = picture[line.top_px + 2 : line.bottom_px - 1, line.left_px + 2 : line.right_px - 1]
            assert inside.min() < 150


def test_words_hardly_read_are_shown_as_unsure() -> None:
    page = printout(dpi=150)
    reading, picture = overlay_of(page)
    assert not has_colour(picture[: page.shape[0]], UNSURE_COLOUR)
    blocks = tuple(replace(b, lines=tuple(replace(line, confidence=40) for line in b.lines)) for b in reading.blocks)
    unsure = np.asarray(draw_printout_overlay(page, replace(reading, blocks=blocks)), np.uint8)
    assert has_colour(unsure[: page.shape[0]], UNSURE_COLOUR)
