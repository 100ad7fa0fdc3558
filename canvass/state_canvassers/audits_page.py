"""The audits of all counties beside each other, from what each published (13-17-505, 13-17-507(4))."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.statewide import statewide_report
from canvass.auditing.papers.report_files import CONTENT_TYPES, bytes_of
from canvass.auditing.papers.report_tables import statewide_document
from canvass.reporting.tables import Document
from canvass.state_canvass.receiving_each.audit_files import kept_audits
from canvass.state_canvassers.served_state import SEES, state_served
from canvass.web.access import page
from canvass.web.event_log import record_access
from tabulate.ledger.entries import Access

_FORMS = ("pdf", "html", "csv")


@page(*SEES)
@require_safe
def audits(request: HttpRequest) -> HttpResponse:
    """The list of the counties whose published files are in."""
    return render(request, "state_canvassers/audits.html", {"document": _document(), "formats": _FORMS})


@page(*SEES)
@require_safe
def audits_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same list as a file."""
    document = _document()
    if document is None or form not in _FORMS:
        return HttpResponseNotFound()
    record_access(request, Access.TOTALS_EXPORTED, f"audits of all counties as {form}")
    disposition = {"Content-Disposition": f'attachment; filename="audits.{form}"'}
    return HttpResponse(bytes_of(document, form), content_type=CONTENT_TYPES[form], headers=disposition)


def _document() -> Document | None:
    served = state_served()
    found = [one.report for one in kept_audits(served.folder, served.standing().canvass)]
    return statewide_document(statewide_report(found)) if found else None
