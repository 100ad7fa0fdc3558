"""Pages without accounts: for the browser that opened the printed address first, and for no other."""

from secrets import compare_digest, token_urlsafe

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect

INVITATION = "canvass.invitation"
"""What the server hands the Invitation to each request by."""
_COOKIE = "canvass-layout-editor"


class NotInvited(PermissionDenied):
    """A browser that is not the invited one asked for a page."""


class Invitation:
    """The token of the printed address, good once; and what the browser that used it is known by afterwards."""

    def __init__(self) -> None:
        """Draw both anew."""
        self.token: str | None = token_urlsafe(24)
        self._guest = token_urlsafe(24)

    def accept(self, token: str) -> str:
        """The guest's cookie for the right token, the first time. Raises NotInvited."""
        if self.token is None or not compare_digest(token.encode(), self.token.encode()):
            raise NotInvited
        self.token = None
        return self._guest

    def is_guest(self, cookie: str) -> bool:
        """Whether a cookie is the guest's."""
        return compare_digest(cookie.encode(), self._guest.encode())


def is_invited(request: HttpRequest) -> bool:
    """Whether this request comes from the invited browser; never where nobody was invited."""
    invitation = request.META.get(INVITATION)
    return isinstance(invitation, Invitation) and invitation.is_guest(request.COOKIES.get(_COOKIE, ""))


def let_in(request: HttpRequest, token: str, to: str) -> HttpResponseRedirect:
    """From the printed address to the pages. Raises NotInvited where it was used before, or is another."""
    arrived = HttpResponseRedirect(to)
    if not is_invited(request):
        arrived.set_cookie(_COOKIE, request.META[INVITATION].accept(token), httponly=True, samesite="Strict")
    return arrived
