"""Traps of ES&S's cast vote records, one by one."""

import pytest

from outside.cast_vote_records import CardVotes, RedactedVotes
from outside.errors import OutsideFileError
from outside.findings import FindingKind
from outside.reading import read_outside
from outside.records.recorded_totals import ballots_in, recorded_totals
from outside.source import OutsideFile
from tests.outside.given_files import records_in, records_of, refused
from tests.outside.pictured_workbook import Cell, workbook
from tests.outside.recorded_county import known, recorded_county, said
from tests.outside.table_writers import as_csv, ess_rows

HEAD = "Cast Vote Record,Precinct,Ballot Style,Sheriff,County Commissioner,,School Levy\n"
ROWS = (
    "50112,PRECINCT 07,Ballot Style 3,REP Anne Able,Gil Gray,undervote,For\n"
    "50113,PRECINCT 07,Ballot Style 3,overvote,Gil Gray,Hal Hill,undervote\n"
    "50115,PRECINCT 07,Ballot Style 4,write-in:,undervote,undervote,\n"
)


def _of(text: str, encoding: str = "utf-8"):
    return records_of(text.encode(encoding))


def test_an_empty_heading_is_a_further_vote_of_the_contest_before_it():
    read = _of(HEAD + ROWS)

    assert [(one.title, one.seats) for one in read.contests] == [
        ("Sheriff", 1),
        ("County Commissioner", 2),
        ("School Levy", 1),
    ]
    assert read.records[0].votes[1] == CardVotes(1, ("Gil Gray",), (), 1)
    assert read.records[1].votes[0] == CardVotes(0, (), (), 0, overvoted=True)
    assert [one.contest for one in read.records[2].votes] == [0, 1]
    assert read.records[2].votes[0] == CardVotes(0, (), ("",), 0)


def test_an_overvote_counts_as_many_votes_as_the_contest_has_seats():
    read = _of(HEAD + "1,P,S,overvote,overvote,overvote,For\n2,P,S,undervote,Gil Gray,Hal Hill,For\n")

    assert [one.overvotes for one in recorded_totals(read)] == [1, 2, 0]


@pytest.mark.parametrize("seed", range(4))
def test_a_repeated_title_is_a_further_vote_of_the_contest_before_it(seed):
    county = recorded_county(seed, sheets=60)

    read = records_of(as_csv(ess_rows(county, repeat_titles=True)))

    assert said(read) == known(county, {one.number: str(one.number) for one in county.sheets})


def test_two_contests_of_one_title_with_other_choices_stay_two():
    head = "Cast Vote Record,Precinct,Ballot Style,Council,Council\n"

    read = _of(head + "1,P,S,Ann Ash,Cal Cook\n2,P,S,Bo Birch,undervote\n3,P,S,overvote,Dee Dale\n")

    assert [(one.title, one.seats) for one in read.contests] == [("Council", 1), ("Council", 1)]
    assert [one.overvoted for one in recorded_totals(read)] == [1, 0]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5, 6), (3, 4, 5, 6, 2, 0, 1), (1, 3, 2, 4, 5, 0, 6)])
def test_columns_are_known_by_name_in_any_order(order):
    rows = [line.split(",") for line in (HEAD + ROWS).splitlines()]

    read = records_of(as_csv([[row[column] for column in order] for row in rows]))

    assert said(read) == said(_of(HEAD + ROWS))


def test_what_describes_a_record_is_read_wherever_it_stands():
    head = "Election ID,Cast Vote Record,Batch,Ballot Status,Precinct,Ballot Style,Sheriff,Tabulator CVR,Machine\n"

    second = "GEN,8,AB-07,Not Reviewed,P,S,undervote,0003000113,DS450-9\n"
    read = _of(head + "GEN,7,AB-07,Approved with Changes,P,S,Anne Able,0003000112,DS450-9\n" + second)

    record = read.records[0]
    assert (record.key, record.batch, record.status, record.imprint) == (
        "7",
        "AB-07",
        "Approved with Changes",
        "0003000112",
    )
    assert (record.tabulator, record.position) == ("DS450-9", "000112")
    assert [one.title for one in read.contests] == ["Sheriff"]


