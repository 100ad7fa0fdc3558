"""The custody log of a precinct: packages opened, and with that the machines' figures fixed (13-1-303(1)(b))."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from audit.contests import AuditContest, AuditPrecinct
from audit.errors import Refused
from audit.events.counting import OutsideReportChosen
from audit.state import AuditState
from canvass.auditing.apart.still_waiting import still_waiting
from canvass.auditing.barred import named_though_barred
from canvass.auditing.batch_figures import PrecinctBatch, batches_of
from canvass.auditing.boxes import custody_log_of, figures_of, opening_boxes
from canvass.auditing.poll_book import BallotsCast, not_on_every_ballot, with_parts
from canvass.auditing.reported.outside_report import choosing_report, groups_of
from canvass.auditing.reported.records_counted import CountedRecords, choosing_records
from canvass.committee.current_audit import ADMINISTRATOR, acting, audit_or_404, show
from canvass.committee.custody_log.box_forms import BoxesForm, ReportForm
from canvass.errors import RecordError
from canvass.importing.records.audited_records import counted_records, records_of_precinct
from canvass.importing.records.kept_records import records_of
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def boxes(request: HttpRequest, number: int) -> HttpResponse:
    """One precinct's boxes, by its number in the official list."""
    state = audit_or_404()
    if not 1 <= number <= len(state.opened.precincts):
        raise Http404(f"There is no precinct {number}.")
    precinct = state.opened.precincts[number - 1]
    opened = state.boxes_of(precinct.id)
    groups = served().state.read(lambda counted: groups_of(state, counted, precinct.id))
    if groups and opened is None and (state.report_of(precinct.id) is None or "added_by_hand" in request.POST):
        return _choose(request, state, precinct, number)
    found = groups or served().state.read(lambda counted: batches_of(counted, precinct.id))
    shown = [(one.batch, said_of_batch(one)) for one in found]
    parts = served().state.read(lambda counted: with_own_number(state, counted, precinct.id, bool(groups)))
    waiting = served().state.read(lambda counted: still_waiting(state, counted, precinct.id)).said
    form = BoxesForm(
        shown,
        parts,
        request.POST or None,
        initial={"on": served().today},
        reported=bool(groups),
        waiting=waiting if opened is None else "",
    )
    if request.method == "POST":
        if opened is not None:
            _fix(request, precinct.id)
            return redirect("committee:counts")
        if form.is_valid() and _open(request, form, precinct.id):
            return redirect("committee:counts")
    unfixed = [one for one in state.units if one.unit.precinct == precinct.id and one.figures is None]
    context = {
        "precinct": precinct,
        "form": form,
        "opened": opened,
        "batches": found,
        "unfixed": unfixed,
        "undecided": waiting,
        "log": custody_log_of(served().audit.events, precinct.id),
        "number": number,
        "reported": bool(groups),
    }
    return show(request, "boxes.html", context)


def _choose(request: HttpRequest, state: AuditState, precinct: AuditPrecinct, number: int) -> HttpResponse:
    """The first count is another system's report: the county says what that cannot tell, before any box is opened."""
    entry = served().state.read(records_of)
    form = ReportForm(request.POST or None, initial={"on": served().today}, records=entry is not None)
    if request.method == "POST" and form.is_valid():
        given, by = form.cleaned_data, account_of(request).name
        chosen = OutsideReportChosen(precinct.id, form.named(), given["added_by_hand"], given["ovals"], by, form.day)
        with acting(request, "It is said. Fetch every box of the precinct, and write the custody log.", form) as turn:
            before, records = turn.state, _newest_records() if form.of_records else None
            turn.take(
                *served().state.read(
                    lambda counted: (
                        choosing_records(before, counted, chosen, records, given["although"])
                        if form.of_records
                        else choosing_report(before, counted, chosen)
                    )
                )
            )
        if turn.written:
            at = served()
            events = at.audit.events
            for line in at.state.read(lambda counted: named_though_barred(at.election, counted, events, form.named())):
                messages.warning(request, line)
            return redirect("committee:boxes", number=number)
    context = {"precinct": precinct, "form": form, "records": entry and entry.name}
    return show(request, "boxes_report.html", context)


def with_own_number(
    state: AuditState, counted: RecordState, precinct: PrecinctId, reported: bool
) -> tuple[AuditContest, ...]:
    """Contests of which the precinct's number of the poll book says nothing: by the definition, where none was read."""
    if not reported:
        return not_on_every_ballot(state, counted, precinct)
    every = with_parts(BallotsCast(), served().election, counted, precinct).every_style
    contests = (state.contest(one.unit.contest) for one in state.units if one.unit.precinct == precinct)
    return tuple(one for one in contests if one.id not in every)


def said_of_batch(one: PrecinctBatch) -> str:
    """How much paper of it is the precinct's, and what counted it."""
    if not one.told:
        return "Of this group, all of the precinct"
    counted = f", counted by {one.machine}" if one.machine else ", no machine involved"
    return f"{one.said} of this precinct, {one.kind}{counted}"


def _open(request: HttpRequest, form: BoxesForm, precinct: PrecinctId) -> bool:
    boxes, people, cast = form.containers(), form.people(), form.poll_book()
    done = "The boxes are open, and the machines' figures fixed. Counting may begin."
    with acting(request, done, form) as turn:
        state = turn.state
        cast = _with_parts(cast, precinct)
        opening = served().state.read(
            lambda counted: opening_boxes(
                state,
                counted,
                precinct,
                boxes,
                opened_by=people,
                on=form.day,
                cast=cast,
                records=records_told(state, counted, precinct),
            )
        )
        turn.take(*opening)
    return turn.written


def _fix(request: HttpRequest, precinct: PrecinctId) -> None:
    """Figures for a contest that came to be counted here after the boxes were opened."""
    with acting(request, "The machines' figures are fixed.") as turn:
        state, boxes = turn.state, turn.state.boxes_of(precinct) or ()
        cast = _with_parts(BallotsCast(), precinct)
        turn.take(
            *served().state.read(
                lambda counted: figures_of(
                    state, counted, precinct, boxes, cast, records_told(state, counted, precinct)
                )
            )
        )


def records_told(state: AuditState, counted: RecordState, precinct: PrecinctId) -> CountedRecords | None:
    """Another system's records, where the precinct's first count is their sums. Raises Refused."""
    with _refused_unread():
        return records_of_precinct(served().record, state, counted, precinct)


def _newest_records() -> CountedRecords | None:
    with _refused_unread():
        return served().state.read(lambda counted: counted_records(served().record, counted))


@contextmanager
def _refused_unread() -> Iterator[None]:
    """Kept records that cannot be read again stop the step, and are said above its form."""
    try:
        yield
    except RecordError as error:
        raise Refused("13-17-503(2)", str(error), "Nothing was entered.") from None


def _with_parts(cast: BallotsCast, precinct: PrecinctId) -> BallotsCast:
    return served().state.read(lambda counted: with_parts(cast, served().election, counted, precinct))
