"""What is published has one time, and takes two persons at first."""

from datetime import UTC, datetime, timedelta

import pytest

from tabulate.publication.conditions import enough_persons, published_time


def test_two_moments_of_one_minute_are_published_as_one() -> None:
    at = datetime(2026, 11, 4, 5, 15, tzinfo=UTC)
    said = {published_time(at + timedelta(microseconds=one)) for one in (0, 1, 59_999_999)}
    assert [one.isoformat() for one in said] == ["2026-11-03T22:15:00-07:00"]


@pytest.mark.parametrize(
    ("names", "first", "enough"),
    [
        (("Ada", "Bea"), True, True),
        (("Ada", " ADA "), True, False),
        (("Ada Clerk", "ada  clerk"), True, False),
        (("Ada",), True, False),
        (("Ada",), False, True),
        (("", " "), False, False),
    ],
)
def test_the_first_results_take_two_different_persons(names: tuple[str, ...], first: bool, enough: bool) -> None:
    assert enough_persons(names, first=first) is enough
