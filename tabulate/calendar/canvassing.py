"""Election day and the days after it: polls, held ballots, the canvasses, petitions, reports, retention."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tabulate.calendar.contesting import contests_duty
from tabulate.calendar.duties import Duty, LastDay, from_hour, moved, until_hour
from tabulate.calendar.election_days import ElectionKind, Occasion
from tabulate.calendar.retaining import disposed_from, months_kept
from tabulate.hours import federal_write_ins_until, held_until, lawful_closing, next_day_deadline, polls_open

CANVASS_LAST_DAY = 14
"""The county canvass is held within so many days after election day (13-15-401(1))."""
STATE_CANVASS_LAST_DAY = 27
"""Or sooner, if all returns are in (13-15-502)."""
_PETITION_DAYS, _ACCEPTANCE_DAYS, _BOARD_DAYS = 5, 10, 5


@dataclass(frozen=True, slots=True)
class DaysOfRecount:
    """The days from which the duties of one of several recounts count."""

    name: str
    notice: date | None = None
    application: date | None = None
    order: date | None = None


@dataclass(frozen=True, slots=True)
class KnownDays:
    """Days that no election's date tells."""

    canvass: date | None = None
    """Of the county; None: not known, and the last lawful day is reckoned with."""
    recount_notice: date | None = None
    application: date | None = None
    """To a court, for a recount."""
    order: date | None = None
    """Of the court."""
    recounts: tuple[DaysOfRecount, ...] = ()
    """Where there are several, each of them."""


def duties_after(election: Occasion, known: KnownDays, last_day: LastDay) -> Iterator[Duty]:
    """Every duty from the hour when the polls open, about in order."""
    yield from _of_the_day(election, known)
    yield from _canvass(election, known, last_day)
    yield from (moved(duty, last_day) for duty in _recounts(known))
    yield from _later(election, last_day)


def _of_the_day(election: Occasion, known: KnownDays) -> Iterator[Duty]:
    day = election.day
    closing = lawful_closing(day)
    yield from_hour("polls", "The polls are open", "13-1-106(1)", polls_open(day), closing)
    yield from_hour("results", "Results may be public", "13-35-241", closing)
    proof = next_day_deadline(day)
    yield until_hour("proof", "Provisional electors bring proof", "13-15-107(1)", proof, day)
    held = held_until(day)
    what = "Proof of provisional electors that was mailed, postmarked by 5 p.m. of the day after the election, is in"
    yield until_hour("proof-mailed", what, "13-15-107(1), (6)", held, day)
    what = "Ballots that covered voters sent electronically by 8 p.m. of election day are in"
    yield until_hour("covered-received", what, "13-21-226(1)", proof, day)
    what = "Federal write-in absentee ballots, sent by 8 p.m. of election day, are in"
    yield until_hour("federal-write-ins", what, "13-21-206(1)(c)", federal_write_ins_until(day), day)
    what = "Provisional and late covered voters' ballots are counted"
    sections = "13-15-107(5), (6), 13-21-226(2)"
    chosen, last = known.canvass, canvass_last(day)
    until = chosen if chosen is not None and held.date() < chosen <= last else last
    yield Duty("held-ballots", what, sections, held.date(), until, held)


def canvass_last(day: date) -> date:
    """The last lawful day of the county canvass (13-15-401(1))."""
    return day + timedelta(days=CANVASS_LAST_DAY)


def state_canvass_last(day: date) -> date:
    """The last lawful day of the state canvass (13-15-502)."""
    return day + timedelta(days=STATE_CANVASS_LAST_DAY)


def _canvass(election: Occasion, known: KnownDays, last_day: LastDay) -> Iterator[Duty]:
    canvass = known.canvass or canvass_last(election.day)
    primary = election.kind is ElectionKind.PRIMARY
    if primary:
        yield _choice(election.day, last_day)
    yield _county_canvass(election.day, known.canvass)
    what = "Petitions for a recount, free or for a bond; applications to a court"
    sections = "13-16-201, 13-16-211, 13-16-301" + (", 13-36-102(1)" if primary else "")
    what += "; contests of a nomination, within 5 days of its certificate" if primary else ""
    yield _petitions(what, sections, canvass, last_day)
    what, section = "Write-in winners accept", "13-15-111"
    if primary:
        what, section = "Write-in candidates who were nominated accept", "13-10-204(1)(b)"
    yield _acceptance(what, section, canvass, last_day)
    if election.kind is not ElectionKind.SPECIAL or election.federal:
        last = state_canvass_last(election.day)
        yield Duty("state-canvass", "The state canvass is held, sooner if all returns are in", "13-15-502", None, last)


