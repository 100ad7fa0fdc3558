"""Invented elections obey the ballot form of the law and come from their seed alone."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabulate.election import Contest, ContestKind, ContestScope, Election
from test_ballots.counties import county, large_county, small_county
from test_ballots.definition import definition_bytes, election_of
from test_ballots.errors import BallotTooLong
from test_ballots.names import people, surname
from test_ballots.page_layout import lay_out
from test_ballots.plan import Plan, rotated, rotation_sets
from test_ballots.random_elections import random_plan
from tests.soak import examples


def _candidate_contests(plan: Plan) -> list[Contest]:
    found = [contest for contest in plan.contests if contest.kind is ContestKind.CANDIDATE]
    assert found
    return found


def test_candidates_are_listed_alphabetically_by_surname() -> None:
    for contest in _candidate_contests(small_county()):
        surnames = [surname(choice.name) for choice in contest.choices]
        assert surnames == sorted(surnames)


@pytest.mark.parametrize("candidates", [2, 3, 4])
def test_over_a_full_turn_of_sets_each_name_is_on_top_equally_often(candidates: int) -> None:
    contests = [c for c in _candidate_contests(county(1, 6)) if len(c.choices) == candidates]
    assert contests
    for contest in contests:
        tops = Counter(rotated(contest, s)[0].name for s in range(12))
        assert set(tops.values()) == {12 // candidates}
        assert len(tops) == candidates


def test_rotation_keeps_the_cyclic_order() -> None:
    contest = max(_candidate_contests(small_county()), key=lambda c: len(c.choices))
    names = [choice.name for choice in contest.choices]
    assert [choice.name for choice in rotated(contest, 1)] == names[1:] + names[:1]


def test_answers_to_questions_do_not_rotate() -> None:
    questions = [contest for contest in small_county().contests if contest.kind is not ContestKind.CANDIDATE]
    assert questions
    for question in questions:
        assert [choice.name for choice in rotated(question, 1)] == ["YES", "NO"]


def test_every_precinct_has_exactly_one_style() -> None:
    plan = large_county(5)
    members = [precinct for style in plan.styles for precinct in style.precincts]
    assert sorted(members) == sorted(precinct.id for precinct, _ in plan.precincts)
    assert len(plan.styles) > 10


def test_all_rotation_sets_are_used_in_a_large_county() -> None:
    plan = large_county(5)
    assert {style.rotation for style in plan.styles} == set(range(rotation_sets(plan.contests)))


def test_retention_contests_are_yes_no_questions_without_write_ins() -> None:
    retentions = [contest for contest in small_county().contests if contest.kind is ContestKind.RETENTION]
    assert retentions
    assert all(contest.write_ins == 0 and contest.seats == 1 for contest in retentions)


def test_contests_stand_in_the_order_of_the_law() -> None:
    order = [ContestScope.FEDERAL, ContestScope.STATEWIDE, ContestScope.JUDICIAL, ContestScope.LEGISLATIVE]
    order += [ContestScope.COUNTY, ContestScope.LOCAL]
    offices = [c for c in large_county(1).contests if c.kind is not ContestKind.ISSUE and c.scope]
    places = [order.index(contest.scope) for contest in offices if contest.scope]
    assert places == sorted(places)
    kinds = [contest.kind is ContestKind.ISSUE for contest in large_county(1).contests]
    assert kinds == sorted(kinds), "issues come after every office"


def test_no_two_people_share_a_surname() -> None:
    names = [c.name for contest in _candidate_contests(large_county(8)) for c in contest.choices]
    assert len({surname(name) for name in names}) == len(names)


def test_the_same_seed_gives_the_same_definition_and_another_seed_another() -> None:
    assert definition_bytes(small_county(4)) == definition_bytes(small_county(4))
    assert definition_bytes(small_county(4)) != definition_bytes(small_county(5))


def test_the_small_county_fits_letter_paper_and_the_large_one_needs_legal(larkspur: Election) -> None:
    assert _paper_heights(larkspur) == {11.0}
    assert 14.0 in _paper_heights(election_of(large_county(1, precincts=8))[0])


def _paper_heights(election: Election) -> set[float]:
    return {layout.paper.height_in for layout in election.layouts.cards if layout.paper}


@settings(max_examples=examples(25), deadline=None)
@given(st.integers(0, 10_000))
def test_every_random_election_parses_with_its_targets_in_the_printed_order(seed: int) -> None:
    plan = random_plan(seed)
    election, _ = election_of(plan)
    styles = {style.id: style for style in plan.styles}
    for card in election.cards:
        style = styles[card.ballot_style]
        expected = [
            (contest.id, choice)
            for contest in plan.contests_of(style)
            for choice in (*(c.id for c in rotated(contest, style.rotation)), *_write_ins(contest))
        ]
        assert [(meaning.contest, meaning.choice) for meaning in card.meanings] == expected


def _write_ins(contest: Contest) -> Sequence[str]:
    return [f"write-in-{line}" for line in range(contest.write_ins)]


def test_contests_go_to_the_smallest_paper_that_holds_them() -> None:
    contests = list(large_county(1).contests)
    found: dict[tuple[float, int], int] = {}
    for count in range(1, 27):
        placed = lay_out(contests[:count], 0, 1)
        found.setdefault((placed.paper.height_in, len(placed.pages)), placed.pages[0].rows)
    assert found == {(11.0, 1): 41, (11.0, 2): 41, (14.0, 2): 53, (17.0, 2): 65}


def test_a_style_too_long_for_any_paper_is_refused_with_what_to_do() -> None:
    plan = large_county(1)
    contests = [contest for contest in plan.contests for _ in range(3)]
    with pytest.raises(BallotTooLong, match="Take contests off this ballot style"):
        lay_out(contests, 0, 1)


def test_people_asked_for_are_given() -> None:
    assert len(people(np.random.default_rng(1), 100)) == 100
