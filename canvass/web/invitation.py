"""Pages without accounts: for the browser that opened the printed address first, and for no other."""

from secrets import compare_digest, token_urlsafe
from threading import Lock

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect

INVITATION = "canvass.invitation"
"""What the server hands the Invitation to each request by."""


class NotInvited(PermissionDenied):
    """A browser that is not the invited one asked for a page."""


class Invitation:
    """The token of the printed address, good once; and what the browser that used it is known by afterwards."""

    def __init__(self, called: str) -> None:
        """Draw both anew. What it is `called` tells its cookie from another's at the same computer."""
        self.cookie = f"canvass-{called}"
        self.token: str | None = token_urlsafe(24)
        self._guest = token_urlsafe(24)
        self._arriving = Lock()

    def accept(self, token: str) -> str:
        """The guest's cookie for the right token, the first time. Raises NotInvited."""
        with self._arriving:
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
    return isinstance(invitation, Invitation) and invitation.is_guest(request.COOKIES.get(invitation.cookie, ""))


def let_in(request: HttpRequest, token: str, to: str) -> HttpResponseRedirect:
    """From the printed address to the pages. Raises NotInvited where it was used before, or is another."""
    arrived = HttpResponseRedirect(to)
    if not is_invited(request):
        invitation: Invitation = request.META[INVITATION]
        guest, secure = invitation.accept(token), request.is_secure()
        arrived.set_cookie(invitation.cookie, guest, httponly=True, samesite="Strict", secure=secure)
    return arrived
