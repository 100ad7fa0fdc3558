"""The pages of whoever keeps the accounts: who may sign in, and as what. `account_addresses.py` says whose they are."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from canvass.accounts.lockout import locked_names, locked_until
from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.errors import InputError
from canvass.people.changes import add_account, set_active, set_password, set_role
from canvass.people.forms import NewAccountForm, NewPasswordForm, RoleForm
from canvass.web.access import account_of
from canvass.web.forms import AskedAgain, asks_first
from canvass.web.listing.listed_rows import ListColumn, listed
from canvass.web.templatetags.canvass_pages import when

_Shown = tuple[Account, datetime | None]
"""An account, and until when its name is locked."""


def _standing(shown: _Shown) -> str:
    one, locked = shown
    if not one.is_active:
        return "disabled"
    if locked is not None:
        return "locked"
    return "first password" if one.must_change_password else "may sign in"


_COLUMNS: tuple[ListColumn[_Shown], ...] = (
    ListColumn("Name", lambda shown: shown[0].full_name),
    ListColumn("Signs in as", lambda shown: shown[0].name),
    ListColumn("Role", lambda shown: shown[0].has_role.label, among=()),
    ListColumn("State", _standing, among=()),
    ListColumn("Last sign-in", lambda shown: when(shown[0].last_login) or "never"),
)


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account."""
    locked = locked_names()
    rows = ((one, locked.get(one.folded_name)) for one in Account.objects.all())
    found = listed(request, "accounts", rows, _COLUMNS)
    return found.file() or render(request, "people/accounts.html", {"listing": found})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def add(request: HttpRequest) -> HttpResponse:
    """Add an account; its holder chooses an own password at the first sign-in."""
    form = NewAccountForm(None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        role = Role(said["role"])
        try:
            made = add_account(
                account_of(request), said["name"], said["full_name"], role, said["new_password"], own=False
            )
        except InputError as wrong:
            form.add_error(None, str(wrong))
        else:
            messages.success(request, f"{made.full_name} may now sign in as {role.with_article}, under {made.name}.")
            return redirect("accounts:list")
    return render(request, "people/add.html", {"form": form})


@require_safe
def account(request: HttpRequest, number: int) -> HttpResponse:
    """One account, and what may be done with it."""
    shown = get_object_or_404(Account, pk=number)
    return _show(request, shown, RoleForm(initial={"role": shown.role}), NewPasswordForm(shown))


def _show(request: HttpRequest, shown: Account, roles: RoleForm, passwords: NewPasswordForm) -> HttpResponse:
    context = {"shown": shown, "roles": roles, "passwords": passwords, "locked_until": locked_until(shown.name)}
    return render(request, "people/account.html", context)


@require_POST
def role(request: HttpRequest, number: int) -> HttpResponse:
    """Give an account another role."""
    shown = get_object_or_404(Account, pk=number)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _show(request, shown, form, NewPasswordForm(shown))
    chosen = Role(form.cleaned_data["role"])
    try:
        set_role(account_of(request), shown, chosen)
        messages.success(request, f"{shown.full_name} is now {chosen.with_article}.")
    except InputError as wrong:
        messages.error(request, str(wrong))
    return redirect("accounts:account", number)


@require_POST
@sensitive_post_parameters()
def reset_password(request: HttpRequest, number: int) -> HttpResponse:
    """Give an account a password for its next sign-in."""
    shown = get_object_or_404(Account, pk=number)
    form = NewPasswordForm(shown, request.POST)
    if not form.is_valid():
        return _show(request, shown, RoleForm(initial={"role": shown.role}), form)
    set_password(account_of(request), shown, form.cleaned_data["new_password"], own=False)
    messages.success(request, f"{shown.full_name} has a new password, and chooses an own one at the next sign-in.")
    return redirect("accounts:account", number)


def _once_more(request: HttpRequest, number: int) -> AskedAgain:
    shown = get_object_or_404(Account, pk=number)
    return AskedAgain(
        title=f"Disable the account of {shown.full_name}?",
        facts=(("Account", shown.name), ("Role", shown.has_role.label)),
        stays="Whoever works under it now is signed out at once. You may enable it again.",
        button="Disable the account",
        back=reverse("accounts:account", args=(number,)),
    )


@require_POST
@asks_first(_once_more)
def disable(request: HttpRequest, number: int) -> HttpResponse:
    """Let an account no longer sign in."""
    return _set_active(request, number, active=False)


@require_POST
def enable(request: HttpRequest, number: int) -> HttpResponse:
    """Let a disabled account sign in again."""
    return _set_active(request, number, active=True)


def _set_active(request: HttpRequest, number: int, active: bool) -> HttpResponse:
    shown = get_object_or_404(Account, pk=number)
    try:
        set_active(account_of(request), shown, active)
        messages.success(request, f"{shown.full_name} {'may sign in again' if active else 'may no longer sign in'}.")
    except InputError as wrong:
        messages.error(request, str(wrong))
    return redirect("accounts:account", number)
