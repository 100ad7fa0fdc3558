"""A report of another system becomes a definition: what it tells stands there, and the rest is a blank."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from canvass.commands.outside.outside_definition import outside_definition
from canvass.errors import InputError
from canvass.importing.defining.drafted_definition import drafted_definition
from canvass.importing.defining.office_titles import office_of
from canvass.importing.defining.stated import StatedOfElection
from outside.matching.defined_election import defined_election
from outside.matching.mapped_figures import mapped_figures
from outside.matching.matching_names import matched
from outside.matching.name_map import WaitingContest, WaitingPrecinct
from outside.matching.normal_form import party_apart
from outside.matching.outside_names import names_in
from outside.results import OutsideContest, OutsideResults, ResultsLevel
from tabulate.definitions import parse_definition
from tabulate.election import ContestId
from tabulate.errors import DefinitionError
from tabulate.offices import Office
from tests.outside.results.test_real_results import ALLEN, LYON, MONTANA, read, where_it_lies
from tests.outside.simulated_county import NOTHING, Shape, as_printed, simulated_county
from tests.outside.summary_writer import Look, SummaryWriter

SOURCE = replace(NOTHING, county="Larkspur County", election="General Election", election_date="November 3, 2026")
FILLED = {"office": "other", "kind": "issue", "seats": 1}


def report(seed: int) -> OutsideResults:
    return replace(as_printed(simulated_county(seed), Shape(totals=True)), source=SOURCE)


def filled(content: bytes) -> bytes:
    """As somebody would fill the blanks in: by the field's name, and the questions on styles answered."""
    document = json.loads(content)
    for contest in document["contests"]:
        for field, value in contest.items():
            if str(value).startswith("?? "):
                contest[field] = answer(contest["kind"], field, value)
        if contest["kind"] == "retention":
            contest["nonpartisan"] = True
    for style in document["ballot_styles"]:
        style["contests"] = [one for one in style["contests"] if not one.startswith("?? ")]
    return json.dumps(document).encode()


def answer(kind: str, field: str, asked: str) -> object:
    if field == "territory":
        return "one county" if "one county" in asked else "several counties"
    return "other judge" if (kind, field) == ("retention", "office") else FILLED[field]


@pytest.mark.parametrize("seed", range(12))
def test_the_report_s_own_figures_fit_the_definition_made_from_it(seed: int) -> None:
    results = report(seed)
    election = parse_definition(filled(drafted_definition(results, StatedOfElection()).content))
    assert (election.county, election.title, str(election.date)) == (
        "Larkspur County",
        "General Election",
        "2026-11-03",
    )
    assert election.cards == ()
    known = defined_election(election)
    found = matched(names_in([results]), known)
    assert not found.waiting
    figures = mapped_figures(results, found.map, known)
    assert [len(one.contests) for one in figures] == [len(one.contests) for one in results.precincts]
    assert {one.precinct for one in figures} == {one.id for one in election.precincts}


@where_it_lies(ALLEN, LYON, MONTANA)
@pytest.mark.parametrize("file", [ALLEN, LYON, MONTANA])
def test_a_published_report_fits_the_definition_made_from_it(file: Path) -> None:
    results = read(file)
    drafted = drafted_definition(results, StatedOfElection("A County", "An Election", date(2025, 11, 4)))
    election = parse_definition(filled(drafted.content))
    known = defined_election(election)
    found = matched(names_in([results]), known)
    assert not [one for one in found.waiting if isinstance(one, WaitingPrecinct)]
    apart = [one for one in found.waiting if isinstance(one, WaitingContest)]
    assert {one.outside.title for one in apart} <= {one for one, many in _titles(results).items() if many > 1}


def _titles(results: OutsideResults) -> Counter[str]:
    names = {(x.title, x.district, x.party, x.seats, x.place) for one in results.precincts for x in one.contests}
    return Counter(title for title, *_ in names)


def test_every_blank_is_named_when_a_record_would_be_opened(tmp_path: Path) -> None:
    drafted = drafted_definition(report(1), StatedOfElection())
    assert drafted.blanks
    with pytest.raises(DefinitionError) as refused:
        parse_definition(drafted.content)
    problems = refused.value.problems
    assert [(one.field, one.found) for one in problems] == [(field, "a blank") for field, _ in drafted.blanks]
    assert all(one.expected in asked for one, (_, asked) in zip(problems, drafted.blanks, strict=True))


def test_what_not_every_ballot_has_is_asked_for_and_two_styles_are_proposed() -> None:
    seeds = (report(seed) for seed in range(9))
    results = next(one for one in seeds if any("LEVY" in contest.title for contest in one.precincts[0].contests))
    document = json.loads(drafted_definition(results, StatedOfElection()).content)
    first = [one["contests"] for one in document["ballot_styles"] if document["precincts"][0]["id"] in one["precincts"]]
    assert [("2026-levy" in one) for one in first] == [True, False]
    assert all("not every ballot here has" in one[-1] for one in first)
    told = json.loads(drafted_definition(results, StatedOfElection(every_ballot=True)).content)
    assert not any("?? " in contest for one in told["ballot_styles"] for contest in one["contests"])


