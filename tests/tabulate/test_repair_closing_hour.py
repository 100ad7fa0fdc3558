"""The definition's closing hour: Montana's, and never before 8 p.m. but on a ground it states (13-1-106, 13-35-241)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.definitions import parse_definition
from tabulate.errors import DefinitionError
from tabulate.hours import zone_of
from tabulate.totals.results import Seal, seal_of
from tests.tabulate.definitions_data import as_bytes, canvass_document, votingworks_document

DENVER = ZoneInfo("America/Denver")
ALL_VOTED = {"ground": "13-1-106(2)", "precincts": [{"precinct": "north", "registered": 399, "voted": 399}]}
SCHOOL = {"ground": "13-1-106(3)"}


def document(day: str, close: str, early: dict[str, Any] | None = None, scope: str | None = None) -> dict[str, Any]:
    made = canvass_document() | {"date": day, "polls_close": close}
    if early is not None:
        made["polls_close_early"] = early
    if scope is not None:
        made["contests"] = [contest | {"scope": scope} for contest in made["contests"]]
    return made


def problems(day: str, close: str, early: dict[str, Any] | None = None, scope: str | None = None) -> list[str]:
    with pytest.raises(DefinitionError) as refused:
        parse_definition(as_bytes(document(day, close, early, scope)))
    return [f"{one.field}: {one.expected}" for one in refused.value.problems]


@pytest.mark.parametrize(
    "text", ["T00:01:00-07:00", "T07:00:00-07:00", "T20:00:00+14:00", "T20:00:00-06:00", "T19:59:59-07:00"]
)
def test_repair_A5_an_hour_before_eight_in_montana_is_refused(text):
    (problem,) = problems("2026-11-03", f"2026-11-03{text}")
    assert problem.startswith("polls_close: ")
    assert "Montana" in problem


@pytest.mark.parametrize(
    ("day", "text"),
    [("2026-11-03", "T20:00:00-07:00"), ("2026-06-02", "T20:00:00-06:00"), ("2026-11-03", "T21:30:00-07:00")],
)
def test_repair_A5_eight_by_montanas_clock_or_later_is_taken(day, text):
    election = parse_definition(as_bytes(document(day, f"{day}{text}")))
    assert election.polls_close == datetime.fromisoformat(f"{day}{text}")


def test_repair_A5_an_offset_that_is_not_montanas_that_day_is_refused_even_where_it_is_later():
    assert "-07:00" in problems("2026-11-03", "2026-11-03T22:00:00-06:00")[0]
    assert "-06:00" in problems("2026-06-02", "2026-06-02T20:00:00-07:00")[0]


DAYS = st.dates(date(2024, 1, 1), date(2036, 12, 31))
OFFSETS = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(DAYS, st.times().map(lambda at: at.replace(microsecond=0)), OFFSETS | st.just(None))
def test_repair_A5_on_any_day_and_by_any_clock_no_definition_opens_totals_before_eight_in_montana(day, at, place):
    local = datetime.combine(day, at, DENVER)
    stated = datetime.combine(day, at, place or timezone(local.utcoffset() or timedelta()))
    made = as_bytes(document(day.isoformat(), stated.isoformat()))
    eight = datetime.combine(day, datetime.min.time().replace(hour=20), DENVER)
    assert parse_definition(made, of_before=True).polls_close == max(stated, eight)
    lawful = stated >= eight and stated.utcoffset() == local.utcoffset()
    try:
        taken = parse_definition(made)
    except DefinitionError:
        assert not lawful
    else:
        assert lawful
        assert taken.polls_close == stated


@given(DAYS, OFFSETS)
def test_repair_A5_nor_does_one_of_votingworks(day, place):
    moment = datetime.combine(day, datetime.min.time(), place)
    election = parse_definition(as_bytes(votingworks_document() | {"date": moment.isoformat()}))
    assert election.polls_close >= datetime.combine(day, datetime.min.time().replace(hour=20), DENVER)


def test_repair_A5_a_small_polling_place_where_all_have_voted_closes_and_the_others_tally_stays_sealed():
    election = parse_definition(as_bytes(document("2026-11-03", "2026-11-03T15:10:00-07:00", ALL_VOTED)))
    at_four = datetime(2026, 11, 3, 16, tzinfo=DENVER)
    assert seal_of(election, True, at_four) is Seal.HOUR
    assert seal_of(election, True, datetime(2026, 11, 3, 20, tzinfo=DENVER)) is None


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ({"precinct": "north", "registered": 400, "voted": 400}, "registered"),
        ({"precinct": "north", "registered": 399, "voted": 398}, "voted"),
        ({"precinct": "north", "registered": 399, "voted": 400}, "voted"),
        ({"precinct": "west", "registered": 12, "voted": 12}, "precinct"),
        ({"precinct": "north", "registered": 0, "voted": 0}, "registered"),
    ],
)
def test_repair_A5_a_small_polling_place_has_fewer_than_400_electors_and_all_have_voted(place, field):
    early = {"ground": "13-1-106(2)", "precincts": [place]}
    assert problems("2026-11-03", "2026-11-03T15:10:00-07:00", early)[0].startswith(
        f"polls_close_early.precincts[0].{field}"
    )


def test_repair_A5_which_precincts_closed_early_is_stated():
    assert problems("2026-11-03", "2026-11-03T15:10:00-07:00", {"ground": "13-1-106(2)"}) != []


def test_repair_A5_school_hours_open_the_totals_of_a_school_election_alone():
    close = "2026-05-05T18:00:00-06:00"
    election = parse_definition(as_bytes(document("2026-05-05", close, SCHOOL, scope="local")))
    assert election.polls_close == datetime.fromisoformat(close)
    (problem,) = problems("2026-05-05", close, SCHOOL)
    assert problem.startswith("polls_close_early.ground: only local contests")


@pytest.mark.parametrize("early", [ALL_VOTED, SCHOOL])
def test_repair_A5_a_ground_without_an_earlier_hour_is_refused_and_so_is_another_clock_with_a_ground(early):
    assert problems("2026-11-03", "2026-11-03T20:00:00-07:00", early, scope="local") != []
    assert problems("2026-11-03", "2026-11-03T18:00:00-06:00", early, scope="local") != []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-11-03T20:00:00-07:00", "2026-11-03 20:00 MST"),
        ("2026-06-02T20:00:00-06:00", "2026-06-02 20:00 MDT"),
        ("2026-11-01T01:30:00-06:00", "2026-11-01 01:30 MDT"),
        ("2026-11-01T01:30:00-07:00", "2026-11-01 01:30 MST"),
        ("2026-11-03T20:00:00-05:00", "2026-11-03 20:00 UTC-05:00"),
        ("2026-11-04T03:00:00+00:00", "2026-11-04 03:00 UTC"),
    ],
)
def test_a_moment_in_montana_s_time_has_the_name_of_that_time(written: str, shown: str) -> None:
    moment = datetime.fromisoformat(written)
    assert f"{moment.astimezone(zone_of(moment)):%Y-%m-%d %H:%M %Z}" == shown
