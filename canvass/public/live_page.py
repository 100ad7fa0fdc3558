"""The marks of a record's open pages: of the count, of what was released, of the audit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from canvass import clock
from canvass.web.access import public_page
from canvass.web.live.live_marks import mark_answer
from canvass.web.served import served


class LiveRecord:
    """What templates ask; each mark is worked out where a page has it."""

    @property
    def now(self) -> str:
        """The address."""
        return reverse("public:now")

    @property
    def count(self) -> str:
        """The last entry that is no look at a page, and whether the polls' hour is past."""
        at = served()
        found = at.answers.find(at.record, "live mark")
        if found is None:
            head = at.record.head()
            found = f"{head.number}-{head.hash[:16]}"
            at.answers.keep("live mark", head, found)
        return f"{found}{'' if clock.now() < at.election.polls_close else '-past'}"

    @property
    def released(self) -> str:
        """The last release: a public page of totals is not asked for at every step of the count."""
        return f"{served().state.read(lambda state: len(state.releases))}"

    @property
    def audit(self) -> str:
        """The audit's last event."""
        return f"{len(served().audit.events)}"


@public_page
@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """The mark of one of them."""
    live = LiveRecord()
    match request.GET.get("of"):
        case "count":
            return mark_answer(request, live.count)
        case "released":
            return mark_answer(request, live.released)
        case "audit":
            return mark_answer(request, live.audit)
    raise Http404
