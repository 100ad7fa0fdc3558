"""The page of signatures: every paper that people sign, who signed with the own key, and the form to sign with it.

Who may see it is said where its address is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from canvass import clock
from canvass.accounts.models import Account
from canvass.console.text import plural
from canvass.deciding.custody_typed import moment_typed, name_typed, reason_typed
from canvass.errors import BusyError, InputError, RefusedError
from canvass.people.own_signature import sign_as
from canvass.people.signing_here import signing_here
from canvass.signing.papers_signed import PaperInLedger
from canvass.web.access import account_of
from canvass.web.faults import too_often
from canvass.web.listing.listed_rows import ListColumn, listed
from canvass.web.served import premises

_EVERY = 0
"""Chosen in place of a paper's number."""


def _stands(one: PaperInLedger) -> str:
    if one.superseded:
        return "superseded"
    if any(each.problem for each in one.signatures):
        return "does not hold"
    return "lacks signatures" if one.lacking else "signed by all"


_COLUMNS: tuple[ListColumn[PaperInLedger], ...] = (
    ListColumn("Paper", lambda one: one.paper.title),
    ListColumn("Number", lambda one: one.number),
    ListColumn("Signed with own keys", lambda one: "; ".join(f"{by.signed.name}, {by.when}" for by in one.signatures)),
    ListColumn("Without a key's signature", lambda one: ", ".join(one.lacking)),
    ListColumn("State", _stands, among=()),
    ListColumn("SHA-256", lambda one: one.sha256),
)


class SignForm(forms.Form):
    """Which paper, and who signs it: under the own password, whoever is signed in at this browser."""

    entry = forms.TypedChoiceField(label="Paper", coerce=int)
    account = forms.CharField(
        label="Sign-in name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        max_length=1024,
        strip=False,
        help_text="It opens your own key. Nobody else has it.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label="Full name, as a signature", max_length=200)
    title = forms.CharField(label="Title", max_length=200, help_text="As county commissioner, or state auditor.")
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(self, papers: Iterable[PaperInLedger], data: Mapping[str, Any] | None = None, **more: Any) -> None:
        """With these papers to choose from."""
        super().__init__(data, auto_id="sign_%s", **more)
        field = self.fields["entry"]
        assert isinstance(field, forms.ChoiceField)
        listed = [(one.number, f"{one.paper.title}, {one.place}") for one in papers if not one.superseded]
        every = [(_EVERY, "Every paper that bears my name and lacks my signature")] if len(listed) > 1 else []
        field.choices = [*listed, *every]


def sign_here(request: HttpRequest, *titles: str) -> SignForm | None:
    """The form for a page on which people sign: its papers by the beginnings of their titles. None without any.

    Whoever signs comes back to that page.
    """
    found = tuple(one for one in signing_here().papers() if one.paper.title.startswith(titles))
    return SignForm(found, initial=_initial(account_of(request), request.path)) if found else None


def _initial(account: Account, back: str = "") -> dict[str, str]:
    return {"account": account.name, "back": back}


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def signatures(request: HttpRequest) -> HttpResponse:
    """Every paper and its signatures; signing one."""
    papers = signing_here().papers()
    if request.method == "POST":
        return _signed(request, SignForm(papers, request.POST), papers)
    form = SignForm(papers, initial=_initial(account_of(request))) if papers else None
    return _page(request, form, papers)


def _page(request: HttpRequest, form: SignForm | None, papers: tuple[PaperInLedger, ...]) -> HttpResponse:
    called = signing_here().called.capitalize()
    found = listed(request, "papers and signatures", papers, _COLUMNS)
    context = {"listing": found, "sign_form": form, "called": called}
    return found.file() or render(request, "people/signatures.html", context)


def _signed(request: HttpRequest, form: SignForm, papers: tuple[PaperInLedger, ...]) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, papers)
    if not premises().pace.allows(request):
        return too_often()
    said = form.cleaned_data
    try:
        name, title = name_typed(said["name"], "full name"), reason_typed(said["title"], "title")
        when = moment_typed(None, clock.now())
        numbers = None if said["entry"] == _EVERY else (said["entry"],)
        signed = sign_as(said["account"], said["password"], numbers, name, title, when, request)
    except (InputError, RefusedError, BusyError) as refused:
        messages.error(request, str(refused))
    else:
        first = f"{signed[0].paper.title} of {signed[0].place} is"
        words = first if len(signed) == 1 else f"{plural(len(signed), 'paper')} are"
        messages.success(request, f"{words} signed by {name}, {title}.")
    return HttpResponseRedirect(_back(request, said["back"]))


def _back(request: HttpRequest, wanted: str) -> str:
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if ours else reverse("accounts:signatures")
