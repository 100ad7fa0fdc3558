"""Ties on pages: whose each is to end, its statement, the lot, who was appointed (13-16-501 to 13-16-507)."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from canvass.auditing.papers.report_files import CONTENT_TYPES, bytes_of
from canvass.board.office.step_page import StepPage, step_page
from canvass.deciding.steps_of_people import refusals
from canvass.errors import RefusedError
from canvass.recount_board.current_recounts import ADMINISTRATOR
from canvass.recount_board.steps.tie_forms import AppointedForm, LotForm, LotNoticeForm
from canvass.recounting.tie_appointing import appoints, facts_of_appointment
from canvass.recounting.ties_found import TieFound, facts_of_lot, left_by_recount, statement, ties_in, ties_json
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.forms import AskedAgain
from canvass.web.served import served
from tabulate.board.recount.tie_entries import TieEntry
from tabulate.ledger.entries import Access
from tabulate.recounts.ties import TieBroken

_BOTH = ["GET", "HEAD", "POST"]
_STAYS = "It stays in the ledger, and cannot be taken back."


@dataclass(frozen=True, slots=True)
class PlacedTie:
    """A tie, and its place in the addresses, from 1."""

    place: int
    tie: TieFound

    @property
    def may_be_drawn(self) -> bool:
        """Whether a lot ends it, which was not drawn yet."""
        lot = self.tie.breaker.how is TieBroken.LOT
        return lot and self.tie.recount is not None and self.tie.waits

    @property
    def may_be_appointed(self) -> bool:
        """Whether an officer names one of those tied."""
        return appoints(self.tie)


def ties_now() -> tuple[PlacedTie, ...]:
    """All of them. Whether totals are sealed is asked before."""
    election, audit = served().election, served().audit.state
    found = served().state.read(lambda state: ties_in(election, state, audit))
    return tuple(PlacedTie(place, one) for place, one in enumerate(found, 1))


def tie_or_404(place: int) -> PlacedTie:
    """The tie of an address. Raises Http404."""
    found = ties_now()
    if not 1 <= place <= len(found):
        raise Http404("There is no such tie.")
    return found[place - 1]


@page(ADMINISTRATOR)
@require_safe
def ties(request: HttpRequest) -> HttpResponse:
    """What is equal at the cut, and whose it is to end."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    record_access(request, Access.TOTALS_SEEN, "ties")
    return render(request, "recount_board/ties.html", {"ties": ties_now(), "forms": tuple(CONTENT_TYPES)})


@page(ADMINISTRATOR)
@require_safe
def tie_statement(request: HttpRequest, place: int) -> HttpResponse:
    """The statement for the officer whom the law names, once a recount has left the tie."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found, asked = tie_or_404(place).tie, request.GET.get("form", "")
    form = asked if asked in CONTENT_TYPES else "pdf"
    try:
        document = statement(served().election, left_by_recount(found), served().record.head())
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("recount_board:ties")
    record_access(request, Access.TOTALS_EXPORTED, f"statement of the tie of {found.contest.id}")
    content = bytes_of(document, form, json.dumps(ties_json((found,))[0], indent=1))
    response = HttpResponse(content, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="tie-{place}.{form}"'
    return response


@page(ADMINISTRATOR)
@require_http_methods(_BOTH)
def announce(request: HttpRequest, place: int) -> HttpResponse:
    """When and where a tied nomination is drawn by lot, with the written notice to each."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found, by = tie_or_404(place).tie, account_of(request).name
    form = LotNoticeForm(found, request.POST or None)
    lead = "Each who is tied has a written notice of the time and the place (13-16-501(1))."
    shown = _shown(found, "Announce a lot", lead, "Announce it", "The lot is announced.")

    def make() -> TieEntry:
        left_by_recount(found)
        return form.entry(by)

    return step_page(request, shown, form, make)


@page(ADMINISTRATOR)
@require_http_methods(_BOTH)
def draw(request: HttpRequest, place: int) -> HttpResponse:
    """The lot as it was drawn: the program draws nothing."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found, by = tie_or_404(place).tie, account_of(request).name
    form = LotForm(found, request.POST or None)
    lead = "A die of ten sides, rolled before witnesses. What shows nobody's number is rolled again (13-16-501(1))."
    numbers = () if found.lot is None else enumerate(found.lot.announced.notices, 1)
    facts = tuple((f"Number {number}", found.called((one.choice,))) for number, one in numbers)
    shown = _shown(found, "Enter the lot", lead, "It was drawn", "The lot is entered.", facts)

    def make() -> TieEntry:
        left_by_recount(found)
        with refusals():
            return form.entry(by)

    def once_more(entry: TieEntry) -> AskedAgain:
        asked = facts_of_lot(found, entry)
        return AskedAgain("Was this the lot?", asked, _STAYS, "Enter the lot", reverse("recount_board:ties"))

    return step_page(request, shown, form, make, once_more)


@page(ADMINISTRATOR)
@require_http_methods(_BOTH)
def appoint(request: HttpRequest, place: int) -> HttpResponse:
    """Whom the officer appointed, or elected, of those tied: then the county may certify them (13-15-406)."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found, by = tie_or_404(place).tie, account_of(request).name
    sent = (request.POST or None, request.FILES or None)
    form = AppointedForm(found, *sent, initial={"appointed_on": served().today.isoformat()})
    lead = f"By law: {found.ends}. The program appoints nobody."
    shown = _shown(found, "Enter who was appointed", lead, "Enter it", "The appointment is entered.")

    def make() -> TieEntry:
        left_by_recount(found)
        return form.entry(by)

    def once_more(entry: TieEntry) -> AskedAgain:
        asked = facts_of_appointment(found, entry)
        stays = "It stays in the ledger. Another that is entered later takes its place, and voids a certificate by it."
        return AskedAgain("Was this the appointment?", asked, stays, "Enter it", reverse("recount_board:ties"))

    return step_page(request, shown, form, make, once_more)


def _shown(
    found: TieFound, title: str, lead: str, button: str, done: str, facts: tuple[tuple[str, str], ...] = ()
) -> StepPage:
    back = reverse("recount_board:ties")
    tied = ", ".join(f"{one.name} {one.votes:,}" for one in found.line.tied)
    return StepPage(title, found.contest.title, lead, (("Tied", tied), *facts), button, back, back, done)
