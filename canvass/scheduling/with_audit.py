"""The calendar of the law with the days of the audit in it, for an election's date, a definition or a record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from audit.calendar import AuditCalendar, AuditDay, calendar_of
from audit.errors import Refused
from audit.opening import audited_as_federal
from audit.rules import RuleSet, rules_for
from audit.state import AuditState
from canvass.errors import InputError
from tabulate.board.recount.kept_recounts import Recounts
from tabulate.board.recount.one_recount import KeptRecount
from tabulate.calendar.canvassing import DaysOfRecount, KnownDays
from tabulate.calendar.duties import Duty, DutyProgress, DutyStanding, LastDay, standing_of
from tabulate.calendar.election_days import ElectionKind, Occasion, kind_by_day
from tabulate.calendar.of_election import NOTHING_KNOWN, calendar_of_law
from tabulate.election import Election

_POLLS, _RECOUNT_BOARD, _COURT_RECOUNT = "polls", "recount-board", "court-recount"
_COUNTY_CANVASS = "county-canvass"
_OF_A_SELECTION = (AuditDay.MEETING_POSTED, AuditDay.SELECTION, AuditDay.DONE)
"""What an exempt county has not."""


@dataclass(frozen=True, slots=True)
class ElectionCalendar:
    """Every duty of one election."""

    election: Occasion
    duties: tuple[Duty, ...]
    progress: Mapping[str, DutyProgress] = field(default_factory=dict)
    """What a record tells of them, by id."""

    def standing(self, duty: Duty, now: date | datetime) -> DutyStanding:
        """How one of them stands."""
        return standing_of(duty, now, self.progress)


def occasion_of(
    day: date, kind: ElectionKind | None = None, federal: bool | None = None, by_mail: bool = False
) -> Occasion:
    """The election of a day.

    The primary and the general election of even years are federal where nothing else is known. Raises InputError for a
    day that tells no kind or another one, and for a regular election by mail.
    """
    by_day = kind_by_day(day)
    found = kind or by_day
    if by_day is not None and found not in (by_day, ElectionKind.SPECIAL):
        raise InputError(
            f"{day} is the day of the {by_day.value} election, and of no {found} one. Leave out --kind, or correct it."
        )
    if found is None:
        kinds = ", ".join(ElectionKind)
        raise InputError(f"{day} is the day of no primary and no general election. Say with --kind which: {kinds}.")
    regular = found is not ElectionKind.SPECIAL and day.year % 2 == 0
    if by_mail and regular:
        raise InputError(
            f"The {found.value} election of {day} is a regular one, which is not held by mail (13-19-104). "
            "Leave out --by-mail."
        )
    return Occasion(day, found, regular if federal is None else federal, by_mail)


def check_known(election: date, known: KnownDays) -> None:
    """Refuse days that somebody says of what comes after an election, where one stands before another it follows.

    Raises InputError.
    """
    voted, canvassed = ("the election", election), ("the canvass", known.canvass)
    _check_follows("the canvass", known.canvass, voted)
    _check_follows("the notice of a recount", known.recount_notice, voted, canvassed)
    _check_follows("the application to a court", known.application, voted, canvassed)
    _check_follows("the court's order", known.order, voted, canvassed, ("the application", known.application))


def _check_follows(what: str, day: date | None, *earlier: tuple[str, date | None]) -> None:
    for other, on in earlier:
        if day is not None and on is not None and day < on:
            raise InputError(f"{day} is too early for {what}, which follows {other} of {on}. Correct one of the two.")


def calendar_by_date(
    election: Occasion, known: KnownDays = NOTHING_KNOWN, last_day: LastDay = LastDay.AS_IT_FALLS
) -> ElectionCalendar:
    """The calendar of an election of which no more is known."""
    rules = _rules(election)
    audit = None if rules is None else calendar_of(rules, election.day, known.canvass)
    duties = calendar_of_law(election, known, last_day, () if audit is None else _of_audit(audit))
    return ElectionCalendar(election, duties)


def occasion_in(election: Election, kind: ElectionKind | None = None, by_mail: bool = False) -> Occasion:
    """The election that a definition describes; whether it is federal follows from its contests (13-1-101(19)).

    Raises InputError as `occasion_of` does.
    """
    return occasion_of(election.date, kind, audited_as_federal(election), by_mail)


def calendar_in_record(
    election: Occasion,
    polls_closed: bool,
    audit: AuditState | None,
    known: KnownDays = NOTHING_KNOWN,
    last_day: LastDay = LastDay.AS_IT_FALLS,
    recounts: Recounts | None = None,
    canvassed_on: date | None = None,
    held: tuple[str, ...] = (),
) -> ElectionCalendar:
    """The calendar of a record's election, with what the record tells of its duties; `held` stops disposal.

    The day of the canvass is the one of `known`, else the one on which its report was adopted, else the one set in the
    audit. Of several recounts each has duties of its own.
    """
    progress = {_POLLS: DutyProgress(True)} if polls_closed else {}
    if canvassed_on is not None:
        known = replace(known, canvass=known.canvass or canvassed_on)
        progress[_COUNTY_CANVASS] = DutyProgress(True, canvassed_on)
    filed = () if recounts is None else recounts.filed
    known = _of_recounts(known, filed)
    progress |= {_board_duty(one, len(filed)): _board_met(one) for one in filed}
    if audit is None:
        found = calendar_by_date(election, known, last_day)
        if election.federal:
            progress |= {id_: DutyProgress(False) for id_ in (AuditDay.SELECTION, AuditDay.DONE)}
        return ElectionCalendar(election, _held(found.duties, held), progress)
    exempt = audit.exemption is not None
    known = replace(known, canvass=known.canvass or audit.canvass_on)
    audit = replace(audit, canvass_on=known.canvass)
    days = [duty for duty in _of_audit(audit.calendar) if not (exempt and duty.id in _OF_A_SELECTION)]
    progress |= _of_events(audit)
    return ElectionCalendar(election, _held(calendar_of_law(election, known, last_day, days), held), progress)


def _held(duties: tuple[Duty, ...], held: tuple[str, ...]) -> tuple[Duty, ...]:
    """That nothing is disposed of yet, and why, where something holds it (13-1-303(1)(c))."""
    said = f"Held: {'; '.join(held)}."
    return tuple(replace(one, remark=said) if held and one.id == "retention" else one for one in duties)


def _of_recounts(known: KnownDays, filed: tuple[KeptRecount, ...]) -> KnownDays:
    """The days of each; of a single one they give way to days that somebody says."""
    every = tuple(map(_days_of, filed))
    if len(every) != 1:
        return replace(known, recounts=every)
    (one,) = every
    return replace(
        known,
        recount_notice=known.recount_notice or one.notice,
        application=known.application or one.application,
        order=known.order or one.order,
    )


def _days_of(kept: KeptRecount) -> DaysOfRecount:
    name, order = kept.filed.recount, kept.filed.order
    if order is None:
        return DaysOfRecount(name, notice=date.fromisoformat(kept.filed.notice_on))
    applied, ordered = date.fromisoformat(order.applied_on), date.fromisoformat(order.ordered_on)
    return DaysOfRecount(name, application=applied, order=ordered)


def _board_duty(kept: KeptRecount, several: int) -> str:
    duty = _COURT_RECOUNT if kept.filed.order is not None else _RECOUNT_BOARD
    return duty if several == 1 else f"{duty} {kept.filed.recount}"


def _board_met(kept: KeptRecount) -> DutyProgress:
    met = None if kept.board is None else date.fromisoformat(kept.board.met_on)
    return DutyProgress(met is not None, met)


def _of_events(audit: AuditState) -> dict[str, DutyProgress]:
    if audit.exemption is not None:
        return {AuditDay.EXEMPTION_NOTICE: DutyProgress(True, audit.exemption.on)}
    selected = audit.announced.on if audit.announced else None
    certified = audit.certified.on if audit.certified else None
    return {
        AuditDay.SELECTION: DutyProgress(selected is not None, selected),
        AuditDay.DONE: DutyProgress(certified is not None, certified),
    }


def _rules(election: Occasion) -> RuleSet | None:
    if not election.federal:
        return None
    try:
        return rules_for(election.day, federal=True)
    except Refused:
        return None


def _of_audit(audit: AuditCalendar) -> Iterator[Duty]:
    """The audit's own days as duties, but the county canvass, which the calendar of the law has."""
    for one in audit.deadlines():
        if one.id is not AuditDay.CANVASS and (one.first or one.last):
            what = one.what[:1].upper() + one.what[1:]
            yield Duty(one.id.value, what, one.section, one.first, one.last)
