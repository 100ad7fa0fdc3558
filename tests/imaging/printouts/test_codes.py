"""Barcodes are found by two decoders that do not know of each other, whatever printers and scanners did to them."""

from collections.abc import Callable

import numpy as np
import pytest

from imaging.printouts import codes as codes_module
from imaging.printouts import decoding
from imaging.printouts.codes import find_placed_codes
from imaging.printouts.decoding import MOST_SYMBOLS, Box, Symbol
from imaging.sheets import PrintedCode, Symbology
from tests.imaging.printouts.drawn_printouts import (
    LINE_DIGITS,
    QR_TEXT,
    Line,
    Page,
    Qr,
    blurred,
    faded,
    jpeg,
    printout,
    skewed,
    streaked,
    turned,
)

BOTH = ("zbar", "zxing")
WHAT_IS_PRINTED = {(Symbology.QR, QR_TEXT, BOTH), (Symbology.CODE_128, LINE_DIGITS, BOTH)}


def find_codes(page: Page) -> tuple[PrintedCode, ...]:
    return tuple(code.printed() for code in find_placed_codes(page))


def read(page: Page) -> set[tuple[Symbology, str, tuple[str, ...]]]:
    return {told(code) for code in find_codes(page)}


def told(code: PrintedCode) -> tuple[Symbology, str, tuple[str, ...]]:
    return code.symbology, bytes.fromhex(code.payload_hex).decode(), code.decoders


@pytest.mark.parametrize("dpi", [200, 300])
def test_both_decoders_read_both_kinds_of_code(dpi: int) -> None:
    qr, line = find_codes(printout(dpi=dpi))
    assert (told(qr), told(line)) == ((Symbology.QR, QR_TEXT, BOTH), (Symbology.CODE_128, LINE_DIGITS, BOTH))
    assert abs(qr.row_px - 1.2 * dpi) < 0.05 * dpi
    assert abs(qr.col_px - 7.2 * dpi) < 0.05 * dpi
    assert abs(line.row_px - 9.75 * dpi) < 0.2 * dpi


WORN: dict[str, Callable[[Page], Page]] = {
    "upside down": lambda page: turned(page, 2),
    "a quarter turned": lambda page: turned(page, 1),
    "a quarter turned the other way": lambda page: turned(page, 3),
    "skewed": lambda page: skewed(page, 5.0),
    "skewed the other way": lambda page: skewed(page, -5.0),
    "blurred": lambda page: blurred(page, 1.0),
    "JPEG of quality 40": lambda page: jpeg(page, 40),
    "faded": faded,
    "skewed, faded and upside down": lambda page: turned(skewed(faded(page), 3.0), 2),
    "with a dark streak through both": lambda page: streaked(streaked(page, 2.51, 60), 7.03, 60),
    "with a white streak through the line": lambda page: streaked(page, 2.51, 255),
}


@pytest.mark.parametrize("wear", WORN.values(), ids=WORN.keys())
def test_worn_codes_are_read_by_both(wear: Callable[[Page], Page]) -> None:
    assert read(wear(printout())) == WHAT_IS_PRINTED


@pytest.mark.parametrize(
    "data", [bytes(range(256)), b"\xe9\xe8\x00\xff abc", "\u00e9\u4e16".encode(), b"VX\x02\x80\x81"]
)
def test_bytes_come_through_exactly(data: bytes) -> None:
    (code,) = find_codes(printout(codes=[Qr(data, side_in=1.6, across_in=6.2)], dpi=300))
    assert (bytes.fromhex(code.payload_hex), code.decoders) == (data, BOTH)


def test_the_direction_of_a_code_is_known() -> None:
    for quarters, degrees in ((0, 0), (1, 90), (2, 180), (3, -90)):
        found = find_placed_codes(turned(printout(codes=[Qr()]), quarters))
        assert [round(abs(code.turn_deg) if degrees == 180 else code.turn_deg) for code in found] == [degrees]


def test_a_torn_code_is_not_made_up_and_the_others_stand() -> None:
    page = printout()
    page[100:380, 1420:1600] = 255
    assert read(page) == {(Symbology.CODE_128, LINE_DIGITS, BOTH)}


