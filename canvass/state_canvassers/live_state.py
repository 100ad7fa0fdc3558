"""The mark of the open pages of a state's canvass: its last step."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from canvass.state_canvassers.served_state import state_served
from canvass.web.access import public_page
from canvass.web.live.live_marks import mark_answer


class LiveState:
    """What templates ask."""

    @property
    def now(self) -> str:
        """The address."""
        return reverse("state:now")

    @property
    def steps(self) -> str:
        """How many there are, and the hash of the last."""
        canvass = state_served().standing().canvass
        return f"{len(canvass.steps)}-{canvass.head[:16]}"


@public_page
@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """The mark."""
    return mark_answer(request, LiveState().steps)
