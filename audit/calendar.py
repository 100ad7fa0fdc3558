"""The audit's dates, counted from election day E, and what to warn of (13-17-505, 13-17-506(1), 13-17-509(1))."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from audit.errors import Refused
from audit.rules import RuleSet
from tabulate.hours import held_until


def day_of(text: str) -> date:
    """A date as in 2026-11-03. Raises Refused for any other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("13-17-505", f"{text!r} is no date.", "Write it as in 2026-11-03.") from None


class AuditDay(StrEnum):
    """What has a date in an audit, as programs call it."""

    EXEMPTION_NOTICE = "exemption-notice-to-the-secretary-of-state"
    MEETING_POSTED = "meeting-posted"
    SELECTION = "selection-in-public"
    DONE = "audit-done"
    CANVASS = "county-canvass"
    FREEZE = "no-machine-changed"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date, or span of dates, of the law."""

    id: AuditDay
    what: str
    first: date | None
    """None where the law sets only an end."""
    last: date | None
    section: str


@dataclass(frozen=True, slots=True)
class AuditCalendar:
    """The dates of one election's audit."""

    election: date
    notice_due: date | None
    selection_first: date | None
    selection_last: date | None
    meeting_posted_first: date | None
    """For a meeting on the first possible day."""
    meeting_posted: date | None
    """For a meeting on the last possible day. Once the meeting was held, both are for its day."""
    done_by: date
    canvass_last: date
    canvass: date | None
    """As the county set it; None: not set, and the last lawful day is reckoned with."""
    frozen_from: date | None
    frozen_until: date | None
    """The last day on which no machine may be changed; None after an election that is not federal (13-17-509(1))."""

    def deadlines(self) -> tuple[Deadline, ...]:
        """All of them, in order."""
        found = (
            Deadline(
                AuditDay.EXEMPTION_NOTICE,
                "exemption notice to the secretary of state",
                None,
                self.notice_due,
                "ARM 44.3.1719(2)",
            ),
            self._posted(),
            Deadline(AuditDay.SELECTION, "selection in public", self.selection_first, self.selection_last, "13-17-505"),
            Deadline(AuditDay.DONE, "audit done", None, self.done_by, "13-17-506(1)"),
            Deadline(AuditDay.CANVASS, "county canvass", None, self.canvass or self.canvass_last, "13-15-401"),
            Deadline(AuditDay.FREEZE, "no machine changed", self.frozen_from, self.frozen_until, "13-17-509(1)"),
        )
        return found if self.frozen_until is not None else found[:-1]

    def _posted(self) -> Deadline:
        if self.meeting_posted_first == self.meeting_posted:
            return Deadline(AuditDay.MEETING_POSTED, "meeting posted", None, self.meeting_posted, "ARM 44.3.1719(1)")
        what = "meeting posted, if it is on the first or the last day"
        return Deadline(
            AuditDay.MEETING_POSTED, what, self.meeting_posted_first, self.meeting_posted, "ARM 44.3.1719(1)"
        )


def calendar_of(
    rules: RuleSet, election: date, canvass: date | None = None, meeting: date | None = None
) -> AuditCalendar:
    """The dates under these rules; `canvass` where the county has set it, `meeting` where the selection was made."""
    last_canvass = _after(election, rules.canvass_last_day)
    first, last = (_maybe(election, day) for day in (rules.selection_first_day, rules.selection_last_day))
    return AuditCalendar(
        election=election,
        notice_due=_maybe(election, rules.notice_due_day),
        selection_first=first,
        selection_last=last,
        meeting_posted_first=_maybe(meeting or first, -rules.meeting_posted_days),
        meeting_posted=_maybe(meeting or last, -rules.meeting_posted_days),
        done_by=_after(canvass or last_canvass, -rules.days_before_canvass),
        canvass_last=last_canvass,
        canvass=canvass,
        frozen_from=_maybe(election, 1 if rules.federal else None),
        frozen_until=_maybe(election, rules.freeze_days if rules.federal else None),
    )


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _maybe(day: date | None, days: int | None) -> date | None:
    return None if day is None or days is None else _after(day, days)


