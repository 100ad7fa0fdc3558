"""What is printed of a recount: the notice, the packets, the certificate and the corrected abstract."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from canvass.auditing.papers.report_files import CONTENT_TYPES, bytes_of
from canvass.errors import RefusedError
from canvass.recount_board.current_recounts import ADMINISTRATOR, precinct_or_404, recount_or_404
from canvass.recounting.recount_notice import notice
from canvass.recounting.recount_outcome import kept_recount, outcome_of
from canvass.recounting.recount_packets import packets_of, recount_packet_pdf
from canvass.recounting.recount_papers import abstract, certificate, paper_bytes, paper_of
from canvass.web.access import page
from canvass.web.event_log import record_access
from canvass.web.served import served
from tabulate.ledger.entries import Access

_PAPERS = {"certificate": certificate, "abstract": abstract}


@page(ADMINISTRATOR)
@require_safe
def notice_paper(request: HttpRequest, number: int) -> HttpResponse:
    """The notice to the members of the board, to be signed."""
    name, election, head = recount_or_404(number).stands.name, served().election, served().record.head()
    document = served().state.read(lambda state: notice(election, kept_recount(state, name), head))
    return _file(bytes_of(document, "pdf"), f"notice-{name}", "pdf")


@page(ADMINISTRATOR)
@require_safe
def packet_paper(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """The packet of a precinct: retrieval, custody log, list for ballots set aside, two tally sheets."""
    found, election = precinct_or_404(number, place), served().election
    name, where = found.recount.stands.name, found.stands.precinct
    packets = served().state.read(lambda state: packets_of(election, state, kept_recount(state, name)))
    packet = next(one for one in packets if one.precinct.id == where)
    return _file(recount_packet_pdf(packet), f"packet-{number}-{place}", "pdf")


@page(ADMINISTRATOR)
@require_safe
def result_paper(request: HttpRequest, number: int, which: str) -> HttpResponse:
    """The certificate or the corrected abstract, once the recount is certified."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    stands, document = recount_or_404(number).stands, _PAPERS.get(which)
    if document is None:
        return HttpResponseNotFound()
    if stands.certified is None:
        messages.error(request, f"Recount {stands.name} is not certified (13-16-418). Certify it first.")
        return redirect("recount_board:recount", number)
    asked = request.GET.get("form", "")
    form = asked if asked in CONTENT_TYPES else "pdf"
    try:
        paper = paper_of(served().record, outcome_of(served().record, stands.name))
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("recount_board:recount", number)
    record_access(request, Access.TOTALS_EXPORTED, f"{which} of recount {stands.name}")
    return _file(paper_bytes(paper, document(paper), form), f"{which}-{number}", form)


def _file(content: bytes, name: str, form: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
