"""The printed words are read block by block, as they stand between their rules."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.printouts import recognition
from imaging.printouts.blocks import read_blocks
from imaging.printouts.codes import find_placed_codes
from imaging.printouts.rules import find_ruling
from imaging.printouts.streaks import without_streaks
from imaging.printouts.words_page import skew_deg
from tests.imaging.printouts.drawn_printouts import (
    BLOCKS,
    MAYOR,
    Page,
    blurred,
    faded,
    jpeg,
    printout,
    skewed,
    streaked,
    turned,
)


def texts(page: Page, upside_down: bool = False) -> list[tuple[str, ...]]:
    boxes = [code.box for code in find_placed_codes(page)]
    return [tuple(line.text for line in block.lines) for block in read_blocks(page, upside_down, boxes)]


def contests(page: Page, upside_down: bool = False) -> list[tuple[str, ...]]:
    return [block for block in texts(page, upside_down) if block[0] != "OFFICIAL BALLOT"]


def folded(page: Page) -> Page:
    """A dark line over the whole sheet, through the words of the second block."""
    worn = page.copy()
    worn[646:649] = np.minimum(worn[646:649], 190)
    return worn


def in_a_dark_bed(page: Page) -> Page:
    return np.asarray(cv2.copyMakeBorder(page, 20, 60, 50, 40, cv2.BORDER_CONSTANT, value=(12,)), np.uint8)


WORN: dict[str, Callable[[Page], Page]] = {
    "clean": lambda page: page,
    "skewed": lambda page: skewed(page, 5.0),
    "faded, JPEG of quality 40": lambda page: jpeg(faded(page), 40),
    "blurred": lambda page: blurred(page, 0.8),
    "with a streak": lambda page: streaked(page, 1.3, 90),
    "with a fold": folded,
    "on a dark bed": in_a_dark_bed,
}


@pytest.mark.parametrize("wear", WORN.values(), ids=WORN.keys())
def test_every_line_is_read_in_its_block(wear: Callable[[Page], Page]) -> None:
    found = contests(wear(printout()))
    assert [block for block in found if block in BLOCKS] == list(BLOCKS), found


def test_the_resolution_does_not_matter() -> None:
    assert contests(printout(dpi=300)) == contests(printout(dpi=120)) == list(BLOCKS)


def test_an_upside_down_page_reads_as_an_upright_one() -> None:
    assert contests(turned(printout(), 2), upside_down=True) == list(BLOCKS)


def test_one_column_reads_as_two_do() -> None:
    assert contests(printout(columns=1)) == list(BLOCKS)


def test_rules_below_the_blocks_alone_part_them() -> None:
    found = texts(printout(columns=1, rules_above=False))
    assert found[1:] == list(BLOCKS[1:])
    assert found[0][-2:] == MAYOR


def test_the_header_is_a_block_of_its_own() -> None:
    assert texts(printout())[0] == ("OFFICIAL BALLOT",)


def test_lines_stand_where_they_are_printed() -> None:
    page = printout()
    for block in read_blocks(page, False, [code.box for code in find_placed_codes(page)]):
        for line in block.lines:
            inside = page[line.top_px : line.bottom_px, line.left_px : line.right_px]
            assert 0 <= line.confidence <= 100
            assert inside.min() < 60
            assert 10 < line.bottom_px - line.top_px < 70


def test_the_same_page_always_reads_the_same() -> None:
    page = jpeg(blurred(printout(), 1.0), 50)
    assert read_blocks(page, False) == read_blocks(page, False)


def test_barcodes_are_no_words() -> None:
    assert not any("|" in line or "I" * 3 in line for block in texts(printout()) for line in block)


def test_without_the_library_words_stay_unread_and_it_is_said_why(monkeypatch: pytest.MonkeyPatch) -> None:
    assert recognition.why_words_stay_unread() is None
    monkeypatch.setattr(recognition, "tesserocr", None)
    assert read_blocks(printout(), False) == ()
    assert "tesserocr" in str(recognition.why_words_stay_unread())


def test_without_the_model_words_stay_unread_and_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "model_folder", lambda: None)
    assert read_blocks(printout(), False) == ()
    assert "tesseract-ocr-eng" in str(recognition.why_words_stay_unread())


def test_a_named_model_folder_is_looked_into_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "eng.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert recognition.model_folder.__wrapped__() == tmp_path


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (63, 5000), (2200, 1700)])
def test_blank_paper_and_scraps_hold_no_words(shape: tuple[int, int]) -> None:
    assert read_blocks(np.full(shape, 244, np.uint8), False) == ()


def test_noise_is_not_given_to_the_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imaging.printouts.attempts.recognise", None)
    noise = np.random.default_rng(5).integers(0, 256, (2200, 1700), dtype=np.uint8)
    assert read_blocks(noise, False) == ()


@settings(max_examples=20)
@given(st.floats(-5.5, 5.5))
def test_skew_is_measured_from_print(degrees: float) -> None:
    assert abs(skew_deg(skewed(PAGE_AT_100_DPI, degrees)) - degrees) < 0.12


PAGE_AT_100_DPI = printout(dpi=100)


def test_a_fold_parts_nothing() -> None:
    clean, worn = find_ruling(printout()), find_ruling(folded(printout()))
    assert clean.folds is None
    assert worn.folds is not None
    assert len(clean.regions) == len(worn.regions) == 8


def test_streaks_are_found_and_nothing_else() -> None:
    page = printout()
    assert without_streaks(page) is page
    worn = streaked(streaked(page, 2.51, 60), 4.9, 100)
    mended = without_streaks(worn)
    assert np.flatnonzero((mended != worn).any(axis=0)).tolist() == [502, 503, 980, 981]
    assert np.abs(mended.astype(int) - page)[:, [502, 980]].mean() < 3