def _petitions(what: str, sections: str, canvass: date, last_day: LastDay) -> Duty:
    return moved(Duty("petitions", what, sections, canvass, canvass + timedelta(days=_PETITION_DAYS)), last_day)


def _choice(day: date, last_day: LastDay) -> Duty:
    what, last = "Somebody whom two parties nominated chooses one", day + timedelta(days=_ACCEPTANCE_DAYS)
    return moved(Duty("two-parties", what, "13-10-303", day, last), last_day)


def choice_until(day: date, last_day: LastDay) -> date:
    """The last day on which somebody whom two parties nominated chooses one, by the election's day (13-10-303)."""
    last = _choice(day, last_day).last
    assert last is not None
    return last


def _acceptance(what: str, section: str, canvass: date, last_day: LastDay) -> Duty:
    last = canvass + timedelta(days=_ACCEPTANCE_DAYS)
    return moved(Duty("acceptance", what, section, canvass, last), last_day)


def petitions_until(canvass: date, last_day: LastDay) -> date:
    """The last day for a petition for a recount, or an application to a court (13-16-201, 13-16-211, 13-16-301)."""
    last = _petitions("", "", canvass, last_day).last
    assert last is not None
    return last


def acceptance_until(canvass: date, last_day: LastDay) -> date:
    """The last day for the acceptance of somebody who was written in (13-15-111, 13-10-204(1)(b))."""
    last = _acceptance("", "", canvass, last_day).last
    assert last is not None
    return last


def recount_board_until(notice: date) -> date:
    """By when a recount board meets after the notice, or after the order (13-16-204(2), 13-16-301(4))."""
    return notice + timedelta(days=_BOARD_DAYS)


def _county_canvass(day: date, chosen: date | None) -> Duty:
    """On the day that the county chose, with what the law says against it."""
    last, held = canvass_last(day), held_until(day).date()
    first, remark = chosen, ""
    if chosen is not None and chosen > last:
        first, remark = None, f"It is set for {chosen:%A} {chosen}, after the last lawful day."
    if chosen is not None and chosen <= held:
        remark = f"It is set for {chosen:%A} {chosen}. Ballots that are held are counted after 3 p.m. of {held}: "
        remark += "canvass after that (13-15-107(6), 13-15-402(2))."
    return Duty("county-canvass", "The county canvass is held", "13-15-401(1)", first, last, remark=remark)


def _recounts(known: KnownDays) -> Iterator[Duty]:
    days = known.recount_notice, known.application, known.order
    if not known.recounts or any(days):
        yield from _of_recount(*days)
    for one in known.recounts:
        for duty in _of_recount(one.notice, one.application, one.order):
            if duty.first is not None:
                yield replace(duty, id=f"{duty.id} {one.name}", what=f"{duty.what}: recount {one.name}")


def _of_recount(notice: date | None, application: date | None, order: date | None) -> Iterator[Duty]:
    yield _within("recount-board", "The recount board meets", "13-16-204(2)", notice, "notice of a recount")
    yield _within("court-hearing", "The court hears an application", "13-16-301(3)", application, "application")
    what = "The recount board meets by order of the court"
    yield _within("court-recount", what, "13-16-301(4)", order, "court's order")


def _within(id_: str, what: str, section: str, since: date | None, named: str) -> Duty:
    if since is None:
        return Duty(id_, what, section, remark=f"Within {_BOARD_DAYS} days of the {named}.")
    return Duty(id_, what, section, since, since + timedelta(days=_BOARD_DAYS))


def _later(election: Occasion, last_day: LastDay) -> Iterator[Duty]:
    if election.federal:
        for id_, whose, days in (("covered-report", "county", 60), ("covered-report-state", "secretary of state", 90)):
            last = election.day + timedelta(days=days)
            yield Duty(id_, f"The {whose} reports on covered voters' ballots", "13-21-213", None, last)
    yield contests_duty(election.day, last_day)
    first = disposed_from(election.day, election.federal)
    months = months_kept(election.federal)
    what = f"Ballots and records of {months} months may be disposed of, if no contest, recount or appeal is open"
    yield Duty("retention", what, "13-1-303(1)", first)
