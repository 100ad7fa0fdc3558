"""The administrator's: every container of ballots and books as it stands, and all that was done to it (13-15-205)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canvass import clock
from canvass.board.steps import ADMINISTRATOR
from canvass.reporting.custody import custody_standing
from canvass.web.access import page
from canvass.web.served import served


@page(*ADMINISTRATOR)
@require_safe
def containers(request: HttpRequest) -> HttpResponse:
    """What is sealed and what is open, with warnings first; `canvass seals` enters it."""
    election = served().election
    standing = served().state.read(lambda state: custody_standing(state.board.office.custody, election, clock.now()))
    return render(request, "board/containers.html", {"standing": standing})
