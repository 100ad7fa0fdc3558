"""The recount table of the reference (4.1), by number."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.election import ContestKind, ContestScope
from tabulate.offices import Office, Purpose, Territory
from tabulate.recounts.classes import FiledWith, RecountClass, class_is_told, class_of, officer_of
from tabulate.recounts.margins import Margin, NoSuchVotes, margin_of, within_201, within_211
from tests.audit.audits import contest
from tests.tabulate.recounts.positions import position

WIDER, ONE_COUNTY = RecountClass.WIDER_OFFICE, RecountClass.ONE_COUNTY_OFFICE

ROWS = [
    (1_000, 1, 2, 10, (3, 5)),
    (3_118, 1, 7, 10, (8, 15)),
    (3_999, 1, 9, 10, (10, 19)),
    (4_000, 1, 10, 10, (11, 20)),
    (4_399, 1, 10, 10, (11, 21)),
    (4_400, 1, 11, 11, (12, 22)),
    (8_151, 1, 20, 20, (21, 40)),
    (602_963, 1, 1507, 1507, (1508, 3014)),
    (30_000, 3, 25, 25, (26, 50)),
    (9_000, 3, 7, 10, (8, 15)),
]


@pytest.mark.parametrize(("votes", "seats", "wider", "one_county", "bonded"), ROWS)
def test_the_table_row_by_row(votes: int, seats: int, wider: int, one_county: int, bonded: tuple[int, int]) -> None:
    for margin in range(bonded[1] + 5):
        found = Margin(margin, votes, seats)
        assert within_201(found, WIDER) == (margin <= wider)
        assert within_201(found, ONE_COUNTY) == (margin <= one_county)
        assert within_211(found, WIDER) == (bonded[0] <= margin <= bonded[1])


def test_a_local_race_may_meet_both_and_is_offered_the_free_one() -> None:
    found = Margin(5, 1_000)
    assert within_201(found, ONE_COUNTY)
    assert within_211(found, ONE_COUNTY)


@pytest.mark.parametrize("issue", [RecountClass.LOCAL_ISSUE, RecountClass.STATEWIDE_ISSUE])
def test_an_issue_has_no_floor_and_no_bond(issue: RecountClass) -> None:
    assert within_201(Margin(2, 1_000), issue)
    assert not within_201(Margin(3, 1_000), issue)
    assert not within_211(Margin(4, 1_000), issue)


@given(st.integers(0, 5_000), st.integers(0, 1_000_000), st.integers(1, 5), st.sampled_from(RecountClass))
def test_the_integers_agree_with_exact_fractions(margin: int, votes: int, seats: int, kind: RecountClass) -> None:
    position = Fraction(votes, seats)
    found = Margin(margin, votes, seats)
    free = margin <= position / 400 or (kind is ONE_COUNTY and margin <= 10)
    assert within_201(found, kind) == free
    assert within_211(found, kind) == (kind.office and position / 400 < margin <= position / 200)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(1, 4), st.integers(0, 50))
def test_the_margin_lies_between_the_last_winner_and_the_first_loser(votes: list[int], seats: int, other: int) -> None:
    found = margin_of(votes, seats, other)
    if len(votes) <= seats:
        assert found is None
    else:
        assert found is not None
        better = sum(one >= sorted(votes)[-seats] for one in votes)
        assert better >= seats
        assert found.margin == sorted(votes)[-seats] - sorted(votes)[-seats - 1]
        assert found.votes == sum(votes) + other


def test_a_tie_is_a_margin_of_none() -> None:
    found = margin_of([40, 40, 2])
    assert found is not None
    assert found.tie


@pytest.mark.parametrize(("votes", "seats", "other"), [([-1, 4], 1, 0), ([1, 4], 0, 0), ([1, 4], 1, -2)])
def test_impossible_figures_are_refused(votes: list[int], seats: int, other: int) -> None:
    with pytest.raises(NoSuchVotes):
        margin_of(votes, seats, other)


CLASSES = [
    (ContestKind.CANDIDATE, ContestScope.COUNTY, ONE_COUNTY),
    (ContestKind.CANDIDATE, ContestScope.LOCAL, ONE_COUNTY),
    (ContestKind.CANDIDATE, ContestScope.FEDERAL, WIDER),
    (ContestKind.CANDIDATE, ContestScope.LEGISLATIVE, WIDER),
    (ContestKind.CANDIDATE, ContestScope.JUDICIAL, WIDER),
    (ContestKind.CANDIDATE, None, WIDER),
    (ContestKind.RETENTION, ContestScope.COUNTY, ONE_COUNTY),
    (ContestKind.RETENTION, ContestScope.JUDICIAL, WIDER),
    (ContestKind.ISSUE, ContestScope.STATEWIDE, RecountClass.STATEWIDE_ISSUE),
    (ContestKind.ISSUE, ContestScope.LOCAL, RecountClass.LOCAL_ISSUE),
]


@pytest.mark.parametrize(("kind", "scope", "expected"), CLASSES)
def test_the_class_of_a_contest(kind: ContestKind, scope: ContestScope | None, expected: RecountClass) -> None:
    assert class_of(contest("office", scope, kind)) is expected


TOLD = [
    (ContestKind.CANDIDATE, ContestScope.COUNTY, True),
    (ContestKind.CANDIDATE, ContestScope.LEGISLATIVE, True),
    (ContestKind.CANDIDATE, ContestScope.STATEWIDE, True),
    (ContestKind.ISSUE, ContestScope.STATEWIDE, False),
    (ContestKind.ISSUE, ContestScope.LOCAL, False),
    (ContestKind.CANDIDATE, ContestScope.LOCAL, False),
    (ContestKind.RETENTION, ContestScope.JUDICIAL, False),
    (ContestKind.CANDIDATE, None, False),
]


@pytest.mark.parametrize(("kind", "scope", "told"), TOLD)
def test_a_scope_does_not_always_tell_the_class(kind: ContestKind, scope: ContestScope | None, told: bool) -> None:
    assert class_is_told(contest("office", scope, kind)) is told


OFFICERS = [
    (Office.SCHOOL, Territory.DISTRICT, FiledWith.SCHOOL_OFFICER),
    (Office.SCHOOL, Territory.COUNTIES, FiledWith.SECRETARY_OF_STATE),
    (Office.SPECIAL_DISTRICT, Territory.DISTRICT, FiledWith.ELECTION_ADMINISTRATOR),
    (Office.DISTRICT_JUDGE, Territory.COUNTY, FiledWith.SECRETARY_OF_STATE),
    (None, Territory.DISTRICT, FiledWith.ELECTION_ADMINISTRATOR),
    (None, Territory.COUNTIES, FiledWith.SECRETARY_OF_STATE),
]


@pytest.mark.parametrize(("office", "territory", "officer"), OFFICERS)
def test_the_officer_who_takes_a_petition(office: Office | None, territory: Territory, officer: FiledWith) -> None:
    assert officer_of(position(Purpose(office, territory), 1, 0).contest) is officer
