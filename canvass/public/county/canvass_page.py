"""The county canvass as its page has it: returns, checks precinct by precinct, minutes, report and declarations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from canvass import clock
from canvass.canvassing.county_standing import CountyStanding, county_standing
from canvass.canvassing.declarations import ToDeclare, all_to_declare, declared_already
from canvass.canvassing.minutes import minutes_document
from canvass.canvassing.report_document import CanvassReport, report_of, title_of
from canvass.canvassing.to_settle import to_settle
from canvass.console.text import hour_of
from canvass.errors import BusyError
from canvass.reporting.sealing import provisional_released
from canvass.reporting.tables import Table
from canvass.web.served import served
from tabulate.county_canvass.audit_of_returns import CheckedReturn, CheckStanding
from tabulate.county_canvass.declaring import ContestResult, NotTheCountys
from tabulate.hours import MONTANA_TIME
from tabulate.precincts import Precinct

_TRIES = 5
_KEPT = "county canvass"
TAGS: Mapping[CheckStanding, str] = {
    CheckStanding.HOLDS: "done",
    CheckStanding.EXPLAINED: "info",
    CheckStanding.PETITIONED: "waiting",
    CheckStanding.FAILS: "stopped",
}
"""The style sheet's words for how a check stands."""


@dataclass(frozen=True, slots=True)
class CheckCell:
    """One check of a precinct."""

    checked: CheckedReturn

    @property
    def tag(self) -> str:
        """The style sheet's word."""
        return TAGS[self.checked.standing]


@dataclass(frozen=True, slots=True)
class PrecinctLine:
    """A precinct: whether its return is in, and its checks."""

    precinct: Precinct
    came: str
    """When and by whom it was signed, or that the polls were not open; empty where it is missing."""
    cells: tuple[CheckCell, ...]


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """A contest, and what becomes of its result."""

    title: str
    contest: str
    act: str
    names: str
    declared: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class CanvassPage:
    """All of it."""

    standing: CountyStanding
    settle: tuple[str, ...]
    lines: tuple[PrecinctLine, ...]
    report: CanvassReport
    declared: tuple[DeclaredLine, ...]
    steps: Table
    """What the board did."""

    @property
    def wrong(self) -> tuple[CheckedReturn, ...]:
        """The checks that do not hold."""
        return tuple(one for one in self.standing.checks if one.problems)

    @property
    def superseded(self) -> bool:
        """Whether a report was adopted, and its figures are others now."""
        return bool(self.standing.canvass.reports) and self.report.adopted is None


def canvass_page() -> CanvassPage:
    """The canvass as it stands now. Raises BusyError where entries go on coming, TotalsDoNotAddUp."""
    standing = served_standing()
    settle = to_settle(standing)
    return CanvassPage(
        standing,
        settle,
        tuple(_lines(standing)),
        report_of(standing),
        tuple(_declared(standing, one, told=not settle) for one in all_to_declare(standing)),
        minutes_document(standing).tables[0],
    )


def served_standing() -> CountyStanding:
    """How it stands at one place of the ledger that is served: anew once entries came that are no accesses."""
    at, released = served(), provisional_released(served().election)
    kept = at.answers.find(at.record, _KEPT)
    if isinstance(kept, CountyStanding) and kept.counts.with_held is released:
        return replace(kept, made_at=clock.now().astimezone(MONTANA_TIME))
    for _ in range(_TRIES):
        head = at.record.head()
        work = partial(county_standing, at.election, audit=at.audit.state, head=head, with_held=released)
        found = at.state.read(work)
        if at.record.head() == head:
            keep_standing(found)
            return found
    raise BusyError("The record grew while the canvass was worked out. Nothing was written; ask again in a moment.")


def keep_standing(standing: CountyStanding) -> None:
    """Keep how it stands, as it was worked out or as a step left it."""
    served().answers.keep(_KEPT, standing.head, standing)


def _lines(standing: CountyStanding) -> Iterator[PrecinctLine]:
    received, not_opened = standing.canvass.received, standing.canvass.not_opened
    for precinct, own in groupby(standing.checks, lambda one: one.precinct):
        came = ""
        if (form := received.get(precinct.id)) is not None:
            came = f"{hour_of(form.at)}, signed by {', '.join(form.signed_by)}"
        elif precinct.id in not_opened:
            came = "polls not open (13-15-402(3))"
        yield PrecinctLine(precinct, came, tuple(map(CheckCell, own)))


def _declared(standing: CountyStanding, one: ToDeclare, *, told: bool) -> DeclaredLine:
    """A contest; who wins is told once nothing is to be settled."""
    title, contest = title_of(one.canvassed), one.canvassed.contest.id
    match one.result:
        case ContestResult() as result:
            there = declared_already(standing, one) is not None
            act, names = (result.act.value, ", ".join(result.names)) if told else ("", "")
            return DeclaredLine(title, contest, act, names, there, "")
        case NotTheCountys() as others:
            return DeclaredLine(title, contest, "", "", False, others.why)
