"""What is wrong in a list, or is no answer, is said by its place, and nothing of it is taken."""

import pytest

from canvass.defining.list_files import contests_in, precincts_in
from tabulate.defining.given_answers import GivenAnswers, NotAnAnswer
from tests.outside.workbook_writer import workbook


@pytest.mark.parametrize(
    ("lists", "place", "words"),
    [
        (b"Candidate\nAnn\n", "line 1", "no column for the office"),
        (b"Office,Candidate,Name\nSheriff,Ann,Ash\n", "line 1", "which mean the same"),
        (b"Office,Candidate\n", "", "a heading and no row"),
        (b"Certified List,,\n,,\nOffice,Candidate,Seats\nSheriff,Ann,1\n", "line 1", "no column for the office"),
        (b"Office;Candidate;Seats\nSheriff;Ann;1,0\n", "line 2, column seats", "'1,0'"),
        (b"Office,Candidate,Seats\nSheriff,Ann,two\n", "line 2, column seats", "'two'"),
        (b"Office,Candidate,Seats\nSheriff,Ann,1\nSheriff,Bo,2\n", "line 3, column seats", "line 2 has '1'"),
        (b"Office,Candidate\nSheriff,Ann\nSheriff,ann \n", "line 3, column candidate", "stands in line 2 too"),
        (b"Office,Candidate\nSheriff,\nSheriff,Bo\n", "line 2, column candidate", "nothing"),
        (b"Office,Candidate\n,Bo\n", "line 2, column office", "nothing"),
        (b"Office,Candidate,Party\nSheriff,Bo,The Very Best Party\n", "line 2, column party", "The Very Best"),
        (b"Office,Candidate\nSheriff,=1+1\n", "line 2, column candidate", "a spreadsheet would compute"),
        ("Office,Candidate\nSheriff,A\u202enn\n".encode(), "line 2, column candidate", "cannot be printed"),
        (b"Office,Candidate\nSheriff," + b"Ann" * 40 + b"\0\n", "", "a zero byte"),
        (b'Office,Candidate\nSheriff,"Ann\n', "", "not CSV"),
        (b"Office,Candidate\n" + b"Sheriff,Ann\n" * 100_000, "", "more than 20,000 rows"),
        (b"", "", "an empty file"),
        (b"\x89PNG" + bytes(range(256)) * 20, "", "a file that is no table"),
        (b"%PDF-1.7 hello", "", ""),
        (b"PK\x03\x04 not a zip at all", "", "damaged"),
        (b"Office,Candidate\n" + b"x" * 5_000_000, "", "bytes"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column_and_nothing_is_taken(lists: bytes, place: str, words: str) -> None:
    read = contests_in(lists)
    assert read.contests == ()
    assert any(one.field == place and words in one.found for one in read.problems), read.problems[:3]


@pytest.mark.parametrize(
    ("lists", "place", "words"),
    [
        (b"Precinct,HD\n1,45\n1,45\n", "line 3, column precinct", "of line 2 once more"),
        (b"Precinct,HD\n7,45\n07,46\n", "line 3, column precinct", "'07', and line 2 has '7'"),
        (b"Precinct,HD\nPrecinct 7,45\n8,45\nPct. No. 007,46\n", "line 4, column precinct", "has 'Precinct 7'"),
        (b"Precinct,HD,Electors\n1,45,-5\n", "line 2, column electors", "'-5'"),
        (
            b"Precinct,HD,SD\n1,45,23\n2,45,24\n",
            "line 3, column Senate District",
            "line 2 has it in Senate District 23",
        ),
        (b"Precinct,HD\n1,45;46\n", "line 2, column House District", "House District 45 and House District 46"),
        (b"Precinct,HD,Part\n1,45,a\n1,46,A\n", "line 3, column part", "'A'"),
        (b"HD\n45\n", "line 1", "no column for name or number"),
    ],
)
def test_wrong_rows_of_precincts_are_said(lists: bytes, place: str, words: str) -> None:
    read = precincts_in(lists)
    assert read.parts == ()
    assert any(one.field == place and words in one.found for one in read.problems), read.problems


def test_a_workbook_of_several_sheets_is_refused_and_one_with_empty_sheets_is_not() -> None:
    heading, ann, bo = ["Office", "Candidate"], ["Sheriff", "Ann Ash"], ["Coroner", "Bo Birch"]
    (problem,) = contests_in(workbook({"County": [heading, ann], "More": [heading, bo]})).problems
    assert problem.found == "rows on 2 sheets: 'County', 'More'"
    for sheets in ({"One": [heading, ann], "Two": []}, {"One": [], "Two": [heading, ann]}):
        assert [one.title for one in contests_in(workbook(sheets)).contests] == ["Sheriff"]


@pytest.mark.parametrize(
    ("key", "text"),
    [("date", "2026-02-30"), ("date", "tomorrow"), ("kind", "odd"), ("closing hour", "8 pm"), ("county", "\u202e"),
     ("office of x", "king"), ("nothing", "yes"), ("title", "x" * 400)],
)  # fmt: skip
def test_what_is_no_answer_is_refused(key: str, text: str) -> None:
    with pytest.raises(NotAnAnswer):
        GivenAnswers({}).with_texts({key: text})
