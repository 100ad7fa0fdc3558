"""A custody log that was written wrong is corrected: a further event with its reason, and the first writing is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from canvass.auditing.batch_figures import batches_of
from canvass.auditing.boxes import CorrectionGround, CustodyLog, correcting_boxes, custody_log_of
from canvass.auditing.poll_book import with_parts
from canvass.auditing.reported.outside_report import groups_of
from canvass.committee.current_audit import ADMINISTRATOR, acting, audit_or_404, show
from canvass.committee.custody_log.box_forms import CorrectionForm, typed_again
from canvass.committee.custody_log.box_pages import records_told, said_of_batch, with_own_number
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.election import PrecinctId


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_boxes(request: HttpRequest, number: int) -> HttpResponse:
    """The log of one precinct's boxes as it stands, to be typed as it should have been."""
    state = audit_or_404()
    if not 1 <= number <= len(state.opened.precincts):
        raise Http404(f"There is no precinct {number}.")
    precinct = state.opened.precincts[number - 1]
    standing = custody_log_of(served().audit.events, precinct.id)
    if standing is None:
        return redirect("committee:boxes", number=number)
    read = served().state.read
    groups = read(lambda counted: groups_of(state, counted, precinct.id))
    found = groups or read(lambda counted: batches_of(counted, precinct.id))
    parts = read(lambda counted: with_own_number(state, counted, precinct.id, bool(groups)))
    begun = any(one.rounds for one in state.units if one.unit.precinct == precinct.id)
    form = CorrectionForm(
        [(one.batch, said_of_batch(one)) for one in found],
        parts,
        request.POST or None,
        initial=typed_again(standing, [one.batch for one in found]),
        reported=bool(groups),
        may_take_again=not begun,
    )
    if request.method == "POST" and form.is_valid() and _correct(request, form, precinct.id):
        return redirect("committee:boxes", number=number)
    return show(request, "correct_boxes.html", {"precinct": precinct, "number": number, "form": form, "begun": begun})


def _correct(request: HttpRequest, form: CorrectionForm, precinct: PrecinctId) -> bool:
    log = CustodyLog(form.containers(), form.people(), form.day)
    ground = CorrectionGround(form.cleaned_data["reason"], account_of(request).name, served().today, form.again)
    done = "The custody log is corrected." + (" The machines' figures are taken anew." if form.again else "")
    with acting(request, done, form) as turn:
        state = turn.state
        turn.take(
            *served().state.read(
                lambda counted: correcting_boxes(
                    state,
                    counted,
                    precinct,
                    log,
                    ground,
                    with_parts(form.poll_book(), served().election, counted, precinct),
                    records_told(state, counted, precinct),
                )
            )
        )
    return turn.written
