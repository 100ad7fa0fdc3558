"""Names of a report meet those of a definition: what is certain is mapped, and nothing is ever mapped wrongly."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from outside.errors import NotMappedError
from outside.matching.defined_election import DefinedChoice, DefinedContest, DefinedElection, DefinedPrecinct
from outside.matching.mapped_figures import mapped_figures
from outside.matching.matching_names import matched
from outside.matching.name_map import (
    MappedContest,
    Matching,
    NameMap,
    WaitingChoice,
    WaitingContest,
    WaitingPrecinct,
)
from outside.matching.normal_form import plain_precinct
from outside.matching.outside_names import OutsideContestName, OutsidePrecinctName, names_in
from outside.matching.partners import FoundBy
from outside.reading import read_outside
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind, placed
from outside.source import OutsideFile
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tests.outside.renamed_county import RenamedCounty, hard, mild, renamed_county, same
from tests.outside.simulated_county import NOTHING

_MONTANA = Path(__file__).parents[3] / "shared" / "vendors" / "montana-sos" / "CTYALL_Results_46_2024.xlsx"
P1, P2 = PrecinctId("p1"), PrecinctId("p2")


def choice(at: int, name: str, *parties: str) -> DefinedChoice:
    return DefinedChoice(ChoiceId(f"c{at}"), name, parties)


def contest(title: str, *choices: str, id_: str = "", **more: Any) -> DefinedContest:
    known = DefinedContest(ContestId(id_ or title), title, 1, (), frozenset((P1, P2)))
    return replace(known, choices=tuple(choice(at, *name.split("|")) for at, name in enumerate(choices)), **more)


def election(*contests: DefinedContest, precincts: tuple[str, ...] = ("Precinct 1", "Precinct 2")) -> DefinedElection:
    return DefinedElection(
        tuple(DefinedPrecinct(PrecinctId(f"p{at}"), one) for at, one in enumerate(precincts, 1)), contests
    )


def printed(title: str, *rows: str, seats: int | None = 1, **more: Any) -> OutsideContest:
    told = (row.partition("=") for row in rows)
    made = tuple(OutsideRow(name, OutsideRowKind.CHOICE, int(votes or 0)) for name, _, votes in told)
    return replace(OutsideContest(title, made, seats), **more)


def report(*contests: OutsideContest, precincts: tuple[str, ...] = ("PRECINCT 01", "PRECINCT 02")) -> OutsideResults:
    return OutsideResults(
        NOTHING, (), tuple(OutsidePrecinct(one, placed(contests), ballots_cast=9) for one in precincts)
    )


def found_in(results: OutsideResults, known: DefinedElection, confirmed: NameMap | None = None) -> Matching:
    return matched(names_in([results]), known, confirmed or NameMap())


def check_against_truth(county: RenamedCounty, found: Matching) -> int:
    """Nothing is mapped wrongly; how many names are mapped."""
    for one in found.map.precincts:
        assert county.precincts[one.outside.name] in ("", one.precinct), one
    for contest_ in found.map.contests:
        assert county.contests[contest_.outside.title] in ("", contest_.contest), contest_
        for two in contest_.choices:
            assert county.choices[str(contest_.contest), two.outside.name] in ("", two.choice), two
    choices = sum(len(one.choices) for one in found.map.contests)
    return len(found.map.precincts) + len(found.map.contests) + choices


@pytest.mark.parametrize("seed", range(40))
def test_what_systems_do_to_names_keeps_nothing_from_being_mapped(seed: int) -> None:
    for rename in (same, mild):
        county = renamed_county(seed, rename)
        found = found_in(county.results, county.election)
        known = county.election.contests
        everything = len(county.election.precincts) + len(known) + sum(len(one.choices) for one in known)
        doubled = [key for truth in (county.precincts, county.contests) for key, id_ in truth.items() if not id_]
        if not doubled:
            assert check_against_truth(county, found) == everything, found.waiting


def test_nothing_is_mapped_wrongly_over_random_counties() -> None:
    mapped = waiting = 0
    for seed in range(100):
        county = renamed_county(seed, hard)
        found = found_in(county.results, county.election)
        mapped += check_against_truth(county, found)
        waiting += len(found.waiting)
    assert mapped > 500, "the noise leaves something to map"
    assert waiting > 300, "the noise leaves something to ask"


def test_figures_go_where_their_names_say_whatever_the_order() -> None:
    for seed in range(20):
        county = renamed_county(seed, same)
        found = found_in(county.results, county.election)
        figures = {one.precinct: one for one in mapped_figures(county.results, found.map, county.election)}
        for precinct in county.results.precincts:
            for one in precinct.contests:
                id_ = county.contests[one.title]
                meant = county.election.contest(id_)
                told = figures[PrecinctId(county.precincts[precinct.name])].contest(id_)
                assert told is not None
                assert meant is not None
                by_choice = dict(zip((x.id for x in meant.choices), told.votes, strict=True))
                for row in one.rows:
                    assert by_choice[ChoiceId(county.choices[id_, row.name])] == row.total


@pytest.mark.skipif(not _MONTANA.is_file(), reason="the published files are not here")
def test_real_precinct_names_of_montana_are_unique_and_find_their_own() -> None:
    (read,) = read_outside([OutsideFile("x.xlsx", _MONTANA.read_bytes())])
    assert isinstance(read, OutsideResults)
    names = [one.name for one in read.precincts]
    assert len({plain_precinct(one) for one in names}) == len(names) == 31
    shuffled = random.Random(3).sample(names, len(names))
    known = election(precincts=tuple(one.replace("PREC_", "Precinct ") for one in shuffled))
    found = found_in(replace(read, precincts=tuple(replace(one, contests=()) for one in read.precincts)), known)
    assert not found.waiting
    by_id = {str(one.id): one.name for one in known.precincts}
    assert all(
        by_id[str(one.precinct)] == one.outside.name.replace("PREC_", "Precinct ") for one in found.map.precincts
    )


SAME_PRECINCTS = [
    ("PRECINCT 01", "Precinct 1"),
    ("PREC_1.1", "Precinct 1.1"),
    ("PCT 7", "P07"),
    ("19A", "P19A"),
    ("PRECINCT 01 - D-CITY", "Precinct 1, D-City"),
    ("Precinct No. 5", "5"),
    ("WASHINGTON & LAKE", "Washington and Lake"),
]
OTHER_PRECINCTS = [("PREC_1.1", "PREC_11"), ("19A", "P19A1"), ("1", "1-1"), ("39", "39.1"), ("P1", "1A"), ("10", "1")]


@pytest.mark.parametrize(("one", "other"), SAME_PRECINCTS)
def test_one_precinct_however_it_is_written(one: str, other: str) -> None:
    assert plain_precinct(one) == plain_precinct(other)


@pytest.mark.parametrize(("one", "other"), OTHER_PRECINCTS)
def test_precincts_that_are_nearly_alike_stay_apart(one: str, other: str) -> None:
    assert plain_precinct(one) != plain_precinct(other)


def test_a_precinct_that_is_not_certain_waits_with_its_nearest() -> None:
    known = election(precincts=("Washington", "Jefferson"))
    (asked,) = found_in(report(precincts=("WASHINGTON SCH",)), known).waiting
    assert isinstance(asked, WaitingPrecinct)
    assert asked.proposals[0].name == "Washington"
    assert asked.proposals[0].ratio_percent == 83


def test_two_choices_of_one_name_wait_for_a_person() -> None:
    known = election(contest("Sheriff", "John Ash", "John Ash", "Eve Elm"))
    found = found_in(report(printed("SHERIFF", "JOHN ASH", "EVE ELM")), known)
    (mapped,) = found.map.contests
    assert [one.choice for one in mapped.choices] == ["c2"]
    (asked,) = found.waiting
    assert isinstance(asked, WaitingChoice)
    assert {one.id for one in asked.proposals[:2]} == {"c0", "c1"}


def test_two_choices_of_one_name_are_known_by_their_parties() -> None:
    known = election(contest("Sheriff", "John Ash|Republican", "John Ash|Democratic"))
    rows = (OutsideRow("John Ash", OutsideRowKind.CHOICE, 1, party=one) for one in ("DEM", "REP"))
    found = found_in(report(OutsideContest("Sheriff", tuple(rows), 1)), known)
    assert [one.choice for one in found.map.contests[0].choices] == ["c1", "c0"]


def test_a_party_before_a_name_is_no_part_of_it() -> None:
    known = election(contest("Sheriff", "Ann Ash|Republican", "Ben Birch|Democratic"))
    found = found_in(report(printed("SHERIFF", "DEM BEN BIRCH", "ANN ASH (REP)")), known)
    assert [one.choice for one in found.map.contests[0].choices] == ["c1", "c0"]


def test_a_name_with_the_other_party_is_not_certain() -> None:
    known = election(contest("Sheriff", "Ann Ash|Republican", "Ben Birch|Democratic"))
    found = found_in(report(printed("SHERIFF", "DEM ANN ASH", "BEN BIRCH")), known)
    assert [one.choice for one in found.map.contests[0].choices] == ["c1"]


def test_a_surname_counts_only_at_the_same_place() -> None:
    known = election(contest("Sheriff", "Ann B. Ash", "Benjamin Birch", "Eve Elm"))
    found = found_in(report(printed("SHERIFF", "ANN ASH", "EVE ELM", "B. BIRCH")), known)
    assert {one.choice: one.found for one in found.map.contests[0].choices} == {
        "c0": FoundBy.SURNAME,
        "c2": FoundBy.NAME,
    }


def test_brothers_are_not_taken_for_each_other() -> None:
    known = election(contest("Sheriff", "John Ash", "Mark Ash"))
    found = found_in(report(printed("SHERIFF", "M. ASH", "J. ASH")), known)
    assert not found.map.contests[0].choices if found.map.contests else True


def test_a_name_is_known_where_the_system_cut_it_off() -> None:
    whole = "Shall the county levy two mills for its library"
    known = election(contest(whole, "Yes", "No", asks=True))
    assert found_in(report(printed(whole[:38].strip(), "YES", "NO")), known).map.contests[0].found is FoundBy.CUT
    two = election(contest(whole, "Yes", "No", asks=True), contest(whole + " bus", "Yes", "No", asks=True))
    assert not found_in(report(printed(whole[:38].strip(), "YES", "NO")), two).map.contests


@pytest.mark.parametrize("answers", [("FOR", "AGAINST"), ("AGAINST", "FOR")])
def test_answers_are_mapped_by_words_and_never_by_order(answers: tuple[str, str]) -> None:
    known = election(contest("Levy", "For the levy", "Against the levy", asks=True))
    found = found_in(report(printed("LEVY", *answers)), known)
    by_word = {one.outside.name: one.choice for one in found.map.contests[0].choices}
    assert by_word == {"FOR": "c0", "AGAINST": "c1"}


def test_yes_is_not_for() -> None:
    known = election(contest("Levy", "Yes", "No", asks=True))
    (asked,) = found_in(report(printed("LEVY", "FOR", "AGAINST")), known).waiting
    assert isinstance(asked, WaitingContest)


def test_a_retention_is_known_by_its_judge() -> None:
    title = "Shall Justice Ida Fir of the supreme court be retained in office for another term?"
    other = title.replace("Ida Fir", "Ida Elm")
    known = election(
        contest(title, "Yes", "No", asks=True, judge="Ida Fir"), contest(other, "Yes", "No", asks=True, judge="Ida Elm")
    )
    found = found_in(report(printed("SUPREME COURT JUSTICE #3 IDA ELM", "NO", "YES")), known)
    (mapped,) = found.map.contests
    assert (mapped.contest, mapped.found) == (other, FoundBy.JUDGE)
    assert {one.outside.name: one.choice for one in mapped.choices} == {"YES": "c0", "NO": "c1"}


def test_a_ticket_is_known_by_the_first_person_of_each_half() -> None:
    known = election(contest("President", "Ann B. Ash and Cyd Cedar|Republican", "Ben Birch and Eve Elm|Democratic"))
    found = found_in(report(printed("PRESIDENT", "Birch / Elm", "ANN ASH / C. CEDAR")), known)
    assert {one.choice: one.found for one in found.map.contests[0].choices} == {
        "c0": FoundBy.TICKET,
        "c1": FoundBy.TICKET,
    }


def test_a_ticket_with_another_running_mate_is_another_one() -> None:
    known = election(contest("President", "Ann Ash and Cyd Cedar", "Ben Birch and Eve Elm"))
    found = found_in(report(printed("PRESIDENT", "Ben Birch and Eve Elm", "Ann Ash and Fay Fir")), known)
    assert [one.choice for one in found.map.contests[0].choices] == ["c1"]


def test_contests_of_one_title_are_told_apart_by_seats_or_by_their_choices() -> None:
    council = contest("City Council", "Ann Ash", "Ben Birch", id_="four", seats=1)
    term = contest("City Council", "Cyd Cedar", "Eve Elm", id_="two", seats=2)
    known = election(council, term)
    by_seats = report(printed("CITY COUNCIL", "EVE ELM", "CYD CEDAR", seats=2), printed("CITY COUNCIL", "ANN ASH"))
    assert [one.contest for one in found_in(by_seats, known).map.contests] == ["two", "four"]
    same_seats = election(council, replace(term, seats=1))
    alike = report(printed("CITY COUNCIL", "EVE ELM", "CYD CEDAR"), printed("CITY COUNCIL", "ANN ASH", "BEN BIRCH"))
    found = found_in(alike, same_seats)
    assert [(one.outside.place, one.contest) for one in found.map.contests] == [(1, "two"), (2, "four")]


def test_two_contests_that_nothing_tells_apart_wait() -> None:
    one, other = (contest("Levy", "Yes", "No", id_=id_, asks=True) for id_ in ("one", "other"))
    found = found_in(report(printed("LEVY", "YES", "NO"), printed("LEVY", "YES", "NO")), election(one, other))
    assert not found.map.contests
    assert [str(asked.outside) for asked in found.waiting] == [
        "LEVY, vote for 1",
        "LEVY, vote for 1, number 2 of this title",
    ]


def test_one_title_may_be_another_contest_in_each_precinct() -> None:
    first = contest("Precinct officer", "Ann Ash", "Ben Birch", id_="first", precincts=frozenset({P1}))
    second = contest("Precinct officer", "Cyd Cedar", "Eve Elm", id_="second", precincts=frozenset({P2}))
    known = election(first, second)
    one, other = (
        printed("PRECINCT OFFICER", "ANN ASH", "BEN BIRCH=2"),
        printed("PRECINCT OFFICER", "EVE ELM=5", "CYD CEDAR"),
    )
    results = OutsideResults(NOTHING, (), (OutsidePrecinct("1", (one,)), OutsidePrecinct("2", (other,))))
    found = found_in(results, known)
    assert not found.waiting
    figures = mapped_figures(results, found.map, known)
    assert [(one.contests[0].contest, one.contests[0].votes) for one in figures] == [
        ("first", (0, 2)),
        ("second", (0, 5)),
    ]


def test_a_question_set_up_once_for_each_precinct_is_one_contest_when_a_person_says_so() -> None:
    known = election(contest("Levy", "Yes", "No", asks=True))
    one, other = printed("LEVY - NORTH", "YES=3", "NO=1"), printed("LEVY - SOUTH", "YES=4", "NO=2")
    results = OutsideResults(NOTHING, (), (OutsidePrecinct("1", (one,)), OutsidePrecinct("2", (other,))))
    assert {type(asked) for asked in found_in(results, known).waiting} == {WaitingContest}
    said = tuple(
        MappedContest(OutsideContestName(one.title, seats=1), ContestId("Levy"), FoundBy.PERSON) for one in (one, other)
    )
    found = found_in(results, known, NameMap(contests=said))
    assert not found.waiting
    assert [one.contests[0].votes for one in mapped_figures(results, found.map, known)] == [(3, 1), (4, 2)]
    both = replace(results, precincts=(OutsidePrecinct("1", (one, other)),))
    with pytest.raises(NotMappedError, match="two contests of the file are mapped to 'Levy'"):
        mapped_figures(both, found.map, known)


def test_what_is_not_mapped_is_named_all_of_it_and_nothing_is_used() -> None:
    known = election(contest("Sheriff", "Ann Ash", "Ben Birch", "Cyd Cedar"), precincts=("Precinct 1",))
    results = report(printed("SHERIFF", "ANN ASH", "BEN BIRCH", "X"), printed("CORONER", "Y"), precincts=("1", "9"))
    with pytest.raises(NotMappedError) as refused:
        mapped_figures(results, found_in(results, known).map, known)
    assert refused.value.problems == (
        "'X' is not mapped ('Sheriff' in 'Precinct 1').",
        "No row of the file is 'Cyd Cedar' ('Sheriff' in 'Precinct 1').",
        "Contest 'CORONER, vote for 1' is not mapped (precinct 'Precinct 1').",
        "Precinct '9' is not mapped.",
    )


def test_what_a_report_does_not_tell_is_not_nought() -> None:
    known = election(contest("Sheriff", "Ann Ash", "Ben Birch"), precincts=("1",))
    results = report(printed("SHERIFF", "ANN ASH=4", "BEN BIRCH=2"), precincts=("1",))
    (figures,) = mapped_figures(results, found_in(results, known).map, known)
    (sheriff,) = figures.contests
    assert (sheriff.ballots, sheriff.write_ins, sheriff.overvotes, sheriff.undervotes) == (None,) * 4
    assert sheriff.votes == (4, 2)


def test_figures_of_a_contest_that_nobody_there_votes_on_are_refused_unless_all_are_nought() -> None:
    known = election(contest("Sheriff", "Ann Ash", "Ben Birch", precincts=frozenset({P1})))
    empty = report(printed("SHERIFF", "ANN ASH", "BEN BIRCH"))
    names = found_in(
        empty, known, NameMap(contests=(found_in(replace(empty, precincts=empty.precincts[:1]), known).map.contests))
    ).map
    assert [len(one.contests) for one in mapped_figures(empty, names, known)] == [1, 0]
    with pytest.raises(NotMappedError, match="nobody there votes on it"):
        mapped_figures(report(printed("SHERIFF", "ANN ASH=1", "BEN BIRCH")), names, known)


def test_a_name_a_person_confirmed_stands_whatever_the_rules_say() -> None:
    known = election(precincts=("Washington", "Washington School"))
    name = OutsidePrecinctName("", "WASHINGTON")
    plain = found_in(report(precincts=("WASHINGTON",)), known).map.precincts[0]
    assert (plain.precinct, plain.found) == ("p1", FoundBy.NAME)
    said = NameMap((replace(plain, precinct=P2, found=FoundBy.PERSON),))
    found = found_in(report(precincts=("WASHINGTON", "WASHINGTON SCHOOL")), known, said)
    assert found.map.precinct(name) == "p2"
    assert [type(one) for one in found.waiting] == [WaitingPrecinct]
