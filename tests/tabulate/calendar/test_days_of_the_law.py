"""The days of the law: the general of 2026 day by day, any date by plain counting, and standings to the second."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from tabulate.calendar.canvassing import KnownDays
from tabulate.calendar.duties import Duty, DutyProgress, DutyStanding, LastDay, moved, standing_of
from tabulate.calendar.election_days import ElectionKind, Occasion, general_day, primary_day
from tabulate.calendar.of_election import calendar_of_law
from tests.soak import examples

GENERAL = Occasion(date(2026, 11, 3), ElectionKind.GENERAL, federal=True)
PRIMARY = Occasion(date(2026, 6, 2), ElectionKind.PRIMARY, federal=True)
SCHOOL = Occasion(date(2026, 5, 5), ElectionKind.SPECIAL, federal=False)

TABLE = """
filing 2026-06-11 2026-08-10T17:00:00-06:00 | boundaries 2026-02-22 2026-11-03 | withdrawal - 2026-08-10
vacancies - 2026-08-19 | certified - 2026-08-20 | write-ins-local - 2026-08-30T17:00:00-06:00
system-approved - 2026-09-04 | write-ins - 2026-09-09T17:00:00-06:00 | covered-voters - 2026-09-18
absentee-in-person 2026-10-04 2026-11-02 | registration - 2026-10-04 | public-test 2026-10-04 2026-11-03
polling-places - 2026-10-04 | absentee-mailed - 2026-10-09 | notices 2026-10-24 2026-11-01
prepared 2026-10-29 2026-11-03 | prepared-small 2026-11-02 2026-11-03 | machine-count 2026-11-02T00:00:00-07:00 -
write-ins-late - 2026-11-02T17:00:00-07:00 | polls 2026-11-03T07:00:00-07:00 2026-11-03T20:00:00-07:00
hand-count 2026-11-03T00:00:00-07:00 - | results 2026-11-03T20:00:00-07:00 -
proof 2026-11-03 2026-11-04T17:00:00-07:00 | covered-received 2026-11-03 2026-11-04T17:00:00-07:00
proof-mailed 2026-11-03 2026-11-09T15:00:00-07:00
federal-write-ins 2026-11-03 2026-11-09T15:00:00-07:00 | held-ballots 2026-11-09T15:00:00-07:00 2026-11-17
county-canvass - 2026-11-17 | petitions 2026-11-17 2026-11-22 | acceptance 2026-11-17 2026-11-27
recount-board - - | court-hearing - - | court-recount - - | state-canvass - 2026-11-30
covered-report - 2027-01-02 | covered-report-state - 2027-02-01 | court-actions - 2027-11-03
retention 2028-09-03 -
"""


def by_id(*duties: Duty) -> dict[str, str]:
    return {duty.id: f"{_text(duty.opens or duty.first)} {_text(duty.closes or duty.last)}" for duty in duties}


def _text(when: date | None) -> str:
    return "-" if when is None else when.isoformat()


def test_the_general_of_2026_day_by_day() -> None:
    expected = dict(one.strip().split(" ", 1) for one in TABLE.strip().replace("\n", " | ").split(" | "))
    assert by_id(*calendar_of_law(GENERAL)) == expected


def test_the_primary_of_2026_where_it_differs() -> None:
    found = by_id(*calendar_of_law(PRIMARY))
    assert found["filing"] == "2026-01-08 2026-03-09T17:00:00-06:00"
    assert found["boundaries"] == "2026-02-22 2026-11-03"
    assert found["certified"] == "- 2026-03-19", "ten days after filing closes"
    assert found["system-approved"] == "- 2026-04-03"
    assert found["two-parties"] == "2026-06-02 2026-06-12"
    assert found.keys() - by_id(*calendar_of_law(GENERAL)).keys() == {"two-parties"}
    assert by_id(*calendar_of_law(GENERAL)).keys() - found.keys() == {"withdrawal", "vacancies"}
    sections = {duty.id: duty.section for duty in calendar_of_law(PRIMARY)}
    assert sections["acceptance"] == "13-10-204(1)(b)"
    assert "13-36-102(1)" in sections["petitions"]


def test_a_school_election_and_one_by_mail() -> None:
    found = by_id(*calendar_of_law(SCHOOL))
    assert (found["absentee-in-person"], found["absentee-mailed"]) == ("2026-04-15 2026-05-04", "- 2026-04-15")
    assert found["polling-places"] == "- 2026-04-15"
    assert {duty.section for duty in calendar_of_law(SCHOOL) if "absentee-" in duty.id} == {"13-13-205(1)(b)"}
    assert found["retention"] == "2027-05-05 -"
    assert found.keys().isdisjoint({"write-ins", "state-canvass", "covered-report", "boundaries", "two-parties"})
    for_congress = by_id(*calendar_of_law(replace(SCHOOL, federal=True)))
    assert for_congress["state-canvass"] == "- 2026-06-01"
    assert (for_congress["covered-report"], for_congress["retention"]) == ("- 2026-07-04", "2028-03-05 -")
    by_mail = Occasion(date(2027, 11, 2), ElectionKind.GENERAL, federal=False, by_mail=True)
    mailed = by_id(*calendar_of_law(by_mail))
    assert (mailed["mailed"], mailed["mail-plan"]) == ("2027-10-13 2027-10-18", "- 2027-09-03")
    assert mailed.keys().isdisjoint({"absentee-in-person", "absentee-mailed", "boundaries"})


def test_w18_what_is_known_of_the_canvass_and_of_notices_moves_what_follows() -> None:
    known = KnownDays(date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 27))
    found = by_id(*calendar_of_law(GENERAL, known))
    assert found["petitions"] == "2026-11-16 2026-11-21"
    assert found["acceptance"] == "2026-11-16 2026-11-26"
    assert found["recount-board"] == "2026-11-20 2026-11-25"
    assert found["court-hearing"] == "2026-11-21 2026-11-26"
    assert found["court-recount"] == "2026-11-27 2026-12-02"
    assert found["county-canvass"] == "2026-11-16 2026-11-17"


@pytest.mark.parametrize(
    ("canvass", "days", "held", "remark"),
    [
        ("2026-11-16", "2026-11-16 2026-11-17", "2026-11-16", ""),
        ("2026-11-10", "2026-11-10 2026-11-17", "2026-11-10", ""),
        ("2026-11-17", "2026-11-17 2026-11-17", "2026-11-17", ""),
        ("2026-11-18", "- 2026-11-17", "2026-11-17", "Wednesday 2026-11-18, after the last lawful day."),
        ("2026-11-09", "2026-11-09 2026-11-17", "2026-11-17", "counted after 3 p.m. of 2026-11-09: canvass after that"),
        ("2026-11-04", "2026-11-04 2026-11-17", "2026-11-17", "counted after 3 p.m. of 2026-11-09: canvass after that"),
    ],
)
def test_a_canvass_too_early_or_too_late_is_said_and_no_duty_ends_before_it_begins(
    canvass: str, days: str, held: str, remark: str
) -> None:
    duties = calendar_of_law(GENERAL, KnownDays(canvass=date.fromisoformat(canvass)))
    found = by_id(*duties)
    assert (found["county-canvass"], found["held-ballots"].split()[1]) == (days, held)
    (said,) = (duty.remark for duty in duties if duty.id == "county-canvass")
    assert remark in said
    assert bool(remark) == bool(said)
    assert all(duty.first <= duty.last for duty in duties if duty.first and duty.last)


def test_w18_a_last_day_on_a_sunday_stays_or_moves_as_the_state_reads_it() -> None:
    (stays,) = (duty for duty in calendar_of_law(GENERAL) if duty.id == "petitions")
    assert (stays.last, "Monday 2026-11-23 (1-1-307)" in stays.remark) == (date(2026, 11, 22), True)
    read = calendar_of_law(GENERAL, last_day=LastDay.NEXT_BUSINESS_DAY)
    (goes,) = (duty for duty in read if duty.id == "petitions")
    assert (goes.last, "Sunday 2026-11-22 is no business day" in goes.remark) == (date(2026, 11, 23), True)
    (friday,) = (duty for duty in read if duty.id == "acceptance")
    assert (friday.last, friday.remark) == (date(2026, 11, 27), "")
    heard = KnownDays(application=date(2026, 11, 21))
    for reading, last in ((LastDay.AS_IT_FALLS, "2026-11-26"), (LastDay.NEXT_BUSINESS_DAY, "2026-11-27")):
        (hearing,) = (duty for duty in calendar_of_law(GENERAL, heard, reading) if duty.id == "court-hearing")
        assert (_text(hearing.last), "1-1-307" in hearing.remark) == (last, True), "Thanksgiving"
    unknown = Duty("one", "One", "1-1-307")
    assert moved(unknown, LastDay.NEXT_BUSINESS_DAY) is unknown


# Any day, by plain counting

FROM = {"filing": -145, "public-test": -30, "notices": -10, "proof": 0, "held-ballots": 6, "machine-count": -1}
UNTIL = {
    "filing": -85,
    "certified": -75,
    "write-ins-local": -65,
    "system-approved": -60,
    "registration": -30,
    "public-test": 0,
    "notices": -2,
    "write-ins-late": -1,
    "polls": 0,
    "proof": 1,
    "covered-received": 1,
    "held-ballots": 14,
    "county-canvass": 14,
    "petitions": 19,
    "acceptance": 24,
}
REGULAR = {"write-ins": -55, "absentee-mailed": -25, "state-canvass": 27}
HOURS = {"filing": 17, "write-ins-local": 17, "write-ins": 17, "write-ins-late": 17, "polls": 20, "proof": 17}


def _any_election(rng: Random) -> Occasion:
    year = rng.randint(2024, 2060)
    kind = rng.choice(list(ElectionKind))
    if kind is ElectionKind.SPECIAL:
        return Occasion(date(year, 1, 1) + timedelta(days=rng.randint(0, 365)), kind, federal=False)
    year += year % 2 if kind is ElectionKind.PRIMARY else 0
    day = general_day(year) if kind is ElectionKind.GENERAL else primary_day(year)
    return Occasion(day, kind, federal=year % 2 == 0)


def _summer(day: date) -> bool:
    """Whether clocks are put forward at 5 a.m. and later of a day: second Sunday of March to first of November."""
    march, november = date(day.year, 3, 8), date(day.year, 11, 1)
    return (
        march + timedelta(days=-march.isoweekday() % 7) <= day < november + timedelta(days=-november.isoweekday() % 7)
    )


def test_every_day_of_any_election_is_so_many_days_away_and_every_hour_is_montanas() -> None:
    seen = set()
    for number in range(examples(600)):
        election = _any_election(Random(number))
        found = {duty.id: duty for duty in calendar_of_law(election)}
        until = UNTIL | ({} if election.kind is ElectionKind.SPECIAL else REGULAR)
        for id_, days in FROM.items():
            assert found[id_].first == date.fromordinal(election.day.toordinal() + days), (election, id_)
        for id_, days in until.items():
            assert found[id_].last == date.fromordinal(election.day.toordinal() + days), (election, id_)
        assert (found["covered-voters"].last or election.day).isoweekday() <= 5
        _check_hours(found)
        _check_order(tuple(found.values()))
        seen.add((election.kind, _summer(election.day), election.day.isoweekday()))
    assert {kind for kind, _, _ in seen} == set(ElectionKind)
    assert {weekday for _, _, weekday in seen} == set(range(1, 8))
    assert {summer for kind, summer, _ in seen if kind is ElectionKind.SPECIAL} == {False, True}


def _check_hours(found: dict[str, Duty]) -> None:
    for id_, duty in found.items():
        for day, hour in ((duty.first, duty.opens), (duty.last, duty.closes)):
            if hour is not None:
                assert hour.date() == day, id_
                late = hour.hour >= 5
                assert not late or hour.utcoffset() == timedelta(hours=-6 if _summer(hour.date()) else -7), id_
        if id_ in HOURS:
            assert duty.closes is not None
            assert duty.closes.hour == HOURS[id_]
    monday = found["federal-write-ins"].closes
    assert monday is not None
    assert (monday.isoweekday(), monday.hour) == (1, 15)


def _check_order(duties: tuple[Duty, ...]) -> None:
    days = [(str(duty.first or duty.last), str(duty.last or date.max)) for duty in duties if duty.first or duty.last]
    assert days == sorted(days)
    assert len({duty.id for duty in duties}) == len(duties) > 20
    assert all(duty.section and duty.what for duty in duties)


def test_a_leap_day_is_counted_like_any_other() -> None:
    found = by_id(*calendar_of_law(Occasion(date(2028, 6, 6), ElectionKind.PRIMARY, federal=True)))
    assert found["boundaries"].startswith("2028-02-27 ")
    assert found["filing"] == "2028-01-13 2028-03-13T17:00:00-06:00"
    leap = by_id(*calendar_of_law(Occasion(date(2028, 2, 29), ElectionKind.SPECIAL, federal=False)))
    assert leap["county-canvass"] == "- 2028-03-14"
    assert leap["retention"] == "2029-03-01 -"


# Standings

POLLS = next(duty for duty in calendar_of_law(GENERAL) if duty.id == "polls")
PROOF = next(duty for duty in calendar_of_law(GENERAL) if duty.id == "proof")
HELD = next(duty for duty in calendar_of_law(GENERAL) if duty.id == "held-ballots")
CANVASS = next(duty for duty in calendar_of_law(GENERAL) if duty.id == "county-canvass")
COUNT = next(duty for duty in calendar_of_law(GENERAL) if duty.id == "machine-count")
BOARD = next(duty for duty in calendar_of_law(GENERAL) if duty.id == "recount-board")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("duty", "now", "standing"),
    [
        (POLLS, utc("2026-11-03T13:59:59"), "ahead"),
        (POLLS, utc("2026-11-03T14:00:00"), "due"),
        (POLLS, utc("2026-11-04T03:00:00"), "due"),
        (POLLS, utc("2026-11-04T03:00:01"), "over"),
        (PROOF, utc("2026-11-05T00:00:00"), "due"),
        (PROOF, utc("2026-11-05T00:00:01"), "over"),
        (PROOF, date(2026, 11, 4), "due"),
        (PROOF, date(2026, 11, 5), "over"),
        (HELD, utc("2026-11-09T21:59:59"), "ahead"),
        (HELD, utc("2026-11-09T22:00:00"), "due"),
        (HELD, date(2026, 11, 8), "ahead"),
        (HELD, date(2026, 11, 9), "due"),
        (CANVASS, date(2026, 11, 10), "ahead"),
        (CANVASS, date(2026, 11, 11), "due"),
        (CANVASS, utc("2026-11-18T06:59:59"), "due"),
        (CANVASS, utc("2026-11-18T07:00:00"), "over"),
        (COUNT, utc("2026-11-02T06:59:59"), "ahead"),
        (COUNT, utc("2026-11-02T07:00:00"), "open"),
        (COUNT, date(2030, 1, 1), "open"),
        (BOARD, date(2026, 11, 20), "day not known"),
    ],
)
def test_how_a_duty_stands_to_the_second_and_on_a_day(duty: Duty, now: date | datetime, standing: str) -> None:
    assert standing_of(duty, now).value == standing


def test_what_a_record_tells_makes_a_duty_done_done_late_or_late() -> None:
    day = date(2026, 11, 19)
    done = {True: DutyProgress(True, date(2026, 11, 17)), False: DutyProgress(True, date(2026, 11, 18))}
    assert standing_of(CANVASS, day, {CANVASS.id: done[True]}) is DutyStanding.DONE
    assert standing_of(CANVASS, day, {CANVASS.id: done[False]}) is DutyStanding.DONE_LATE
    assert standing_of(CANVASS, day, {CANVASS.id: DutyProgress(True)}) is DutyStanding.DONE
    assert standing_of(CANVASS, day, {CANVASS.id: DutyProgress(False)}) is DutyStanding.LATE
    assert standing_of(CANVASS, date(2026, 11, 17), {CANVASS.id: DutyProgress(False)}) is DutyStanding.DUE
    assert standing_of(CANVASS, day, {"another": DutyProgress(False)}) is DutyStanding.OVER
