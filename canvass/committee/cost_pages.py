"""What the audit cost the county, and who pays it: entered, struck, and claimed by the administrator (13-17-508)."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from canvass.auditing.papers.cost_claim import (
    CostClaim,
    check_cost,
    claim_by,
    claim_bytes,
    claim_document,
    machines_known,
)
from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.board.forms import lines, named, offer, text
from canvass.board.office.office_forms import DAY, OfficeForm
from canvass.board.office.step_page import StepPage, step_page
from canvass.committee.current_audit import ADMINISTRATOR, STATE, audit_or_404, show
from canvass.deciding.custody_typed import reason_typed
from canvass.errors import RefusedError
from canvass.recounting.recount_typed import cents_typed, day_typed
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.office.audit_costs import (
    AuditCostEntered,
    AuditCostKind,
    AuditCostStruck,
    FailureCause,
    MachineFailureStated,
)
from tabulate.whole_numbers import entry_number

_BOTH = ["GET", "HEAD", "POST"]


class CostForm(OfficeForm):
    """One cost. It says which costs the page had, so that a form that is sent twice is entered once."""

    cost = forms.ChoiceField(label="For what the county paid", choices=named(AuditCostKind))
    what = text("In words", 500)
    hours = text("Hours, of wages alone", 20, "As 7.5.", required=False)
    dollars = text("Dollars", 20, "As 210.50.")
    incurred_on = text("The day of the cost", 10, DAY)
    machine = forms.ChoiceField(label="Whose failure caused it", required=False)
    after = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, machines: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        """With the machines that the batches name."""
        super().__init__(*args, **kwargs)
        offer(self.fields["machine"], [("", "No machine: of the audit itself"), *((one, one) for one in machines)])

    def entry(self, by: str) -> AuditCostEntered:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        hours, cents = cents_typed(said["hours"] or "0"), cents_typed(said["dollars"])
        words, day = reason_typed(said["what"], "cost"), day_typed(said["incurred_on"])
        return AuditCostEntered(AuditCostKind(said["cost"]), words, hours, cents, day, said["machine"], self.hour(), by)


class StrikeForm(OfficeForm):
    """A cost was wrong."""

    reason = lines("Why it was wrong", most=500)


class FailureForm(OfficeForm):
    """When a machine was bought, and by what it failed."""

    machine = forms.ChoiceField(label="Machine")
    bought = text("The day on which the county bought it", 10, DAY)
    cause = forms.ChoiceField(label="What was found", choices=named(FailureCause))
    words = lines("By whom and how it was found", most=500)

    def __init__(self, machines: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        """With the machines that the batches name."""
        super().__init__(*args, **kwargs)
        offer(self.fields["machine"], [(one, one) for one in machines])

    def entry(self, by: str) -> MachineFailureStated:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        words, bought = reason_typed(said["words"], "finding"), day_typed(said["bought"])
        return MachineFailureStated(said["machine"], bought, FailureCause(said["cause"]), words, self.hour(), by)


def _claim() -> CostClaim:
    at, audit = served(), audit_or_404()
    head = at.record.head()
    return at.state.read(lambda state: claim_by(at.election, state.board.office.costs, audit, head))


@page(ADMINISTRATOR, STATE)
@require_safe
def costs(request: HttpRequest) -> HttpResponse:
    """Every cost with who pays it, what was struck, and machines that failed."""
    claim = _claim()
    every = sorted(claim.costs.entered.items(), key=lambda pair: (pair[1].incurred_on, pair[0]))
    context = {"document": claim_document(claim), "standing": every, "formats": tuple(CONTENT_TYPES)}
    return show(request, "costs.html", context)


@page(ADMINISTRATOR, STATE)
@require_safe
def claim_file(request: HttpRequest, form: str) -> HttpResponse:
    """The claim for the secretary of state, as a file."""
    if form not in CONTENT_TYPES:
        raise Http404(form)
    response = HttpResponse(claim_bytes(_claim(), form), content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="audit-costs.{form}"'
    return response


@page(ADMINISTRATOR)
@require_http_methods(_BOTH)
def add_cost(request: HttpRequest) -> HttpResponse:
    """One cost of the audit, or of what a machine's failure led to."""
    there = str(max((*(claim := _claim()).costs.entered, *claim.costs.struck), default=0))
    initial = {"incurred_on": served().today.isoformat(), "after": there}
    form = CostForm(machines_known(served().record), request.POST or None, initial=initial)
    shown = _shown("Enter a cost", "", "What the county paid, and for what (13-17-508).", "Enter the cost")

    def make() -> AuditCostEntered:
        if form.cleaned_data["after"] != there:
            raise RefusedError(
                f"A cost was entered meanwhile, entry {int(there):,}. Nothing was written. It may be this one: look "
                "at the list, and begin anew where it is another."
            )
        entry = form.entry(account_of(request).name)
        check_cost(served().record, entry.machine)
        return entry

    return step_page(request, shown, form, make)


@page(ADMINISTRATOR)
@require_http_methods(_BOTH)
def strike_cost(request: HttpRequest, entry: int) -> HttpResponse:
    """A cost was wrong: both entries are kept."""
    number, by = entry_number(str(entry)), account_of(request).name
    struck = None if number is None else _claim().costs.entered.get(number)
    if number is None or struck is None:
        raise Http404("No cost of that entry stands.")
    form, about = StrikeForm(request.POST or None), f"entry {number:,}: {struck.what}"
    shown = _shown("Strike a cost", about, "Both entries are kept. Another may be entered in its place.", "Strike it")

    def make() -> AuditCostStruck:
        return AuditCostStruck(number, reason_typed(form.cleaned_data["reason"], "reason"), form.hour(), by)

    return step_page(request, shown, form, make)


@page(ADMINISTRATOR)
@require_http_methods(_BOTH)
def state_failure(request: HttpRequest) -> HttpResponse:
    """When a machine was bought and by what it failed: whether its vendor pays follows from both."""
    form = FailureForm(machines_known(served().record), request.POST or None)
    lead = "The vendor pays for what was bought after 1 October 2009, and failed by a defect or an error of its staff."
    shown = _shown("State a machine's failure", "", lead, "State it")

    def make() -> MachineFailureStated:
        entry = form.entry(account_of(request).name)
        check_cost(served().record, entry.machine)
        return entry

    return step_page(request, shown, form, make)


def _shown(title: str, about: str, lead: str, button: str) -> StepPage:
    audit_or_404()
    back = reverse("committee:costs")
    return StepPage(title, about, lead, (), button, back, back, "It is entered.")
