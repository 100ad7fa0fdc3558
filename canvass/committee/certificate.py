"""The report, the certificate, and what is published (13-17-506(2)(c), 13-17-507(4))."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from audit.certification import what_is_missing
from audit.committee import MemberId
from audit.events.certifying import AuditCertified, AuditPublished
from audit.publication import publish as published_text
from audit.report import county_report, report_json, report_sha256
from audit.state import AuditState
from canvass.auditing.counties import report_document
from canvass.auditing.papers.figures_table import figures_csv
from canvass.auditing.papers.report_files import CONTENT_TYPES, bytes_of
from canvass.committee.current_audit import ADMINISTRATOR, INSIDE, MEMBER, acting, audit_or_404, show
from canvass.committee.forms import CertificateForm
from canvass.people.signing_views import SignForm, sign_here
from canvass.web.access import account_of, page, public_page
from canvass.web.event_log import record_access
from canvass.web.forms import AskedAgain, asks_first, said_in
from canvass.web.served import served
from tabulate.ledger.entries import Access


@page(*INSIDE)
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The report as it stands, what is missing, and the certificate's form."""
    state = audit_or_404()
    record_access(request, Access.TOTALS_SEEN, "audit report")
    return _report_page(request, state, CertificateForm(state.committee.members, initial={"on": served().today}))


def _report_page(request: HttpRequest, state: AuditState, form: CertificateForm) -> HttpResponse:
    context = {
        "document": report_document(state),
        "missing": what_is_missing(state),
        "form": form,
        "formats": tuple(CONTENT_TYPES),
        "sign_form": _sign_form(request),
    }
    return show(request, "report.html", context)


def _sign_form(request: HttpRequest) -> SignForm | None:
    """For those who sign it: the committee's members, at the administrator's browser too."""
    signs = account_of(request).has_role in (MEMBER, ADMINISTRATOR)
    return sign_here(request, "Certificate of the random-sample audit") if signs else None


@page(*INSIDE)
@require_safe
def report_file(request: HttpRequest, form: str) -> HttpResponse:
    """The report as PDF, HTML, CSV or JSON: the same figures in each."""
    state = audit_or_404()
    record_access(request, Access.TOTALS_EXPORTED, f"audit report as {form}")
    return _file(state, form)


def _file(state: AuditState, form: str) -> HttpResponse:
    if form not in CONTENT_TYPES:
        raise Http404(form)
    made = county_report(state)
    as_csv = form == "csv"
    content = figures_csv(made).encode() if as_csv else bytes_of(report_document(state), form, report_json(made))
    response = HttpResponse(content, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="audit-report.{form}"'
    return response


def _certify_once_more(request: HttpRequest) -> AskedAgain | None:
    form = CertificateForm(audit_or_404().committee.members, request.POST)
    if not form.is_valid():
        return None
    return AskedAgain(
        title="Certify the audit?",
        facts=said_in(form),
        stays="The certificate stays. After it nothing more is counted (13-17-506(2)(c)).",
        button="Certify",
        back=reverse("committee:report"),
    )


def _publish_once_more(request: HttpRequest) -> AskedAgain:
    audit_or_404()
    return AskedAgain(
        title="Make the results of the audit public?",
        facts=(("Day", served().today.isoformat()),),
        stays="Anyone may see them from then on. What was seen cannot be taken back (13-17-507(4)).",
        button="Make them public",
        back=reverse("committee:report"),
    )


@page(ADMINISTRATOR)
@require_POST
@asks_first(_certify_once_more)
def certify(request: HttpRequest) -> HttpResponse:
    """Every member signed: the result is certified to the administrator and the secretary of state."""
    state = audit_or_404()
    form = CertificateForm(state.committee.members, request.POST)
    if form.is_valid():
        signed = tuple(MemberId(one) for one in form.cleaned_data["signed"])
        with acting(
            request, "The audit is certified. Only its publication follows, and what bars or clears a machine.", form
        ) as turn:
            turn.take(AuditCertified(signed, form.day, report_sha256(county_report(turn.state))))
        if turn.written:
            return redirect("committee:report")
    return _report_page(request, audit_or_404(), form)


@page(ADMINISTRATOR)
@require_POST
@asks_first(_publish_once_more)
def publish(request: HttpRequest) -> HttpResponse:
    """Make the results of the audit public (13-17-507(4))."""
    audit_or_404()
    with acting(request, "The results of the audit are public.") as turn:
        # Within the turn: no entry comes between the text that is hashed and its publication.
        sha256 = hashlib.sha256(published_text(served().audit.events).encode()).hexdigest()
        turn.take(AuditPublished(served().today, sha256))
    return redirect("committee:report")


@public_page
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """The published results, for everyone."""
    state = _public_state()
    return show(request, "published.html", {"document": report_document(state), "formats": tuple(CONTENT_TYPES)})


@public_page
@require_safe
def published_report(request: HttpRequest, form: str) -> HttpResponse:
    """The published report as a file."""
    return _file(_public_state(), form)


def _public_state() -> AuditState:
    state = audit_or_404()
    if state.published is None:
        raise Http404("The results of the audit are not public yet.")
    return state


@public_page
@require_safe
def published_file(request: HttpRequest) -> HttpResponse:
    """The file from which anyone can derive the audit again: what is public so far, all of it after publication."""
    state = audit_or_404()
    events = served().audit.events
    if state.published is None:
        # Certified, but not yet public: as long as that, the file ends with the selection.
        events = tuple(event for event in events if not isinstance(event, AuditCertified))
    text = published_text(events)
    response = HttpResponse(text.encode(), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="published.json"'
    return response
