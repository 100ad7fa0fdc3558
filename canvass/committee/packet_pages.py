"""The committee's papers, to be printed: retrieval list, and each precinct's packet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from audit.state import AuditState
from canvass.auditing.papers.packets import Packet, packet_of, packet_pdf, packets_of, retrieval_pdf
from canvass.board.pictures.apart_papers import look_in
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


def packet_or_404(state: AuditState, number: int) -> Packet:
    """The packet of a precinct that is audited, by its number in the official list."""
    precincts = state.opened.precincts
    if not 1 <= number <= len(precincts):
        raise Http404(f"There is no precinct {number}.")
    found = served().state.read(lambda counted: packet_of(state, counted, precincts[number - 1].id))
    if not found.counts:
        raise Http404(f"Precinct {number} is not to be audited.")
    return found


@page(ADMINISTRATOR, MEMBER)
@require_safe
def packet(request: HttpRequest, number: int) -> HttpResponse:
    """One precinct's packet, by its number in the official list."""
    state = audit_or_404()
    found = packet_or_404(state, number)
    return _pdf(packet_pdf(state, found, look_in(served().record)), f"packet-{number}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
