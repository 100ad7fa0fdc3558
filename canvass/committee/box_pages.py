"""The custody log of a precinct: packages opened, and with that the machines' figures fixed (13-1-303(1)(b))."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from audit.coverage import Container
from audit.events import AuditEvent
from audit.state import AuditState
from canvass.auditing.batch_figures import PrecinctBatch, batches_of
from canvass.auditing.boxes import figures_of, opening_boxes
from canvass.committee.current_audit import ADMINISTRATOR, act, act_on, audit_or_404, show, today
from canvass.committee.forms import BoxesForm
from canvass.web.access import page
from canvass.web.served import served
from tabulate.election import PrecinctId


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def boxes(request: HttpRequest, number: int) -> HttpResponse:
    """One precinct's boxes, by its number in the official list."""
    state = audit_or_404()
    if not 1 <= number <= len(state.opened.precincts):
        raise Http404(f"There is no precinct {number}.")
    precinct = state.opened.precincts[number - 1]
    found = served().state.read(lambda counted: batches_of(counted, precinct.id))
    shown = [(one.batch, _said(one)) for one in found]
    form = BoxesForm(shown, request.POST or None, initial={"on": today()})
    opened = state.boxes_of(precinct.id)
    if request.method == "POST":
        if opened is not None:
            _fix(request, precinct.id)
            return redirect("committee:counts")
        if form.is_valid() and _open(request, form, precinct.id):
            return redirect("committee:counts")
    waiting = [one for one in state.units if one.unit.precinct == precinct.id and one.figures is None]
    context = {"precinct": precinct, "form": form, "opened": opened, "batches": found, "waiting": waiting}
    return show(request, "boxes.html", context)


def _said(one: PrecinctBatch) -> str:
    return f"{one.ballots:,} ballots of this precinct, {one.kind}, counted by {one.machine}"


def _open(request: HttpRequest, form: BoxesForm, precinct: PrecinctId) -> bool:
    seals: dict[str, list[str]] = {}
    for seal, batch in form.sealed():
        seals.setdefault(seal, []).append(batch)
    containers = tuple(Container(seal, tuple(batches)) for seal, batches in seals.items())
    people = tuple(line.strip() for line in form.cleaned_data["opened_by"].splitlines() if line.strip())
    cast = form.cleaned_data["cast"]

    def decide(state: AuditState) -> list[AuditEvent]:
        return served().state.read(
            lambda counted: opening_boxes(state, counted, precinct, containers, people, form.day, cast)
        )

    return act_on(request, form, decide, "The boxes are open, and the machines' figures fixed. Counting may begin.")


def _fix(request: HttpRequest, precinct: PrecinctId) -> None:
    """Figures for a contest that came to be counted here after the boxes were opened."""

    def decide(state: AuditState) -> list[AuditEvent]:
        opened = state.boxes_of(precinct) or ()
        return list(served().state.read(lambda counted: figures_of(state, counted, precinct, opened)))

    act(request, decide, "The machines' figures are fixed.")
