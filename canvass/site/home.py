"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canvass.public.halt_notice import halted
from canvass.site.tasks import tasks_of
from canvass.web.access import account_if_any, public_page
from canvass.web.served import served


@public_page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Signed in: what one may do and what waits. Otherwise: what this is."""
    account = account_if_any(request)
    if account is None:
        return render(request, "site/front.html", {"sealed": served().seal()})
    return render(request, "site/home.html", {"tasks": tasks_of(account), "halted": halted()})
