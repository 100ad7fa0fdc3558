"""The exact test against every draw there is."""

from fractions import Fraction
from itertools import combinations

import pytest

from outside.comparing.exact_test import chance_of_fewer, chance_of_more, is_far_off


@pytest.mark.parametrize(
    ("found", "of", "all_found", "all_of"), [(2, 3, 4, 9), (0, 4, 3, 8), (3, 3, 3, 7), (1, 5, 5, 10)]
)
def test_the_chance_is_that_of_all_draws_counted(found: int, of: int, all_found: int, all_of: int) -> None:
    draws = [sum(one < all_found for one in draw) for draw in combinations(range(all_of), of)]
    more = Fraction(sum(one >= found for one in draws), len(draws))
    fewer = Fraction(sum(one <= found for one in draws), len(draws))
    assert chance_of_more(found, of, all_found, all_of) == float(more)
    assert chance_of_fewer(found, of, all_found, all_of) == float(fewer)


def test_large_figures_are_exact_too() -> None:
    assert chance_of_more(0, 20_000, 9_000, 50_000) == 1.0
    assert 0.4 < chance_of_more(3_600, 20_000, 9_000, 50_000) < 0.6
    assert chance_of_more(4_000, 20_000, 9_000, 50_000) < 1e-15


@pytest.mark.parametrize("figures", [(5, 4, 6, 9), (1, 2, 0, 9), (-1, 2, 3, 9), (1, 9, 9, 9), (0, 10, 1, 9)])
def test_figures_that_no_group_has_are_refused(figures: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no part of"):
        chance_of_more(*figures)


def test_the_quick_look_lets_through_what_is_far_off_alone() -> None:
    assert is_far_off(20, 1_000, 30, 10_000)
    assert not is_far_off(4, 1_000, 30, 10_000)
    assert not is_far_off(0, 1_000, 0, 10_000)
    assert not is_far_off(5, 10, 5, 10), "there is no rest"
