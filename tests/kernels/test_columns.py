"""Columns have names: each record's are numbered through, and a loop is not kept longer than their numbers."""

from types import SimpleNamespace

import pytest

from kernels import columns, neighbours
from kernels.kept import KeptLoop

NAMES = {name: value for name, value in vars(columns).items() if name.isupper()}
RECORDS = {
    "BAR_COLUMNS": "TOP BOTTOM LEFT RIGHT",
    "FORM_COLUMNS": "ALONG_BY_ROW ALONG_BY_COL ACROSS_BY_ROW ACROSS_BY_COL HALF_LENGTH HALF_DEPTH RADIUS ROW_REACH "
    "COL_REACH CLOSER_PERMILLE LINE_RUN_PX INK_LEVEL",
    "TARGET_COLUMNS": "INKED PIXELS DARKNESS INK_DARKNESS CELLS ROW_MOMENT COL_MOMENT BOTH_MOMENT INKED_ROWS ROW_RUNS "
    "INKED_COLS COL_RUNS DOWN_LINES ACROSS_LINES ROW_SUM COL_SUM",
    "OUTLINE_COLUMNS": "SHIFT_ROWS SHIFT_COLS ON_OUTLINE ON_INNER AROUND MIDDLE_ROWS MIDDLE_COLS",
    "PRINT_COLUMNS": "SHIFT_ROWS SHIFT_COLS LIKENESS ABOVE BELOW LEFT_OF RIGHT_OF DARK_POINTS",
    "PIECE_COLUMNS": "PIECE_PIXELS PIECE_TOP PIECE_BOTTOM PIECE_LEFT PIECE_RIGHT PIECE_ROW_MOMENT PIECE_COL_MOMENT "
    "PIECE_BOTH_MOMENT PIECE_DARKNESS AT_PLACE BEYOND CLOSE AT_OTHERS",
    "STROKE_COLUMNS": "STROKE_START STROKE_START_DOWN STROKE_END STROKE_END_DOWN STROKE_INKED STROKE_OWN STROKE_BARE",
    "NEIGHBOUR_COLUMNS": "USUAL_ROWS_TWICE USUAL_COLS_TWICE SPREAD_FOUR_TIMES",
}
TOGETHER = {
    "INKED_AND_PIXELS": "INKED PIXELS",
    "MOMENTS": "ROW_MOMENT COL_MOMENT BOTH_MOMENT",
    "RUNS": "INKED_ROWS ROW_RUNS INKED_COLS COL_RUNS",
    "LINES": "DOWN_LINES ACROSS_LINES",
    "SUMS": "ROW_SUM COL_SUM",
    "SHIFT": "SHIFT_ROWS SHIFT_COLS",
    "MIDDLE": "MIDDLE_ROWS MIDDLE_COLS",
    "ABOVE_BELOW": "ABOVE BELOW",
    "LEFT_RIGHT": "LEFT_OF RIGHT_OF",
    "USUAL_SHIFT_TWICE": "USUAL_ROWS_TWICE USUAL_COLS_TWICE",
}


def test_every_name_is_one_of_a_record() -> None:
    assert set(NAMES) == {*RECORDS, *TOGETHER, *" ".join(RECORDS.values()).split()}


@pytest.mark.parametrize("record", RECORDS)
def test_the_columns_of_a_record_are_numbered_through(record: str) -> None:
    assert [NAMES[name] for name in RECORDS[record].split()] == list(range(NAMES[record]))


@pytest.mark.parametrize("together", TOGETHER)
def test_columns_that_are_taken_together_lie_beside_each_other(together: str) -> None:
    columns_named = [NAMES[name] for name in TOGETHER[together].split()]
    assert columns_named == list(range(NAMES[together].start, NAMES[together].stop))


def test_a_loop_compiled_with_other_numbers_of_columns_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = KeptLoop(neighbours._neighbour_shifts.loop)
    machine = SimpleNamespace(magic_tuple=lambda: ("this processor",))
    keys = [cache._index_key("a signature", machine)]
    monkeypatch.setattr(columns, "SPREAD_FOUR_TIMES", 1)
    keys.append(cache._index_key("a signature", machine))
    assert keys[0][:-1] == keys[1][:-1]
    assert keys[0] != keys[1]
