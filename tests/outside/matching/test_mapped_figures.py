"""Figures under the definition's names: each in its own contest and precinct, or none is used."""

from dataclasses import replace

import pytest

from outside.errors import NotMappedError
from outside.matching.mapped_figures import mapped_figures
from outside.matching.name_map import MappedContest, NameMap, WaitingContest
from outside.matching.outside_names import OutsideContestName
from outside.matching.partners import FoundBy
from outside.results import OutsidePrecinct, OutsideResults
from tabulate.election import ContestId
from tests.outside.matching.names_met import P1, P2, contest, election, found_in, printed, report
from tests.outside.simulated_county import NOTHING


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
