"""Counting by hand: each count's rounds, the members' own tally sheets and marks, and nothing of the machines."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.committee import MemberId
from audit.contests import WRITE_INS
from audit.errors import Refused
from audit.events.counting import MarksMade, MarkStruck, SheetEntered, TallyStarted
from audit.sheet_figures import Call, Figures, figures_of_calls
from audit.state import AuditState
from audit.tally_sheets import EntryMode, Round, RoundOutcome
from canvass.auditing.apart.laid_apart import apart_of
from canvass.auditing.apart.left_to_count import LeftToCount, left_to_count
from canvass.auditing.apart.said_of_rounds import after_excess, after_refusal
from canvass.auditing.judges import check_no_judge
from canvass.committee.current_audit import (
    ADMINISTRATOR,
    COUNTS_LISTED,
    INSIDE,
    MEMBER,
    NumberedUnit,
    acting,
    audit_or_404,
    number_given,
    show,
    unit_or_404,
    units_of,
)
from canvass.committee.sheet_forms import SheetForm, SheetRows, sheet_rows
from canvass.committee.taken_out.shown_ballots import shown_of_count
from canvass.web.access import account_if_any, account_of, page
from canvass.web.listing.listed_rows import listed
from canvass.web.served import served
from tabulate.election import ChoiceId
from tabulate.whole_numbers import whole_number

_HANDED_IN = "Your sheet is handed in. It cannot be changed."


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
    found = listed(request, "counts", units_of(state), COUNTS_LISTED)
    rows = [(unit, _waits_for(unit, member), len(apart_of(unit.state.figures))) for unit in found.shown]
    boxes = {one.state.unit.precinct: one.precinct for one in units_of(state)}
    precincts = [
        (number, precinct) for number, precinct in enumerate(state.opened.precincts, 1) if precinct.id in boxes
    ]
    opened = [(number, precinct, state.boxes_of(precinct.id)) for number, precinct in precincts]
    context = {"rows": rows, "listing": found, "precincts": opened}
    return found.file() or show(request, "counts.html", context)


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
    member, left = MemberId(account_of(request).name), _left(unit)
    contest = state.contest(unit.state.unit.contest)
    current = unit.state.rounds[-1] if unit.state.rounds else None
    mine = current is not None and _waits_for(unit, member)
    if mine and form is None and current is not None:
        form = SheetForm(sheet_rows(state, unit), initial={"round_number": current.number})
    marks = _own_marks(current, member, sheet_rows(state, unit)) if current is not None else None
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
        "excess": after_excess(left) if current is not None and current.outcome is RoundOutcome.EXCESS else "",
        "left": left,
        "apart": shown_of_count(left),
        "precinct_number": 1 + state.opened.precincts.index(state.precinct(unit.state.unit.precinct)),
        "pictured": account_of(request).has_role in (ADMINISTRATOR, MEMBER),
        "next_round": len(unit.state.rounds) + 1,
        "members": state.committee.members,
        "reads": current is not None and current.reader == member and current.outcome is RoundOutcome.OPEN,
    }
    return show(request, "count.html", context)


def _left(unit: NumberedUnit) -> LeftToCount:
    """What is left to count of a unit whose figures are fixed."""
    return served().state.read(lambda counted: left_to_count(counted, unit.state.figures))


def _shown(state: AuditState, one: Round) -> ShownRound:
    waiting = set(one.waiting_for)
    recorders = tuple((_name(state, member), member not in waiting) for member in one.recorders)
    return ShownRound(one.number, _name(state, one.reader), recorders, one.outcome.value)


def _name(state: AuditState, member: MemberId) -> str:
    found = state.committee.member(member)
    return found.name if found is not None else member


def _own_marks(current: Round, member: MemberId, sheet: SheetRows) -> OwnMarks | None:
    if member not in current.recorders:
        return None
    calls = current.marks_of(member)
    figures = figures_of_calls(calls, sheet.rows)
    names = sheet.rows.contest.names
    rows = [(names[one.choice], one.votes) for one in figures.votes]
    rows += [("Undervotes", figures.undervotes), ("Overvotes", figures.overvotes)]
    valid = zip(sheet.valid, figures.write_ins, strict=True)
    rows += [(name, one.votes) for (_, name), one in valid]
    return OwnMarks(len(calls), tuple(rows), _said(calls[-1], sheet) if calls else "")


def _said(call: Call, sheet: SheetRows) -> str:
    if call.overvoted:
        return "overvoted"
    names = sheet.rows.contest.names
    valid = [f"valid for {person.name}" for person in sheet.people if person.id in call.people]
    return ", ".join([*(names[choice] for choice in call.choices), *valid]) or "no vote"


@page(ADMINISTRATOR)
@require_POST
def start(request: HttpRequest, number: int) -> HttpResponse:
    """Begin a round: one reads, every other member records (13-17-506(2)(a))."""
    reader = MemberId(request.POST.get("reader", ""))
    round_number = number_given(request.POST.get("round_number", ""))
    with acting(request, "The round is open: the recorders enter their sheets, each their own.") as turn:
        where = unit_or_404(turn.state, number).state.unit
        check_no_judge(served().record, turn.state)
        recorders = tuple(member.id for member in turn.state.committee.members if member.id != reader)
        turn.take(TallyStarted(where.precinct, where.contest, round_number, reader, recorders))
    return redirect("committee:count", number=number)


@page(MEMBER)
@require_POST
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """Hand in one's own tally sheet, by totals."""
    state = audit_or_404()
    unit = unit_or_404(state, number)
    form = SheetForm(sheet_rows(state, unit), request.POST)
    if form.is_valid():
        round_number = form.cleaned_data["round_number"]
        with acting(request, _HANDED_IN, form) as turn:
            turn.take(_entered(request, unit, round_number, EntryMode.TOTALS, form.figures()))
        if turn.written:
            return _after_sheet(request, number)
        if more := after_refusal(_left(unit)):
            form.add_error(None, more)
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
    if unit.state.rounds[-1].outcome is RoundOutcome.EXCESS:
        messages.warning(request, after_excess(_left(unit)))
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
    sheet, current = sheet_rows(state, unit), unit.state.rounds[-1]
    context = {
        "unit": unit,
        "sheet": sheet,
        "contest": sheet.rows.contest,
        "marks": _own_marks(current, member, sheet),
        "round": current.number,
    }
    return show(request, "marks.html", context)


