"""The page of certificates, its steps and its papers: the administrator's (13-15-406)."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from canvass.accounts.roles import Role
from canvass.canvassing.certificate_entering import (
    DeclaredPerson,
    accept_write_in,
    clear_candidate,
    declared_person,
    issue_certificate,
    state_last_general,
)
from canvass.canvassing.certificate_lines import CertificateStage, certificates_shown
from canvass.canvassing.certificate_papers import certificate_bytes, certificates_made, file_name_of_certificate
from canvass.canvassing.county_standing import CountyStanding
from canvass.deciding.custody_typed import words_typed
from canvass.people.signing_views import sign_here
from canvass.public.county.canvass_page import served_standing
from canvass.public.county.canvass_steps import taken, when_typed
from canvass.public.county.canvass_views import as_file, form_asked
from canvass.public.county.certificate_forms import AcceptForm, ClearForm, IssueForm, LastGeneralForm
from canvass.recounting.recount_typed import cents_typed, day_typed
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.served import served
from canvass.web.uploads import sha256_of
from tabulate.board.county.certificate_entries import FilingFee
from tabulate.ledger.entries import Access
from tabulate.whole_numbers import entry_number

_BACK = "public:certificates"
TAGS: Mapping[CertificateStage, str] = {
    CertificateStage.ISSUED: "done",
    CertificateStage.VOID: "stopped",
    CertificateStage.NO_NOMINEE: "stopped",
    CertificateStage.NOT_ACCEPTED: "stopped",
    CertificateStage.CLEARED: "info",
}
"""The style sheet's words; what is in none of them waits."""


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Every certificate as it stands, with the forms of the steps that may follow."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    standing = served_standing()
    shown = certificates_shown(standing)
    record_access(request, Access.TOTALS_SEEN, "certificates")
    rows = [(one, TAGS.get(one.stage, "waiting")) for one in shown.lines]
    every = {
        "clear_form": ClearForm(shown),
        "accept_form": AcceptForm(shown),
        "last_form": LastGeneralForm(shown),
        "issue_form": IssueForm(shown),
    }
    forms: dict[str, Form] = {name: form for name, form in every.items() if form.people}
    signing = sign_here(request, "Certificate of nomination", "Certificate of election")
    context = {"rows": rows, "shown": shown, "sign_form": signing, **forms}
    return render(request, "public/certificates.html", context)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def clear_one(request: HttpRequest) -> HttpResponse:
    """The commissioner's notice came in."""

    def step(standing: CountyStanding, form: ClearForm) -> CountyStanding:
        said, by = form.cleaned_data, account_of(request).name
        file, day = said["notice"], day_typed(said["notice_date"])
        assert isinstance(file, UploadedFile)
        one = _declared(standing, form)
        return clear_candidate(served().record, standing, one, day, sha256_of(file), when_typed(form), by)

    def make(standing: CountyStanding) -> ClearForm:
        return ClearForm(certificates_shown(standing), request.POST, request.FILES)

    return taken(request, make, "The notice is entered.", step, _BACK)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def accept_one(request: HttpRequest) -> HttpResponse:
    """Somebody written in accepted."""

    def step(standing: CountyStanding, form: AcceptForm) -> CountyStanding:
        said, by = form.cleaned_data, account_of(request).name
        fee, cents = FilingFee(said["fee"]), cents_typed(said["dollars"]) if said["dollars"] else 0
        one, reports = _declared(standing, form), day_typed(said["reports_on"])
        return accept_write_in(served().record, standing, one, fee, cents, reports, when_typed(form), by)

    def make(standing: CountyStanding) -> AcceptForm:
        return AcceptForm(certificates_shown(standing), request.POST)

    return taken(request, make, "The acceptance is entered.", step, _BACK)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def last_general_one(request: HttpRequest) -> HttpResponse:
    """The votes of who won an office at the last general election."""

    def step(standing: CountyStanding, form: LastGeneralForm) -> CountyStanding:
        said, by = form.cleaned_data, account_of(request).name
        contest, source = form.chosen().person.contest, words_typed(said["source"])
        return state_last_general(served().record, standing, contest, said["won_with"], source, when_typed(form), by)

    def make(standing: CountyStanding) -> LastGeneralForm:
        return LastGeneralForm(certificates_shown(standing), request.POST)

    return taken(request, make, "The votes are stated.", step, _BACK)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def issue_one(request: HttpRequest) -> HttpResponse:
    """A certificate is made for delivery."""

    def step(standing: CountyStanding, form: IssueForm) -> CountyStanding:
        signs, by = words_typed(form.cleaned_data["issued_by"]), account_of(request).name
        one = _declared(standing, form)
        return issue_certificate(served().record, standing, one, signs, when_typed(form), by)

    def make(standing: CountyStanding) -> IssueForm:
        return IssueForm(certificates_shown(standing), request.POST)

    return taken(request, make, "The certificate is issued: print it, sign it, and deliver it.", step, _BACK)


def _declared(standing: CountyStanding, form: ClearForm | AcceptForm | IssueForm) -> DeclaredPerson:
    person = form.chosen().person
    return declared_person(standing, person.contest, person.choice)


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
