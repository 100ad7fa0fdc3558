"""Contests: titles cut off or shared are told apart by what surely differs, and wait where nothing does."""

from dataclasses import replace

from outside.matching.partners import FoundBy
from tests.outside.matching.names_met import contest, election, found_in, printed, report


def test_a_name_is_known_where_the_system_cut_it_off() -> None:
    whole = "Shall the county levy two mills for its library"
    known = election(contest(whole, "Yes", "No", asks=True))
    assert found_in(report(printed(whole[:38].strip(), "YES", "NO")), known).map.contests[0].found is FoundBy.CUT
    two = election(contest(whole, "Yes", "No", asks=True), contest(whole + " bus", "Yes", "No", asks=True))
    assert not found_in(report(printed(whole[:38].strip(), "YES", "NO")), two).map.contests


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
