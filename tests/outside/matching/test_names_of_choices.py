"""Choices: persons, parties and tickets are known by their names, and never by their order."""

import pytest

from outside.matching.name_map import WaitingChoice, WaitingContest
from outside.matching.partners import FoundBy
from outside.results import OutsideContest, OutsideRow, OutsideRowKind
from tests.outside.matching.names_met import contest, election, found_in, printed, report


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
    (sheriff,) = found.map.contests
    assert not sheriff.choices
    assert [type(one) for one in found.waiting] == [WaitingChoice] * 2


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
