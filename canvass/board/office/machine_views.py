"""The administrator's: the county's register of machines, as this record took it (13-17-507(2)(a), 13-17-509(2))."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from canvass.board.forms import text
from canvass.board.steps import ADMINISTRATOR, deciding, entered, say_errors
from canvass.reading.tested_software import machines_tested, software_of_machine
from canvass.web.access import account_of, page
from canvass.web.listing.listed_rows import ListColumn, listed
from canvass.web.served import served
from tabulate.board.office.machines_taken import MachineStanding
from tabulate.board.office.software_answered import SoftwareAnswered

_COLUMNS: tuple[ListColumn[MachineStanding], ...] = (
    ListColumn("Machine", lambda one: one.machine),
    ListColumn("Type", lambda one: one.machine_type or "not in use", among=()),
    ListColumn("Software", lambda one: one.software_sha256 or ""),
    ListColumn("Standing", lambda one: f"barred by the audit of {one.barred_by}" if one.barred_by else "may count"),
    ListColumn("Missing", lambda one: "; ".join(one.missing)),
)


class GroundForm(forms.Form):
    """On what ground a machine's ballots count with software that was not tested."""

    machine = forms.CharField(widget=forms.HiddenInput, max_length=200)
    ground = text("Ground", 240, "The rule, opinion or directive, or what was found out.")


@page(*ADMINISTRATOR)
@require_http_methods(["GET", "HEAD"])
def machines(request: HttpRequest) -> HttpResponse:
    """Every machine of the register, and what bars it; and whether the software that was tested counts now."""
    tested = [
        (one, GroundForm(initial={"machine": one.machine}, auto_id=f"ground-{number}-%s"))
        for number, one in enumerate(machines_tested(served().record), 1)
    ]
    taken = deciding().state().office.machines
    found = listed(request, "machines", taken.machines if taken else (), _COLUMNS)
    context = {"taken": taken, "listing": found, "tested": tested}
    return found.file() or render(request, "board/machines.html", context)


@page(*ADMINISTRATOR)
@require_POST
def answer_software(request: HttpRequest) -> HttpResponse:
    """Say on what ground a machine's ballots count with software that was not tested (13-17-212(1))."""
    form = GroundForm(request.POST)
    found = software_of_machine(served().record, form.cleaned_data["machine"]) if form.is_valid() else None
    if found is None:
        say_errors(request, form)
    else:
        by, ground = account_of(request).name, form.cleaned_data["ground"]
        entry = SoftwareAnswered(found.machine, found.batch, found.tested, found.now, ground, by)
        entered(request, f"The ground is recorded. {found.machine} may count.", entry)
    return redirect("board:machines")
