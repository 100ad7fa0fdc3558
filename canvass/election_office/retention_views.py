"""How long everything is kept, on pages: the plan, what holds it, and what was disposed of (13-1-303)."""

from dataclasses import replace
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from canvass.accounts.roles import Role
from canvass.board.forms import lines, named, offer, text
from canvass.board.office.office_forms import DAY, OfficeForm
from canvass.board.office.step_page import StepPage, step_page
from canvass.deciding.custody_typed import OFFICES, reason_typed, words_typed
from canvass.election_office.court_views import FORMS
from canvass.errors import InputError
from canvass.public.county.canvass_views import as_file, form_asked
from canvass.recounting.recount_typed import day_typed
from canvass.retaining.disposing import Disposal, disposed_typed, facts_of_disposal
from canvass.retaining.kept_until import KeptUntil, kept_by
from canvass.retaining.retention_papers import retention_bytes, retention_document
from canvass.web.access import account_of, page
from canvass.web.forms import AskedAgain
from canvass.web.served import served
from tabulate.board.custody.retention_entries import HoldGround, RetentionHeld, RetentionReleased

_BOTH = ["GET", "HEAD", "POST"]
_PEOPLE = f"One a line: Dee Clerk=administrator. Offices: {', '.join(sorted(OFFICES))}."


class HoldForm(OfficeForm):
    """Everything has to be kept longer."""

    name = text("What the hold is called", 200)
    ground = forms.ChoiceField(label="Why", choices=named(HoldGround))
    words = lines("By what", "The order, the letter, the request.", most=2_000)
    held_on = text("From when it holds", 10, DAY)

    def entry(self, by: str) -> RetentionHeld:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        words, day = reason_typed(said["words"], "words"), day_typed(said["held_on"])
        return RetentionHeld(words_typed(said["name"]), HoldGround(said["ground"]), words, day, self.hour(), by)


class LiftForm(OfficeForm):
    """A hold is lifted."""

    reason = lines("Why it is lifted", most=2_000)
    lifted_on = text("The day", 10, DAY)

    def entry(self, hold: str, by: str) -> RetentionReleased:
        """As it was typed. Raises InputError."""
        why, day = reason_typed(self.cleaned_data["reason"], "reason"), day_typed(self.cleaned_data["lifted_on"])
        return RetentionReleased(hold, why, day, self.hour(), by)


class DisposeForm(OfficeForm):
    """Containers are gone."""

    containers = forms.MultipleChoiceField(label="Containers", widget=forms.CheckboxSelectMultiple)
    how = text("How", 2_000, "As: shredded at the courthouse.")
    authority = text("By which plan for the retention of records it was approved", 2_000)
    present = lines("Who was there", _PEOPLE)

    def __init__(self, kept: KeptUntil, *args: object) -> None:
        """With those that are kept."""
        super().__init__(*args)
        there = (one.sealed for one in kept.still_there)
        offer(self.fields["containers"], [(one.container, f"{one.container}: {one.holds}") for one in there])

    def entries(self, by: str) -> Disposal:
        """As they were typed. Raises InputError."""
        said = self.cleaned_data
        how, authority = reason_typed(said["how"], "way"), reason_typed(said["authority"], "approval")
        return disposed_typed(said["containers"], how, authority, self.lines_of("present"), self.hour(), by)


def kept_now(day: date | None = None) -> KeptUntil:
    """How it stands today, or on another day."""
    at = served()
    head, asked = at.record.head(), day or at.today
    audit = at.audit.state  # before the state is held, as for whoever has the audit's turn
    return at.state.read(lambda state: kept_by(at.election, state, audit, head, asked))


def _kept_on(request: HttpRequest) -> KeptUntil:
    """On the day that the address asks for; today, said so, where it is none."""
    try:
        return kept_now(date.fromisoformat(day_typed(asked)) if (asked := request.GET.get("on", "")) else None)
    except InputError as refused:
        messages.error(request, str(refused))
        return kept_now()


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """From when ballots and records may be disposed of, what holds them, every container and every hold."""
    kept = _kept_on(request)
    numbered = [(number, one) for number, one in enumerate(kept.retention.holds, 1)]
    context = {"kept": kept, "document": retention_document(kept), "holds": numbered, "forms": FORMS}
    context |= {"query": f"on={kept.day}", "is_today": kept.day == served().today}
    return render(request, "election_office/retention.html", context)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The plan as a file, to be approved on paper; `on` asks for another day."""
    form, kept = form_asked(request), _kept_on(request)
    return as_file(retention_bytes(kept, form), f"retention.{form}", form)


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def hold(request: HttpRequest) -> HttpResponse:
    """Everything has to be kept longer, by an order, a request or an appeal."""
    form = HoldForm(request.POST or None, initial={"held_on": served().today.isoformat()})
    lead = "Nothing is disposed of until it is lifted (13-1-303(1)(c)). An open case, recount or audit holds by itself."
    shown = _shown("Enter a hold", "", lead, "Enter the hold", "The hold is entered: nothing is disposed of.")
    return step_page(request, shown, form, lambda: form.entry(account_of(request).name))


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def lift(request: HttpRequest, number: int) -> HttpResponse:
    """A hold is lifted."""
    holds = kept_now().retention.holds
    if not 1 <= number <= len(holds):
        raise Http404("No such hold stands.")
    one, by = holds[number - 1], account_of(request).name
    form = LiftForm(request.POST or None, initial={"lifted_on": served().today.isoformat()})
    shown = _shown("Lift a hold", one.hold, "From then on it holds nothing.", "Lift it", "The hold is lifted.")
    facts = (("Ground", one.ground.value), ("By", one.words), ("Since", one.held_on))
    return step_page(request, replace(shown, facts=facts), form, lambda: form.entry(one.hold, by))


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def dispose(request: HttpRequest) -> HttpResponse:
    """Containers were disposed of, all or none. Canvass itself deletes nothing."""
    kept, by = kept_now(), account_of(request).name
    form = DisposeForm(kept, request.POST or None)
    shown = _shown("Enter a disposal", "", kept.said, "They are gone", "The disposal is entered.")

    def once_more(entries: Disposal) -> AskedAgain:
        facts = facts_of_disposal(entries)
        stays = "It stays in the ledger. Nothing is done to these containers after it."
        return AskedAgain("Are these containers gone?", facts, stays, "They are gone", reverse("office:retention"))

    return step_page(request, shown, form, lambda: form.entries(by), once_more)


def _shown(title: str, about: str, lead: str, button: str, done: str) -> StepPage:
    back = reverse("office:retention")
    return StepPage(title, about, lead, (), button, back, back, done)
