"""Who may use the editor: the browser that opened the printed address first, and no page of another site."""

from collections.abc import Callable
from secrets import compare_digest, token_urlsafe

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]

COOKIE = "canvass-layout-editor"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Invitation:
    """The token of the printed address, good once; and what the browser that used it is known by afterwards."""

    def __init__(self) -> None:
        """Draw both anew."""
        self.token: str | None = token_urlsafe(24)
        self._guest = token_urlsafe(24)

    def accept(self, token: str) -> str | None:
        """The guest's cookie for the right token, the first time; None after that, or for another token."""
        if self.token is None or not compare_digest(token.encode(), self.token.encode()):
            return None
        self.token = None
        return self._guest

    def is_guest(self, cookie: str) -> bool:
        """Whether a cookie is the guest's."""
        return compare_digest(cookie.encode(), self._guest.encode())


invitation = Invitation()


class OnlyTheInvited:
    """Lets `/open/TOKEN/` in once, and after that whoever has the cookie."""

    def __init__(self, answer: Answer) -> None:
        """For Django."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse with a page that says what to do."""
        if invitation.is_guest(request.COOKIES.get(COOKIE, "")):
            return self._answer(request)
        if request.path.startswith("/open/"):
            guest = invitation.accept(request.path.removeprefix("/open/").rstrip("/"))
            if guest is not None:
                arrived = HttpResponseRedirect("/")
                arrived.set_cookie(COOKIE, guest, httponly=True, samesite="Strict")
                return arrived
        if request.path.startswith("/static/"):
            return self._answer(request)
        return render(request, "layout_editor/refused.html", status=403)


class SafeHeaders:
    """Headers that keep scripts, frames and other sites out."""

    def __init__(self, answer: Answer) -> None:
        """For Django."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers."""
        response = self._answer(request)
        for name, value in _HEADERS.items():
            response.headers[name] = value
        return response
