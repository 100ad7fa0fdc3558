"""Numbers of expected ballots from a file: each read as meant, or the whole file refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvass.deciding.expected_csv import MOST_BYTES, ExpectedLine, read_expected
from canvass.errors import InputError
from tabulate.election import PrecinctId
from tests.tabulate.test_ledger_fold import ELECTION

BATCHES = frozenset({"AB-001", "P/14, rest"})
NORTH, SOUTH = (precinct.id for precinct in ELECTION.precincts[:2])


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "as a spreadsheet saves it"])
def test_precincts_are_named_by_id_or_name_and_empty_lines_are_nothing(mark: bytes) -> None:
    name = ELECTION.precincts[1].name.upper()
    read = read_expected(mark + f"Precinct,Ballots\r\n{NORTH},110\r\n\r\n{name}, 7\r\n".encode(), ELECTION, BATCHES)
    assert read == (ExpectedLine(NORTH, None, 110), ExpectedLine(SOUTH, None, 7))


def test_columns_without_a_name_and_cells_are_nothing() -> None:
    assert read_expected(b",Batch,,ballots\n,AB-001,,5\n", ELECTION, BATCHES) == (ExpectedLine(None, "AB-001", 5),)


def test_batches_and_figures_may_hold_commas_in_quotes() -> None:
    read = read_expected(b'batch,ballots\n"P/14, rest","1,143"\nAB-001,0\n', ELECTION, BATCHES)
    assert read == (ExpectedLine(None, "P/14, rest", 1143), ExpectedLine(None, "AB-001", 0))


@pytest.mark.parametrize(
    "text",
    [
        "precinct\nnorth",
        "precinct,ballots,note\nnorth,3,x",
        "precinct,ballots\nnorth,1,143",
        "precinct,ballots\nnorth,3.5",
        "precinct,ballots\nnorth,٣",
        "precinct,ballots\nnorth,",
        "precinct,ballots\nmoon,3",
        "batch,ballots\nnorth,3",
        "precinct,ballots\n<script>alert(1)</script>,3",
    ],
)
def test_a_line_that_could_be_meant_otherwise_is_refused_by_its_number(text: str) -> None:
    with pytest.raises(InputError, match=r"^Line [12]: "):
        read_expected(text.encode(), ELECTION, BATCHES)


def test_a_name_that_two_precincts_have_names_neither_and_an_id_goes_before_a_name() -> None:
    north, south, *rest = ELECTION.precincts
    twins = replace(ELECTION, precincts=(replace(north, name="Town"), replace(south, name="Town"), *rest))
    with pytest.raises(InputError, match="by its id or name"):
        read_expected(b"precinct,ballots\nTown,5\n", twins, BATCHES)
    crossed = replace(ELECTION, precincts=(north, replace(south, name=north.id), *rest))
    assert read_expected(f"precinct,ballots\n{north.id},5\n".encode(), crossed, BATCHES)[0].precinct == north.id


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: f"precinct,ballots\n{text}".encode()))
def test_whatever_the_file_holds_it_is_numbers_or_a_refusal(content: bytes) -> None:
    try:
        read = read_expected(content, ELECTION, BATCHES)
    except InputError:
        return
    assert read
    assert {line.precinct for line in read} <= {PrecinctId(one.id) for one in ELECTION.precincts}


def test_a_huge_file_is_refused_by_its_size_before_it_is_read() -> None:
    with pytest.raises(InputError, match="fit into"):
        read_expected(b"precinct,ballots\n" + b"x" * MOST_BYTES, ELECTION, BATCHES)
