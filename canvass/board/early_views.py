"""The early count: affirmations that were signed, and whom the administrator designates (13-15-207(4))."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from canvass.board.early_forms import AffirmationForm, DesigneesForm
from canvass.board.steps import ADMINISTRATOR, deciding, entered, say_errors
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.office.early_count import AffirmationSigned, DesigneesNamed
from tabulate.hours import hand_count_from, machine_count_from


@page(*ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def early_count(request: HttpRequest) -> HttpResponse:
    """Who has signed, who is designated, and the forms that enter both."""
    state, day = deciding().state(), served().election.date
    readers = [count.opened.reader for count in state.hand_counts.values()]
    form = AffirmationForm(readers, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, (witness, capacity) = form.cleaned_data, form.witnessed_by
        by = account_of(request).name
        entry = AffirmationSigned(said["account"], said["signed_on"].isoformat(), witness, capacity, by)
        if entered(request, f"The affirmation of {entry.account} is entered.", entry):
            return redirect("board:early-count")
    context = {
        "affirmations": tuple(state.office.early.affirmations.values()),
        "designees": state.office.early.designees,
        "form": form,
        "designees_form": DesigneesForm(initial={"accounts": state.office.early.designees}),
        "machines_from": machine_count_from(day),
        "hands_from": hand_count_from(day),
    }
    return render(request, "board/early_count.html", context)


@page(*ADMINISTRATOR)
@require_POST
def designate(request: HttpRequest) -> HttpResponse:
    """Name the designees; those named before are designated no longer."""
    form = DesigneesForm(request.POST)
    if form.is_valid():
        entry = DesigneesNamed(tuple(sorted(form.cleaned_data["accounts"])), account_of(request).name)
        entered(request, "The designees are named.", entry)
    else:
        say_errors(request, form)
    return redirect("board:early-count")
