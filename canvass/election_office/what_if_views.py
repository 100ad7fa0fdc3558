"""What illegal votes would change, reckoned on a page: nothing of it is entered (13-36-211, 13-36-212)."""

from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from canvass.accounts.roles import Role
from canvass.contesting.what_if import WhatIf, what_if_of
from canvass.election_office.court_forms import illegal_field
from canvass.election_office.court_views import FORMS
from canvass.errors import BusyError, InputError, RefusedError
from canvass.public.county.canvass_page import served_standing
from canvass.public.county.canvass_views import as_file, form_asked
from canvass.recounting.of_record import RecordTotals, totals_in
from canvass.web.access import page
from canvass.web.event_log import record_access
from canvass.web.served import served
from tabulate.ledger.entries import Access
from tabulate.recounts.rights import PositionTotals

_TRIES = 5


class IllegalVotesForm(forms.Form):
    """How many votes for each would be illegal."""

    def __init__(self, position: PositionTotals, *args: Any) -> None:
        """Of one contest."""
        super().__init__(*args)
        self.position = position
        for number, one in enumerate(position.votes):
            self.fields[f"illegal_{number}"] = illegal_field(one.name)

    def typed(self) -> tuple[str, ...]:
        """As `elm=7`, each; only of a valid form."""
        pairs = ((one.choice, self.cleaned_data[f"illegal_{number}"]) for number, one in enumerate(self.position.votes))
        return tuple(f"{choice}={votes}" for choice, votes in pairs if votes)


def _totals() -> RecordTotals:
    """As they are now, with the head of the ledger that they are of."""
    at = served()
    for _ in range(_TRIES):
        head = served_standing().head
        found = at.state.read(partial(totals_in, at.election, audit=at.audit.state))
        if served_standing().head == head:
            return replace(found, head=head)
    raise BusyError("The record grew while it was added up. Nothing was written; ask again in a moment.")


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """The contests with totals, each to be reckoned."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    positions = [(number, one.contest) for number, one in enumerate(_totals().positions, 1)]
    return render(request, "election_office/what_if_contests.html", {"contests": positions})


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def what_if(request: HttpRequest, number: int) -> HttpResponse:
    """One contest: what so many illegal votes for each would change, on the page or as a file."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    given = _totals()
    if not 1 <= number <= len(given.positions):
        raise Http404("No counted ballot carries such a contest.")
    position = given.positions[number - 1]
    asked = any(name.startswith("illegal_") for name in request.GET)
    form, found = IllegalVotesForm(position, request.GET if asked else None), None
    if asked and form.is_valid():
        found = _found(given, position, form)
    if found is not None and "form" in request.GET:
        wanted = form_asked(request)
        record_access(request, Access.TOTALS_EXPORTED, f"what illegal votes would change in {position.contest.id}")
        return as_file(found.content(wanted), f"what-if-{number}.{wanted}", wanted)
    record_access(request, Access.TOTALS_SEEN, f"what illegal votes would change in {position.contest.id}")
    query = urlencode([(name, str(value)) for name, value in request.GET.items() if name.startswith("illegal_")])
    context = {"contest": position.contest, "form": form, "found": found, "query": query, "forms": FORMS}
    return render(request, "election_office/what_if.html", context)


def _found(given: RecordTotals, position: PositionTotals, form: IllegalVotesForm) -> WhatIf | None:
    try:
        return what_if_of(served().election, given, position.contest.id, form.typed())
    except (InputError, RefusedError) as refused:
        form.add_error(None, str(refused))
        return None
