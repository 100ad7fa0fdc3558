"""The committee's papers, to be printed: retrieval list, and each precinct's packet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from audit.state import AuditState
from canvass.auditing.papers.packets import Packet, packet_pdf, packets_of, retrieval_pdf
from canvass.committee.current_audit import ADMINISTRATOR, MEMBER, audit_or_404
from canvass.web.access import page
from canvass.web.served import served


def _packets(state: AuditState) -> tuple[Packet, ...]:
    return served().state.read(lambda counted: packets_of(state, counted))


@page(ADMINISTRATOR, MEMBER)
@require_safe
def retrieval(request: HttpRequest) -> HttpResponse:
    """Every batch to be fetched."""
    state = audit_or_404()
    return _pdf(retrieval_pdf(state, _packets(state)), "retrieval-list")


@page(ADMINISTRATOR, MEMBER)
@require_safe
def packet(request: HttpRequest, number: int) -> HttpResponse:
    """One precinct's packet, by its number in the official list."""
    state = audit_or_404()
    found = next(
        (one for one in _packets(state) if state.opened.precincts.index(one.precinct) == number - 1),
        None,
    )
    if found is None:
        raise Http404(f"Precinct {number} is not to be audited.")
    return _pdf(packet_pdf(state, found), f"packet-{number}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
