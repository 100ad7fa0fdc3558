"""The steps of the county canvass from its page: each is one entry, refused with its section as the commands are."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from canvass import clock
from canvass.accounts.roles import Role
from canvass.board.steps import say_errors
from canvass.canvassing.canvassers_typed import board_typed, messengers_typed
from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.declarations import chosen_to_declare, declared_already
from canvass.canvassing.entering import (
    adopt,
    certify_not_opened,
    check_report_stands,
    checked,
    declare_results,
    next_day,
    open_canvass,
    postpone,
    receive_returns,
    settle,
    who_signed,
)
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import BusyError, InputError, RefusedError
from canvass.public.county.canvass_forms import (
    MeetingForm,
    NotOpenForm,
    PostponeForm,
    ReceiveForm,
    SettleForm,
    SignedForm,
)
from canvass.public.county.canvass_page import keep_standing, served_standing
from canvass.returning.returns_given import returns_of_files
from canvass.web.access import account_of, page
from canvass.web.forms import AskedAgain, ask_again, is_sure
from canvass.web.served import served
from canvass.web.uploads import content_of
from tabulate.board.county.canvass_terms import HowSettled
from tabulate.precincts import PrecinctId
from tabulate.whole_numbers import entry_number

MOST_BYTES_OF_RETURN = 5_000_000
"""Of a return's file; one of a hundred contests has a tenth of that."""
Asked = TypeVar("Asked", bound=Form)


def taken(
    request: HttpRequest,
    make: Callable[[CountyStanding], Asked],
    done: str,
    step: Callable[[CountyStanding, Asked], CountyStanding],
    back: str = "public:county-canvass",
    once_more: Callable[[CountyStanding, Asked], AskedAgain] | None = None,
) -> HttpResponse:
    """Take a step that a form asks for, and say that it is `done`; where it may not be, say why. Then go `back`.

    With `once_more` a page asks before it is taken.
    """
    if served().seal():
        return redirect(back)
    standing = served_standing()
    form = make(standing)
    if not form.is_valid():
        say_errors(request, form)
        return redirect(back)
    try:
        if once_more is not None and not is_sure(request):
            return ask_again(request, once_more(standing, form), form)
        keep_standing(step(standing, form))
    except (RefusedError, InputError, BusyError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(back)


def when_typed(form: Form) -> str:
    """The hour that a form says, or now. Raises InputError."""
    return moment_typed(form.cleaned_data["at"] or None, clock.now())


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line for line in typed.splitlines() if line.strip())


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def receive_return(request: HttpRequest) -> HttpResponse:
    """Signed returns came in."""

    def step(standing: CountyStanding, form: ReceiveForm) -> CountyStanding:
        said, record, by = form.cleaned_data, served().record, account_of(request).name
        files = [(one.name, content_of(one, MOST_BYTES_OF_RETURN)) for one in said["returns"]]
        made = returns_of_files(record, files)
        names = tuple(map(words_typed, _lines(said["signers"])))
        signed = [(one, who_signed(one, names, said["all_signed"])) for one in made]
        receive_returns(record, signed, when_typed(form), by)
        return served_standing()

    return taken(request, lambda _: ReceiveForm(request.POST, request.FILES), "The returns are in.", step)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def meet(request: HttpRequest) -> HttpResponse:
    """The board met."""

    def step(standing: CountyStanding, form: MeetingForm) -> CountyStanding:
        said = form.cleaned_data
        board = board_typed(_lines(said["members"]), _lines(said["officers"]), _lines(said["joining"]))
        secretary, place = words_typed(said["secretary"]), words_typed(said["place"])
        by = account_of(request).name
        return open_canvass(served().record, standing, said["seats"], board, secretary, place, when_typed(form), by)

    return taken(request, lambda _: MeetingForm(request.POST), "The board is in session.", step)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def postpone_canvass(request: HttpRequest) -> HttpResponse:
    """The board postponed to the next day."""

    def step(standing: CountyStanding, form: PostponeForm) -> CountyStanding:
        when, said = when_typed(form), form.cleaned_data
        sent = messengers_typed(standing.election, _lines(said["messengers"]))
        reason, by = words_typed(said["reason"]), account_of(request).name
        return postpone(served().record, standing, next_day(when), sent, reason, when, by)

    return taken(request, lambda _: PostponeForm(request.POST), "The canvass is postponed to the next day.", step)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def polls_not_open(request: HttpRequest) -> HttpResponse:
    """The board certified that polls were not open."""

    def step(standing: CountyStanding, form: NotOpenForm) -> CountyStanding:
        said, by = form.cleaned_data, account_of(request).name
        precinct = PrecinctId(said["precinct"])
        return certify_not_opened(
            served().record, standing, precinct, words_typed(said["reason"]), when_typed(form), by
        )

    return taken(request, lambda one: NotOpenForm(one, request.POST), "The polls were not open: certified.", step)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def settle_check(request: HttpRequest) -> HttpResponse:
    """What the board did about a check."""

    def step(standing: CountyStanding, form: SettleForm) -> CountyStanding:
        said, (precinct, check) = form.cleaned_data, form.chosen()
        one = checked(standing, PrecinctId(precinct), check)
        how, by = HowSettled(said["how"]), account_of(request).name
        words, said_by, entries = words_typed(said["words"]), words_typed(said["said_by"]), _entries(said["entries"])
        return settle(served().record, standing, one, how, words, said_by, entries, when_typed(form), by)

    return taken(request, lambda one: SettleForm(one, request.POST), "The check is settled.", step)


def _entries(typed: str) -> tuple[int, ...]:
    found = [entry_number(one.strip()) for one in typed.split(",") if one.strip()]
    if None in found:
        raise InputError(f"{typed[:80]!r} are no numbers of entries. Nothing was written. Write 1310, 1311.")
    return tuple(one for one in found if one is not None)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def adopt_report(request: HttpRequest) -> HttpResponse:
    """The board adopted its report."""

    def step(standing: CountyStanding, form: SignedForm) -> CountyStanding:
        signed, by = tuple(form.cleaned_data["signers"]), account_of(request).name
        return adopt(served().record, standing, signed, when_typed(form), by)

    return taken(request, lambda one: SignedForm(one, request.POST), "The report is adopted.", step)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def declare(request: HttpRequest) -> HttpResponse:
    """The board declared all that it has not declared yet."""

    def step(standing: CountyStanding, form: SignedForm) -> CountyStanding:
        check_report_stands(standing)
        new = tuple(one for one in chosen_to_declare(standing, ()) if declared_already(standing, one) is None)
        if not new:
            raise RefusedError("Everything that the county declares is declared already. Nothing was written.")
        signed, by = tuple(form.cleaned_data["signers"]), account_of(request).name
        return declare_results(served().record, standing, new, signed, when_typed(form), by)

    return taken(request, lambda one: SignedForm(one, request.POST), "The results are declared.", step)
