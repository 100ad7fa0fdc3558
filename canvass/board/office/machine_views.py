"""The administrator's: the county's register of machines, as this record took it (13-17-507(2)(a), 13-17-509(2))."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from canvass.board.steps import ADMINISTRATOR, deciding
from canvass.web.access import page


@page(*ADMINISTRATOR)
@require_http_methods(["GET", "HEAD"])
def machines(request: HttpRequest) -> HttpResponse:
    """Every machine of the register, and what bars it."""
    return render(request, "board/machines.html", {"taken": deciding().state().office.machines})
