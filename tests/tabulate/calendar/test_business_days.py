"""Legal holidays and business days of Montana (1-1-216), and months that end early."""

from datetime import date, timedelta

import pytest

from tabulate.calendar.election_days import ElectionKind, general_day, kind_by_day, primary_day
from tabulate.calendar.holidays import business_days_before, holidays_of, is_business_day, on_or_after, on_or_before
from tabulate.calendar.months import months_after

HOLIDAYS = {
    2026: "01-01 01-19 02-16 05-25 07-03 07-04 09-07 10-12 11-03 11-11 11-26 12-25",
    2023: "01-01 01-02 01-16 02-20 05-29 07-04 09-04 10-09 11-10 11-11 11-23 12-25",
    2021: "01-01 01-18 02-15 05-31 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31",
    2022: "01-01 01-17 02-21 05-30 07-04 09-05 10-10 11-08 11-11 11-24 12-25 12-26",
    2028: "01-01 01-17 02-21 05-29 07-04 09-04 10-09 11-07 11-10 11-11 11-23 12-25",
}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_holidays_of_a_year_and_the_days_on_which_they_are_kept(year: int) -> None:
    assert sorted(f"{day:%m-%d}" for day in holidays_of(year)) == HOLIDAYS[year].split()


def test_a_business_day_is_no_saturday_no_sunday_and_no_holiday() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    for day in days:
        assert is_business_day(day) == (day.isoweekday() <= 5 and day not in holidays_of(2026)), day
    assert sum(map(is_business_day, days)) == 261 - 11


@pytest.mark.parametrize(
    ("election", "one", "three"),
    [
        (date(2026, 11, 3), "11-02", "10-29"),
        (date(2026, 6, 2), "06-01", "05-28"),
        (date(2026, 5, 5), "05-04", "04-30"),
        (date(2026, 7, 7), "07-06", "07-01"),
        (date(2026, 5, 26), "05-22", "05-20"),
        (date(2027, 1, 4), "12-31", "12-29"),
        (date(2023, 11, 14), "11-13", "11-08"),
    ],
    ids=["general", "primary", "school", "after 4 July", "after Memorial Day", "New Year", "Veterans' Day kept Friday"],
)
def test_so_many_business_days_before(election: date, one: str, three: str) -> None:
    assert f"{business_days_before(election, 1):%m-%d}" == one
    assert f"{business_days_before(election, 3):%m-%d}" == three


def test_the_business_day_at_or_beside_a_day() -> None:
    assert on_or_before(date(2026, 9, 19)) == date(2026, 9, 18)
    assert on_or_before(date(2026, 9, 7)) == date(2026, 9, 4), "Labor Day and the weekend before it"
    assert on_or_after(date(2026, 11, 22)) == date(2026, 11, 23)
    assert on_or_after(date(2027, 1, 1)) == date(2027, 1, 4)
    assert on_or_before(date(2026, 9, 18)) == on_or_after(date(2026, 9, 18)) == date(2026, 9, 18)


def test_regular_elections_are_on_the_tuesday_after_the_first_monday() -> None:
    for year in range(2000, 2100):
        for month, found in ((11, general_day(year)), (6, primary_day(year))):
            mondays = [date(year, month, day) for day in range(1, 8) if date(year, month, day).weekday() == 0]
            assert found == mondays[0] + timedelta(days=1)
    assert [kind_by_day(date(2026, month, day)) for month, day in ((11, 3), (6, 2), (6, 9), (11, 4))] == [
        ElectionKind.GENERAL,
        ElectionKind.PRIMARY,
        None,
        None,
    ]
    assert (kind_by_day(date(2027, 11, 2)), kind_by_day(date(2027, 6, 8))) == (ElectionKind.GENERAL, None)


@pytest.mark.parametrize("day", ["2019-09-10", "2021-09-14", "2023-09-12", "2025-09-09", "2027-09-14"])
def test_municipalities_nominate_in_september_of_odd_years(day: str) -> None:
    held = date.fromisoformat(day)
    assert kind_by_day(held) is ElectionKind.PRIMARY
    assert kind_by_day(held - timedelta(days=7)) is kind_by_day(held + timedelta(days=7)) is None
    assert kind_by_day(date(2026, 9, 15)) is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-11-03", 12, "2027-11-03"),
        ("2026-11-03", 22, "2028-09-03"),
        ("2028-02-29", 12, "2029-03-01"),
        ("2026-04-30", 22, "2028-03-01"),
        ("2027-02-28", 12, "2028-02-28"),
        ("2026-10-31", 14, "2027-12-31"),
        ("2026-01-31", 22, "2027-12-01"),
    ],
)
def test_what_is_kept_for_months_is_never_kept_a_day_too_short(day: str, months: int, later: str) -> None:
    assert months_after(date.fromisoformat(day), months).isoformat() == later
