"""After the locks: both counts compared, causes found, machines barred and cleared (13-17-507, 13-17-509)."""

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.committee import MemberId
from audit.discrepancy import Measured
from audit.errors import AuditError
from audit.events.consequences import CauseFound, CauseOfDiscrepancy
from audit.machines import Standing
from audit.report import county_report
from audit.state import AuditState, Stage
from canvass.auditing.barred import barred_in
from canvass.auditing.papers.contests_compared import contests_compared
from canvass.auditing.papers.report_tables import reading_tables
from canvass.committee.current_audit import (
    ADMINISTRATOR,
    INSIDE,
    STATE,
    NumberedUnit,
    acting,
    audit_or_404,
    show,
    unit_or_404,
    units_of,
)
from canvass.committee.forms import CLEARING, ClearingForm, FindingForm
from canvass.web.access import page
from canvass.web.event_log import record_access
from canvass.web.served import served
from tabulate.election import ContestId
from tabulate.ledger.entries import Access


@page(*INSIDE)
@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Every locked count beside the machines', and every reading of the threshold."""
    state = audit_or_404()
    report = county_report(state)
    record_access(request, Access.TOTALS_SEEN, "audit comparison")
    units, only = units_of(state), "differing" in request.GET
    context = {
        "contests": [one for one in contests_compared(report) if one.differing or not only],
        "only": only,
        "tables": reading_tables(report),
        "locked": [unit for unit in units if unit.state.manual is not None],
        "differing": [unit for unit in units if _differs(state, unit)],
        "left": sum(unit.state.manual is None for unit in units),
        "awaiting": [(state.contest(contest).title, stage.value) for contest, stage in state.awaiting_cause],
    }
    return show(request, "comparison.html", context)


def _differs(state: AuditState, unit: NumberedUnit) -> bool:
    return unit.state.manual is not None and not state.comparison(unit.state.unit).equal


@page(*INSIDE)
@require_safe
def unit_comparison(request: HttpRequest, number: int) -> HttpResponse:
    """One count beside the machines'; refused before it is locked."""
    state = audit_or_404()
    unit = unit_or_404(state, number)
    if unit.state.manual is None or unit.state.figures is None:
        return show(request, "not_locked.html", {"unit": unit}, status=403)
    record_access(request, Access.TOTALS_SEEN, f"audit comparison of {unit.title}")
    compared = state.comparison(unit.state.unit)
    contest = state.contest(unit.state.unit.contest)
    names = contest.names
    context = {
        "unit": unit,
        "compared": compared,
        "rows": [(names[one.choice], one.machine, one.manual, one.signed) for one in compared.differences],
        "written": [
            (found.name, one.machine, one.manual, one.manual - one.machine)
            for found, one in zip(unit.state.figures.write_ins, compared.written, strict=True)
        ],
        "apart": [(names[one.choice], one.machine, one.manual) for one in compared.apart],
        "figures": unit.state.figures.with_head_count(unit.state.manual.ballots, contest.seats),
        "manual": unit.state.manual,
    }
    return show(request, "unit_comparison.html", context)


@page(*INSIDE)
@require_safe
def causes(request: HttpRequest) -> HttpResponse:
    """What is over the threshold, and what it was due to."""
    state = audit_or_404()
    waiting = [
        (state.contest(contest), stage, _measured(state, contest, stage)) for contest, stage in state.awaiting_cause
    ]
    found = [(state.contest(one.contest).title, one, _names(state, one)) for one in state.findings]
    escalated = [unit for unit in units_of(state) if unit.state.stage is Stage.ESCALATION]
    to_draw = [state.contest(contest).title for contest in state.awaiting_dice]
    context = {"waiting": waiting, "found": found, "escalated": escalated, "to_draw": to_draw}
    return show(request, "causes.html", context)


def _measured(state: AuditState, contest: ContestId, stage: Stage) -> list[tuple[str, Measured]]:
    """What was measured of a contest, each with the name of its precinct."""
    measurement = state.measurement(contest, stage)
    if measurement is None:
        return []
    return [
        (state.precinct(one.precinct).name if one.precinct else "all together", one) for one in measurement.measured
    ]


