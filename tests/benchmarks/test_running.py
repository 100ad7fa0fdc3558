"""What `make bench` stands on: files decode to what they hold, steps are the reader's, ratios are paired."""

from functools import partial
from pathlib import Path
from pkgutil import resolve_name

import numpy as np
import pytest

from benchmarks.decoding import _check, _decode, _rivals
from benchmarks.measures import at_least, at_most, paired_ratio, table, take_turns
from benchmarks.page_files import page_files
from benchmarks.page_time import STEPS, PageTime, draw_page_times
from benchmarks.printout_times import SEARCH
from imaging import reader


def _page() -> np.ndarray:
    across = np.linspace(0, 255, 420).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(across, (510, 420)))


@pytest.mark.parametrize("file", page_files(_page(), 60), ids=lambda file: file.kind)
def test_the_product_and_its_rivals_decode_a_page_alike(file) -> None:
    _check(file, _decode, "the product")
    for name, decode in _rivals(file.kind):
        _check(file, decode, name)


def test_the_steps_that_are_timed_are_the_readers() -> None:
    assert all(callable(resolve_name(name)) for name in STEPS)
    assert callable(getattr(reader, SEARCH))


def test_work_takes_turns_and_every_other_round_goes_backwards() -> None:
    done: list[str] = []
    seconds = take_turns([partial(done.append, letter) for letter in "abc"], 2, warm_up=0)
    assert "".join(done) == "abccba"
    assert [len(one) for one in seconds] == [2, 2, 2]
    assert paired_ratio([2.0, 9.0, 4.0], [1.0, 3.0, 4.0]) == 2.0


def test_a_figure_on_its_goal_meets_it() -> None:
    assert at_most("a", 1.1, "times", 1.1).met
    assert at_least("b", 1.8, "times", 1.8).met
    assert "NOT MET" in table([at_most("c", 1.2, "times", 1.1)])


def test_the_picture_is_drawn(tmp_path: Path) -> None:
    times = PageTime("gray JPEG 200 dpi", dict.fromkeys(["open and hash", "decode", *STEPS.values(), "the rest"], 1.5))
    draw_page_times([times], "a machine", tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 1000