def test_two_codes_are_two_also_where_they_say_the_same() -> None:
    other = Qr("CVP1:ANOTHER BALLOT", down_in=6.5)
    assert read(printout(codes=[Qr(), other])) == {
        (Symbology.QR, QR_TEXT, BOTH),
        (Symbology.QR, "CVP1:ANOTHER BALLOT", BOTH),
    }
    assert len(find_codes(printout(codes=[Qr(), Qr(down_in=6.5)]))) == 2


def test_where_the_decoders_differ_both_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def lying(page: Page) -> list[Symbol]:
        return [Symbol(s.symbology, b"something else", s.box, s.turn_deg) for s in decoding.zxing_symbols(page)]

    monkeypatch.setitem(decoding.DECODERS, "zbar", lying)
    first, second = find_codes(printout(codes=[Qr()]))
    assert {told(first), told(second)} == {
        (Symbology.QR, QR_TEXT, ("zxing",)),
        (Symbology.QR, "something else", ("zbar",)),
    }


def test_what_one_decoder_alone_reads_names_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "zbar", None)
    assert {code.decoders for code in find_codes(printout())} == {("zxing",)}


def test_zbar_is_asked_over_the_whole_page_where_the_other_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def blind(page: Page) -> list[Symbol]:
        return []

    monkeypatch.setitem(decoding.DECODERS, "zxing", blind)
    assert (Symbology.QR, QR_TEXT, ("zbar",)) in read(printout())


def test_words_and_empty_paper_hold_no_codes() -> None:
    assert find_codes(printout(codes=[])) == ()
    assert find_codes(np.full((2200, 1700), 250, np.uint8)) == ()


def test_a_page_full_of_codes_yields_as_many_as_are_taken() -> None:
    full = [Qr(f"CODE {i}", 0.3 + 1.3 * (i // 6), 0.3 + 1.3 * (i % 6), 1.0) for i in range(48)]
    assert len(find_codes(printout(blocks=[], codes=full, dpi=100))) == MOST_SYMBOLS


def test_the_largest_code_is_read_whole() -> None:
    largest = b"\x5a" * 1500
    (code,) = find_codes(printout(blocks=[], codes=[Qr(largest, 1.0, 1.0, 6.5)], dpi=200))
    assert bytes.fromhex(code.payload_hex) == largest


def test_an_image_too_large_for_the_decoders_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def watching(page: Page) -> list[Symbol]:
        seen.append(page.size)
        return decoding.zxing_symbols(page)

    monkeypatch.setitem(decoding.DECODERS, "zxing", watching)
    monkeypatch.setattr(decoding, "MOST_PX", 2_000_000)
    (code,) = find_codes(printout(codes=[Qr()], dpi=300))
    assert abs(code.row_px - 1.2 * 300) < 10
    assert abs(code.col_px - 7.2 * 300) < 10
    assert seen[0] <= 2_000_000


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 1), (63, 5000), (64, 64)])
def test_scraps_of_images_hold_no_codes(shape: tuple[int, int]) -> None:
    assert find_codes(np.zeros(shape, np.uint8)) == ()


def test_the_decoders_are_asked_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def never_the_same_place(page: Page) -> list[Symbol]:
        asked.append(page.shape)
        where = 7.0 * len(asked)
        return [Symbol(Symbology.QR, None, Box(where, where, where + 3, where + 3), 0.0) for _ in range(MOST_SYMBOLS)]

    monkeypatch.setattr(codes_module, "DECODERS", dict.fromkeys(BOTH, never_the_same_place))
    assert find_codes(printout(codes=[], dpi=100)) == ()
    assert len(asked) < 2 * 2 * MOST_SYMBOLS * 10


def test_line_codes_below_each_other_are_told_apart() -> None:
    lines = [Line(f"{digits}" * 10, 8.0 + 0.4 * i) for i, digits in enumerate(("12", "34", "56"))]
    assert [told(code)[1] for code in find_codes(printout(codes=lines))] == ["12" * 10, "34" * 10, "56" * 10]
