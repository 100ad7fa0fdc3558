"""The steps of certificates from their page: each is one entry, refused with its section as the commands are."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from canvass.accounts.roles import Role
from canvass.canvassing.certificate_entering import (
    DeclaredPerson,
    accept_write_in,
    annul_certificate,
    check_choice,
    check_entitled,
    choose_party,
    clear_candidate,
    declared_person,
    issue_certificate,
    state_last_general,
)
from canvass.canvassing.certificate_lines import certificates_shown
from canvass.canvassing.county_standing import CountyStanding
from canvass.console.text import hour_of
from canvass.deciding.custody_typed import words_typed
from canvass.public.county.canvass_steps import taken, when_typed
from canvass.public.county.certificate_forms import (
    AcceptForm,
    AnnulForm,
    ChoosePartyForm,
    ClearForm,
    IssueForm,
    LastGeneralForm,
)
from canvass.recounting.recount_typed import cents_typed, day_typed
from canvass.web.access import account_of, page
from canvass.web.forms import AskedAgain
from canvass.web.served import served
from canvass.web.uploads import sha256_of
from tabulate.board.county.certificate_entries import FilingFee

_BACK = "public:certificates"


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
def choose_one(request: HttpRequest) -> HttpResponse:
    """Somebody whom several parties nominated chose one of them in writing."""

    def step(standing: CountyStanding, form: ChoosePartyForm) -> CountyStanding:
        by, day = account_of(request).name, day_typed(form.cleaned_data["filed_on"])
        return choose_party(served().record, standing, _declared(standing, form), day, when_typed(form), by)

    def make(standing: CountyStanding) -> ChoosePartyForm:
        return ChoosePartyForm(certificates_shown(standing), request.POST)

    return taken(request, make, "The choice of a party is entered.", step, _BACK, _before_choosing)


def _before_choosing(standing: CountyStanding, form: ChoosePartyForm) -> AskedAgain:
    one, day = _declared(standing, form), day_typed(form.cleaned_data["filed_on"])
    given_up = check_choice(standing, one, day)
    others = dict.fromkeys(line.title for line in form.shown.lines if line.person.contest in given_up)
    facts = (
        ("Who", one.each.person.called),
        ("Chose", one.title),
        ("And not", ", ".join(others)),
        ("In writing, filed on", day),
        ("When", hour_of(when_typed(form))),
    )
    stays = "There is one written choice (13-10-303): no other can be entered after it."
    return AskedAgain("Enter this choice of a party?", facts, stays, "Enter the choice", reverse(_BACK))


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

    done = "The certificate is issued: print it, sign it, and deliver it."
    return taken(request, make, done, step, _BACK, _before_issuing)


def _before_issuing(standing: CountyStanding, form: IssueForm) -> AskedAgain:
    one = _declared(standing, form)
    check_entitled(standing, one)
    person = one.each.person
    facts = (
        ("Contest", one.title),
        ("What", f"{person.kind}, for {person.called}"),
        ("Votes", f"{one.each.votes:,}"),
        ("Signed by", words_typed(form.cleaned_data["issued_by"])),
        ("When", hour_of(when_typed(form))),
    )
    stays = "It stays in the ledger: only another declaration or the judgment of a court makes it void."
    return AskedAgain("Issue this certificate?", facts, stays, "Issue the certificate", reverse(_BACK))


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def annul_one(request: HttpRequest) -> HttpResponse:
    """The judgment of a court takes a certificate away."""

    def step(standing: CountyStanding, form: AnnulForm) -> CountyStanding:
        said, by = form.cleaned_data, account_of(request).name
        judgment, day = words_typed(said["judgment"]), day_typed(said["judged_on"])
        return annul_certificate(served().record, standing, _issued(form), judgment, day, when_typed(form), by)

    def make(standing: CountyStanding) -> AnnulForm:
        return AnnulForm(certificates_shown(standing), request.POST)

    return taken(request, make, "The certificate is void by the judgment.", step, _BACK, _before_annulling)


def _before_annulling(standing: CountyStanding, form: AnnulForm) -> AskedAgain:
    line = form.chosen()
    facts = (
        ("Contest", line.title),
        ("What", f"{line.person.kind}, for {line.person.called}, entry {_issued(form):,}"),
        ("Judgment", words_typed(form.cleaned_data["judgment"])),
        ("Of the day", day_typed(form.cleaned_data["judged_on"])),
        ("When", hour_of(when_typed(form))),
    )
    stays = "The certificate is void from then on, and they are given no other for this contest (13-36-212)."
    return AskedAgain("Is this certificate void by a judgment?", facts, stays, "It is void", reverse(_BACK))


def _issued(form: AnnulForm) -> int:
    """The entry that issued it."""
    issued = form.chosen().issued
    assert issued is not None, "the form offers issued certificates alone"
    return issued[0]


def _declared(standing: CountyStanding, form: ClearForm | AcceptForm | ChoosePartyForm | IssueForm) -> DeclaredPerson:
    person = form.chosen().person
    return declared_person(standing, person.contest, person.choice)