def _mark(request: HttpRequest, number: int, member: MemberId) -> None:
    given = request.POST
    with acting(request, done="") as turn:
        unit = unit_or_404(turn.state, number)
        current, where = _open_round(unit, member), unit.state.unit
        if given.get("after") != str(len(current.marks_of(member))):
            # The button was pressed twice, or the page is an old one: the ballot is marked already.
            return
        call = _call(given.getlist("choice"), given.getlist("valid"), given.get("ovals", ""), "overvoted" in given)
        turn.take(MarksMade(where.precinct, where.contest, current.number, member, member, (call,)))


def _call(choices: list[str], valid: list[str], more_ovals: str, overvoted: bool) -> Call:
    """One ballot as marked: each valid write-in vote is an oval marked, beside those that are not valid."""
    people = tuple(ChoiceId(person) for person in valid if person)
    ovals = len(people) + (whole_number(more_ovals, 99) or 0)
    printed = tuple(ChoiceId(choice) for choice in choices if choice)
    return Call((*printed, *(WRITE_INS,) * ovals), overvoted, people)


@page(MEMBER)
@require_POST
def strike_mark(request: HttpRequest, number: int) -> HttpResponse:
    """Strike the last of one's own running marks; a page that is older than that mark strikes nothing."""
    member = MemberId(account_of(request).name)
    ballot = number_given(request.POST.get("ballot", ""))
    with acting(request, f"The mark of ballot {ballot} is struck. Mark that ballot again.") as turn:
        unit = unit_or_404(turn.state, number)
        current, where = _open_round(unit, member), unit.state.unit
        turn.take(MarkStruck(where.precinct, where.contest, current.number, member, member, ballot))
    return redirect("committee:marks", number=number)


@page(MEMBER)
@require_POST
def hand_in_marks(request: HttpRequest, number: int) -> HttpResponse:
    """Hand in one's running marks as a sheet."""
    member = MemberId(account_of(request).name)
    with acting(request, _HANDED_IN) as turn:
        unit = unit_or_404(turn.state, number)
        current = _open_round(unit, member)
        figures = figures_of_calls(current.marks_of(member), turn.state.rows_of(unit.state.unit))
        turn.take(_entered(request, unit, current.number, EntryMode.MARKS, figures))
    if turn.written:
        return _after_sheet(request, number)
    return redirect("committee:count", number=number)
