"""`canvass calendar`: every day of the law for an election, and what is due, done or late."""

import json
from datetime import date, datetime
from pathlib import Path

import click

from canvass import clock
from canvass.console.text import say
from canvass.errors import ExitCode, InputError
from canvass.reading.outcomes import read_definition
from canvass.record import open_record
from canvass.record.audit_log import AuditLog
from canvass.scheduling.calendar_shown import calendar_json, say_calendar
from canvass.scheduling.with_audit import (
    ElectionCalendar,
    calendar_by_date,
    calendar_in_record,
    check_known,
    occasion_in,
    occasion_of,
)
from tabulate.board.office.open_readings import OpenReading
from tabulate.calendar.canvassing import KnownDays
from tabulate.calendar.duties import LastDay
from tabulate.calendar.election_days import ElectionKind
from tabulate.hours import MONTANA_TIME, RECKONED_YEARS, is_reckoned
from tabulate.ledger.fold import fold

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("given", required=False, metavar="[DEFINITION|RECORD]", type=click.Path(path_type=Path))
@click.option("--election-date", type=_DAY, help="Instead of a definition or record: the day, as 2026-11-03.")
@click.option("--kind", type=click.Choice([one.value for one in ElectionKind]), help="Where the day does not tell it.")
@click.option("--by-mail", is_flag=True, help="Every elector is mailed a ballot (13-19).")
@click.option("--on", type=_DAY, help="Say how each duty stands on this day; a record is asked of today without it.")
@click.option("--canvass", type=_DAY, help="The day of the county canvass.")
@click.option("--recount-notice", type=_DAY, help="The day of the notice of a recount.")
@click.option("--application", type=_DAY, help="The day of an application to a court.")
@click.option("--order", type=_DAY, help="The day of the court's order.")
@click.option(
    "--last-day", type=click.Choice([one.value for one in LastDay]), help="How 1-1-307 is read; the record's else."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def calendar(
    given: Path | None,
    election_date: datetime | None,
    kind: str | None,
    by_mail: bool,
    on: datetime | None,
    canvass: datetime | None,
    recount_notice: datetime | None,
    application: datetime | None,
    order: datetime | None,
    last_day: str | None,
    as_json: bool,
) -> ExitCode:
    """Show every day of the law for an election: of a definition, of a record, or of a date alone."""
    known = KnownDays(_day(canvass), _day(recount_notice), _day(application), _day(order))
    asked = ElectionKind(kind) if kind else None
    now: date | datetime | None = _day(on)
    reading = LastDay(last_day) if last_day else None
    if (given is None) == (election_date is None):
        raise InputError("Name a definition or a record, or a day with --election-date: one of the two.")
    if given is None:
        assert election_date is not None
        occasion = occasion_of(_sure(election_date), asked, by_mail=by_mail)
        found = calendar_by_date(occasion, known, reading or LastDay.AS_IT_FALLS)
    elif given.is_dir():
        found = _of_record(given, asked, by_mail, known, reading)
        now = now or clock.now().astimezone(MONTANA_TIME)
    else:
        _, election = read_definition(given)
        found = calendar_by_date(occasion_in(election, asked, by_mail), known, reading or LastDay.AS_IT_FALLS)
    check_known(found.election.day, known)
    if as_json:
        say(json.dumps(calendar_json(found, now)))
    else:
        say_calendar(found, now)
    return ExitCode.DONE


def _of_record(
    directory: Path, kind: ElectionKind | None, by_mail: bool, known: KnownDays, reading: LastDay | None
) -> ElectionCalendar:
    with open_record(directory) as record:
        election, state, audit = record.election, fold(record.outlines()), AuditLog(record).state
    last_day = reading or LastDay(state.board.office.readings.choice(OpenReading.LAST_DAY))
    closed = state.board.polls_closed is not None
    occasion, recounts = occasion_in(election, kind, by_mail), state.board.recounts
    canvassed_on = state.board.office.canvass.canvassed_on
    held = state.board.office.held_by(recounts.open_names)
    return calendar_in_record(occasion, closed, audit, known, last_day, recounts, canvassed_on, held)


def _day(given: datetime | None) -> date | None:
    return None if given is None else _sure(given)


def _sure(given: datetime) -> date:
    if not is_reckoned(given.date()):
        years = f"{RECKONED_YEARS[0]} to {RECKONED_YEARS[-1]}"
        raise InputError(f"The days of the law are reckoned in the years {years}, and {given.date()} is in none.")
    return given.date()
