"""The steps of the state's canvass from its pages, the secretary of state's: packages come in, the board declares."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from canvass import clock
from canvass.board.steps import say_errors
from canvass.console.text import hour_of
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import BusyError, InputError, RefusedError
from canvass.recounting.recount_typed import day_typed
from canvass.state_canvass.declaring_now import declare_state
from canvass.state_canvass.receiving_each.sent_files import FileFate, SentWith, take_each
from canvass.state_canvass.state_declarations import board_of_state, check_filed, check_may_declare, results_of
from canvass.state_canvass.state_folder import check_hour
from canvass.state_canvass.state_report import state_title
from canvass.state_canvass.state_standing import StateStanding
from canvass.state_canvassers.counties_page import contest_rows
from canvass.state_canvassers.served_state import STATE, state_served
from canvass.state_canvassers.state_forms import SentFilesForm, StateDeclareForm
from canvass.web.access import account_of, page
from canvass.web.forms import AskedAgain, ask_again, is_sure
from tabulate.board.words_said import day_in_montana

_MOST_ASKED = 40
"""Contests that the page which asks once more lists."""


@page(STATE)
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Files came in: each is taken or refused for itself, and the page says what became of it."""
    form = SentFilesForm(request.POST, request.FILES)
    if not form.is_valid():
        say_errors(request, form)
        return redirect("state:counties")
    typed = form.cleaned_data
    try:
        label, when = words_typed(typed["label"]) or None, moment_typed(typed["at"] or None, clock.now())
    except InputError as refused:
        messages.error(request, str(refused))
        return redirect("state:counties")
    said = SentWith(label, when, account_of(request).name, bool(typed["replace"]))
    answers = tuple(take_each(state_served().folder, form.sent(), said))
    context = {
        "answers": sorted(answers, key=lambda one: (-list(FileFate).index(one.answer), one.called)),
        "refused": sum(one.answer is FileFate.REFUSED for one in answers),
        "missing": state_served().standing().canvass.missing,
    }
    return render(request, "state_canvassers/received.html", context)


@page(STATE)
@require_POST
def declare(request: HttpRequest) -> HttpResponse:
    """The board declares, once somebody is sure."""
    standing = state_served().standing()
    known = [(str(one.found.contest.contest.id), one.title) for one in contest_rows(standing)]
    form = StateDeclareForm(known, request.POST)
    if not form.is_valid():
        say_errors(request, form)
        return redirect("state:results")
    try:
        check_may_declare(standing)
        if not is_sure(request, standing.canvass.head):
            return ask_again(request, _once_more(standing, form), form)
        when = moment_typed(form.cleaned_data["at"] or None, clock.now())
        board, secretary = board_of_state(form.members()), words_typed(form.cleaned_data["secretary"])
        recounted, by = tuple(form.cleaned_data.get("recounted", ())), account_of(request).name
        declare_state(state_served().folder, board, secretary, recounted, _filed(form, when), when, by)
    except (RefusedError, InputError, BusyError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The results are declared: print each document for the board to sign.")
    return redirect("state:results")


def _once_more(standing: StateStanding, form: StateDeclareForm) -> AskedAgain:
    said = form.cleaned_data
    when = moment_typed(said["at"] or None, clock.now())
    filed = _filed(form, when)
    check_hour(standing.canvass, when)
    check_filed(filed, when)
    found = results_of(standing, date.fromisoformat(filed), said.get("recounted", ()))
    more = (("And", f"{len(found) - _MOST_ASKED:,} contests more"),) if len(found) > _MOST_ASKED else ()
    facts = (
        ("Board", "; ".join(map(str, board_of_state(form.members())))),
        ("Secretary", words_typed(said["secretary"])),
        ("When", hour_of(when)),
        ("Filed on", filed),
        *((state_title(one.contest), one.result.said) for one in found[:_MOST_ASKED]),
        *more,
    )
    stays = "It stays among the steps. A later declaration takes its place, and both are kept."
    back, mark = reverse("state:results"), standing.canvass.head
    return AskedAgain("Does the board declare this?", facts, stays, "The board declares it", back, mark)


def _filed(form: StateDeclareForm, when: str) -> str:
    """The day that was typed, or that of the hour. Raises InputError."""
    typed = form.cleaned_data["filed_on"]
    return day_typed(typed) if typed else str(day_in_montana(when))
