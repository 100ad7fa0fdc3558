"""The public pages, and the event log."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canvass import clock
from canvass.accounts.roles import Role
from canvass.auditing.definitive import audited_results
from canvass.public.count_status import Detail, count_status
from canvass.public.event_page import event_page
from canvass.public.objections import process_objections
from canvass.public.totals import Breakdown, seal, totals_view
from canvass.web.access import account_if_any, page, public_page
from canvass.web.event_log import record_access
from canvass.web.faults import too_often
from canvass.web.served import served
from canvass.web.tasks import tasks_of
from tabulate.ledger_entries import Access

STAFF = (Role.ELECTION_ADMINISTRATOR, Role.SCANNER_OPERATOR, Role.COUNTING_BOARD_MEMBER)


@public_page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Signed in: what one may do and what waits. Otherwise: what this is."""
    account = account_if_any(request)
    if account is None:
        return render(request, "public/front.html", {"sealed": seal(served())})
    return render(request, "public/home.html", {"tasks": tasks_of(account)})


@public_page
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """How far the count has come: sheets, never votes. Once totals are open, objections to the process too."""
    account = account_if_any(request)
    staff = account is not None and account.has_role in STAFF
    opened = seal(served()) is None
    detail = Detail.QUESTIONS if staff or opened else Detail.SHEETS
    shown = served().state.read(lambda state: count_status(state, detail))
    objections = served().state.read(process_objections) if opened else None
    return render(request, "public/status.html", {"status": shown, "now": clock.now(), "objections": objections})


@public_page
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The totals, once nothing seals them; each view of them is an entry of the ledger."""
    if sealed := seal(served()):
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    if account_if_any(request) is None and not served().pace.allows(request):
        return too_often()
    view = Breakdown.named(request.GET.get("by", ""))
    shown = totals_view(served(), view)
    record_access(request, Access.TOTALS_SEEN, f"results by {view.value}")
    audited = audited_results(served().record, shown.totals)
    context = {"shown": shown, "view": view, "views": list(Breakdown), "now": clock.now(), "audited": audited}
    return render(request, "public/results.html", context)


@page(Role.ELECTION_ADMINISTRATOR, Role.AUDIT_COMMITTEE_MEMBER, Role.SECRETARY_OF_STATE, Role.OBSERVER)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Who signed in, was refused, changed accounts or saw totals; newest first."""
    return render(request, "public/events.html", {"events": event_page(served().record, request.GET.get("before"))})
