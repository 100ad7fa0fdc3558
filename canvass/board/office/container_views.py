"""The administrator's: every container of ballots and books as it stands, and all that was done to it (13-15-205)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from canvass import clock
from canvass.board.steps import ADMINISTRATOR
from canvass.printing.custody_papers import CustodyPaper, custody_log_pdf, label_pdf
from canvass.reporting.custody import custody_standing
from canvass.web.access import page
from canvass.web.listing.listed_rows import ListColumn, listed
from canvass.web.served import served
from tabulate.board.custody.container_entries import ContainerEntry
from tabulate.board.custody.kept_containers import KeptContainer

_Placed = tuple[int, KeptContainer]
"""A container with its place in addresses, from 1."""
_Step = tuple[str, str, int, ContainerEntry]
"""A container, an hour, the number of an entry, and the entry."""


def _stands(placed: _Placed) -> str:
    if placed[1].opened:
        return "open"
    return "disposed of" if placed[1].disposed else "sealed"


_COLUMNS: tuple[ListColumn[_Placed], ...] = (
    ListColumn("Container", lambda placed: placed[1].sealed.container),
    ListColumn("Holds", lambda placed: placed[1].sealed.holds.value, among=()),
    ListColumn("Precincts", lambda placed: ", ".join(placed[1].sealed.precincts)),
    ListColumn("Batches", lambda placed: ", ".join(placed[1].batches)),
    ListColumn("Seals", lambda placed: ", ".join(placed[1].bears)),
    ListColumn("Stands", _stands, among=()),
    ListColumn("With", lambda placed: placed[1].holder or ""),
)
_STEPS: tuple[ListColumn[_Step], ...] = (
    ListColumn("Container", lambda step: step[0]),
    ListColumn("When", lambda step: step[1]),
    ListColumn("What", lambda step: step[3].did),
    ListColumn("Seals", lambda step: ", ".join(step[3].said_of_seals)),
    ListColumn("Who", lambda step: "; ".join(f"{one.name}, {one.office.value}" for one in step[3].people)),
    ListColumn("Entry", lambda step: step[2]),
)


@page(*ADMINISTRATOR)
@require_safe
def containers(request: HttpRequest) -> HttpResponse:
    """What is sealed and what is open, with warnings first."""
    election = served().election
    standing = served().state.read(lambda state: custody_standing(state.board.office.custody, election, clock.now()))
    found = listed(request, "containers", enumerate(standing.containers, 1), _COLUMNS)
    steps = listed(request, "steps of custody", standing.steps, _STEPS, apart="steps")
    context = {"standing": standing, "listing": found, "steps": steps}
    return found.file() or steps.file() or render(request, "board/containers.html", context)


def container_or_404(place: int) -> KeptContainer:
    """The container of an address, by its place from 1. Raises Http404; nothing of a name is in an address."""
    found = containers_now()
    if not 1 <= place <= len(found):
        raise Http404("The record knows no such container.")
    return found[place - 1]


def containers_now() -> tuple[KeptContainer, ...]:
    """All of them, in the order in which they were sealed first."""
    return served().state.read(lambda state: tuple(state.board.office.custody.containers.values()))


@page(*ADMINISTRATOR)
@require_safe
def container_label(request: HttpRequest, place: int) -> HttpResponse:
    """The label for the outside of a sealed container."""
    kept = container_or_404(place)
    if kept.is_open:
        messages.error(request, f"Container {kept.sealed.container} is open. Enter its new seals first.")
        return redirect("board:containers")
    return _pdf(label_pdf(_paper(), kept), f"label-{place}")


@page(*ADMINISTRATOR)
@require_safe
def custody_log(request: HttpRequest) -> HttpResponse:
    """What was done to every container, with a certificate of its seals and room for ink."""
    found = containers_now()
    if not found:
        raise Http404("The record knows no container.")
    return _pdf(custody_log_pdf(_paper(), list(found)), "custody-log")


def _paper() -> CustodyPaper:
    return CustodyPaper(served().election, served().record.head())


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
