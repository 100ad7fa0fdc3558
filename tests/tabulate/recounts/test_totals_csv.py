"""Totals from a CSV file: read whole or refused, with the row, what was found, what was expected and what to do."""

import pytest

from tabulate.csv_rows import CsvRefused
from tabulate.definitions import parse_definition
from tabulate.recounts.totals_csv import totals_of
from tests.tabulate.definitions_data import as_bytes, canvass_document

ELECTION = parse_definition(as_bytes(canvass_document()))
ROWS = [
    "contest,choice,votes",
    "commissioner,burke,8",
    "commissioner,ames,12",
    "commissioner,write-in:Cy Cole,7",
    "commissioner,write-in:Dee Dunn,1",
    "justice,yes,5",
    "justice,no,4",
]


def written(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def refusal(*rows: str) -> str:
    with pytest.raises(CsvRefused) as refused:
        totals_of(written(*rows), ELECTION)
    return str(refused.value)


def test_the_totals_of_each_contest_stand_in_the_definitions_order() -> None:
    commissioner, justice = totals_of(written(*ROWS), ELECTION)
    assert [(one.choice, one.name, one.votes) for one in commissioner.votes] == [
        ("ames", "Ada Ames", 12),
        ("burke", "Bo Burke", 8),
        ("write-in:Cy Cole", "Cy Cole", 7),
        ("write-in:Dee Dunn", "Dee Dunn", 1),
    ]
    assert justice.contest.id == "justice"


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + written(*ROWS),
        written(*ROWS, "", ",,", ""),
        "\r\n".join(ROWS).encode(),
        written("Votes,Contest,Choice", *(",".join((row.split(",")[2], *row.split(",")[:2])) for row in ROWS[1:])),
        written(*ROWS).replace(b",12", b', "12"'),
        written(*ROWS).replace(b",", b";"),
        written(*ROWS).replace(b",", b"\t"),
        written(*ROWS).replace(b"Cy Cole", b" Cy \xc2\xa0Cole "),
    ],
    ids=["with a mark", "empty rows", "as Windows ends lines", "other order", "quoted", "semicolons", "tabs", "blanks"],
)
def test_a_table_is_the_same_however_a_spreadsheet_saves_it(content: bytes) -> None:
    assert totals_of(content, ELECTION) == totals_of(written(*ROWS), ELECTION)


def test_a_figure_with_its_comma_in_quotes_is_that_figure() -> None:
    (justice,) = totals_of(written(ROWS[0], 'justice,yes,"1,204"', "justice,no,0"), ELECTION)
    assert [one.votes for one in justice.votes] == [1_204, 0]


BAD = [
    ("unknown contest", ["sheriff,yes,4"], "line 8: found the contest 'sheriff'; expected a contest of .*commissioner"),
    ("unknown choice", ["justice,maybe,4"], "line 8: found the choice 'maybe'; expected a choice of justice: yes, no"),
    ("doubled row", ["justice,yes,5"], "line 8: found 'yes' of justice again, after line 6; expected each choice once"),
    ("doubled write-in", ["commissioner,write-in:cy  COLE,1"], "line 8: found 'write-in:cy COLE' .* after line 4"),
    ("two names filed", ["commissioner,write-in:C. Cole,1"], "line 8: found 'write-in:C. Cole' .* again, after line 4"),
    ("doubled accents", [f"commissioner,write-in:{name},1" for name in ("Jos\u00e9", "Jose\u0301")], "line 9: .* 8"),
    ("negative", ["levy,for,-3"], "line 8: found '-3' votes for 'for'; expected a whole number from 0"),
    ("fraction", ["levy,for,3.0"], "line 8: found '3.0' votes"),
    ("a comma for a point", ['levy,for,"3,5"'], "line 8: found '3,5' votes for 'for'; expected a whole number from 0"),
    ("formula", ["levy,for,=2+3"], "line 8: found '=2[+]3' votes"),
    ("no votes", ["levy,for,"], "line 8: found no number of votes"),
    ("other digits", ["levy,for,\u0663"], "line 8: found '\u0663' votes"),
    ("too many", ["levy,for,99999999999"], "line 8: found '99999999999' votes"),
    ("missing choice", ["levy,for,3"], "found no votes of against in the contest levy; expected a row for every"),
    (
        "write-in without a line",
        ["justice,write-in:Cy,1"],
        "line 8: found a write-in in justice; .*no line to write in",
    ),
    ("nameless write-in", ["commissioner,write-in: ,1"], "line 8: found a write-in without a name"),
    ("unprintable", ["commissioner,write-in:C\x07y,1"], "line 8: found the write-in 'C.*y'; expected write-in:NAME"),
    ("a printed name", ["commissioner,write-in:ada ames,1"], "line 8: .* beside the printed choice ames"),
    ("a printed name, wide", ["commissioner,write-in:Ada\u00a0 Ames,1"], "line 8: .* beside the printed choice ames"),
    ("more cells", ["levy,for,1,204"], "line 8: found more cells than line 1 names"),
    ("a broken quote", ['levy,"for,1'], "line 8 cannot be read"),
]


@pytest.mark.parametrize(("rows", "words"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_a_row_that_says_nothing_plain_is_refused(rows: list[str], words: str) -> None:
    with pytest.raises(CsvRefused, match=words):
        totals_of(written(*ROWS, *rows), ELECTION)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "line 1: found no columns; expected the first line to be `contest,choice,votes`"),
        (written(ROWS[0]), "line 2: found nothing below the first line"),
        (written("contest,choice", "justice,yes"), "line 1: found the columns 'contest,choice'"),
        (written("contest,choice,votes,precinct", "justice,yes,5,north"), "line 1: found the columns"),
        (written("votes,contest,choice,votes"), "line 1: found two columns votes"),
        (written(*ROWS).replace(b"Cy", b"\xc7y"), "found another encoding: byte 86 is not UTF-8"),
        (written(*ROWS).decode().encode("utf-16"), "found another encoding"),
        (written(*ROWS) + b"\0", "found a zero byte"),
        (b"PK\x03\x04" + bytes(40), "found a zero byte"),
    ],
    ids=["empty", "heading alone", "too few", "by precinct", "twice", "Latin", "UTF-16", "zero", "a workbook"],
)
def test_a_file_that_is_no_such_table_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(CsvRefused, match=words):
        totals_of(content, ELECTION)


def test_each_refusal_ends_with_what_to_do() -> None:
    for _, rows, _ in BAD:
        assert refusal(*ROWS, *rows).endswith("."), rows
