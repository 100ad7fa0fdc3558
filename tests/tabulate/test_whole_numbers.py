"""Whole numbers as people type them: ASCII digits, not too many, or no number at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.whole_numbers import figure, whole_number


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_number_is_read_up_to_the_most(number: int, at_most: int) -> None:
    assert whole_number(str(number), at_most) == (number if number <= at_most else None)


@pytest.mark.parametrize(
    "text", ["", " 1", "1 ", "-1", "+1", "1.0", "1e3", "1_0", "\u0663", "\u00b2", "0x1", "9" * 5000]
)
def test_what_is_written_otherwise_is_no_number(text: str) -> None:
    assert whole_number(text, 10**9) is None


def test_zeros_before_a_number_are_taken_up_to_the_digits_of_the_most() -> None:
    assert whole_number("007", 100) == 7
    assert whole_number("0007", 100) is None


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = whole_number(text, 999)
    assert found is None or 0 <= found <= 999


@given(st.integers(0, 10**9))
def test_a_figure_may_set_its_thousands_apart(number: int) -> None:
    assert figure(f"{number:,}", 10**9) == figure(str(number), 10**9) == number


@pytest.mark.parametrize("text", ["1,5", "3,0", "12,04", "1,2345", "1,,204", ",204", "204,", "1204,000", "1,204.0"])
def test_a_comma_that_sets_no_thousands_apart_makes_no_figure(text: str) -> None:
    assert figure(text, 10**9) is None
