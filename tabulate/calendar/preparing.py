"""The days before an election: filing, certifying, ballots, tests, notices."""

from collections.abc import Iterator
from datetime import date, timedelta

from tabulate.calendar.duties import Duty, from_hour, until_hour
from tabulate.calendar.election_days import ElectionKind, Occasion, general_day, primary_day
from tabulate.calendar.holidays import business_days_before, on_or_before
from tabulate.hours import (
    filing_deadline,
    hand_count_from,
    late_write_ins_until,
    machine_count_from,
    write_in_deadline,
)

_FROZEN_DAYS = 100
"""Before a primary (13-3-102(1))."""


def duties_before(election: Occasion) -> Iterator[Duty]:
    """Every duty up to the day before the polls open, about in order."""
    yield from _candidates(election)
    yield from _write_ins(election)
    yield from _ballots(election)
    yield from _places_and_tests(election)
    yield from _early(election)


def _before(election: Occasion, days: int) -> date:
    return election.day - timedelta(days=days)


def _candidates(election: Occasion) -> Iterator[Duty]:
    sections = "13-10-201(7), 13-1-403(1), 13-1-502(1)"
    yield until_hour("filing", "Candidates file", sections, filing_deadline(election.day), _before(election, 145))
    if election.kind is not ElectionKind.SPECIAL and election.day.year % 2 == 0:
        primary, general = primary_day(election.day.year), general_day(election.day.year)
        first = primary - timedelta(days=_FROZEN_DAYS)
        yield Duty("boundaries", "Precinct boundaries stay as they are", "13-3-102(1)", first, general)
    if election.kind is ElectionKind.GENERAL:
        sections = "13-10-327(2), 13-10-504"
        what = "Candidates withdraw; after it vacancies are filled by other rules"
        yield Duty("withdrawal", what, sections, None, _before(election, 85))
        yield Duty("vacancies", "Appointments that fill vacancies are made", sections, None, _before(election, 76))
    what = "The secretary of state certifies names and issues, then the election administrator; ballots are prepared"
    yield Duty("certified", what, "13-12-201, 13-10-208, 13-27-501", None, _before(election, 75))


def _write_ins(election: Occasion) -> Iterator[Duty]:
    local = write_in_deadline(election.day, local=True)
    what = "Write-in candidates of local governments and special districts declare"
    yield until_hour("write-ins-local", what, "13-1-403(2), 13-1-502(3)", local)
    if election.kind is not ElectionKind.SPECIAL:
        others = write_in_deadline(election.day, local=False)
        what = "Write-in candidates for other offices declare"
        yield until_hour("write-ins", what, "13-10-211(1), 13-13-205(2)", others)
    late = late_write_ins_until(election.day)
    what = "Write-in candidates declare late, where a candidate died or was charged with a felony"
    yield until_hour("write-ins-late", what, "13-10-211(2)", late)


def _ballots(election: Occasion) -> Iterator[Duty]:
    covered = on_or_before(_before(election, 45))
    what = "Ballots are sent to covered voters; the electronic system is open"
    yield Duty("covered-voters", what, "13-21-224(1), 13-21-106(3)", None, covered)
    if election.by_mail:
        first, last = _before(election, 20), _before(election, 15)
        what = "The plan of the mail ballot election is with the secretary of state"
        yield Duty("mail-plan", what, "13-19-205", None, _before(election, 60))
        yield Duty("mailed", "Ballots are mailed to every elector, all on one day", "13-19-207", first, last)
        return
    special = election.kind is ElectionKind.SPECIAL
    section = "13-13-205(1)(b)" if special else "13-13-205(1)(a)"
    in_person, mailed = (20, 20) if special else (30, 25)
    what = "Absentee ballots are there for electors who come in person"
    yield Duty("absentee-in-person", what, section, _before(election, in_person), election.day - timedelta(days=1))
    yield Duty("absentee-mailed", "Absentee ballots are mailed", section, None, _before(election, mailed))


def _places_and_tests(election: Occasion) -> Iterator[Duty]:
    what = "A voting system is approved, if it is used in this election"
    yield Duty("system-approved", what, "13-17-101(3)", None, _before(election, 60))
    yield Duty("registration", "Regular registration closes", "13-2-301", None, _before(election, 30))
    named = 20 if election.kind is ElectionKind.SPECIAL else 30
    yield Duty("polling-places", "Polling places are named", "13-3-105(1)", None, _before(election, named))
    what = "Every machine is tested in public and certified"
    yield Duty("public-test", what, "13-17-212(1)", _before(election, 30), election.day)
    what = "Notices: how, where and when absentee ballots are counted; the voting system; polling places"
    sections = "13-15-105, 13-17-203, 13-3-105(2)"
    yield Duty("notices", what, sections, _before(election, 10), _before(election, 2))


def _early(election: Occasion) -> Iterator[Duty]:
    """Days on which ballots may be prepared are never a Saturday, a Sunday or a holiday."""
    what = "Secrecy envelopes are opened and ballots boxed, on business days"
    first = business_days_before(election.day, 3)
    yield Duty("prepared", what, "13-13-241(7)(a), (b)", first, election.day)
    small = business_days_before(election.day, 1)
    what = "Envelopes are opened in counties with fewer than 8,000 registered or 5,000 absentee electors"
    yield Duty("prepared-small", what, "13-13-241(8)", small, election.day)
    machines = machine_count_from(election.day)
    yield from_hour("machine-count", "Machines may count", "13-13-241(7)(a), 13-15-104(2)(b)", machines)
    yield from_hour("hand-count", "People may count by hand", "13-13-241(7)(a)", hand_count_from(election.day))
