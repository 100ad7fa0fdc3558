"""Who follows a nonpartisan nominee who cannot run after the primary, by W32 and the days of 13-14-118."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tabulate.county_canvass.nominees_vacant import NoNominee, VacancyFilled, vacancy_filled
from tabulate.election import ContestId
from tabulate.recounts.rights import PositionTotals, VotesFor, line_of
from tests.canvass.canvassing.canvassed_counties import one_contest
from tests.tabulate.split_precincts import contest

GENERAL = date(2026, 11, 3)
JUNE, BEFORE, ON, AFTER = date(2026, 6, 20), date(2026, 8, 9), date(2026, 8, 10), date(2026, 8, 11)
"""E-85 is 2026-08-10."""
NOTHING_ELSE: Mapping[str, object] = {}
FIVE = ["ash", "birch", "cole", "dunn", "elm"]


def filled(
    votes: Mapping[str, int], *gone: str, on: date = JUNE, purpose: Mapping[str, object] = NOTHING_ELSE
) -> VacancyFilled:
    said = {"nonpartisan": True, "nominated": 2} | dict(purpose)
    judge = contest("judge", None, FIVE, office="justice of the peace", territory="one county") | said
    judge = {name: one for name, one in judge.items() if one is not None}
    election = one_contest(judge, "P1")
    figures = tuple(VotesFor(name, name.title(), votes.get(name, 0)) for name in FIVE)
    return vacancy_filled(line_of(PositionTotals(election.contest(ContestId("judge")), figures)), gone, on, GENERAL)


W32 = {"ash": 300, "birch": 250, "cole": 120, "dunn": 60}


@pytest.mark.parametrize(
    ("gone", "on", "names", "section"),
    [
        (("ash",), JUNE, ("Cole",), "13-14-118(1)"),
        (("birch",), BEFORE, ("Cole",), "13-14-118(1)"),
        (("ash", "birch"), JUNE, ("Cole", "Dunn"), "13-14-118(1)"),
        (("ash",), ON, (), "13-14-118(2)"),
        (("ash",), AFTER, (), "13-14-118(4)"),
    ],
)
def test_w32_the_next_in_rank_follows_before_the_eighty_fifth_day(
    gone: tuple[str, ...], on: date, names: tuple[str, ...], section: str
) -> None:
    found = filled(W32, *gone, on=on)
    assert (found.names, found.section) == (names, section)


def test_where_nobody_more_has_votes_names_are_filed_anew() -> None:
    found = filled({"ash": 300, "birch": 250}, "ash")
    assert (found.names, found.section) == ((), "13-14-118(2)")
    assert "Nobody more has votes. A period of 10 days" in found.said
    one = filled({"ash": 300, "birch": 250, "cole": 1}, "ash", "birch")
    assert one.names == ("Cole",)
    assert "Next in rank for 1 of the 2 places: Cole. Nobody more has votes." in one.said


def test_of_equal_ones_next_in_rank_nobody_follows_by_votes() -> None:
    found = filled({"ash": 300, "birch": 250, "cole": 60, "dunn": 60}, "birch")
    assert found.names == ()
    assert "Next in rank have an equal number of votes: Cole and Dunn" in found.said
    assert filled({"ash": 300, "birch": 250, "cole": 60, "dunn": 60}, "ash", "birch").names == ("Cole", "Dunn")


@pytest.mark.parametrize(
    ("votes", "purpose", "words"),
    [
        (W32, {"office": "sheriff", "nonpartisan": False, "nominated": None}, "A party fills the place"),
        ({"ash": 300, "birch": 60, "cole": 60}, {}, "the tie is broken first"),
        ({"birch": 300, "cole": 60}, {}, "ash is no nominee"),
    ],
)
def test_who_is_no_nonpartisan_nominee_leaves_no_such_vacancy(
    votes: Mapping[str, int], purpose: Mapping[str, object], words: str
) -> None:
    with pytest.raises(NoNominee, match=words):
        filled(votes, "ash", purpose=purpose)
