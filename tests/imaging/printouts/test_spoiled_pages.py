"""Pages no scanner should make: noise looks like thousands of letters, and reading it would take minutes."""

import numpy as np
import pytest

from imaging.printouts import attempts, blocks
from imaging.printouts.attempts import Patience, read_lines
from imaging.printouts.blocks import read_blocks
from imaging.sheets import PrintedLine
from tests.imaging.printouts.drawn_printouts import printout


class Counting:
    """A recogniser that finds so many lines, all of them hardly read, and counts how often it is asked."""

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self.asked = 0

    def __call__(self, block: np.ndarray, scale: float, one_line: bool = False) -> tuple[PrintedLine, ...]:
        self.asked += 1
        found = 1 if one_line else self.lines
        return tuple(PrintedLine("scribble", 40, 20 * i, 20 * i + 15, 0, 200, 30) for i in range(found))


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    recogniser = Counting(lines=300)
    monkeypatch.setattr(attempts, "recognise", recogniser)
    return recogniser


def test_lines_hardly_read_are_read_again_until_the_patience_of_their_page_is_spent(counting: Counting) -> None:
    block = np.full((6000, 220), 255, np.uint8)
    patience = Patience(40)
    lines = read_lines(block, 1.0, 15.0, patience)
    assert len(lines) == 300
    assert counting.asked == 1 + 40
    read_lines(block, 1.0, 15.0, patience)
    assert counting.asked == 1 + 40 + 1


def test_the_blocks_of_a_printout_covered_with_noise_are_not_shown_to_the_recogniser(
    counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "why_words_stay_unread", lambda: None)
    clean = printout()
    assert read_blocks(clean, turned=False)
    assert counting.asked > 8
    asked, noisy = counting.asked, clean.copy()
    noisy[np.random.default_rng(5).random(clean.shape) < 0.16] = 0
    assert read_blocks(noisy, turned=False) == ()
    assert counting.asked == asked
