"""Shares, leads, seats and short titles: the same on pages, on paper and in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.reporting.shown.contests_shown import Lead, contests_shown, seats_words, share_of
from canvass.reporting.shown.short_titles import MOST_LETTERS, short_titles
from tabulate.definitions import parse_definition
from tabulate.election import ContestId
from tabulate.offices import Numbering
from tabulate.totals.results import ChoiceTotal, ContestTotals
from tests.canvass.results.shown_county import LONG, definition

ELECTION = parse_definition(definition())


def leads(contest: str, votes: list[int], pending: int = 0) -> list[Lead]:
    found = ELECTION.contest(ContestId(contest))
    choices = tuple(ChoiceTotal(one.id, one.name, count) for one, count in zip(found.choices, votes, strict=True))
    totals = ContestTotals(found.id, found.title, found.seats, 100, choices, pending > 0, pending, 0, ())
    (shown,) = contests_shown(ELECTION, [totals])
    return [one.lead for one in shown.choices]


@pytest.mark.parametrize(
    ("contest", "votes", "expected"),
    [
        ("senator", [5, 3, 1], [Lead.LEADS, Lead.NONE, Lead.NONE]),
        ("senator", [5, 5, 1], [Lead.TIED, Lead.TIED, Lead.NONE]),
        ("senator", [0, 0, 0], [Lead.NONE] * 3),
        ("senator", [0, 0, 1], [Lead.NONE, Lead.NONE, Lead.LEADS]),
        ("council", [5, 5, 1], [Lead.LEADS, Lead.LEADS, Lead.NONE]),
        ("council", [5, 3, 3], [Lead.LEADS, Lead.TIED, Lead.TIED]),
        ("council", [5, 0, 0], [Lead.LEADS, Lead.NONE, Lead.NONE]),
        ("levy", [1, 2], [Lead.NONE, Lead.LEADS]),
    ],
)
def test_as_many_lead_as_there_are_seats_and_equals_at_the_cut_are_tied(
    contest: str, votes: list[int], expected: list[Lead]
) -> None:
    assert leads(contest, votes) == expected


def test_votes_for_people_not_yet_named_lead_nowhere() -> None:
    assert leads("senator", [1, 0, 0], pending=9) == [Lead.LEADS, Lead.NONE, Lead.NONE, Lead.NONE]


@pytest.mark.parametrize(
    ("votes", "whole", "share"),
    [
        (0, 0, ""),
        (0, 7, "0.0%"),
        (7, 7, "100.0%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 2_000, "0.1%"),
        (1, 2_001, "0.0%"),
    ],
)
def test_a_share_is_of_all_votes_of_the_contest(votes: int, whole: int, share: str) -> None:
    assert share_of(votes, whole) == share


@settings(max_examples=30)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=9))
def test_shares_of_a_contest_come_to_a_hundred_but_for_rounding(votes: list[int]) -> None:
    shares = [float(share_of(one, sum(votes)).rstrip("%") or 0) for one in votes]
    assert not sum(votes) or abs(sum(shares) - 100) <= 0.05 * len(votes) + 1e-6


def test_seats_are_said_where_there_are_several_or_some_are_nominated() -> None:
    council, sheriff = ELECTION.contest(ContestId("council")), ELECTION.contest(ContestId("sheriff"))
    nominating = replace(sheriff, purpose=replace(sheriff.purpose, nominated=2))
    assert [seats_words(one) for one in (council, sheriff, nominating)] == ["vote for 2", "", "2 are nominated"]


def titled(*titles: str, number: str = "") -> list[str]:
    first = ELECTION.contests[0]
    purpose = replace(first.purpose, numbering=Numbering(number)) if number else first.purpose
    contests = [
        replace(first, id=ContestId(str(place)), title=title, purpose=purpose) for place, title in enumerate(titles)
    ]
    return list(short_titles(contests).values())


def test_a_long_title_is_shortened_at_what_ends_its_first_words_and_a_short_one_never() -> None:
    assert titled("Sheriff", LONG) == ["Sheriff", "Shall the county levy six mills for the library"]
    words = "An act of the people of this county on the keeping of bees and of other small animals"
    (short,) = titled(words)
    assert short.endswith(" \N{HORIZONTAL ELLIPSIS}")
    assert words.startswith(short[:-2])
    assert len(short) <= MOST_LETTERS + 2
    assert titled("Initiative: bees", number="I-190") == ["I-190: Initiative: bees"]
    assert titled("I-190: bees", number="I-190") == ["I-190: bees"]


def test_two_long_titles_that_would_be_called_the_same_stay_whole() -> None:
    both = [f"{LONG}in {year}" for year in ("2026", "2027")]
    assert titled(*both) == both


@settings(max_examples=30)
@given(st.lists(st.text(max_size=120), max_size=4, unique_by=lambda title: " ".join(title.split())))
def test_no_two_titles_that_differ_are_called_the_same(titles: list[str]) -> None:
    assert len(set(titled(*titles))) == len(titles)
