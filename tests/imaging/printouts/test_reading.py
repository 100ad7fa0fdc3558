"""A sheet is a device printout by what is on it, and hand-marked sheets do not notice."""

import numpy as np
import pytest

from imaging.printouts.reading import read_printout
from imaging.reader import read_sheet
from imaging.sheets import PageImage, ReadPrintout, ReadSheet, ReasonCode, ScannedSheet, UnreadSheet
from tests.imaging import drawn_pages
from tests.imaging.printouts.drawn_printouts import BLOCKS, QR_TEXT, Page, Qr, image, printout, turned

EMPTY = np.full((2200, 1700), 249, np.uint8)
LAYOUTS = drawn_pages.layouts(drawn_pages.one_sided())


def read(*pages: Page, read_words: bool = False) -> ReadPrintout | UnreadSheet | None:
    return read_printout(7, [image(page, f"{i}.png") for i, page in enumerate(pages, 1)], read_words)


def printed(*pages: Page, read_words: bool = False) -> ReadPrintout:
    reading = read(*pages, read_words=read_words)
    assert isinstance(reading, ReadPrintout)
    return reading


def payloads(reading: ReadPrintout) -> list[bytes]:
    return [bytes.fromhex(code.payload_hex) for code in reading.codes]


def words(reading: ReadPrintout) -> list[tuple[str, ...]]:
    return [tuple(line.text for line in block.lines) for block in reading.blocks]


def test_codes_and_words_are_read() -> None:
    reading = printed(printout(), read_words=True)
    assert (reading.number, reading.source.file, reading.turned) == (7, "1.png", False)
    assert payloads(reading)[0] == QR_TEXT.encode()
    assert words(reading) == [("OFFICIAL BALLOT",), *BLOCKS]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_stands_otherwise_reads_as_an_upright_one(quarters: int) -> None:
    upright, other = printed(printout(), read_words=True), printed(turned(printout(), quarters), read_words=True)
    assert payloads(other) == payloads(upright)
    assert words(other) == words(upright)
    assert other.turned is (quarters == 2)


def test_the_empty_back_is_passed_over_on_either_side() -> None:
    assert printed(printout(), EMPTY).source.file == "1.png"
    assert printed(EMPTY, printout()).source.file == "2.png"


def test_words_are_left_where_the_barcode_alone_decides() -> None:
    assert printed(printout(), read_words=False).blocks == ()


def test_two_pages_with_codes_are_set_aside() -> None:
    reading = read(printout(), printout())
    assert isinstance(reading, UnreadSheet)
    assert [reason.code for reason in reading.reasons] == [ReasonCode.CODES_DISAGREE]
    assert [source.file for source in reading.sources] == ["1.png", "2.png"]


@pytest.mark.parametrize(
    "page",
    [EMPTY, printout(codes=[]), printout(codes=[Qr("CV1/0123456789/7/1")])],
    ids=["empty", "words alone", "a hand-marked page's code"],
)
def test_what_shows_no_code_of_a_device_is_no_printout(page: Page) -> None:
    assert read(page) is None


def test_a_torn_code_is_told_where_nothing_else_says_what_the_page_is() -> None:
    page = printout(codes=[Qr()])
    rows, cols = slice(round(200 * 1.2), round(200 * 2.1)), slice(round(200 * 6.3), round(200 * 8.1))
    page[rows, cols] = 255
    reading = read(page)
    assert isinstance(reading, UnreadSheet)
    assert [reason.code for reason in reading.reasons] == [ReasonCode.CODE_DAMAGED]
    assert "torn or covered" in reading.reasons[0].detail


def whole(*pages: Page) -> ScannedSheet:
    return ScannedSheet(3, tuple(image(page, f"{i}.png") for i, page in enumerate(pages, 1)))


@pytest.mark.parametrize("images_per_sheet", [1, 2])
def test_the_reader_tells_a_printout_by_what_is_on_it(images_per_sheet: int) -> None:
    reading = read_sheet(whole(printout()), LAYOUTS, images_per_sheet, read_words=False)
    assert isinstance(reading, ReadPrintout)
    assert reading.number == 3


def test_a_page_without_grid_and_codes_is_set_aside_as_before() -> None:
    reading = read_sheet(whole(printout(codes=[])), LAYOUTS, 1)
    assert isinstance(reading, UnreadSheet)
    assert [reason.code for reason in reading.reasons] == [ReasonCode.NO_TIMING_MARKS]
    missing = read_sheet(whole(printout(codes=[])), LAYOUTS, 2)
    assert isinstance(missing, UnreadSheet)
    assert [reason.code for reason in missing.reasons] == [ReasonCode.PAGE_MISSING]


def test_a_hand_marked_sheet_is_never_looked_at_as_a_printout(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[PageImage] = []
    monkeypatch.setattr(
        "imaging.printouts.reading.read_printout", lambda number, pages, read_words: looked.extend(pages)
    )
    page = drawn_pages.draw_page(drawn_pages.Lie(), drawn_pages.page_layout(), {3: drawn_pages.Stroke.FILL})
    reading = read_sheet(drawn_pages.scanned(page), LAYOUTS, 1)
    assert isinstance(reading, ReadSheet)
    assert looked == []
