"""Dust, rests of rules and slivers of the scanner's bed go; whatever could be of a letter stays."""

from dataclasses import replace

import numpy as np
import pytest

from imaging.printouts import attempts
from imaging.printouts.attempts import Patience, read_lines
from imaging.printouts.debris import INK, Gray, without_rests_of_rules, without_specks
from imaging.printouts.words_page import without_rim
from imaging.sheets import PrintedLine
from tests.imaging.printouts.drawn_printouts import printout

X_HEIGHT_PX = 20.0


def paper(height: int = 200, width: int = 600) -> Gray:
    return np.full((height, width), 255, np.uint8)


def with_letters(page: Gray) -> Gray:
    """Bars as high as small letters, a full stop after them, the dot of an i above one."""
    for left in (100, 125, 150):
        page[100:120, left : left + 6] = 0
    page[115:120, 162:166] = 0
    page[90:94, 126:130] = 0
    return page


def inked(page: Gray, rows: slice, cols: slice) -> bool:
    return bool((page[rows, cols] < INK).any())


def test_dust_that_stands_alone_goes_and_the_stop_and_the_dot_stay() -> None:
    page = with_letters(paper())
    clean = page.copy()
    page[40:44, 400:404] = 0
    page[60:70, 500:510] = 0
    assert (without_specks(page, X_HEIGHT_PX) == clean).all()
    assert (without_specks(clean, X_HEIGHT_PX) == clean).all()


def test_a_speck_as_large_as_a_hyphen_goes_only_far_from_letters() -> None:
    page = with_letters(paper())
    page[108:112, 170:181] = 0
    page[108:112, 400:411] = 0
    left = without_specks(page, X_HEIGHT_PX)
    assert inked(left, slice(108, 112), slice(170, 181))
    assert not inked(left, slice(108, 112), slice(400, 411))


def test_rests_of_rules_and_slivers_go_and_letters_at_the_rule_stay() -> None:
    region = paper(60, 600)
    region[0:3, 50:400] = 0
    region[5:9, 420:470] = 0
    region[:, 0:4] = 0
    region[4:50, 200:206] = 0
    left = without_rests_of_rules(region, X_HEIGHT_PX)
    rows, cols = np.nonzero(left < INK)
    assert (rows.min(), rows.max()) == (4, 49)
    assert (cols.min(), cols.max()) == (200, 205)


@pytest.mark.parametrize("quarters", range(4))
def test_what_is_dark_along_an_edge_goes_whichever_edge_it_is(quarters: int) -> None:
    clean = paper(1000, 1000)
    clean[400:420, 400:500] = 0
    page = clean.copy()
    page[:, 2:4] = 60
    page[:300, :5] = 20
    assert (without_rim(np.rot90(page, quarters)) == np.rot90(clean, quarters)).all()


def test_print_is_no_rim() -> None:
    page = printout(dpi=100)
    assert (without_rim(page) == page).all()


def line(text: str, confidence: int, top: int = 10) -> PrintedLine:
    return PrintedLine(text, confidence, top, top + 30, 10, 300, confidence)


def test_of_several_readings_of_a_line_the_surest_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    again = iter(
        [(line("Sher1ff", 80),), (line("Sheriff", 87),), (line("Sh", 60),), (line("a", 95), line("b", 95)), ()]
    )

    def recognise(block: Gray, scale: float, one_line: bool = False) -> tuple[PrintedLine, ...]:
        return next(again) if one_line else (line("Shenff", 62),)

    monkeypatch.setattr(attempts, "recognise", recognise)
    page = paper(60)
    page[12:38, 12:290] = 0
    assert [found.text for found in read_lines(page, 1.0, X_HEIGHT_PX, Patience())] == ["Sheriff"]


def test_a_line_with_one_word_hardly_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(block: Gray, scale: float, one_line: bool = False) -> tuple[PrintedLine, ...]:
        if not one_line:
            return (replace(line("dazel Granitewick / Lantern", 91), least_confidence=72),)
        return (line("Hazel Granitewick / Lantern", 93),)

    monkeypatch.setattr(attempts, "recognise", recognise)
    page = paper(60)
    page[12:38, 12:290] = 0
    assert [found.text for found in read_lines(page, 1.0, X_HEIGHT_PX, Patience())] == ["Hazel Granitewick / Lantern"]


def test_a_line_clearly_read_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def recognise(block: Gray, scale: float, one_line: bool = False) -> tuple[PrintedLine, ...]:
        calls.append(one_line)
        return (line("Sheriff", 96),)

    monkeypatch.setattr(attempts, "recognise", recognise)
    page = paper(60)
    page[12:38, 12:290] = 0
    assert [found.text for found in read_lines(page, 1.0, X_HEIGHT_PX, Patience())] == ["Sheriff"]
    assert calls == [False]
