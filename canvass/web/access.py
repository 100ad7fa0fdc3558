"""Who may see a page. Every view says so by one of four decorators; a view that says nothing is never served.

    @page(Role.ELECTION_ADMINISTRATOR)      those with one of the roles named
    @password_page                          everyone with an account, also before they chose an own password
    @public_page                            everyone, signed in or not
    @invited_page                           where there are no accounts: the browser that was invited

`checks.py` walks every URL before the application starts, and `AccessMiddleware` looks again at each request.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from canvass.accounts.models import Account
from canvass.accounts.roles import EVERY_ROLE, Role
from canvass.web.event_log import record_access
from canvass.web.invitation import NotInvited, is_invited
from canvass.web.served import premises
from canvass.web.sessions import say_ended
from tabulate.ledger.entries import Access

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Admission:
    """Who may see a view."""

    roles: tuple[Role, ...]
    public: bool = False
    """True where nobody need be signed in."""
    before_own_password: bool = False
    """True for the few pages that somebody sees who has yet to choose an own password."""
    invited: bool = False
    """True where there are no accounts, and one browser was invited."""


class WrongRole(PermissionDenied):
    """Somebody signed in asked for a page of another role."""

    def __init__(self, account: Account, roles: tuple[Role, ...]) -> None:
        """Say who may."""
        self.account, self.roles = account, roles
        super().__init__(f"This page is for {listed(roles)}; you are signed in as {account.has_role.with_article}.")


def listed(roles: tuple[Role, ...]) -> str:
    """The roles within a sentence."""
    names = [role.with_article for role in roles]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def page(*roles: Role) -> Callable[[View], View]:
    """A view that only these roles may see."""
    if not roles:
        raise ImproperlyConfigured("a page must name at least one role, or be a public_page")
    return _admitting(Admission(roles))


def password_page(view: View) -> View:
    """A view for everyone with an account, also before they chose an own password."""
    return _admitting(Admission(EVERY_ROLE, before_own_password=True))(view)


def public_page(view: View) -> View:
    """A view for everyone, signed in or not."""
    return _admitting(Admission(EVERY_ROLE, public=True))(view)


def invited_page(view: View) -> View:
    """A view for the browser that was invited, where there are no accounts."""
    return _admitting(Admission((), invited=True))(view)


def admission_of(view: object) -> Admission | None:
    """Who may see a view; None where it does not say."""
    found = getattr(view, "admission", None)
    return found if isinstance(found, Admission) else None


def account_of(request: HttpRequest) -> Account:
    """The account that asks. Only in views that are not public."""
    if not isinstance(request.user, Account):
        raise ImproperlyConfigured("account_of was asked in a public view")
    return request.user


def account_if_any(request: HttpRequest) -> Account | None:
    """The account that asks, or None."""
    account = getattr(request, "user", None)
    return account if isinstance(account, Account) else None


def _admitting(admission: Admission) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def admitted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return _turned_away(request, admission) or view(request, *args, **kwargs)

        admitted.admission = admission  # type: ignore[attr-defined]
        return admitted

    return decorate


def _turned_away(request: HttpRequest, admission: Admission) -> HttpResponse | None:
    if admission.invited and not is_invited(request):
        raise NotInvited
    if admission.public or admission.invited:
        return None
    account = account_if_any(request)
    if account is None:
        return _to_sign_in(request)
    if account.must_change_password and not admission.before_own_password:
        return HttpResponseRedirect(reverse("accounts:password"))
    if account.has_role not in admission.roles:
        record_access(request, Access.PAGE_REFUSED, request.path[:200])
        raise WrongRole(account, admission.roles)
    if not admission.before_own_password and (why := premises().keeps_out(account)):
        record_access(request, Access.PAGE_REFUSED, request.path[:200])
        raise PermissionDenied(why)
    return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and then back, from a form to the page on which it stood; it is not sent again."""
    say_ended(request)
    asked = request.get_full_path() if request.method in ("GET", "HEAD") else page_of_form(request)
    back = asked or reverse("home")
    return HttpResponseRedirect(f"{reverse('accounts:sign-in')}?{urlencode({'next': back})}")


def page_of_form(request: HttpRequest) -> str:
    """The page of ours on which a form stood that was sent; empty where the browser does not say, or names another."""
    # a proxy may encrypt what comes here without TLS: either scheme is ours
    came_from = request.headers.get("Referer", "").removeprefix("https:").removeprefix("http:")
    page = came_from.removeprefix(f"//{request.get_host()}")
    return page if page != came_from and is_page_of_ours(request, page) else ""


def is_page_of_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address leads to a page of this application, whatever a browser makes of it."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, request.is_secure()
    )


class AccessMiddleware:
    """Refuses to run a view that names no role, should one ever get past the check."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """As Django calls it."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: object, kwargs: object) -> None:
        """Before the view."""
        if admission_of(view) is None:
            raise ImproperlyConfigured(f"the view of {request.path} does not say who may see it")
