"""The page of certificates and its papers: the administrator's (13-15-406)."""

from collections.abc import Mapping

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canvass.accounts.roles import Role
from canvass.canvassing.certificate_lines import CertificateLine, CertificateStage, certificates_shown
from canvass.canvassing.certificate_papers import certificate_bytes, certificates_made, file_name_of_certificate
from canvass.people.signing_views import sign_here
from canvass.public.county.canvass_page import served_standing
from canvass.public.county.canvass_views import as_file, form_asked
from canvass.public.county.certificate_forms import (
    AcceptForm,
    AnnulForm,
    ChoosePartyForm,
    ClearForm,
    IssueForm,
    LastGeneralForm,
)
from canvass.web.access import page
from canvass.web.event_log import record_access
from canvass.web.listing.listed_rows import ListColumn, listed
from canvass.web.served import served
from tabulate.ledger.entries import Access
from tabulate.whole_numbers import entry_number

TAGS: Mapping[CertificateStage, str] = {
    CertificateStage.ISSUED: "done",
    CertificateStage.VOID: "stopped",
    CertificateStage.NO_NOMINEE: "stopped",
    CertificateStage.NOT_ACCEPTED: "stopped",
    CertificateStage.CLEARED: "info",
}
"""The style sheet's words; what is in none of them waits."""

_COLUMNS: tuple[ListColumn[CertificateLine], ...] = (
    ListColumn("Contest", lambda one: one.title),
    ListColumn("Who", lambda one: one.person.name),
    ListColumn("What", lambda one: one.person.kind.value, among=()),
    ListColumn("Votes", lambda one: "" if one.votes is None else one.votes),
    ListColumn("State", lambda one: one.stage.value, among=()),
    ListColumn("Why, or what it waits for", lambda one: one.said),
    ListColumn("Entry", lambda one: one.issued[0] if one.issued else ""),
    ListColumn("SHA-256", lambda one: one.issued[1].certificate_sha256 if one.issued else ""),
)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Every certificate as it stands, with the forms of the steps that may follow."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    standing = served_standing()
    shown = certificates_shown(standing)
    found = listed(request, "certificates", shown.lines, _COLUMNS)
    if saved := found.file():
        record_access(request, Access.TOTALS_EXPORTED, "certificates")
        return saved
    record_access(request, Access.TOTALS_SEEN, "certificates")
    rows = [(one, TAGS.get(one.stage, "waiting")) for one in found.shown]
    every = {
        "clear_form": ClearForm(shown),
        "accept_form": AcceptForm(shown),
        "choose_form": ChoosePartyForm(shown),
        "last_form": LastGeneralForm(shown),
        "issue_form": IssueForm(shown),
        "annul_form": AnnulForm(shown),
    }
    forms: dict[str, Form] = {name: form for name, form in every.items() if form.people}
    signing = sign_here(request, "Certificate of nomination", "Certificate of election")
    context = {"rows": rows, "listing": found, "shown": shown, "sign_form": signing, **forms}
    return render(request, "public/certificates.html", context)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def certificate_paper(request: HttpRequest) -> HttpResponse:
    """A certificate as a file, by the number of its entry; a void one says that it is."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    standing, form = served_standing(), form_asked(request)
    number = entry_number(request.GET.get("entry", ""))
    made = certificates_made(standing, certificates_shown(standing))
    one = next((each for each in made if each.number == number), None)
    if one is None:
        return HttpResponseNotFound()
    record_access(request, Access.TOTALS_EXPORTED, f"certificate of entry {one.number}")
    return as_file(certificate_bytes(one, form), f"{file_name_of_certificate(one)}.{form}", form)
