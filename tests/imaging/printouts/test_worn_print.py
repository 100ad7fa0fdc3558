"""What lies over the print or has gone from it: streaks are looked through, faint print is made darker; read once."""

import numpy as np
import pytest

from imaging.printouts import attempts
from imaging.printouts.attempts import Patience, read_lines
from imaging.printouts.fading import without_fading
from imaging.printouts.streaks import without_streaks
from imaging.sheets import PrintedLine
from tests.imaging.printouts.drawn_printouts import Page, jpeg, printout

PAGE = printout()
STEM_PX = 5


def lines_of_stems(ink: int, height: int = 2200, width: int = 900) -> Page:
    """Upright strokes, as of bold letters, in lines all down the page."""
    page = np.full((height, width), 250, np.uint8)
    for top in range(100, height - 100, 60):
        for left in range(60, width - 60, 18):
            page[top : top + 25, left : left + STEM_PX] = ink
    return page


def shaded(page: Page, left: int, gray: int, width_px: int = 4) -> Page:
    """Dirt on the glass: print that is darker is seen through it."""
    worn = page.copy()
    part = worn[:, left : left + width_px]
    np.minimum(part, np.uint8(gray), out=part)
    return worn


@pytest.mark.parametrize("gray", [60, 110, 170])
@pytest.mark.parametrize("offset", range(0, 18, 3))
def test_a_stroke_under_a_streak_is_seen_through_it(gray: int, offset: int) -> None:
    page = lines_of_stems(ink=20)
    mended = without_streaks(jpeg(shaded(page, 420 + offset, gray), 80))
    ink, found = page < 128, mended < 128
    assert (found != ink).mean() < 0.002


@pytest.mark.parametrize("gray", [60, 85, 140])
def test_faded_print_darker_than_the_streak_is_made_as_dark_as_beside_it(gray: int) -> None:
    page = lines_of_stems(ink=40)
    mended = without_streaks(shaded(page, 421, gray))
    assert ((mended < 128) == (page < 128)).all()


def test_two_streaks_side_by_side_are_found() -> None:
    worn = shaded(shaded(PAGE, 400, 135, 3), 404, 81, 3)
    mended = without_streaks(worn)
    assert np.flatnonzero((mended != worn).any(axis=0)).tolist() == [400, 401, 402, 404, 405, 406]
    assert np.abs(mended[:, 398:409].astype(int) - PAGE[:, 398:409]).mean() < 3


def test_a_streak_that_hides_all_print_is_bridged() -> None:
    worn = PAGE.copy()
    rule = int((PAGE[:, 300] < 100).argmax())
    worn[:, 300:304] = 60
    mended = without_streaks(worn)
    assert mended[rule, 300:304].max() < 100
    assert mended[rule - 20, 300:304].min() > 200


def test_a_dark_area_as_wide_as_a_bed_or_a_bar_is_no_streak() -> None:
    worn = PAGE.copy()
    worn[:, :12] = 20
    worn[:, 800:840] = 20
    assert without_streaks(worn) is worn


def test_faint_print_becomes_dark_and_the_paper_stays() -> None:
    page = lines_of_stems(ink=250 - 48)
    darker = without_fading(page)
    assert darker[page < 230].max() < 180
    assert (darker[page >= 230] == 250).all()


def test_clear_print_stays_as_it_is() -> None:
    assert (without_fading(PAGE) == PAGE).all()


def test_a_stain_and_what_shines_through_are_not_made_darker() -> None:
    page = lines_of_stems(ink=20)
    page[:, 860:] = 225
    ghost = lines_of_stems(ink=250 - 22)
    page[1500:] = ghost[1500:]
    darker = without_fading(page)
    assert (darker[1600:] == page[1600:]).all()
    assert (darker[:, 870:] == page[:, 870:]).all()


def test_the_noise_of_empty_paper_is_not_made_darker() -> None:
    noise = np.random.default_rng(8).normal(245, 6, (1200, 900)).clip(0, 255).astype(np.uint8)
    assert (without_fading(noise) == noise).all()


def read(monkeypatch: pytest.MonkeyPatch, first: list[PrintedLine], strip: PrintedLine) -> list[str]:
    """What stands in a block where two lines are printed, recognised so at first and so line by line."""
    shown: list[bool] = []

    def recognise(block: Page, scale: float, one_line: bool = False) -> tuple[PrintedLine, ...]:
        shown.append(bool((block < 128).any()))
        return (strip,) if one_line and shown[-1] else () if one_line else tuple(first)

    monkeypatch.setattr(attempts, "recognise", recognise)
    block = np.full((120, 400), 255, np.uint8)
    block[20:45, 10:300] = block[70:95, 10:300] = 0
    return [line.text for line in read_lines(block, 1.0, 20.0, Patience())]


def line(text: str, top: int, bottom: int, confidence: int = 96) -> PrintedLine:
    return PrintedLine(text, confidence, top, bottom, 10, 300, confidence)


def test_the_same_print_read_twice_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [line("YES", 20, 45, 97), line("YES", 30, 45, 95), line("Sheriff", 70, 95)]
    assert read(monkeypatch, both, line("?", 0, 5)) == ["YES", "Sheriff"]


def test_the_same_words_printed_twice_are_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, [line("YES", 20, 45), line("YES", 70, 95)], line("?", 0, 5)) == ["YES", "YES"]


def test_two_clear_readings_of_one_place_that_differ_both_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [line("YES", 20, 45, 97), line("NO", 20, 45, 95), line("Sheriff", 70, 95)]
    assert read(monkeypatch, both, line("?", 0, 5)) == ["YES", "NO", "Sheriff"]


def test_an_overlooked_line_is_read_without_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, [line("Sheriff", 20, 45)], line("Rowan Emberwobble", 2, 27))
    assert found == ["Sheriff", "Rowan Emberwobble"]


def test_the_feet_of_letters_that_were_read_are_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [line("Sheriff", 20, 45), line("Rowan Emberwobble", 70, 95)]
    monkeypatch.setattr(attempts, "_overlooked", lambda *_: [(97, 101)])
    assert read(monkeypatch, both, line("never", 0, 5)) == ["Sheriff", "Rowan Emberwobble"]


@pytest.mark.parametrize("gray", [0, 1, 254])
@pytest.mark.parametrize("left", [1, 300, 894])
def test_no_streak_is_too_dark_too_light_or_too_near_the_edge(gray: int, left: int) -> None:
    worn = lines_of_stems(ink=20)
    worn[:, left : left + 4] = gray
    worn[::90, left : left + 4] = 30
    assert without_streaks(worn).shape == worn.shape
    assert without_streaks(np.zeros_like(worn)).max() == 0
