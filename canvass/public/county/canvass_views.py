"""The page of the county canvass and its downloads: the administrator's."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from canvass.accounts.roles import Role
from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.canvassing.declarations import chosen_to_declare, declaration_bytes, file_name_of
from canvass.canvassing.entering import check_report_stands
from canvass.canvassing.minutes import minutes_bytes
from canvass.canvassing.report_document import report_bytes, report_of
from canvass.canvassing.report_standing import report_version
from canvass.canvassing.to_settle import check_settled
from canvass.errors import InputError, RefusedError
from canvass.people.signing_views import SignForm, sign_here
from canvass.public.county.canvass_forms import (
    MeetingForm,
    NotOpenForm,
    PostponeForm,
    ReceiveForm,
    SettleForm,
    SignedForm,
)
from canvass.public.county.canvass_page import CanvassPage, canvass_page, served_standing
from canvass.public.county.write_in_steps import write_ins_form
from canvass.web.access import page
from canvass.web.event_log import record_access
from canvass.web.served import served
from tabulate.board.county.canvass_state import CanvassPhase
from tabulate.ledger.entries import Access
from tabulate.whole_numbers import figure

_MOST_VERSIONS = 999


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def county_canvass(request: HttpRequest) -> HttpResponse:
    """How the canvass stands, with the forms of the steps that may follow."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    shown = canvass_page()
    record_access(request, Access.TOTALS_SEEN, "county canvass")
    return render(
        request, "public/county_canvass.html", {"page": shown, "sign_form": _sign_form(request), **_forms(shown)}
    )


def _sign_form(request: HttpRequest) -> SignForm | None:
    return sign_here(request, "Report of the county canvass", "Declaration of results")


def _forms(shown: CanvassPage) -> dict[str, Form]:
    """Those of the steps that may follow."""
    standing, phase = shown.standing, shown.standing.canvass.phase
    always: dict[str, Form] = {"receive_form": ReceiveForm()}
    if (write_ins := write_ins_form()) is not None:
        always["write_ins_form"] = write_ins
    declaring: dict[str, Form] = {"declare_form": SignedForm(standing)} if shown.report.adopted is not None else {}
    if phase is not CanvassPhase.IN_SESSION:
        return {**always, "meeting_form": MeetingForm(), **declaring}
    adopting: dict[str, Form] = {} if declaring else {"adopt_form": SignedForm(standing)}
    return {
        **always,
        "postpone_form": PostponeForm(),
        "not_open_form": NotOpenForm(standing),
        "settle_form": SettleForm(standing),
        **adopting,
        **declaring,
    }


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def canvass_report(request: HttpRequest) -> HttpResponse:
    """The report as a file: as it stands, or a version as it was adopted."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    form, standing = form_asked(request), served_standing()
    try:
        if asked := request.GET.get("version"):
            report = report_version(served().record, standing, figure(asked, _MOST_VERSIONS) or 0)
        else:
            check_settled(standing)
            report = report_of(standing)
    except (RefusedError, InputError) as refused:
        messages.error(request, str(refused))
        return redirect("public:county-canvass")
    record_access(request, Access.TOTALS_EXPORTED, "report of the county canvass")
    return as_file(report_bytes(report, form), f"report.{form}", form)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def canvass_minutes(request: HttpRequest) -> HttpResponse:
    """The minutes as a file."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    form = form_asked(request)
    return as_file(minutes_bytes(served_standing(), form), f"minutes.{form}", form)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def canvass_declaration(request: HttpRequest) -> HttpResponse:
    """The document of a contest that was declared, as a file."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    form, standing = form_asked(request), served_standing()
    try:
        (chosen,) = chosen_to_declare(standing, (request.GET.get("contest", ""),))
        check_report_stands(standing)
        content = declaration_bytes(standing, chosen, form)
    except InputError:
        return HttpResponseNotFound()
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("public:county-canvass")
    record_access(request, Access.TOTALS_EXPORTED, f"declaration of {chosen.canvassed.contest.id}")
    return as_file(content, f"{file_name_of(standing, chosen)}.{form}", form)


def form_asked(request: HttpRequest) -> str:
    """The form that is asked for; paper for what nobody knows."""
    asked = request.GET.get("form", "")
    return asked if asked in CONTENT_TYPES else "pdf"


def as_file(content: bytes, name: str, form: str) -> HttpResponse:
    """To be kept under a name."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
