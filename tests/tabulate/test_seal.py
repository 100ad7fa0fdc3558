"""The hours of 13-15-107(6) and 13-1-106, also where the clocks change in between."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tabulate.totals.results import provisional_from
from tests.tabulate.elections import contest, election_of


@pytest.mark.parametrize(
    ("day", "hours_from_utc", "expected_utc"),
    [
        pytest.param(date(2026, 11, 3), -7, datetime(2026, 11, 9, 22, tzinfo=UTC), id="clocks changed before"),
        pytest.param(date(2027, 11, 2), -6, datetime(2027, 11, 8, 22, tzinfo=UTC), id="clocks change in between"),
        pytest.param(date(2026, 6, 2), -6, datetime(2026, 6, 8, 21, tzinfo=UTC), id="summer"),
        pytest.param(date(2026, 11, 3), -5, datetime(2026, 11, 9, 22, tzinfo=UTC), id="another place's clock"),
    ],
)
def test_provisional_ballots_wait_for_three_by_the_clock_on_the_wall(day, hours_from_utc, expected_utc):
    place = timezone(timedelta(hours=hours_from_utc))
    close = datetime.combine(day, datetime.min.time(), place).replace(hour=20)
    election = replace(election_of([contest("mayor", ["ada", "ben"])]), date=day, polls_close=close)
    assert provisional_from(election) == expected_utc