def test_an_unknown_column_before_those_that_describe_is_no_contest_and_is_said():
    head = "Cast Vote Record,Unknown Column,Precinct,Ballot Style,Sheriff\n"

    read = _of(head + "1,abc,P,S,Anne Able\n2,abc,P,S,undervote\n")

    assert [one.title for one in read.contests] == ["Sheriff"]
    assert [one.kind for one in read.findings] == [FindingKind.NOT_READ]
    assert "Unknown Column" in str(read.findings[0])


def test_a_contest_that_nobody_left_blank_is_a_contest():
    read = _of("Cast Vote Record,Precinct,Ballot Style,Sheriff,Levy\n1,P,S,Ann Ash,For\n2,P,S,Bo Birch,undervote\n")

    assert [one.title for one in read.contests] == ["Sheriff", "Levy"]


def test_an_empty_cell_under_a_picture_is_a_write_in_and_without_one_the_contest_is_absent():
    rows: list[list[Cell]] = [
        ["Cast Vote Record", "Precinct", "Ballot Style", "Sheriff", "Levy"],
        [1, "P", "S", "", "For"],
    ]
    rows += [[2, "P", "S", "Anne Able", ""], [3, "P", "S", "undervote", "For"]]

    read = records_of(workbook(rows, [(1, 3)]))

    assert read.records[0].votes[0] == CardVotes(0, (), ("",), 0)
    assert [one.contest for one in read.records[1].votes] == [0]


def test_a_picture_over_no_contest_is_said():
    rows: list[list[Cell]] = [["Cast Vote Record", "Precinct", "Ballot Style", "Sheriff"], [1, "P", "S", "undervote"]]

    read = records_of(workbook(rows, [(9, 3), (1, 0)]))

    assert any("2 pictures lie over no contest" in str(one) for one in read.findings)


def test_a_contest_half_empty_is_refused_since_csv_loses_pictures():
    said = refused(HEAD + "1,P,S,undervote,Gil Gray,,For\n")

    assert "row 2, County Commissioner" in said
    assert "pictures" in said.lower()
    assert "(xlsx)" in said


def test_a_contest_that_others_of_the_style_have_is_said_to_be_lacking():
    read = _of(HEAD + ROWS + "50116,PRECINCT 07,Ballot Style 3,,Gil Gray,undervote,For\n")

    assert [(one.where, "no vote in 1 of 4 records" in one.words) for one in read.findings] == [("Sheriff", True)]


@pytest.mark.parametrize("word", ["*", "X", "redacted", "REDACTED", "redacted for voter privacy"])
def test_hidden_votes_are_hidden_and_no_choice(word):
    read = _of(HEAD + f"1,P,S,{word},{word},{word},For\n2,P,S,undervote,undervote,undervote,For\n")

    assert read.records[0].votes[:2] == (RedactedVotes(0), RedactedVotes(1))
    assert [one.redacted for one in recorded_totals(read)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("cell", "name"), [("write-in:", ""), ("Write-in", ""), ("write-in: CAL COOK", "CAL COOK"), ("No image found", "")]
)
def test_every_form_of_a_write_in_is_one(cell, name):
    read = _of(HEAD + f"1,P,S,{cell},Gil Gray,undervote,For\n")

    assert read.records[0].votes[0] == CardVotes(0, (), (name,), 0)


@pytest.mark.parametrize(
    "number", ["4.78822E+15", "4,78822E+15", "1e6", "", "-1", "\N{ARABIC-INDIC DIGIT ONE}", "1,204"]
)
def test_a_number_that_a_spreadsheet_changed_is_refused(number):
    assert "row 2" in refused(HEAD + f'"{number}",P,S,undervote,undervote,undervote,For\n')


def test_a_number_with_point_zero_is_the_number():
    assert _of(HEAD + "269377.0,P,S,undervote,undervote,undervote,For\n").records[0].key == "269377"


def test_a_large_float_in_a_workbook_is_refused():
    rows: list[list[Cell]] = [["Cast Vote Record", "Tabulator CVR", "Sheriff"], [1, 4.78822e15, "undervote"]]

    assert "a spreadsheet changed it" in refused(workbook(rows)).lower()


def test_zeros_lost_from_tabulator_numbers_come_back_only_where_all_then_fit():
    head = "Cast Vote Record,Tabulator CVR,Sheriff\n"

    read = _of(head + "1,3000112,Ann Ash\n2,1203000113,undervote\n")

    assert [one.imprint for one in read.records] == ["0003000112", "1203000113"]
    assert [one.tabulator for one in read.records] == ["0003", "1203"]
    assert "lacks digits" in refused(head + "1,3000112,Ann Ash\n2,478822AB478822AB,undervote\n")