def check_selection_day(calendar: AuditCalendar, day: date) -> None:
    """Refuse a selection outside the window of the law."""
    if calendar.selection_first is None or calendar.selection_last is None:
        if day < calendar.election:
            raise Refused("13-17-510", f"{day} is before the election.", "Select after the unofficial results.")
        return
    if not calendar.selection_first <= day <= calendar.selection_last:
        raise Refused(
            "13-17-505",
            f"{day} is outside the days of the selection, {calendar.selection_first} to {calendar.selection_last}.",
            "Select on one of those days, in public.",
        )


def check_results_public(calendar: AuditCalendar, day: date) -> None:
    """Refuse a selection before the unofficial results, but on its last day: they bind the committee (13-17-503(1)).

    Those who select are bound by the days of 13-17-505: a county that is late does not keep them from it.
    """
    if day != calendar.selection_last:
        raise Refused(
            "13-17-503(1)",
            "The unofficial results are not public.",
            "Publish them, record it with `canvass audit unofficial`, and select then; on the last day of 13-17-505 "
            "select without them. Rehearse as you like.",
        )


@dataclass(frozen=True, slots=True)
class AuditProgress:
    """How far an audit has got, as far as its dates are concerned."""

    exempt_since: date | None
    """The day of the notice."""
    committee_ready: bool
    selected: bool
    certified_on: date | None


def warnings(calendar: AuditCalendar, progress: AuditProgress, today: date) -> tuple[str, ...]:
    """What is due today, late or forbidden, as sentences for the election administrator."""
    found = [*_frozen(calendar, today), *_early_canvass(calendar, today)]
    if progress.exempt_since is not None:
        found += late_notice(calendar, progress.exempt_since)
    if progress.certified_on is not None:
        found += late_certificate(calendar, progress.certified_on)
    if progress.exempt_since is not None or progress.certified_on is not None:
        return tuple(found)
    if not progress.committee_ready and today >= calendar.election:
        found.append("The audit committee is not appointed and sworn (13-17-504).")
    if calendar.notice_due is not None and calendar.election <= today <= calendar.notice_due and not progress.selected:
        found.append(f"A notice of exemption, if there is a reason for one, is due by {calendar.notice_due}.")
    if not progress.selected and calendar.selection_last is not None:
        if today > calendar.selection_last:
            found.append(f"Nothing was selected by {calendar.selection_last} (13-17-505).")
        elif calendar.selection_first is not None and today >= calendar.selection_first:
            found.append(f"The selection must be made by {calendar.selection_last} (13-17-505).")
    if today > calendar.done_by:
        found.append(f"The audit should have been done by {calendar.done_by}, before the canvass (13-17-506(1)).")
    elif (calendar.done_by - today).days <= 2:
        found.append(f"The audit must be done by {calendar.done_by}, a day before the canvass (13-17-506(1)).")
    if calendar.canvass is not None and calendar.canvass > calendar.canvass_last:
        found.append(f"The canvass is set after {calendar.canvass_last} (13-15-401).")
    return tuple(found)


def _frozen(calendar: AuditCalendar, today: date) -> tuple[str, ...]:
    first, last = calendar.frozen_from, calendar.frozen_until
    if first is None or last is None or not first <= today <= last:
        return ()
    changed = "No vote-counting machine may be upgraded, patched, fixed or changed"
    return (f"{changed} until {last} has passed (13-17-509(1)).",)


def _early_canvass(calendar: AuditCalendar, today: date) -> tuple[str, ...]:
    held = held_until(calendar.election).date()
    if calendar.canvass is None or calendar.canvass > held or today > calendar.canvass:
        return ()
    return (
        f"The canvass is set for {calendar.canvass}. Provisional and late covered voters' ballots are counted after "
        f"3 p.m. of {held} (13-15-107(6), 13-21-206): canvass after that (13-15-402(2)).",
    )


def late_certificate(calendar: AuditCalendar, on: date) -> tuple[str, ...]:
    """What to say of an audit that was done too late: it stands, and so does this."""
    if on <= calendar.done_by:
        return ()
    return (f"The audit was done on {on}, not by {calendar.done_by}, a day before the canvass (13-17-506(1)).",)


def late_notice(calendar: AuditCalendar, on: date) -> tuple[str, ...]:
    """What to say of a notice of exemption that is late: the statute asks for it "as soon as practicable" only."""
    if calendar.notice_due is None or on <= calendar.notice_due:
        return ()
    return (
        f"The notice of exemption of {on} is late: it was due by {calendar.notice_due} (ARM 44.3.1719(2)). "
        "Ask the secretary of state whether it is accepted, and keep the answer with it.",
    )
