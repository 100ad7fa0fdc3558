"""What two certified lists say comes out as the definition says it, whatever form they are in."""

import io
import zipfile
from random import Random

import pytest

from canvass.defining.list_files import contests_in, precincts_in
from tabulate.defining.former_lists import contest_rows_of, precinct_rows_of
from tabulate.defining.given_answers import GivenAnswers, NotAnAnswer
from tabulate.defining.list_columns import ListKind, template
from tabulate.defining.standing import definition_standing
from tabulate.definitions import parse_definition
from tabulate.definitions.doubts import definition_doubts
from tabulate.definitions.json_document import read_document
from tabulate.election import ContestKind
from tabulate.offices import Office, Territory
from tests.tabulate.defining.certified_counties import contests_csv, precincts_csv, true_county, voted_on
from tests.tabulate.defining.completed import ELECTION, completed

ALIKE = b"Precinct,House District\n1,45\n2,45\n"
PRECINCTS = b"Precinct,Part,House District,Municipality\n1,,45,\n2,a,45,Larch\n2,b,46,\n3,,46,Alder\n"


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


def test_the_templates_fit_together() -> None:
    standing = completed(
        template(ListKind.CONTESTS).encode(),
        template(ListKind.PRECINCTS).encode(),
        answer=lambda one: "municipal office" if one.key.startswith("office of") else one.options[0],
    )
    assert (standing.problems, standing.is_complete) == ((), True)


def test_a_city_of_the_countys_name_is_not_the_county() -> None:
    lists = b"Office,District,Candidate\nMayor,Larch,Ann Ash\nSheriff,Larch,Bo Birch\nCoroner,Larch County,Cy Cedar\n"
    standing = completed(lists, PRECINCTS)
    assert dict(standing.places) == {"mayor-larch": "larch", "sheriff-larch": None, "coroner-larch-county": None}
    levy = b"Office,District,Candidate\nLevy,Larch,YES\nLevy,Larch,NO\n"
    (problem,) = completed(levy, PRECINCTS, answer=lambda one: one.options[0]).problems
    assert "the county's name and that of a district" in problem.found


def test_a_school_district_of_its_citys_name_is_not_the_city() -> None:
    places = b"Precinct,Part,School District,Municipality\n1,in,Alder,Alder\n1,out,Alder,\n2,,Larch,Larch\n"
    places += b"3,,Fir School,Fir\n"
    lists = b"Office,District,Candidate\nTrustee,%b,Ann Ash\nMayor,%b,Bo Birch\nLevy,%b,YES\nLevy,%b,NO\n"
    offices = {"office of trustee": "school", "office of mayor": "municipal office"}
    for city in ("Alder", "Larch", "Fir"):
        standing = completed(
            lists.replace(b"%b", city.encode()), places, answer=lambda one: offices.get(one.key, one.options[0])
        )
        ids = {one.id: one.named.kind for one in standing.districts}
        kinds = {contest.split("-")[0]: ids[place or ""] for contest, place in standing.places}
        if city == "Fir":
            (problem,) = standing.problems
            assert ("Trustee" in problem.field, problem.found) == (True, "'Fir'")
            assert kinds == {"mayor": "municipality", "levy": "municipality"}
            continue
        assert kinds == {"trustee": "school district", "mayor": "municipality"}, city
        (problem,) = standing.problems
        assert ("Levy" in problem.field, f"2 districts: municipality '{city}', school district" in problem.found) == (
            True,
            True,
        ), problem


def test_what_is_a_citys_alone_is_not_the_countys_where_the_precincts_do_not_have_the_city() -> None:
    lists = b"Office,District,Candidate\nMayor,Larch,Ann Ash\nLibrary,Larch,Bo Birch\n"
    offices = {"office of mayor": "municipal office", "office of library": "special district"}
    standing = completed(lists, ALIKE, answer=lambda one: offices.get(one.key, one.options[0]))
    (problem,) = standing.problems
    assert ("Mayor" in problem.field, "a district that the list of precincts has" in problem.expected) == (True, True)
    assert dict(standing.places) == {"library-larch": None}


def test_a_candidate_called_no_is_no_ballot_issue() -> None:
    rows = b"Sheriff,Minh No,\nCoroner,Minh No,REP\nCoroner,For Elm,DEM\nLevy,FOR,\nLevy,AGAINST,NP\n"
    contests = contests_in(b"Office,Candidate,Party\n" + rows).contests
    assert [one.kind for one in contests] == [ContestKind.CANDIDATE, ContestKind.CANDIDATE, ContestKind.ISSUE]


def test_precincts_where_nothing_is_voted_on_are_left_out_and_named() -> None:
    lists = b"Office,District,Candidate\nMayor,Larch,Ann Ash\n"
    standing = completed(lists, PRECINCTS)
    election = parse_definition(standing.content)
    assert [(one.precinct, one.municipality) for one in election.parts] == [("P02", "larch")]
    assert "Nothing is voted on in Precinct 1; Precinct 2, b; Precinct 3" in standing.doubts[0]


