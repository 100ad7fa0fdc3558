"""CSV as spreadsheets save it: read as meant, or refused by line; and no cell that is written is a formula."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.csv_rows import USUAL, Accepted, CsvRefused, plain_cell, rows_of, spreadsheet_cell

ANY = Accepted(delimiters=",;\t", utf_16=True)
TABLE = "Name,Votes\r\nAda Ames,7\r\n\r\n , \r\nBo Burke\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_a_table_is_read_however_a_spreadsheet_saves_it(encoding: str, delimiter: str, line_end: str) -> None:
    text = TABLE.replace("\r\n", line_end).replace(",", delimiter)
    table = rows_of(text.encode(encoding), ANY)
    assert (table.heading, table.columns) == (("Name", "Votes"), ("name", "votes"))
    assert [(row.line, row["name"], row["votes"]) for row in table.rows] == [(2, "Ada Ames", "7"), (5, "Bo Burke", "")]


def test_blanks_around_cells_and_columns_without_a_name_are_nothing() -> None:
    table = rows_of(b'a , "b",,\n 1 , "2, 3",,\n')
    assert [row.cells for row in table.rows] == [("1", "2, 3", "", "")]
    assert table.rows[0]["c"] == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Stra\u00dfe".encode("latin-1"), "byte 5 is not UTF-8"),
        (b"\xff\xfea", "byte 1 is not UTF-8"),
        ("a,b".encode("utf-16-le"), "a zero byte"),
        (b"a,b\n1,\0", "a zero byte"),
        (b'a,b\n"1,2\n', r"line 2 cannot be read \(quotes that do not close, or close before their cell ends\)"),
        (b'a,b\n"1"2,3\n', r"line 2 cannot be read \(quotes that do not close, or close before their cell ends\)"),
        (b"a,b\n1," + b"2" * 200_000, r"line 2 cannot be read \(a cell of more than 131,072 characters: "),
        (b'a,b\n"1,2' + b"\n1,2" * 50_000, r"line 2 cannot be read \(.*: most likely quotes that do not close\)"),
        (b"a,b\n1," + b"2" * 5_001, "line 2: found a cell of more than 5,000 characters"),
        (b"a,A \n1,2\n", "line 1: found two columns a"),
        (b"a,b\n1,1,143\n", r"line 2: found more cells than line 1 names \(it reads 'a,b'\); expected 2 cells\."),
        (b"Votes of 2026\na,b\n", r"names \(it reads 'Votes of 2026'\); expected 1 cell\."),
        (b"a,b,\n1,1,143\n", "line 2: found more cells"),
        (b",".join(b"c%d" % n for n in range(3_000)), "line 1: found 3,000 columns"),
        (b"a\n" + b"1\n" * 5_001, "more than 5,000 rows"),
        (b"a" * (2 * 1024 * 1024 + 1), "more than 2 megabytes"),
    ],
)
def test_what_could_be_meant_otherwise_is_refused_by_its_line(content: bytes, said: str) -> None:
    with pytest.raises(CsvRefused, match=said):
        rows_of(content)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(CsvRefused, match="byte 3 is not UTF-16"):
        rows_of(b"\xff\xfea", ANY)


def test_what_is_just_within_the_limits_is_read() -> None:
    most = Accepted(content_bytes=30, rows=2, columns=3, cell_characters=4)
    assert len(rows_of(b"a,b,c\n1234,2,3\n1,2,3\n", most).rows) == 2
    for more in (b"a,b,c,d\n", b"a\n1\n2\n3\n", b"a\n12345\n", b"a" * 31):
        with pytest.raises(CsvRefused):
            rows_of(more, most)


@given(st.binary(max_size=400) | st.text(alphabet='ab,;\t"\r\n\ufeff=\0 \u0663', max_size=120).map(str.encode))
def test_any_bytes_are_a_table_or_a_refusal(content: bytes) -> None:
    try:
        table = rows_of(content, ANY)
    except CsvRefused:
        return
    assert len(set(table.columns)) == len(table.columns)
    assert {len(row.cells) for row in table.rows} <= {len(table.heading)}
    assert all(any(row.cells) for row in table.rows)


COMPUTED = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
CELLS = st.text(alphabet="=+-@'\t\r\n\uff1d09a ,\"", max_size=8) | st.text(max_size=12)


@given(CELLS)
def test_no_cell_that_is_written_is_a_formula_and_each_is_read_back(cell: str) -> None:
    written = spreadsheet_cell(cell)
    assert written[:1] not in COMPUTED or re.fullmatch("[+-]?[0-9]+", written)
    assert plain_cell(written) == cell


@pytest.mark.parametrize("number", ["0", "12", "-5", "+3", "-007"])
def test_a_whole_number_is_a_number(number: str) -> None:
    assert spreadsheet_cell(number) == number


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "-ash", "-5.5", "-\u0663", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "'=1"]
)
def test_what_would_be_computed_is_quoted(cell: str) -> None:
    assert spreadsheet_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "'t Hooft", "O'Neil", "5%", "a=b", "left, right"])
def test_what_would_not_be_computed_is_left_alone(cell: str) -> None:
    assert spreadsheet_cell(cell) == plain_cell(cell) == cell


@given(st.lists(st.text(alphabet="=+-@'ab1 ,\"", min_size=1, max_size=6).filter(lambda cell: cell == cell.strip())))
def test_cells_come_back_through_a_file(cells: list[str]) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([["cell"], *([spreadsheet_cell(cell)] for cell in cells)])
    assert [plain_cell(row["cell"]) for row in rows_of(text.getvalue().encode(), USUAL).rows] == cells
