"""The order of the sides that a batch's first sheets have is asked of its later ones, whichever of them are to do."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from canvass.reading.usual_order import FIRST_SHEETS, SidesTold, in_usual_order
from imaging.layout import Side
from imaging.pages import PlannedPage, PlannedSheet

F, B = Side.FRONT, Side.BACK
FF, BB = SidesTold(meant=F, twice=True), SidesTold(meant=B, twice=True)
"""Two images of one side."""
BF, FB = SidesTold(meant=F), SidesTold(meant=B)
"""A side of one ballot before the other side of another."""
Told = Side | SidesTold | None


def sheets(count: int, run: int | None = 0) -> list[PlannedSheet]:
    names = [(f"{number}a", f"{number}b") for number in range(1, count + 1)]
    return [
        PlannedSheet(number, tuple(PlannedPage(Path(name), name, 1, 1) for name in pair), run)
        for number, pair in enumerate(names, 1)
    ]


def told(side: Told) -> SidesTold:
    return side if isinstance(side, SidesTold) else SidesTold(side)


def doubtful(sides: Sequence[Told], todo: slice = slice(None), run: int | None = 0) -> list[int]:
    """The numbers of the sheets that come otherwise than the first ones; each is worked on once, in order."""
    planned, worked = sheets(len(sides), run), list[int]()

    def work(sheet: PlannedSheet) -> tuple[int, SidesTold]:
        worked.append(sheet.number)
        return sheet.number, told(sides[sheet.number - 1])

    before = frozenset(
        tuple((page.name, page.page) for page in sheet.pages)
        for sheet in planned
        if told(sides[sheet.number - 1]).meant is not None
    )
    answers = list(in_usual_order(lambda some: map(work, some), planned, planned[todo], lambda one: one[1], before))
    assert [number for (number, _), _ in answers] == [sheet.number for sheet in planned[todo]]
    assert len(worked) == len(set(worked))
    assert worked == [] or planned[todo] != []
    return [number for (number, _), usual in answers if usual is not None]


def test_sheets_in_the_other_order_are_doubtful_and_sheets_that_tell_nothing_are_not() -> None:
    assert doubtful([F, F, F, B, F, None, B]) == [4, 7]
    assert doubtful([B, B, B, F]) == [4]
    assert doubtful([B, F, F, F]) == [1]


@pytest.mark.parametrize("sides", [[F, B], [F, B, F, B, B, F], [B] * 9, [None] * 5 + [F, B], []])
def test_a_stack_that_lies_either_way_round_or_tells_too_little_is_taken_as_it_is(sides: list[Side | None]) -> None:
    assert doubtful(sides) == []


def test_a_count_that_goes_on_asks_the_first_sheets_of_the_whole_batch() -> None:
    sides = [F] * FIRST_SHEETS + [B, B, B, B, F]
    assert doubtful(sides) == doubtful(sides, slice(FIRST_SHEETS, None)) == list(range(17, 21))


def test_what_names_or_the_file_paired_is_not_asked() -> None:
    assert doubtful([F, F, F, B], run=None) == []


@pytest.mark.parametrize(
    ("sides", "found"),
    [
        ([FF, B, B, B, B, F], [2, 3, 4, 5]),
        ([F, FF, B, B, B, B], [3, 4, 5, 6]),
        ([F, F, F, FF, B, BB, F, F], [5]),
        ([FF, B, B, BB, F, F], [2, 3]),
        ([BB, F, F], [2, 3]),
        ([BF, B, BF, BF, BF, B], [2, 6]),
        ([F, F, FB, F, F], []),
    ],
)
def test_behind_two_images_of_one_side_that_side_should_come_first(sides: list[Told], found: list[int]) -> None:
    assert doubtful(sides) == found


def test_a_count_that_goes_on_knows_where_one_side_was_there_twice() -> None:
    sides: list[Told] = [*[F, B] * FIRST_SHEETS, FF, B, F, B]
    assert doubtful(sides) == doubtful(sides, slice(2 * FIRST_SHEETS + 1, None)) == [34, 36]


def test_a_count_with_nothing_left_reads_no_sheet_again() -> None:
    assert doubtful([F, F, F, B], slice(4, None)) == []