def test_a_record_twice_with_the_same_content_counts_once_and_with_other_content_stops():
    row = "50112,PRECINCT 07,Ballot Style 3,REP Anne Able,Gil Gray,undervote,For\n"

    read = _of(HEAD + ROWS + row)

    assert len(read.records) == 3
    assert "taken once: 1" in str(read.findings[0])
    said = refused(HEAD + ROWS + row.replace("Anne Able", "Bo Birch"))
    assert "record 50112" in said


def test_parts_of_one_export_are_one_reading_and_other_headings_another():
    first, second = HEAD + ROWS, HEAD + "60001,P,S,undervote,undervote,undervote,For\n"

    read = records_in({"Cast Vote Records.csv": first.encode(), "Cast Vote Records - 1.csv": second.encode()})

    assert len(read.records) == 4
    assert len(read.source.files) == 2
    other = HEAD.replace("Sheriff", "Coroner") + ROWS
    files = [OutsideFile("a.csv", first.encode()), OutsideFile("b.csv", other.encode())]
    assert len(read_outside(files)) == 2


def test_rows_that_are_weights_are_refused():
    assert "none of the known formats" in refused("Precinct,1st Choice,2nd Choice,Count\nP,Ann,Bo,12\n")


def test_sheets_of_two_kinds_are_not_counted_as_ballots():
    read = _of("Cast Vote Record,Ballot Style,Sheriff,Levy\n1,S,Ann Ash,\n2,S,,For\n3,S,undervote,\n4,S,,undervote\n")

    assert len(read.records) == 4
    assert ballots_in(read) is None


def test_an_overvote_beside_a_vote_in_one_contest_is_refused():
    assert "row 2, County Commissioner" in refused(HEAD + "1,P,S,undervote,overvote,Hal Hill,For\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_in_the_encoding_they_were_saved_in(encoding):
    text = HEAD + ROWS.replace("Anne Able", "Zoë Über")

    assert said(_of(text, encoding)) == said(_of(text))


def test_a_formula_is_text_and_never_computed():
    read = _of(HEAD + '1,P,S,"=HYPERLINK(""http://x"")",Gil Gray,undervote,For\n')

    assert read.records[0].votes[0] == CardVotes(0, ('=HYPERLINK("http://x")',), (), 0)


@pytest.mark.parametrize("seed", range(3))
def test_a_csv_cut_anywhere_is_refused_or_said_to_be_or_has_its_first_records_alone(seed):
    county = recorded_county(seed, sheets=12)
    content = as_csv(ess_rows(county))
    whole = said(records_of(content))

    for end in range(0, len(content), 7):
        try:
            read = records_of(content[:end])
        except OutsideFileError:
            continue
        assert said(read).items() <= whole.items() or any("may be cut off" in str(one) for one in read.findings)


def test_a_column_moved_away_from_its_contest_is_refused():
    rows = [line.split(",") for line in (HEAD + ROWS).splitlines()]

    moved = [[*row[:5], row[6], row[5]] for row in rows]

    assert "School Levy" in refused(as_csv(moved))


def test_empty_cells_that_end_every_row_are_no_votes_and_one_row_longer_than_others_is_refused():
    rows = (HEAD + ROWS).splitlines()

    longer = "\n".join([rows[0], *(f"{row}," for row in rows[1:])]) + "\n"

    assert said(_of(longer)) == said(_of(HEAD + ROWS))
    assert "row 3" in refused("\n".join([*rows[:2], f"{rows[2]},", *rows[3:]]) + "\n")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_table_that_a_spreadsheet_saved_with_another_delimiter_is_read(delimiter):
    assert said(_of((HEAD + ROWS).replace(",", delimiter))) == said(_of(HEAD + ROWS))


def test_line_breaks_in_titles_and_names_are_blanks():
    read = _of('Cast Vote Record,Precinct,"County\nSheriff"\n1,P,"Anne\r\nAble"\n2,P,undervote\n')

    assert read.contests[0].title == "County Sheriff"
    assert read.records[0].votes == (CardVotes(0, ("Anne Able",), (), 0),)
