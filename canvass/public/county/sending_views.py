"""The returns for the secretary of state: the package, the paper and the label, and the mail (13-15-501)."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from canvass.accounts.roles import Role
from canvass.auditing.papers.report_files import bytes_of
from canvass.board.forms import text
from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.envelope import envelope_pdf
from canvass.canvassing.package_zip import package_bytes
from canvass.canvassing.sending import ToSend, mailed, mailed_with, send, to_send
from canvass.console.text import hour_of
from canvass.deciding.custody_typed import words_typed
from canvass.errors import BusyError, InputError, RefusedError
from canvass.public.county.canvass_page import served_standing
from canvass.public.county.canvass_steps import taken, when_typed
from canvass.recounting.recount_typed import day_typed
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.forms import AskedAgain
from canvass.web.served import served
from tabulate.ledger.entries import Access
from tabulate.state_canvass.package_checks import faults_of

_BACK = "public:for-the-state"
_AT = "As 2026-11-18T10:00, in Montana. Left empty: now."
_CONTENT = {"zip": "application/zip", "pdf": "application/pdf"}


class SendForm(forms.Form):
    """The package is made."""

    at = text("When", 40, _AT, required=False)


class MailedForm(forms.Form):
    """The signed returns went by certified mail."""

    number = text("Number of the certified mail", 80)
    mailed_on = text("The day on which it was mailed", 10, "As 2026-11-18.")
    at = text("When it is entered", 40, _AT, required=False)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def for_the_state(request: HttpRequest) -> HttpResponse:
    """What goes to the state, how far it is, and the step that may follow."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    standing, found = served_standing(), _to_send(request)
    if found is None:
        return redirect("public:county-canvass")
    record_access(request, Access.TOTALS_SEEN, "returns for the state")
    context = {
        "found": found,
        "faults": faults_of(found.package) if found.entry is not None else (),
        "mailed": mailed_with(standing) if found.entry is not None else None,
        "send_form": SendForm(auto_id="send_%s") if found.entry is None else None,
        "mailed_form": MailedForm(auto_id="mailed_%s") if found.entry is not None else None,
    }
    return render(request, "public/for_the_state.html", context)


def _to_send(request: HttpRequest) -> ToSend | None:
    """What goes there; None where it is refused, which is then said."""
    try:
        return to_send(served().record, served_standing())
    except (RefusedError, InputError, BusyError) as refused:
        messages.error(request, str(refused))
        return None


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def send_returns(request: HttpRequest) -> HttpResponse:
    """The package is made, once somebody is sure: the ledger has the hash of each of its figures."""

    def step(standing: CountyStanding, form: SendForm) -> CountyStanding:
        return send(served().record, standing, when_typed(form), account_of(request).name)[0]

    done = "The package is made: take it with the paper and the label."
    return taken(request, lambda _: SendForm(request.POST), done, step, _BACK, _once_more)


def _once_more(standing: CountyStanding, form: SendForm) -> AskedAgain:
    found = to_send(served().record, standing).package
    facts = (
        ("Report", f"adopted by entry {found.report_entry:,}, signed by {', '.join(found.signed_by)}"),
        ("Contests", ", ".join(one.title for one in found.contests)),
        ("When", hour_of(when_typed(form))),
    )
    stays = "It stays in the ledger. A corrected report is sent anew, and both are kept."
    return AskedAgain("Are these the returns for the state?", facts, stays, "Make the package", reverse(_BACK))


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def enter_mailed(request: HttpRequest) -> HttpResponse:
    """The number of the certified mail."""

    def step(standing: CountyStanding, form: MailedForm) -> CountyStanding:
        said, by = form.cleaned_data, account_of(request).name
        number, day = words_typed(said["number"]), day_typed(said["mailed_on"])
        return mailed(served().record, standing, number, day, when_typed(form), by)

    return taken(request, lambda _: MailedForm(request.POST), "The certified mail is entered.", step, _BACK)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def state_file(request: HttpRequest, which: str) -> HttpResponse:
    """The package, the paper to be signed, or the envelope's label, once the package is made."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found = _to_send(request)
    if found is None:
        return redirect("public:county-canvass")
    content = _content(found, which)
    if content is None:
        messages.error(request, "The package is not made yet. Make it first: then it is taken with its papers.")
        return redirect(_BACK)
    record_access(request, Access.TOTALS_EXPORTED, f"returns for the state: {which}")
    ending = "zip" if which == "package" else "pdf"
    response = HttpResponse(content, content_type=_CONTENT[ending])
    response["Content-Disposition"] = f'attachment; filename="returns-{which}.{ending}"'
    return response


def _content(found: ToSend, which: str) -> bytes | None:
    """Its bytes; None before the ledger has the package, and for what there is not."""
    seal = found.package.seal
    if found.entry is None or seal is None:
        return None
    match which:
        case "package":
            return package_bytes(found.package, bytes_of(found.document, "pdf"))
        case "paper":
            return bytes_of(found.document, "pdf")
        case "label":
            return envelope_pdf(found.package, seal, mailed_with(served_standing()))
        case _:
            return None
