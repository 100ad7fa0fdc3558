"""Pages for what cannot be done, in the words of the office: 400, 403, 404, 500, and forms that are not ours."""

import logging
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from canvass.errors import CanvassError, SealedError, environment_fault
from canvass.web.access import WrongRole, page_of_form
from canvass.web.served import served_directory
from tabulate.errors import TabulateError
from tabulate.totals.results import TotalsDoNotAddUp

log = logging.getLogger("canvass")


class NotYet(Http404):
    """A page that comes with a later step: what must be done first, and where."""

    def __init__(self, what: str, step: str, url: str) -> None:
        """`what` is missing, in a sentence; `step` names the page at `url` where it is done."""
        self.what, self.step, self.url = what, step, url
        super().__init__(what)


def wrong_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what the browser sent makes no sense."""
    return HttpResponse(render_to_string("web/400.html"), status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, and not as one who may."""
    context = {"wrong_role": exception if isinstance(exception, WrongRole) else None, "why": str(exception)}
    return render(request, "web/403.html", context, status=403)


def forged_request(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that did not come from a page of ours, or from one older than the sign-in."""
    log.warning("Refused a form sent to %s: %s", request.path[:200], reason)
    context = {"form_page": page_of_form(request), "unanswered": True}
    return render(request, "web/403_form.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or none yet."""
    not_yet = exception if isinstance(exception, NotYet) else None
    return render(request, "web/404.html", {"not_yet": not_yet}, status=404)


def too_often() -> HttpResponse:
    """429: more than `pace.py` allows."""
    return HttpResponse(render_to_string("web/429.html"), status=429)


def fault(request: HttpRequest) -> HttpResponse:
    """500: ours. Shown without anything that might fail again."""
    return HttpResponseServerError(render_to_string("web/500.html"))


class TroubleMiddleware:
    """Shows what stops the work (a full disk, a damaged record) in the words it already has for people."""

    def __init__(self, get_response: "type[HttpResponse]") -> None:
        """As Django calls it."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for what the house knows how to say; anything else is a fault."""
        message = _in_our_words(exception)
        if message is None:
            return None
        log.error("Could not answer %s: %s", request.path[:200], message)
        status = 403 if isinstance(exception, SealedError) else 503
        return HttpResponse(render_to_string("web/503.html", {"message": message}), status=status)


def _in_our_words(exception: Exception) -> str | None:
    match exception:
        case CanvassError() | TabulateError() | TotalsDoNotAddUp():
            return str(exception)
        case OSError():
            return str(environment_fault(exception, served_directory() or Path.cwd()))
    return None