def test_a_primary_has_a_ballot_for_each_party_with_what_is_no_partys_on_each() -> None:
    lists = (
        b"Office,Candidate,Party,Ballot of party,District,Seats\n"
        b"Sheriff,Ann Ash,REP,REP,,\nSheriff,Bo Birch,DEM,DEM,,\n"
        b"District Judge,Cy Cedar,NP,,,\nPrecinct Committee Representative,Di Dogwood,REP,REP,2,2\n"
    )
    said = {**ELECTION, "kind": "primary", "date": "2026-06-02"}
    standing = completed(lists, PRECINCTS, said)
    assert standing.problems == ()
    election = parse_definition(standing.content)
    nominated = {one.title: (one.purpose.party, one.purpose.nominated) for one in election.contests}
    assert nominated["District Judge"] == (None, 2)
    assert nominated["Precinct Committee Representative, 2"] == ("republican", None)
    assert {one.purpose.nominated for one in election.contests if one.title == "Sheriff"} == {1}
    for precinct in election.precincts:
        styles = [one for one in election.ballot_styles if precinct.id in one.precincts]
        titles = sorted(tuple(each.title for each in election.contests_of(one)) for one in styles)
        committee = ("Precinct Committee Representative, 2",) * (precinct.name == "Precinct 2")
        assert titles == sorted([("District Judge", "Sheriff"), ("District Judge", "Sheriff", *committee)])


def test_a_school_election_may_close_at_an_earlier_hour_and_no_other() -> None:
    lists = b"Office,Candidate,Voted on in,Nonpartisan,Title\nschool,Ann Ash,district within a county,yes,Trustee\n"
    early = {**ELECTION, "kind": "school", "closing hour": "19:00", "date": "2026-05-05"}
    assert completed(lists, PRECINCTS, early).is_complete
    problems = completed(lists, PRECINCTS, {**early, "kind": "special"}).problems
    assert "13-1-106" in problems[0].expected


def test_issues_stand_last_amendments_first_and_a_retention_is_known_by_its_words() -> None:
    lists = (
        b"Office,Candidate,Number,Method\nLevy,FOR,,\nLevy,AGAINST,,\n"
        b"Initiative,YES,I-1,a law proposed by initiative petition\nInitiative,NO,,\n"
        b"Amendment,YES,C-1,an amendment to the constitution proposed by the legislature\nAmendment,NO,,\n"
        b"Supreme Court Justice,YES,,\nSupreme Court Justice,NO,,\nGovernor,Ann Ash,,\n"
    )
    lists = lists.replace(b"Supreme Court Justice,", b"Shall Justice Elm be retained?,")
    standing = completed(
        lists, PRECINCTS, answer=lambda one: "supreme court justice" if "office of" in one.key else one.options[-1]
    )
    election = parse_definition(standing.content)
    assert [one.title for one in election.contests][1:] == [
        "Shall Justice Elm be retained?",
        "Amendment",
        "Initiative",
        "Levy",
    ] or [one.title for one in election.contests][-3:] == ["Amendment", "Initiative", "Levy"]
    retained = next(one for one in election.contests if one.kind is ContestKind.RETENTION)
    assert (retained.purpose.office, retained.write_ins) == (Office.JUSTICE, 0)
    assert election.contests[-2].purpose.territory is Territory.STATE


@pytest.mark.parametrize(
    ("lists", "place", "words"),
    [
        (b"Candidate\nAnn\n", "line 1", "no column for the office"),
        (b"Office,Candidate,Name\nSheriff,Ann,Ash\n", "line 1", "which mean the same"),
        (b"Office,Candidate\n", "", "a heading and no row"),
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


def test_a_district_that_no_precinct_lies_in_is_said_with_the_nearest() -> None:
    lists = b"Office,District,Candidate\nState Representative,47,Ann Ash\nMayor,Lartch,Bo Birch\n"
    one, other = sorted(completed(lists, PRECINCTS).problems, key=lambda each: each.field)
    assert "House District 45" in one.expected
    assert "as Larch" in other.expected
    assert one.field == "contests, line 2 (State Representative, 47)"


def test_what_contradicts_the_law_is_said_at_the_line_of_the_list() -> None:
    lists = b"Office,Candidate,Seats\nSheriff,Ann Ash,1\nGovernor,Bo Birch,2\n"
    (problem,) = completed(lists, PRECINCTS).problems
    assert problem.field == "contests, line 3 (Governor)"
    assert "13-12-207" in problem.expected


def test_a_day_on_which_no_such_election_is_held_is_a_doubt() -> None:
    lists = b"Office,Candidate\nSheriff,Ann Ash\n"
    assert not completed(lists, ALIKE).doubts
    assert "is held on 2026-11-03" in completed(lists, ALIKE, {**ELECTION, "date": "2026-11-04"}).doubts[0]
    assert "even years" in completed(lists, PRECINCTS, {**ELECTION, "date": "2025-11-04"}).doubts[0]


def test_without_anything_everything_is_missing() -> None:
    standing = definition_standing(contests_in(b""), precincts_in(b""), GivenAnswers({}))
    assert len(standing.open_questions) == len(ELECTION)
    assert not standing.is_complete


@pytest.mark.parametrize(
    ("key", "text"),
    [("date", "2026-02-30"), ("date", "tomorrow"), ("kind", "odd"), ("closing hour", "8 pm"), ("county", "\u202e"),
     ("office of x", "king"), ("nothing", "yes"), ("title", "x" * 400)],
)  # fmt: skip
def test_what_is_no_answer_is_refused(key: str, text: str) -> None:
    with pytest.raises(NotAnAnswer):
        GivenAnswers({}).with_texts({key: text})


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
