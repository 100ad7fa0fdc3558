"""Counting by hand: each count's rounds, the members' own tally sheets and marks, and nothing of the machines."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.committee import MemberId
from audit.contests import AuditContest
from audit.errors import Refused
from audit.events import AuditEvent, MarksMade, MarkStruck, SheetEntered, TallyStarted
from audit.state import AuditState
from audit.tally_sheets import Call, EntryMode, Figures, Round, RoundOutcome, figures_of_calls
from canvass.auditing.judges import check_no_judge
from canvass.committee.current_audit import (
    ADMINISTRATOR,
    INSIDE,
    MEMBER,
    NumberedUnit,
    act,
    act_on,
    audit_or_404,
    number_given,
    refusal_of,
    show,
    unit_or_404,
    units_of,
)
from canvass.committee.forms import SheetForm
from canvass.web.access import account_if_any, account_of, page
from canvass.web.served import served
from tabulate.election import ChoiceId


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A round, without a figure of it."""

    number: int
    reader: str
    recorders: tuple[tuple[str, bool], ...]
    """Each recorder, and whether the sheet is in."""
    outcome: str


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """A recorder's own running marks."""

    ballots: int
    rows: tuple[tuple[str, int], ...]
    last: str


@page(*INSIDE)
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Every count and how far it has got."""
    state = audit_or_404()
    account = account_if_any(request)
    member = MemberId(account.name) if account else MemberId("")
    rows = [(unit, _waits_for(unit, member)) for unit in units_of(state)]
    boxes = {one.state.unit.precinct: one.precinct for one in units_of(state)}
    precincts = [
        (number, precinct) for number, precinct in enumerate(state.opened.precincts, 1) if precinct.id in boxes
    ]
    opened = [(number, precinct, state.boxes_of(precinct.id)) for number, precinct in precincts]
    return show(request, "counts.html", {"rows": rows, "precincts": opened})


def _waits_for(unit: NumberedUnit, member: MemberId) -> bool:
    rounds = unit.state.rounds
    return bool(rounds) and rounds[-1].outcome is RoundOutcome.OPEN and member in rounds[-1].waiting_for


def _open_round(unit: NumberedUnit, member: MemberId) -> Round:
    """The round in which this member has a sheet to hand in. Raises Refused without one."""
    if not _waits_for(unit, member):
        raise Refused("13-17-506(2)(a)", "No sheet of yours is open here.", "Go back to the count.")
    return unit.state.rounds[-1]


@page(*INSIDE)
@require_safe
def count(request: HttpRequest, number: int) -> HttpResponse:
    """One count: its rounds, and what this person may do about it now."""
    state = audit_or_404()
    return _count_page(request, state, unit_or_404(state, number))


def _count_page(
    request: HttpRequest, state: AuditState, unit: NumberedUnit, form: SheetForm | None = None
) -> HttpResponse:
    member = MemberId(account_of(request).name)
    contest = state.contest(unit.state.unit.contest)
    current = unit.state.rounds[-1] if unit.state.rounds else None
    mine = current is not None and _waits_for(unit, member)
    if mine and form is None and current is not None:
        form = SheetForm(contest, initial={"round_number": current.number})
    marks = _own_marks(current, member, contest) if current is not None else None
    context = {
        "unit": unit,
        "contest": contest,
        "rounds": [_shown(state, one) for one in unit.state.rounds],
        "mine": mine,
        "form": form if mine else None,
        "marks": marks,
        "locked": unit.state.manual is not None,
        "may_start": unit.state.figures is not None
        and unit.state.manual is None
        and (current is None or current.outcome is not RoundOutcome.OPEN),
        "differs": current is not None and current.outcome is RoundOutcome.DIFFER,
        "next_round": len(unit.state.rounds) + 1,
        "members": state.committee.members,
        "reads": current is not None and current.reader == member and current.outcome is RoundOutcome.OPEN,
    }
    return show(request, "count.html", context)


def _shown(state: AuditState, one: Round) -> ShownRound:
    waiting = set(one.waiting_for)
    recorders = tuple((_name(state, member), member not in waiting) for member in one.recorders)
    return ShownRound(one.number, _name(state, one.reader), recorders, one.outcome.value)


def _name(state: AuditState, member: MemberId) -> str:
    found = state.committee.member(member)
    return found.name if found is not None else member


def _own_marks(current: Round, member: MemberId, contest: AuditContest) -> OwnMarks | None:
    if member not in current.recorders:
        return None
    calls = current.marks_of(member)
    figures = figures_of_calls(calls, contest)
    names = contest.names
    rows = [(names[one.choice], one.votes) for one in figures.votes]
    rows += [("Undervotes", figures.undervotes), ("Overvotes", figures.overvotes)]
    return OwnMarks(len(calls), tuple(rows), _said(calls[-1], names) if calls else "")


def _said(call: Call, names: dict[ChoiceId, str]) -> str:
    if call.overvoted:
        return "overvoted"
    return ", ".join(names[choice] for choice in call.choices) or "no vote"


@page(ADMINISTRATOR)
@require_POST
def start(request: HttpRequest, number: int) -> HttpResponse:
    """Begin a round: one reads, every other member records (13-17-506(2)(a))."""
    reader = MemberId(request.POST.get("reader", ""))
    given = request.POST.get("round_number", "")

    def decide(state: AuditState) -> list[AuditEvent]:
        unit = unit_or_404(state, number).state
        check_no_judge(served().record, state)
        recorders = tuple(member.id for member in state.committee.members if member.id != reader)
        where = unit.unit
        return [TallyStarted(where.precinct, where.contest, number_given(given), reader, recorders)]

    act(request, decide, "The round is open: the recorders enter their sheets, each their own.")
    return redirect("committee:count", number=number)


@page(MEMBER)
@require_POST
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """Hand in one's own tally sheet, by totals."""
    state = audit_or_404()
    unit = unit_or_404(state, number)
    form = SheetForm(state.contest(unit.state.unit.contest), request.POST)
    if form.is_valid():
        figures, round_number = form.figures(), form.cleaned_data["round_number"]
        event = _entered(request, unit, round_number, EntryMode.TOTALS, figures)
        if act_on(request, form, lambda _: [event], "Your sheet is handed in. It cannot be changed."):
            return _after_sheet(request, number)
    if not _waits_for(unit, MemberId(account_of(request).name)):
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()) or "This round is not open.")
        return redirect("committee:count", number=number)
    return _count_page(request, state, unit, form)


