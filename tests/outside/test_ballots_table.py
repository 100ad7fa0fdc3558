"""Traps of Electionware's Ballots table, one by one."""

from outside.cast_vote_records import OutsideCastVoteRecords
from outside.reading import read_outside
from outside.source import OutsideFile
from tests.outside.given_files import records_of, refused
from tests.outside.recorded_county import recorded_county
from tests.outside.table_writers import ballots_table


def test_the_ballots_table_ends_in_a_total_that_must_fit():
    content = ballots_table(recorded_county(1)).decode()

    assert "rows under a total of" in refused(content.replace("Total : 24", "Total : 25"))
    without = records_of(content.replace("Total : 24\r\n", "").encode())
    assert any("no row `Total`" in str(one) for one in without.findings)
    lines = content.splitlines(keepends=True)
    assert "rows under a total of 24" in refused("".join(lines[:9] + lines[10:]))


def test_exceptions_with_commas_outside_of_quotes_are_joined():
    content = ballots_table(recorded_county(1)).decode()

    loose = records_of(content.replace('"Overvote, Undervote"', "Overvote, Undervote").encode())

    assert loose.records == records_of(content.encode()).records


def test_a_row_of_the_ballots_table_that_fits_in_no_way_is_refused_and_shown():
    content = ballots_table(recorded_county(1)).decode()

    said = refused(content.replace('"Overvote, Undervote"', "Overvote, Something else", 1))

    assert "Something else" in said


def test_tables_of_ballots_in_parts_are_one_reading_and_of_two_elections_two():
    first, second = ballots_table(recorded_county(1)), ballots_table(recorded_county(2))

    parts = read_outside([OutsideFile("1.csv", first), OutsideFile("2.csv", second)])
    others = read_outside([OutsideFile("1.csv", first), OutsideFile("2.csv", second.replace(b"GEN2611", b"GEN2411"))])

    assert [len(one.source.files) for one in parts if isinstance(one, OutsideCastVoteRecords)] == [2]
    assert len(others) == 2


def test_a_table_of_ballots_whose_quotes_do_not_close_is_refused():
    content = ballots_table(recorded_county(1)).decode()

    assert "quotes that do not close" in refused(content.replace("Absentee", '"Absentee', 1))
