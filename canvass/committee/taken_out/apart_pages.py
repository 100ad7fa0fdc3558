"""Which ballots of a precinct are taken out before each count, with pictures; never a machine's vote or figure.

Before the boxes are open as the record has it now; after, as the figures were fixed (13-17-503(2)).
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from canvass.auditing.apart.known_papers import KnownPaper, known_paper
from canvass.auditing.papers.apart_paper import HOW_THEY_LIE, ballot_by_ballot
from canvass.auditing.papers.packets import Packet
from canvass.board.pictures.apart_papers import page_of
from canvass.committee.current_audit import ADMINISTRATOR, MEMBER, audit_or_404, show
from canvass.committee.packet_pages import packet_or_404
from canvass.committee.taken_out.shown_ballots import shown_of_precinct
from canvass.web.access import page
from canvass.web.served import served


@page(ADMINISTRATOR, MEMBER)
@require_safe
def apart(request: HttpRequest, number: int) -> HttpResponse:
    """The ballots of one precinct, by its number in the official list."""
    packet = packet_or_404(audit_or_404(), number)
    counts = [(count.contest.title, count.left) for count in packet.counts]
    context = {
        "precinct": packet.precinct,
        "number": number,
        "counts": counts,
        "opened": audit_or_404().boxes_of(packet.precinct.id) is not None,
        "apart": shown_of_precinct(ballot_by_ballot(counts)),
        "pictured": True,
        "how_they_lie": HOW_THEY_LIE,
    }
    return show(request, "apart.html", context)


@page(ADMINISTRATOR, MEMBER)
@require_safe
def apart_picture(request: HttpRequest, number: int, entry: int, image: int) -> HttpResponse:
    """A page of one of these ballots, as scanned; of no other ballot."""
    paper = _paper(packet_or_404(audit_or_404(), number), entry)
    picture = None if paper is None else page_of(served().record, paper, image)
    if picture is None:
        raise Http404("There is no such picture among the ballots to take out.")
    response = HttpResponse(picture.content, content_type=picture.media_type)
    response["Cache-Control"] = "private, max-age=600"
    return response


def _paper(packet: Packet, entry: int) -> KnownPaper | None:
    """The paper of that entry, where it is one of the packet's ballots to take out."""
    record = served().record
    listed = dict.fromkeys(one.apart.ballot for count in packet.counts for one in count.left.out)
    papers = (known_paper(record, ballot) for ballot in listed)
    return next((paper for paper in papers if paper is not None and paper.number == entry), None)
