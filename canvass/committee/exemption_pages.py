"""Close contests by every reading, and the notice of exemption (13-17-503(5))."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit.events.before import ExemptionNoticed
from audit.exemption import CloseContest, Within, notice_form
from audit.state import AuditState
from canvass.auditing.close_contests import COUNTED_BY_HAND, close_in_county, ground_of
from canvass.auditing.readings import readings_of
from canvass.committee.current_audit import ADMINISTRATOR, STATE, acting, audit_or_404, show
from canvass.committee.forms import SignedNoticeForm
from canvass.reporting.results import shown_results
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.served import served
from canvass.web.uploads import sha256_of
from tabulate.board.office.open_readings import DECIDE_EXEMPTION
from tabulate.election import ContestId
from tabulate.ledger.entries import Access
from tabulate.totals.results import Results


@page(ADMINISTRATOR, STATE)
@require_http_methods(["GET", "HEAD", "POST"])
def exemption(request: HttpRequest) -> HttpResponse:
    """What is close, by both readings; and the notice, which alone exempts a county."""
    state = audit_or_404()
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    close = _close(state)
    form = SignedNoticeForm([(one.contest, one.title) for one in close], request.POST or None, request.FILES or None)
    if request.method == "POST" and account_of(request).has_role is ADMINISTRATOR and form.is_valid():
        given = form.cleaned_data
        contest = ContestId(given["contest"]) if given["contest"] else None
        filed_by, sha256 = account_of(request).full_name, sha256_of(given["notice"])
        with acting(request, "The notice is filed: the county is exempt.", form) as turn:
            reason = _ground(turn.state, contest, Within(given["reading"]))
            turn.take(ExemptionNoticed(reason, contest, filed_by, form.day, sha256))
        if turn.written:
            return redirect("committee:overview")
    record_access(request, Access.TOTALS_SEEN, "margins for the audit's exemption")
    readings = readings_of(served().record).sentences(*DECIDE_EXEMPTION)
    context = {"close": close, "form": form, "notice": notice_form(state, close), "readings": readings}
    return show(request, "exemption.html", context)


def _close(state: AuditState) -> tuple[CloseContest, ...]:
    return close_in_county(state, _totals(), readings_of(served().record))


def _totals() -> Results:
    at = served()
    return at.state.read(lambda counted: shown_results(at.election, counted).totals)


def _ground(state: AuditState, contest: ContestId | None, reading: Within) -> str:
    if not contest:
        return COUNTED_BY_HAND
    return ground_of(state, _totals(), contest, reading, readings=readings_of(served().record))


@page(ADMINISTRATOR, STATE)
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """The notice's form as PDF, to be signed or not."""
    from canvass.auditing.papers.pdf_notice import notice_pdf

    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    state = audit_or_404()
    response = HttpResponse(notice_pdf(notice_form(state, _close(state))), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="notice-of-exemption.pdf"'
    return response
