"""Candidates who died after the ballots were printed, and who was named in the place, on pages (13-15-106)."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from canvass.accounts.roles import Role
from canvass.board.forms import offer, text
from canvass.board.office.office_forms import DAY, OfficeForm
from canvass.board.office.step_page import StepPage, step_page
from canvass.correcting.deceased import DeathShown, death_typed, deaths_shown, struck_typed, successor_typed
from canvass.web.access import account_of, page
from canvass.web.forms import AskedAgain, said_in
from canvass.web.served import served
from tabulate.board.office.candidates_died import DeathEntry
from tabulate.election import Contest, ContestKind
from tabulate.offices import Office

_BOTH = ["GET", "HEAD", "POST"]
_CHOOSE = ("", "Choose")
_STAYS = "It stays in the ledger. No vote moves to anybody else; results say that the candidate died."
_COUNTS = "It stays in the ledger. Of a ticket, the votes count for the ticket as it now is, in every total."
_PLACES = (
    ("", "alone, for the office"),
    ("governor", "of a ticket, for governor"),
    ("lieutenant", "of a ticket, for lieutenant governor"),
)


def _offices() -> Sequence[Contest]:
    return tuple(one for one in served().election.contests if one.kind is ContestKind.CANDIDATE and one.choices)


class DeathForm(OfficeForm):
    """A printed candidate who died."""

    candidate = forms.ChoiceField(label="Who is printed")
    name = text("Who died, of a ticket", 200, "Left empty: the printed name.", required=False)
    stood = forms.ChoiceField(label="Stood", required=False)
    died_on = text("The day of death", 10, DAY)
    printed_on = text("The day on which the ballots had been printed", 10, DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With everybody printed; what is asked of tickets only where there are some."""
        super().__init__(*args, **kwargs)
        offices = _offices()
        self.offered = {
            f"{number}.{place}": (contest.id, choice.id)
            for number, contest in enumerate(offices, 1)
            for place, choice in enumerate(contest.choices, 1)
        }
        names = [f"{choice.name}, {contest.title}" for contest in offices for choice in contest.choices]
        offer(self.fields["candidate"], [_CHOOSE, *zip(self.offered, names, strict=True)])
        offer(self.fields["stood"], _PLACES)
        if all(one.purpose.office is not Office.GOVERNOR for one in offices):
            del self.fields["stood"], self.fields["name"]

    def entry(self, by: str) -> DeathEntry:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        contest, choice = self.offered[said["candidate"]]
        of_ticket, days = said.get("stood", ""), (said["died_on"], said["printed_on"])
        return death_typed(served().election, contest, choice, said.get("name", ""), of_ticket, *days, self.hour(), by)


class SuccessorForm(OfficeForm):
    """Who was named in the place."""

    name = text("Who is named", 200, "Of a ticket both names, as Jones and Kay.")
    printed_as = forms.ChoiceField(label="As corrected ballots print it", required=False)
    named_by = text("Who named them", 200, "The party's committee, or the running mate.")
    certified_on = text("The day of the certificate", 10, DAY)

    def __init__(self, one: DeathShown, *args: Any, **kwargs: Any) -> None:
        """With the others who are printed for the office, in any edition of the ballots."""
        super().__init__(*args, **kwargs)
        self.one = one
        contest = next(each for each in _offices() if each.id == one.key[0])
        others = [choice for choice in contest.choices if choice.id != one.key[1]]
        self.offered = {f"{place}": choice.id for place, choice in enumerate(others, 1)}
        names = zip(self.offered, (choice.name for choice in others), strict=True)
        offer(self.fields["printed_as"], [("", "No ballot prints it"), *names])

    def entry(self, by: str) -> DeathEntry:
        """As it was typed. Raises InputError."""
        said, key = self.cleaned_data, self.one.key
        printed_as = self.offered.get(said["printed_as"], "")
        return successor_typed(*key, printed_as, said["name"], said["named_by"], said["certified_on"], self.hour(), by)


class StrikeDeathForm(OfficeForm):
    """A death that was entered in error."""

    reason = text("Why it was an error", 200)


def _every() -> tuple[DeathShown, ...]:
    at = served()
    return at.state.read(lambda state: deaths_shown(at.election, state.board.office.deaths))


def _one_or_404(number: int) -> DeathShown:
    found = next((one for one in _every() if one.number == number), None)
    if found is None:
        raise Http404("There is no such candidate.")
    return found


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def deaths(request: HttpRequest) -> HttpResponse:
    """Everybody who died, and for whom votes count."""
    context = {"deaths": _every(), "any_office": bool(_offices())}
    return render(request, "election_office/deaths.html", context)


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def enter_death(request: HttpRequest) -> HttpResponse:
    """A printed candidate died before election day."""
    form = DeathForm(request.POST or None)
    lead = "After the ballots were printed, before election day (13-15-106). Who died later is nothing to the count."
    shown = _step("Enter a death", "", lead, "The death is entered.")
    by, title = account_of(request).name, "Did this candidate die?"
    return step_page(request, shown, form, lambda: form.entry(by), _asked(form, title, _STAYS))


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def successor(request: HttpRequest, number: int) -> HttpResponse:
    """Who was named in the place."""
    one, by = _one_or_404(number), account_of(request).name
    form = SuccessorForm(one, request.POST or None)
    lead = "Of one candidate, votes for the deceased and for the successor stay apart. A ticket's go on (13-15-106)."
    shown = _step("Enter who was named in the place", f"{one.printed}, {one.contest}", lead, "The name is entered.")
    title = f"Is this who was named in the place of {one.found.died.name}?"
    return step_page(request, shown, form, lambda: form.entry(by), _asked(form, title, _COUNTS))


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def strike(request: HttpRequest, number: int) -> HttpResponse:
    """A death was entered in error."""
    one, by = _one_or_404(number), account_of(request).name
    form = StrikeDeathForm(request.POST or None)
    shown = _step("Strike an entry", f"{one.printed}, {one.contest}", "Nothing goes by it any more.", "It is struck.")

    def make() -> DeathEntry:
        return struck_typed(*one.key, form.cleaned_data["reason"], form.hour(), by)

    return step_page(request, shown, form, make, _asked(form, "Strike this death?", "The entry stays in the ledger."))


def _step(title: str, about: str, lead: str, done: str) -> StepPage:
    back = reverse("office:deaths")
    return StepPage(title, about, lead, (), "Enter it", back, back, done)


def _asked(form: OfficeForm, title: str, stays: str) -> Callable[[DeathEntry], AskedAgain]:
    return lambda entry: AskedAgain(title, said_in(form), stays, "Enter it", reverse("office:deaths"))