def _entered(
    request: HttpRequest, unit: NumberedUnit, round_number: int, mode: EntryMode, figures: Figures
) -> SheetEntered:
    member, where = MemberId(account_of(request).name), unit.state.unit
    claimed = MemberId(request.POST.get("member", member))
    return SheetEntered(where.precinct, where.contest, round_number, claimed, member, mode, figures)


def _after_sheet(request: HttpRequest, number: int) -> HttpResponse:
    unit = unit_or_404(audit_or_404(), number)
    if unit.state.rounds[-1].outcome is RoundOutcome.DIFFER:
        messages.warning(request, "All sheets are in, and they differ. The whole unit is counted again.")
    if unit.state.manual is not None:
        messages.success(request, "All sheets are equal. The manual count is locked.")
    return redirect("committee:count", number=number)


@page(MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: HttpRequest, number: int) -> HttpResponse:
    """One's own running marks, ballot by ballot: each is on the disk before the next."""
    state = audit_or_404()
    unit = unit_or_404(state, number)
    member = MemberId(account_of(request).name)
    if not _waits_for(unit, member):
        messages.warning(request, "No sheet of yours is open here.")
        return redirect("committee:count", number=number)
    if request.method == "POST":
        _mark(request, number, member)
        return redirect("committee:marks", number=number)
    contest = state.contest(unit.state.unit.contest)
    current = unit.state.rounds[-1]
    context = {"unit": unit, "contest": contest, "marks": _own_marks(current, member, contest), "round": current.number}
    return show(request, "marks.html", context)


def _mark(request: HttpRequest, number: int, member: MemberId) -> None:
    given = request.POST

    def decide(state: AuditState) -> list[AuditEvent]:
        numbered = unit_or_404(state, number)
        unit, current = numbered.state, _open_round(numbered, member)
        if given.get("after") != str(len(current.marks_of(member))):
            # The button was pressed twice, or the page is an old one: the ballot is marked already.
            return []
        choices = tuple(ChoiceId(choice) for choice in given.getlist("choice") if choice)
        call = Call(choices, "overvoted" in given)
        where = unit.unit
        return [MarksMade(where.precinct, where.contest, current.number, member, member, (call,))]

    if refused := refusal_of(decide):
        messages.error(request, refused)


@page(MEMBER)
@require_POST
def strike_mark(request: HttpRequest, number: int) -> HttpResponse:
    """Strike the last of one's own running marks; a page that is older than that mark strikes nothing."""
    member = MemberId(account_of(request).name)
    ballot = number_given(request.POST.get("ballot", ""))

    def decide(state: AuditState) -> list[AuditEvent]:
        unit = unit_or_404(state, number)
        current, where = _open_round(unit, member), unit.state.unit
        return [MarkStruck(where.precinct, where.contest, current.number, member, member, ballot)]

    act(request, decide, f"The mark of ballot {ballot} is struck. Mark that ballot again.")
    return redirect("committee:marks", number=number)


@page(MEMBER)
@require_POST
def hand_in_marks(request: HttpRequest, number: int) -> HttpResponse:
    """Hand in one's running marks as a sheet."""
    member = MemberId(account_of(request).name)

    def decide(state: AuditState) -> list[AuditEvent]:
        unit = unit_or_404(state, number)
        current = _open_round(unit, member)
        figures = figures_of_calls(current.marks_of(member), state.contest(unit.state.unit.contest))
        return [_entered(request, unit, current.number, EntryMode.MARKS, figures)]

    if act(request, decide, "Your sheet is handed in. It cannot be changed."):
        return _after_sheet(request, number)
    return redirect("committee:count", number=number)
