"""Signing in and out, and one's own password."""

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from canvass.accounts.models import Account
from canvass.people.changes import set_password
from canvass.people.forms import OwnPasswordForm, SignInForm
from canvass.people.sign_in import SignInRefused, recognise
from canvass.web import sessions
from canvass.web.access import account_if_any, account_of, is_page_of_ours, password_page, public_page
from canvass.web.event_log import record_access, record_access_of
from canvass.web.faults import too_often
from canvass.web.served import premises
from tabulate.ledger.entries import Access


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; then to where the person wanted to go, or to an own password where there is none yet."""
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if not premises().pace.allows(request):
            return too_often()
        found = recognise(request, form.cleaned_data["name"], form.cleaned_data["password"])
        if isinstance(found, Account):
            return _signed_in(request, found)
        form.add_error(None, found.message)
        status = _status(found)
    context = {"form": form, "next": _next(request), "unanswered": True}
    return render(request, "people/sign_in.html", context, status=status)


def _signed_in(request: HttpRequest, account: Account) -> HttpResponse:
    if already := account_if_any(request):
        record_access_of(already, Access.SIGNED_OUT, f"{account.name} signed in at the same browser")
    login(request, account)
    sessions.begin(request)
    record_access_of(account, Access.SIGNED_IN)
    return HttpResponseRedirect(reverse("accounts:password") if account.must_change_password else _next(request))


def _status(refused: SignInRefused) -> int:
    return 429 if refused.until else 200


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: a page of this application, or home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_page_of_ours(request, wanted) else reverse("home")


@password_page
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    record_access(request, Access.SIGNED_OUT)
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect("home")


@password_page
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password, knowing the present one."""
    account = account_of(request)
    form = OwnPasswordForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        present = recognise(request, account.name, form.cleaned_data["present_password"])
        if isinstance(present, Account):
            said = form.cleaned_data
            set_password(account, present, said["new_password"], own=True, present=said["present_password"])
            update_session_auth_hash(request, present)
            messages.success(request, "Your new password is set. Wherever else you were signed in, you are no longer.")
            return redirect("home")
        form.add_error("present_password", "This is not your present password. Nothing was changed.")
    return render(request, "people/password.html", {"form": form})
