"""The integers of the discrepancy rule against exact fractions and plain sums."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from audit.contests import Unit
from audit.discrepancy import UnitComparison, compare, is_over, measure, pooled, threshold_text
from audit.rules import MCA_2023
from tabulate.election import ChoiceId, ContestId, PrecinctId

votes = st.integers(0, 3000)
pairs = st.lists(st.tuples(votes, votes), min_size=1, max_size=6)


def comparison(rows: list[tuple[int, int]], ballots: int, seats: int = 1, precinct: int = 1) -> UnitComparison:
    choices = [ChoiceId(str(number)) for number in range(len(rows))]
    unit = Unit(PrecinctId(str(precinct)), ContestId("c"))
    return compare(unit, ballots, seats, choices, [row[0] for row in rows], [row[1] for row in rows])


@given(st.integers(0, 200), st.integers(0, 40_000))
def test_over_is_strictly_more_than_the_exact_threshold(discrepancy: int, ballots: int) -> None:
    exact = max(Fraction(5), Fraction(ballots) * Fraction(5, 1000))
    assert is_over(discrepancy, ballots, MCA_2023) == (discrepancy > exact)


@given(st.integers(0, 10_000_000))
def test_the_threshold_is_printed_exactly(ballots: int) -> None:
    exact = max(Fraction(5), Fraction(ballots, 200))
    text = threshold_text(ballots, MCA_2023)
    assert Fraction(text) == exact
    assert "." not in text or not text.endswith("0")


@given(pairs, st.integers(1, 5))
def test_the_readings_are_what_their_words_say(rows: list[tuple[int, int]], seats: int) -> None:
    compared = comparison(rows, 3000, seats)
    more = sum(max(0, manual - machine) for machine, manual in rows)
    less = sum(max(0, machine - manual) for machine, manual in rows)
    assert compared.d1 == max(abs(manual - machine) for machine, manual in rows)
    assert compared.d2_votes == max(more, less)
    assert compared.d2 == -(-Fraction(max(more, less), seats) // 1)
    assert compared.d3 == more + less
    assert compared.equal == (compared.d3 == 0)


@given(pairs)
def test_with_one_seat_each_reading_is_at_least_the_one_before(rows: list[tuple[int, int]]) -> None:
    compared = comparison(rows, 3000)
    assert compared.d1 <= compared.d2 <= compared.d3 <= 2 * compared.d2


@given(pairs)
def test_machine_and_manual_may_be_exchanged(rows: list[tuple[int, int]]) -> None:
    there = comparison(rows, 3000)
    back = comparison([(manual, machine) for machine, manual in rows], 3000)
    assert (there.d1, there.d2, there.d3) == (back.d1, back.d2, back.d3)


@given(st.lists(st.tuples(st.lists(st.tuples(votes, votes), min_size=3, max_size=3), st.integers(1, 3000)), min_size=1))
def test_pooling_never_loses_a_difference(precincts: list[tuple[list[tuple[int, int]], int]]) -> None:
    compared = [comparison(rows, ballots, precinct=n) for n, (rows, ballots) in enumerate(precincts)]
    d1, d2, d3 = pooled(compared)
    assert d1 >= max(one.d1 for one in compared)
    assert d2 == sum(one.d2 for one in compared)
    assert d3 == sum(one.d3 for one in compared)
    by_hand = [sum(abs(rows[c][1] - rows[c][0]) for rows, _ in precincts) for c in range(3)]
    assert d1 == max(by_hand)


@given(pairs, st.integers(0, 3000), st.integers(0, 100_000))
def test_the_outcome_is_over_exactly_where_a_deciding_reading_is(
    rows: list[tuple[int, int]], ballots: int, county: int
) -> None:
    compared = comparison(rows, ballots)
    exact = max(Fraction(5), Fraction(ballots, 200))
    over = any(Fraction(found) > exact for found in (compared.d1, compared.d2, compared.d3))
    assert measure([compared], MCA_2023, county).over == over
