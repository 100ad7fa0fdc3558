"""Recounts on pages: the state of each for all who watch, and blind entry for the board and its clerks (13-16-412)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from canvass.board.by_hand.hand_count_views import enter_sheet, sheet_form
from canvass.board.by_hand.set_aside_views import enter_aside, enter_decision, recount_copied, set_aside_list
from canvass.board.steps import entered, say_errors
from canvass.errors import RefusedError
from canvass.people.signing_views import sign_here
from canvass.recount_board.current_recounts import (
    ADMINISTRATOR,
    INSIDE,
    MEMBER,
    NumberedPrecinct,
    compared,
    precinct_or_404,
    recount_or_404,
    recounts_now,
)
from canvass.recount_board.recount_forms import BeginPrecinctForm
from canvass.recounting.counting import check_packages
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.served import served
from tabulate.board.by_hand.counting_by_hand import HandCount
from tabulate.board.recount.recount_entries import RecountBegun
from tabulate.ledger.entries import Access


@page(*INSIDE)
@require_safe
def recounts(request: HttpRequest) -> HttpResponse:
    """Every recount as it stands; no figure of any."""
    context = {"recounts": recounts_now(), "is_administrator": _administers(request)}
    return render(request, "recount_board/recounts.html", context)


@page(*INSIDE)
@require_safe
def recount(request: HttpRequest, number: int) -> HttpResponse:
    """One recount: its ground, its board, and how far each precinct has come."""
    found = recount_or_404(number)
    locked = all(one.round is not None and one.round.locked for one in found.stands.precincts)
    context = {
        "recount": found,
        "filed": found.stands.filed,
        "all_locked": locked,
        "is_administrator": _administers(request),
        "sign_form": sign_here(request, f"Certificate of recount {found.stands.name}"),
    }
    return render(request, "recount_board/recount.html", context)


def _administers(request: HttpRequest) -> bool:
    return account_of(request).has_role is ADMINISTRATOR


@page(*INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def precinct(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """One precinct: who has entered, ballots set aside, a recorder's own sheet; both figures once it is locked."""
    found, account = precinct_or_404(number, place), account_of(request)
    mine = account.has_role is MEMBER and found.records(account.name)
    form = sheet_form(found.contest, request) if mine else None
    if request.method == "POST" and form is not None and form.is_valid():
        if enter_sheet(request, found.count, found.contest, form):
            return _after_sheet(request, number, place)
    elif request.method == "POST" and form is None:
        messages.warning(request, "No sheet of yours is open here. Nothing was written.")
        return redirect("recount_board:precinct", number=number, place=place)
    if found.locked:
        record_access(request, Access.TOTALS_SEEN, f"recount {found.recount.stands.name}, {found.stands.precinct}")
    context = {
        "found": found,
        "recount": found.recount,
        "form": form,
        "begin": _begin_form(found) if account.has_role is ADMINISTRATOR else None,
        "aside": set_aside_list(found.count, account.name) if found.stands.round is not None else None,
        "rows": compared(found) if found.locked else (),
        "reads": bool(found.people) and found.people[0][0] == account.name and not found.locked,
    }
    return render(request, "recount_board/precinct.html", context)


def _after_sheet(request: HttpRequest, number: int, place: int) -> HttpResponse:
    now = precinct_or_404(number, place)
    if not now.entered:
        messages.warning(request, "Both sheets are in, and they differ. The whole precinct is counted again.")
    elif now.locked:
        messages.success(request, "Both sheets are equal. The precinct is locked.")
    return redirect("recount_board:precinct", number=number, place=place)


def _begin_form(found: NumberedPrecinct, request: HttpRequest | None = None) -> BeginPrecinctForm | None:
    """For a precinct that is not begun, once the board has met."""
    stands = found.recount.stands
    if stands.board is None or found.people or not stands.open:
        return None
    return BeginPrecinctForm(stands.board.people, None if request is None else request.POST)


@page(ADMINISTRATOR)
@require_POST
def begin(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """Begin a precinct: its ballots lie before the board, one reads and two record."""
    found = precinct_or_404(number, place)
    form = _begin_form(found, request)
    if form is None:
        messages.error(request, "This precinct cannot be begun now. Nothing was written.")
    elif form.is_valid():
        _begin(request, found, form)
    else:
        say_errors(request, form)
    return redirect("recount_board:precinct", number=number, place=place)


def _begin(request: HttpRequest, found: NumberedPrecinct, form: BeginPrecinctForm) -> None:
    said, name = form.cleaned_data, found.recount.stands.name
    try:
        served().state.read(lambda state: check_packages(state, name, found.stands.precinct))
    except RefusedError as refused:
        messages.error(request, str(refused))
        return
    recorders = (said["recorder_1"], said["recorder_2"])
    by = account_of(request).name
    entry = RecountBegun(name, found.stands.precinct, said["number"], said["reader"], recorders, by)
    entered(request, "The precinct is begun: the recorders enter their sheets, each their own.", entry)


@page(MEMBER)
@require_POST
def set_aside(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """Put a ballot on the list of a precinct."""
    enter_aside(request, _count_or_404(precinct_or_404(number, place)))
    return redirect("recount_board:precinct", number=number, place=place)


@page(MEMBER)
@require_POST
def decide(request: HttpRequest, number: int, place: int, ballot: int) -> HttpResponse:
    """Record one member's findings on a ballot that was set aside."""
    enter_decision(request, _count_or_404(precinct_or_404(number, place)), ballot)
    return redirect("recount_board:precinct", number=number, place=place)


def _count_or_404(found: NumberedPrecinct) -> HandCount:
    count = recount_copied(found.count)
    if count is None:
        raise Http404("The precinct is not begun.")
    return count
