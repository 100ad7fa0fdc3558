"""A layout's table goes to a spreadsheet and comes back; what came back wrong is refused by row and column."""

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.layout import MeasuredTarget
from tabulate.definitions.layouts.layout_file import (
    BallotLayout,
    KnownContest,
    KnownNames,
    LayoutCard,
    LayoutPage,
    LayoutTarget,
    Name,
    numbered,
)
from tabulate.definitions.layouts.layout_table import table_text, with_table
from tabulate.election import BallotStyleId, ChoiceId, ContestId
from tabulate.errors import LayoutError
from tests.soak import examples

MAYOR = KnownContest(ContestId("mayor"), "Mayor", ((ChoiceId("-ash"), "Ash"), (ChoiceId("elm"), "Elm")), 1)
NAMES = KnownNames("0" * 64, ((BallotStyleId("S1"), (MAYOR.id,)),), (MAYOR,))
Rows = list[dict[str, str]]


def small_layout() -> BallotLayout:
    """Two pages of three targets, one without a name; what is printed beside them is a formula."""
    targets = tuple(
        LayoutTarget(MeasuredTarget(1, 1.0, 1.0 + n, 0.2, 0.1), name, "=HYPERLINK()")
        for n, name in enumerate((Name(MAYOR.id, ChoiceId("-ash")), None, Name(MAYOR.id, ChoiceId("write-in-0"))))
    )
    page = LayoutPage(8.5, 11.0, targets)
    return BallotLayout((LayoutCard(BallotStyleId("S1"), numbered((page, page))),), NAMES)


def _rows(text: str) -> Rows:
    return list(csv.DictReader(io.StringIO(text)))


def _text(rows: Rows, delimiter: str = ",") -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def test_a_table_that_nobody_changed_changes_nothing() -> None:
    assert with_table(small_layout(), table_text(small_layout()).encode()) == small_layout()


def test_no_cell_is_a_formula() -> None:
    cells = [cell for row in csv.reader(io.StringIO(table_text(small_layout()))) for cell in row]
    assert "'=HYPERLINK()" in cells
    assert "'-ash" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_names_and_removals_come_back_as_spreadsheets_save_them(encoding: str, delimiter: str) -> None:
    rows = _rows(table_text(small_layout()))
    rows[1] |= {"contest": "mayor", "choice": "elm"}
    rows[3]["remove"] = "Yes"
    changed = with_table(small_layout(), _text(rows[::-1], delimiter).encode(encoding))
    names = [target.name and target.name.choice for target in changed.cards[0].targets()]
    assert names == ["-ash", "elm", "write-in-0", None, "write-in-0"]
    assert [target.place.number for target in changed.cards[0].targets()] == [1, 2, 3, 4, 5]


def _set(row: int, **cells: str) -> Callable[[Rows], object]:
    return lambda rows: rows[row].update(cells)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_set(1, contest="mayor"), "row 3, column choice"),
        (_set(1, contest="sheriff", choice="elm"), "row 3, column contest"),
        (_set(1, contest="mayor", choice="oak"), "row 3, column choice"),
        (_set(0, remove="perhaps"), "row 2, column remove"),
        (_set(0, target="99"), "row 2"),
        (_set(0, target="2"), "row 3"),
        (lambda rows: rows.pop(2), "no row for target 3"),
        (lambda rows: [row.pop("choice") for row in rows], "column choice"),
    ],
)
def test_what_came_back_wrong_is_named_by_row_and_column(change: Callable[[Rows], object], said: str) -> None:
    rows = _rows(table_text(small_layout()))
    change(rows)
    with pytest.raises(LayoutError, match=said):
        with_table(small_layout(), _text(rows).encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no such column"),
        ("Stra\u00dfe".encode("latin-1"), "is not UTF-8"),
        (b"\xff\xfea", "is not UTF-16"),
        (b"target\0", "a zero byte"),
        (b'contest,"\n' + b"x" * 9000, "that is not CSV|characters"),
        (b"contest\n" + b"y" * 9000, "cell of more than 5,000 characters"),
        (b"x" * (32 * 1024 * 1024 + 1), "more than 32 megabytes"),
    ],
)
def test_hostile_tables_are_refused(content: bytes, said: str) -> None:
    with pytest.raises(LayoutError, match=said):
        with_table(small_layout(), content)


@settings(max_examples=examples(60), deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (table_text(small_layout()) + text).encode()))
def test_no_bytes_get_past_the_edge_as_anything_but_a_table_or_a_refusal(content: bytes) -> None:
    try:
        changed = with_table(small_layout(), content)
    except LayoutError:
        return
    assert len(changed.cards[0].targets()) <= 6
