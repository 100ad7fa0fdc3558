"""Elections that are not held, on pages: the decision, and who was appointed (13-1-403, 13-1-502, 20-3-313)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from canvass.accounts.roles import Role
from canvass.auditing.papers.report_files import bytes_of
from canvass.board.forms import text
from canvass.board.office.office_forms import DAY, OfficeForm
from canvass.board.office.step_page import StepPage, step_page
from canvass.correcting.cancelling import appointed_typed, cancelled_document, cancelled_typed
from canvass.errors import RefusedError
from canvass.reporting.not_held import NotHeldShown, not_held_shown
from canvass.web.access import account_of, page
from canvass.web.forms import AskedAgain, said_in
from canvass.web.served import served
from tabulate.board.office.elections_cancelled import ElectionCancelled, PositionAppointed

_BOTH = ["GET", "HEAD", "POST"]
_STAYS = "It stays in the ledger. Results and reports name who holds the office."


class CancelForm(OfficeForm):
    """The decision that no election is held."""

    decided_by = text("Who decided it", 200, "The governing body, the trustees or the election administrator.")
    resolution = text("The resolution", 200, "Left empty where the election administrator decides.", required=False)
    decided_on = text("The day of the decision", 10, DAY)


class AppointForm(OfficeForm):
    """An appointment to a position for which nobody filed."""

    name = text("Who is appointed", 200)
    appointed_by = text("Who appointed", 200)
    appointed_on = text("The day of the appointment", 10, DAY)


def _every() -> tuple[NotHeldShown, ...]:
    at = served()
    return at.state.read(lambda state: not_held_shown(at.election, state))


def _one_or_404(number: int) -> NotHeldShown:
    every = _every()
    if not 1 <= number <= len(every):
        raise Http404("There is no such office.")
    return every[number - 1]


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """Every office that is not voted on."""
    return render(request, "election_office/cancelled.html", {"offices": list(enumerate(_every(), 1))})


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def cancelled_paper(request: HttpRequest, number: int) -> HttpResponse:
    """The decision of one office as a paper."""
    at, one = served(), _one_or_404(number)
    head = at.record.head()
    try:
        document, _ = at.state.read(lambda state: cancelled_document(at.election, state, one.contest, head))
    except RefusedError as refused:
        raise Http404(str(refused)) from None
    response = HttpResponse(bytes_of(document, "pdf"), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="not-held-{number}.pdf"'
    return response


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """The decision on one office."""
    one, by, back = _one_or_404(number), account_of(request).name, reverse("office:cancelled")
    form = CancelForm(request.POST or None)
    lead = f"No more people filed than positions are to be filled ({one.section})."
    shown = StepPage("Cancel the election", one.title, lead, (), "Enter it", back, back, "The decision is entered.")

    def make() -> ElectionCancelled:
        said = form.cleaned_data
        typed = (said["decided_by"], said["resolution"], said["decided_on"])
        return cancelled_typed(served().election, one.contest, *typed, form.hour(), by)

    def once_more(entry: ElectionCancelled) -> AskedAgain:
        return AskedAgain("Is no election held?", said_in(form), _STAYS, "Enter it", back)

    return step_page(request, shown, form, make, once_more)


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def appoint(request: HttpRequest, number: int) -> HttpResponse:
    """An appointment to one office."""
    one, by, back = _one_or_404(number), account_of(request).name, reverse("office:cancelled")
    form = AppointForm(request.POST or None)
    lead = f"Nobody filed for {one.vacant} of its positions ({one.section})."
    shown = StepPage("Enter an appointment", one.title, lead, (), "Enter it", back, back, "The appointment is entered.")

    def make() -> PositionAppointed:
        said = form.cleaned_data
        typed = (said["name"], said["appointed_by"], said["appointed_on"])
        return appointed_typed(one.contest, *typed, form.hour(), by)

    def once_more(entry: PositionAppointed) -> AskedAgain:
        return AskedAgain("Is this the appointment?", said_in(form), _STAYS, "Enter it", back)

    return step_page(request, shown, form, make, once_more)
