"""How long a sign-in lasts: 30 minutes without work, 12 hours in all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from canvass import clock
from canvass.accounts.models import Account
from canvass.web.event_log import record_access
from canvass.web.live.live_marks import renews_itself
from tabulate.ledger.entries import Access

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
_SIGNED_IN_AT, _SEEN_AT = "signed_in_at", "seen_at"
_NOTED_EVERY = timedelta(minutes=1)
BY_ITSELF = "by-itself"
"""In the address of a page that is loaded anew without anybody: that is no work, and keeps nobody signed in."""


@dataclass(frozen=True, slots=True)
class SignInLeft:
    """How long a sign-in goes on, in seconds: without work, and in all."""

    idle_s: int
    absolute_s: int


def sign_in_left(request: HttpRequest) -> SignInLeft:
    """What is left of this one, at this request."""
    seen, signed_in = (clock.now() - _moment(request, key) for key in (_SEEN_AT, _SIGNED_IN_AT))
    return SignInLeft(int((IDLE - seen).total_seconds()), int((ABSOLUTE - signed_in).total_seconds()))


def begin(request: HttpRequest) -> None:
    """Start the clocks of a new sign-in."""
    request.session[_SIGNED_IN_AT] = request.session[_SEEN_AT] = clock.now().isoformat()


class SessionLimitsMiddleware:
    """Ends a session whose time is over; what its request wanted is not done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """As Django calls it."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, signed in or no longer so."""
        account = request.user
        if isinstance(account, Account):
            if ended := _ended(request):
                record_access(request, Access.SIGNED_OUT, ended)
                logout(request)
                request.session_ended = ended  # type: ignore[attr-defined]
            elif not _by_itself(request):
                _note(request)
        return self._get_response(request)


def say_ended(request: HttpRequest) -> None:
    """On the next page, that this very request found its session ended, or that what it sent was not done."""
    ended = getattr(request, "session_ended", None)
    if ended or request.method == "POST":
        out = f"You were signed out {ended}." if ended else "You are not signed in."
        undone = " What you sent was not done: nothing was written." if request.method == "POST" else ""
        messages.warning(request, f"{out}{undone} Sign in to go on.")


def _ended(request: HttpRequest) -> str | None:
    moment = clock.now()
    if moment - _moment(request, _SIGNED_IN_AT) > ABSOLUTE:
        return "12 hours after you signed in"
    if moment - _moment(request, _SEEN_AT) > IDLE:
        return "after 30 minutes without work"
    return None


def _moment(request: HttpRequest, key: str) -> datetime:
    said = request.session.get(key)
    return datetime.fromisoformat(said) if isinstance(said, str) else datetime.fromtimestamp(0, clock.now().tzinfo)


def _by_itself(request: HttpRequest) -> bool:
    """Whether the page is loaded without anybody, by a script or without one."""
    return renews_itself(request) or BY_ITSELF in request.GET


def _note(request: HttpRequest) -> None:
    if clock.now() - _moment(request, _SEEN_AT) > _NOTED_EVERY:
        request.session[_SEEN_AT] = clock.now().isoformat()
