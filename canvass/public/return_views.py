"""A precinct's return from the page of results: the administrator's, to be printed and signed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from canvass.accounts.roles import Role
from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.board.steps import say_errors
from canvass.errors import BusyError
from canvass.reporting.sealing import provisional_released
from canvass.returning.made_return import MadeReturn, made_now, refusal_of
from canvass.returning.precinct_return import precinct_return
from canvass.returning.return_form import return_bytes
from canvass.web.access import page
from canvass.web.event_log import record_access
from canvass.web.served import served
from tabulate.election import Election, Precinct, PrecinctId
from tabulate.ledger.entries import Access

_TRIES = 5


class ReturnForm(forms.Form):
    """Which precinct's, and as what."""

    precinct = forms.ChoiceField(label="Precinct", error_messages={"required": "Choose one."})
    form = forms.ChoiceField(
        label="As",
        choices=[("pdf", "paper (PDF), in two copies"), *((one, one.upper()) for one in ("json", "csv", "html"))],
    )
    partial = forms.BooleanField(label="Also while something waits: every page then says so", required=False)

    def __init__(self, election: Election, data: Mapping[str, Any] | None = None) -> None:
        """With the election's precincts to choose from."""
        super().__init__(data, auto_id="return_%s")
        field = self.fields["precinct"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.id, one.name) for one in election.precincts]


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def return_paper(request: HttpRequest) -> HttpResponse:
    """The return of a precinct, or what it waits for."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    form = ReturnForm(served().election, request.GET)
    if not form.is_valid():
        say_errors(request, form)
        return redirect("public:results")
    precinct = served().election.precinct(PrecinctId(form.cleaned_data["precinct"]))
    made = _made(precinct)
    if made.found.partial and not form.cleaned_data["partial"]:
        messages.error(request, f"{refusal_of(made)}Settle these, or ask for a partial one.")
        return redirect("public:results")
    record_access(request, Access.TOTALS_SEEN, f"return of precinct {precinct.id}")
    wanted = form.cleaned_data["form"]
    response = HttpResponse(return_bytes(made, wanted), content_type=CONTENT_TYPES[wanted])
    response["Content-Disposition"] = f'attachment; filename="return.{wanted}"'
    return response


def _made(precinct: Precinct) -> MadeReturn:
    """The return at one place of the ledger: anew where entries come meanwhile. Raises BusyError where they go on."""
    election, released = served().election, provisional_released(served().election)
    for _ in range(_TRIES):
        head = served().record.head()
        work = partial(precinct_return, election, audit=served().audit.state, precinct=precinct, released=released)
        found = served().state.read(work)
        if served().record.head() == head:
            return made_now(election, found, head)
    raise BusyError("The record grew while the return was made. Nothing was printed; ask again in a moment.")
