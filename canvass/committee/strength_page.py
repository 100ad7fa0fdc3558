"""How strong the evidence of the hand counts is: a second opinion beside the comparison."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canvass.auditing.strength.audit_risk import audit_strength
from canvass.auditing.strength.strength_tables import strength_document
from canvass.committee.current_audit import INSIDE, audit_or_404, show
from canvass.web.access import account_of, page
from canvass.web.early_results import kept_from
from canvass.web.event_log import record_access
from canvass.web.served import served
from tabulate.ledger.entries import Access


@page(*INSIDE)
@require_safe
def strength(request: HttpRequest) -> HttpResponse:
    """The measure of risk of each audited contest, by the figures that were public before the dice.

    It has margins of the whole county: they are kept from who still counts, as the totals are.
    """
    state, account = audit_or_404(), account_of(request)
    if served().state.read(lambda counted: kept_from(account, state, counted)):
        return render(request, "web/results_kept.html", status=403)
    record_access(request, Access.TOTALS_SEEN, "strength of the audit's evidence")
    document = strength_document(state, audit_strength(served().record, state))
    return show(request, "strength.html", {"document": document})
