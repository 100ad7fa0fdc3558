"""What two certified lists say comes out as the definition says it, whatever form they are in."""

import io
import json
import zipfile
from random import Random

import pytest

from canvass.defining.list_files import contests_in, precincts_in
from tabulate.defining.former_lists import contest_rows_of, precinct_rows_of
from tabulate.defining.given_answers import GivenAnswers
from tabulate.defining.list_columns import ListKind, template
from tabulate.defining.standing import definition_standing
from tabulate.definitions import parse_definition
from tabulate.definitions.doubts import definition_doubts
from tabulate.definitions.json_document import read_document
from tests.tabulate.defining.certified_counties import contests_csv, precincts_csv, true_county, voted_on
from tests.tabulate.defining.completed import ALIKE, ELECTION, completed


@pytest.mark.parametrize("seed", range(12))
def test_lists_in_any_form_become_the_definition_that_is_true(seed: int) -> None:
    random = Random(seed)
    county = true_county(
        random,
        random.randint(1, 25),
        houses=random.randint(1, 5),
        split=random.randint(0, 4),
        issues=random.randint(0, 3),
    )
    standing = completed(contests_csv(county, random), precincts_csv(county, random))
    assert standing.problems == ()
    election = parse_definition(standing.content)
    assert voted_on(election) == county.truth()
    assert {part.municipality for part in election.parts} - {None} == {
        one.municipality.casefold() for one in county.electors if one.municipality
    }
    assert not [one for one in definition_doubts(election) if "choices named" in one]
    assert standing.content == completed(contests_csv(county), precincts_csv(county)).content


@pytest.mark.parametrize("seed", range(4))
def test_a_definition_written_as_lists_again_becomes_the_same_ballots(seed: int) -> None:
    county = true_county(Random(seed), 8, houses=3)
    first = completed(contests_csv(county), precincts_csv(county)).content
    document = read_document(first)
    again = completed(contest_rows_of(document, with_names=True).encode(), precinct_rows_of(document).encode())
    assert again.problems == ()
    one, other = parse_definition(first), parse_definition(again.content)
    assert voted_on(other) == voted_on(one)
    assert [(each.title, each.purpose) for each in other.contests] == [
        (each.title, each.purpose) for each in one.contests
    ]
    assert "Cedar" not in contest_rows_of(document, with_names=False)


def test_what_a_list_cannot_tell_of_a_definition_is_a_blank_in_it() -> None:
    lists = b"Office,Candidate,Party\nSheriff,Ann Ash,REP\nSheriff,Bo Birch,DEM\nCoroner,Cy Cedar,\n"
    document = json.loads(completed(lists, ALIKE).content)
    sheriff, coroner = document["contests"]
    sheriff["choices"][0]["parties"] = ["republican", "democratic"]
    read = contests_in(contest_rows_of(document, with_names=True).encode())
    assert [(one.field, one.expected) for one in read.problems] == [
        ("line 2, column party", "one party, of: Republican, Democratic")
    ]
    del sheriff["choices"][0]["parties"]
    document["contests"].append({**coroner, "id": "coroner-2", "choices": [{"id": "di", "name": "Di Dogwood"}]})
    read = contests_in(contest_rows_of(document, with_names=True).encode())
    assert [one.field for one in read.problems] == ["line 4, column title", "line 5, column title"]
    assert "2 contests are called so" in read.problems[0].expected


def test_the_templates_fit_together() -> None:
    standing = completed(
        template(ListKind.CONTESTS).encode(),
        template(ListKind.PRECINCTS).encode(),
        answer=lambda one: "municipal office" if one.key.startswith("office of") else one.options[0],
    )
    assert (standing.problems, standing.is_complete) == ((), True)


def test_a_workbook_is_read_and_one_that_would_fill_a_computer_is_not() -> None:
    cells: list[list[str | int]] = [["Office", "Candidate", "Seats"], ["Sheriff", "Ann Ash", 1]]
    read = contests_in(_workbook(cells))
    assert [(one.title, one.seats, one.choices[0].name) for one in read.contests] == [("Sheriff", 1, "Ann Ash")]
    far = contests_in(_workbook(cells, last="XFD1048576"))
    assert "columns" in far.problems[0].found


def _workbook(cells: list[list[str | int]], last: str = "A9") -> bytes:
    """An Excel workbook of one sheet, by hand."""
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{"ABC"[place]}{number}"><v>{cell}</v></c>'
            if isinstance(cell, int)
            else f'<c r="{"ABC"[place]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for place, cell in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(cells, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}<row r="99"><c r="{last}"/></row>'
        "</sheetData></worksheet>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def test_without_anything_everything_is_missing() -> None:
    standing = definition_standing(contests_in(b""), precincts_in(b""), GivenAnswers({}))
    assert len(standing.open_questions) == len(ELECTION)
    assert not standing.is_complete