def test_a_report_without_undervotes_does_not_tell_who_votes_on_what() -> None:
    results = replace(as_printed(simulated_county(3), Shape(overvotes=False)), source=SOURCE)
    document = json.loads(drafted_definition(results, StatedOfElection()).content)
    asked = [one for style in document["ballot_styles"] for one in style["contests"] if one.startswith("?? ")]
    assert asked
    assert all("does not tell on how many ballots" in one for one in asked)


def test_a_report_of_the_whole_county_has_no_precincts() -> None:
    with pytest.raises(InputError, match="is of the whole county: it has no precincts"):
        drafted_definition(replace(report(1), level=ResultsLevel.COUNTY), StatedOfElection())


def named_as_a_line(contest: OutsideContest) -> OutsideContest:
    first = next(row for row in contest.rows if row.name and row.name not in ("YES", "NO"))
    return replace(
        contest, rows=tuple(replace(row, name="WRITE-IN WILSON") if row is first else row for row in contest.rows)
    )


def test_a_name_that_begins_as_write_ins_do_has_another_id() -> None:
    printed = report(1)
    title = next(one.title for one in printed.precincts[0].contests if all(row.name != "YES" for row in one.rows))
    places = (
        replace(one, contests=tuple(named_as_a_line(each) if each.title == title else each for each in one.contests))
        for one in printed.precincts
    )
    drafted = drafted_definition(replace(printed, precincts=tuple(places)), StatedOfElection())
    choices = [one.id for contest in parse_definition(filled(drafted.content)).contests for one in contest.choices]
    assert "choice-write-in-wilson" in choices


def judged(contest: OutsideContest, word: str) -> OutsideContest:
    rows = (replace(row, name=party_apart(row.name)[0], party=word if row.name else "") for row in contest.rows)
    return replace(contest, title="SUPREME COURT JUSTICE #3", party="", rows=tuple(rows))


@pytest.mark.parametrize("word", ["Non-Partisan", "NON-PARTISAN", "Nonpartisan", "NON", "NP"])
def test_a_candidate_of_no_party_is_one_however_a_report_says_so(word: str) -> None:
    printed = report(1)
    of_one = (one for one in printed.precincts[0].contests if one.seats == 1)
    title = next(one.title for one in of_one if not any(row.name == "YES" for row in one.rows))
    places = (
        replace(one, contests=tuple(judged(each, word) if each.title == title else each for each in one.contests))
        for one in printed.precincts
    )
    drafted = drafted_definition(replace(printed, precincts=tuple(places)), StatedOfElection())
    assert "Nonpartisan" in [one["name"] for one in json.loads(drafted.content)["parties"]]
    assert parse_definition(filled(drafted.content)).contest(ContestId("supreme-court-justice-3")).purpose.nonpartisan


OFFICES = [
    ("UNITED STATES SENATOR", Office.US_SENATOR),
    ("For Sheriff", Office.SHERIFF),
    ("STATE REPRESENTATIVE DISTRICT 45", Office.STATE_REPRESENTATIVE),
    ("SUPREME COURT JUSTICE #3", Office.JUSTICE),
    ("County Commissioner, District 2", Office.COUNTY_COMMISSIONER),
    ("Sheriff/Coroner", None),
    ("CITY COUNCIL WARD 3", None),
    ("Treasurer of the Sewer District", None),
    ("SHALL JUDGE H. HOLLY BE RETAINED IN OFFICE?", None),
]


@pytest.mark.parametrize(("title", "office"), OFFICES)
def test_an_office_is_taken_only_from_a_title_that_is_its_name(title: str, office: Office | None) -> None:
    assert office_of(title) is office


def run(*arguments: object) -> Result:
    return CliRunner().invoke(outside_definition, [str(one) for one in arguments], standalone_mode=False)


def test_the_command_writes_the_file_and_says_what_is_blank(tmp_path: Path) -> None:
    pdf, out = tmp_path / "Precinct Summary.pdf", tmp_path / "definition.json"
    pdf.write_bytes(SummaryWriter(as_printed(simulated_county(1), Shape(totals=True)), Look()).content())
    asked = run(pdf, "--out", out)
    assert asked.return_value == 1
    assert "blanks to fill in" in asked.output
    assert "the office (13-12-207)" in asked.output
    again = run(pdf, "--out", out)
    assert isinstance(again.exception, InputError)
    assert "nothing is written over" in str(again.exception)
    document = json.loads(out.read_text())
    contests = [one["id"] for one in document["contests"]]
    more = [f"--office={one}=other" for one in contests] + [f"--territory={one}=one county" for one in contests]
    stated = run(pdf, "--out", tmp_path / "b.json", "--every-ballot", "--own-officers", *more)
    assert stated.return_value in (0, 1)
    assert stated.output.count("territory") == 0
    unknown = run(pdf, "--out", tmp_path / "c.json", "--office", "mayor=sheriff")
    assert "The report has no contest 'mayor'" in str(unknown.exception)
    wrong = run(pdf, "--out", tmp_path / "c.json", "--office", "mayor=king")
    assert "--office takes CONTEST=WORDS" in str(wrong.exception)
    assert not (tmp_path / "c.json").exists()


def test_a_file_without_figures_makes_no_definition(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert "Nothing was written" in str(run(tmp_path / "x.pdf", "--out", tmp_path / "d.json").exception)
