"""The audit of the record that this process serves, and how pages act on it and show it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse

from audit.calendar import warnings
from audit.errors import AuditError
from audit.state import AuditState, UnitState
from canvass.accounts.roles import Role
from canvass.auditing.barred import counted_though_barred
from canvass.record.audit_log import Turn
from canvass.web.access import account_if_any, admission_of
from canvass.web.faults import NotYet
from canvass.web.listing.listed_rows import ListColumn
from canvass.web.served import served
from tabulate.whole_numbers import whole_number

ADMINISTRATOR = Role.ELECTION_ADMINISTRATOR
MEMBER = Role.AUDIT_COMMITTEE_MEMBER
STATE = Role.SECRETARY_OF_STATE
OBSERVER = Role.OBSERVER
INSIDE = (ADMINISTRATOR, MEMBER, STATE, OBSERVER)
"""Who may watch the whole audit: it is public (13-17-506(3))."""


def audit_or_404() -> AuditState:
    """The audit's state; 404 before it is opened, where only the overview has something to show."""
    state = served().audit.state
    if state is None:
        raise NotYet(
            "The audit is not open yet. It is opened under Overview.", "Overview", reverse("committee:overview")
        )
    return state


def machines_told(drawn: Collection[str] = ()) -> tuple[str, ...]:
    """What is to be known of machines that counted here and may not have (13-17-507(2)(a))."""
    at = served()
    # before the state is held: whoever has the audit's turn reads the state, and either would wait for the other
    events = at.audit.events
    return at.state.read(lambda counted: counted_though_barred(at.election, counted, events, drawn))


def number_given(text: str) -> int:
    """A whole number from a form or an address; 0, which numbers nothing, for anything else."""
    return whole_number(text, 99_999_999) or 0


@contextmanager
def acting(request: HttpRequest, done: str, form: Form | None = None) -> Iterator[Turn]:
    """This person's turn at the audit: what the block takes is written when it ends, and `done` said on the next page.

    A refusal ends the block and leaves `written` false; it is said on the next page, or above the form.
    """
    try:
        with served().audit.turn() as turn:
            yield turn
    except AuditError as error:
        if form is None:
            messages.error(request, str(error))
        else:
            form.add_error(None, str(error))
    else:
        if done:
            messages.success(request, done)


SECTIONS: tuple[tuple[str, str], ...] = (
    ("Overview", "committee:overview"),
    ("Selection", "committee:selection"),
    ("Committee", "committee:members"),
    ("Counts", "committee:counts"),
    ("Comparison", "committee:comparison"),
    ("Causes", "committee:causes"),
    ("Machines", "committee:machines"),
    ("Report", "committee:report"),
    ("Costs", "committee:costs"),
    ("Exemption", "committee:exemption"),
    ("All counties", "committee:counties"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A line of the audit's own bar."""

    title: str
    url: str
    current: bool


def _is_current(path: str, name: str, url: str) -> bool:
    """Whether a page belongs to a line: boxes belong to the counts."""
    if name == "committee:overview":
        return path == url
    return path.startswith(url) or (
        name == "committee:counts" and path.startswith(reverse("committee:overview") + "boxes/")
    )


def sections(request: HttpRequest) -> tuple[Section, ...]:
    """The audit's pages that this person may see."""
    account = account_if_any(request)
    shown = []
    for title, name in SECTIONS:
        url = reverse(name)
        admission = admission_of(resolve(url).func)
        if admission and (admission.public or (account and account.has_role in admission.roles)):
            current = _is_current(request.path, name, url)
            shown.append(Section(title, url, current))
    return tuple(shown)


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the audit, with its bar, its state and the day's warnings."""
    state = served().audit.state
    account = account_if_any(request)
    role = account.has_role if account else None
    common = {
        "audit": state,
        "sections": sections(request),
        "is_administrator": role is ADMINISTRATOR,
        "is_state": role is STATE,
        "is_member": role is MEMBER,
        "warnings": warnings(state.calendar, state.progress(), served().today) if state and role else (),
    }
    return render(request, f"committee/{template}", common | context, status=status)


@dataclass(frozen=True, slots=True)
class NumberedUnit:
    """A unit, with its number for addresses and its names for people. Units never change their number."""

    number: int
    state: UnitState
    precinct: str
    contest: str
    phase: str

    @property
    def title(self) -> str:
        """For headings."""
        return f"{self.contest}, {self.precinct}"


COUNTS_LISTED: tuple[ListColumn[NumberedUnit], ...] = (
    ListColumn("Count", lambda unit: unit.number),
    ListColumn("Contest", lambda unit: unit.contest, among=()),
    ListColumn("Precinct", lambda unit: unit.precinct, among=()),
    ListColumn("Why", lambda unit: unit.state.stage.value),
    ListColumn("Rounds", lambda unit: len(unit.state.rounds)),
    ListColumn("State", lambda unit: unit.phase, among=()),
)
"""How the counts are searched and saved; no figure of one is among it."""


def units_of(state: AuditState) -> tuple[NumberedUnit, ...]:
    """Every unit, in the order selected."""
    return tuple(
        NumberedUnit(
            number,
            one,
            state.precinct(one.unit.precinct).name,
            state.contest(one.unit.contest).title,
            state.unit_phase(one.unit).value,
        )
        for number, one in enumerate(state.units, 1)
    )


def unit_or_404(state: AuditState, number: int) -> NumberedUnit:
    """The unit of that number."""
    found = units_of(state)
    if not 1 <= number <= len(found):
        raise Http404(f"There is no count {number}.")
    return found[number - 1]
