"""Work in parallel, answers in order, never more in hand than the window."""

import threading
import time
from collections.abc import Iterator

import pytest

from canvass.reading.pipeline import in_order, workers


def test_answers_come_in_the_order_of_the_items_whatever_takes_how_long() -> None:
    def slow_at_first(item: int) -> int:
        time.sleep(0.02 if item % 3 == 0 else 0)
        return item * item

    assert list(in_order(slow_at_first, range(30), threads=4, window=8)) == [item * item for item in range(30)]


def test_no_more_items_are_taken_than_the_window_holds() -> None:
    taken = 0

    def count_up() -> Iterator[int]:
        nonlocal taken
        for item in range(100):
            taken += 1
            yield item

    answers = in_order(lambda item: item, count_up(), threads=2, window=5)
    next(answers)
    assert taken == 5


def test_an_error_is_raised_at_its_place() -> None:
    def fails_at_three(item: int) -> int:
        if item == 3:
            raise ValueError("three")
        return item

    answers = in_order(fails_at_three, range(10), threads=2, window=4)
    assert [next(answers) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(answers)


def test_work_not_yet_begun_is_dropped_when_nobody_asks_any_more() -> None:
    began: list[int] = []
    go_on = threading.Event()

    def work(item: int) -> int:
        began.append(item)
        if item > 0:
            go_on.wait(5)
        return item

    answers = in_order(work, range(50), threads=1, window=40)
    assert next(answers) == 0
    threading.Timer(0.2, go_on.set).start()
    answers.close()
    assert len(began) <= 2


def test_there_is_at_least_one_worker() -> None:
    assert workers() >= 1