def _names(state: AuditState, finding: CauseFound) -> str:
    members = (state.committee.member(one) for one in finding.found_by)
    return ", ".join(member.name for member in members if member is not None)


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def find_cause(request: HttpRequest, contest: str) -> HttpResponse:
    """Record the committee's finding on one contest (13-17-507(2))."""
    state = audit_or_404()
    stage = next((stage for one, stage in state.awaiting_cause if one == contest), None)
    if stage is None:
        return redirect("committee:causes")
    units = state.units_of(ContestId(contest), stage)
    machines = dict.fromkeys(machine for unit in units if unit.figures for machine in unit.figures.machines)
    form = FindingForm(list(machines), state.committee.members, request.POST or None, initial={"on": served().today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        event = CauseFound(
            ContestId(contest),
            CauseOfDiscrepancy(given["cause"]),
            tuple(given["machines"]),
            tuple(MemberId(one) for one in given["found_by"]),
            given["evidence"],
            given["informed"],
            form.day.isoformat(),
        )
        with acting(request, _after(event, stage), form) as turn:
            turn.take(event)
        if turn.written:
            return redirect("committee:causes")
    context = {
        "form": form,
        "contest": state.contest(ContestId(contest)),
        "stage": stage,
        "measured": _measured(state, ContestId(contest), stage),
    }
    return show(request, "find_cause.html", context)


def _after(event: CauseFound, stage: Stage) -> str:
    if event.cause is not CauseOfDiscrepancy.MACHINE:
        return "The finding is recorded. No machine is barred, and nothing more is counted."
    barred = f"The finding is recorded, and barred: {', '.join(event.machines)}."
    if stage is Stage.ESCALATION:
        return f"{barred} The law knows no second escalation (13-17-507(3)); a full recount is a matter of chapter 16."
    return (
        f"{barred} More precincts are counted for this contest (13-17-507(2)(b)): reserves first. What they do not "
        "give is drawn by dice, on the page of the selection."
    )


@page(*INSIDE)
@require_safe
def machines(request: HttpRequest) -> HttpResponse:
    """Every machine that was ever barred."""
    return show(request, "machines.html", {"machines": list(enumerate(audit_or_404().machines, 1))})


@page(ADMINISTRATOR, STATE)
@require_safe
def clear_machine(request: HttpRequest, number: int) -> HttpResponse:
    """The three steps that clear one machine (13-17-509(2))."""
    state = audit_or_404()
    if not 1 <= number <= len(state.machines):
        return redirect("committee:machines")
    return _clearing(request, state.machines[number - 1], number)


def _clearing(
    request: HttpRequest, standing: Standing, number: int, sent: dict[str, ClearingForm] | None = None
) -> HttpResponse:
    fresh = {step: kind(initial={"on": served().today}, auto_id=f"{step}_%s") for step, kind in CLEARING.items()}
    return show(request, "clear_machine.html", {"standing": standing, "number": number, **fresh, **(sent or {})})


@page(ADMINISTRATOR, STATE)
@require_POST
def clear_step(request: HttpRequest, number: int, step: str) -> HttpResponse:
    """Record one of the three steps."""
    if step not in CLEARING:
        raise Http404(step)
    state = audit_or_404()
    if not 1 <= number <= len(state.machines):
        return redirect("committee:machines")
    standing = state.machines[number - 1]
    form = CLEARING[step](request.POST, request.FILES)
    if form.is_valid():
        with acting(request, form.done(standing.machine), form) as turn:
            turn.take(form.event(standing.machine))
        if turn.written:
            return redirect("committee:machines")
    return _clearing(request, standing, number, {step: form})


@page(ADMINISTRATOR)
@require_POST
def bar_elsewhere(request: HttpRequest) -> HttpResponse:
    """Bar what an earlier election's published audit leaves barred (13-17-507(2)(a))."""
    file = request.FILES.get("published")
    if file is None:
        messages.error(request, "No file was sent. Choose the published file of an earlier audit.")
        return redirect("committee:machines")
    content = b"".join(file.chunks())
    try:
        found = barred_in(content.decode("utf-8"), hashlib.sha256(content).hexdigest(), audit_or_404())
    except (AuditError, UnicodeDecodeError) as error:
        messages.error(request, f"{file.name}: {error}")
        return redirect("committee:machines")
    names = ", ".join(one.machine for one in found)
    with acting(request, f"Barred: {names}." if found else "That audit leaves no machine barred.") as turn:
        turn.take(*found)
    return redirect("committee:machines")
