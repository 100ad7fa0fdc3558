"""Of a primary: the unvoted party ballots of a precinct, entered from the page Reconciliation (13-10-311)."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from canvass.board.forms import UnvotedForm
from canvass.board.steps import ADMINISTRATOR, entered, say_errors
from canvass.errors import InputError
from canvass.nominating.unvoted_typed import party_ballots_typed
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.reconciliation_entries import BallotsOf
from tabulate.election import PrecinctId
from tabulate.primaries.parties import parties_in, parties_of
from tabulate.primaries.party_ballots import PrimaryLine


def unvoted_form(*typed: Any, **named: Any) -> UnvotedForm:
    """For the precincts in which a party has a ballot."""
    election = served().election
    precincts = [(str(one.id), one.name) for one in election.precincts if parties_in(election, one.id)]
    return UnvotedForm(precincts, [(str(one.id), one.name) for one in parties_of(election)], *typed, **named)


@page(*ADMINISTRATOR)
@require_POST
def enter_unvoted(request: HttpRequest) -> HttpResponse:
    """Enter the sets and the unvoted ballots of one precinct."""
    form = unvoted_form(request.POST)
    if not form.is_valid():
        say_errors(request, form)
        return redirect("board:reconciliation")
    said = form.cleaned_data
    by = account_of(request).name
    try:
        entry = party_ballots_typed(
            served().election, said["precinct"], said["sets"], form.unvoted, said["container"], by
        )
    except InputError as wrong:
        messages.error(request, str(wrong))
    else:
        entered(request, "The unvoted party ballots are entered.", entry)
    return redirect("board:reconciliation")


def not_in_column(lines: Iterable[PrimaryLine], precinct: PrecinctId | None, of: BallotsOf, difference: int) -> str:
    """Why a report of one column states another difference than the record shows; empty where it is the same."""
    columns = (one for line in lines if line.precinct == precinct for one in line.differences)
    shows = next((one for one in columns if one.of is of), None)
    if shows is not None and shows.ballots == difference:
        return ""
    said = "no difference" if shows is None else shows.words
    return (
        f"The record shows another difference of the {of} of precinct {precinct}: {said}. Nothing was written. Correct "
        "the report, or have the numbers corrected first (13-15-201(3))."
    )
