"""Sealing, handing over, opening and sealing again, from forms of the administrator (13-15-205, 13-1-303)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from canvass.board.office.container_views import container_or_404
from canvass.board.office.custody_forms import HandOverForm, OpenForm, ResealForm, SealForm
from canvass.board.office.step_page import StepPage, step_page
from canvass.board.steps import ADMINISTRATOR, deciding
from canvass.deciding.custody_typed import facts_of_opening, opened_typed
from canvass.web.access import account_of, page
from canvass.web.forms import AskedAgain
from canvass.web.served import served
from tabulate.board.custody.kept_containers import KeptContainer

_BOTH = ["GET", "HEAD", "POST"]


@page(*ADMINISTRATOR)
@require_http_methods(_BOTH)
def seal(request: HttpRequest) -> HttpResponse:
    """A container was sealed for the first time."""
    form, by = SealForm(request.POST or None), account_of(request).name
    lead = "What lies in it, its seals, and who signed across all of them (13-15-205)."
    shown = _shown("Seal a container", "", lead, (), "It is sealed", "The container is sealed: print its label.")
    return step_page(request, shown, form, lambda: form.entry(served().election, deciding().state(), by))


@page(*ADMINISTRATOR)
@require_http_methods(_BOTH)
def hand_over(request: HttpRequest, place: int) -> HttpResponse:
    """A container went from one to another."""
    kept, form, by = container_or_404(place), HandOverForm(request.POST or None), account_of(request).name
    number = kept.sealed.container
    lead = "The chief judge delivers it, or a judge whom the chief appoints (13-15-205)."
    done = f"Container {number} is handed over."
    shown = _shown("Hand over", f"container {number}", lead, _facts(kept), "It is handed over", done)
    return step_page(request, shown, form, lambda: form.entry(number, by))


@page(*ADMINISTRATOR)
@require_http_methods(_BOTH)
def unseal(request: HttpRequest, place: int) -> HttpResponse:
    """A container was opened, on a ground of the law."""
    kept, by = container_or_404(place), account_of(request).name
    number = kept.sealed.container
    if kept.is_open:
        messages.error(request, f"Container {number} is open already. Enter its new seals.")
        return redirect("board:containers")
    form = OpenForm(kept, request.POST or None)
    lead = "Only on a ground that the law names, and before those who must be there (13-1-303(1), 13-15-301)."
    done = f"Container {number} is open. Seal it again when the work is done."
    shown = _shown("Open a container", number, lead, _facts(kept), "It is opened", done)
    return step_page(
        request,
        shown,
        form,
        lambda: opened_typed(
            kept,
            number,
            form.cleaned_data["ground"],
            form.cleaned_data["authority"],
            form.lines_of("present"),
            form.found(),
            all_whole=False,
            note=form.cleaned_data["note"],
            at=form.hour(),
            entered_by=by,
        ),
        lambda entry: _asked(facts_of_opening(entry)),
    )


def _asked(facts: tuple[tuple[str, str], ...]) -> AskedAgain:
    stays = "It stays in the custody log. The container counts as open until new seals are entered."
    return AskedAgain("Was this container opened?", facts, stays, "It was opened", reverse("board:containers"))


@page(*ADMINISTRATOR)
@require_http_methods(_BOTH)
def reseal(request: HttpRequest, place: int) -> HttpResponse:
    """A container that was open has new seals."""
    kept, form, by = container_or_404(place), ResealForm(request.POST or None), account_of(request).name
    number = kept.sealed.container
    done = f"Container {number} is sealed again: print its label."
    lead = "With new seals, and signed across all of them (13-15-205, 13-16-417)."
    shown = _shown("Seal it again", f"container {number}", lead, _facts(kept), "It is sealed again", done)
    return step_page(request, shown, form, lambda: form.entry(deciding().state(), kept, by))


def _facts(kept: KeptContainer) -> tuple[tuple[str, str], ...]:
    return (
        ("Holds", f"{kept.sealed.holds}, of {', '.join(map(served().election.precinct_name, kept.sealed.precincts))}"),
        ("Batches", ", ".join(kept.batches) or "none"),
        ("Seals", ", ".join(kept.bears) or "none: it is open"),
        ("With", kept.holder or "not said"),
    )


def _shown(title: str, about: str, lead: str, facts: tuple[tuple[str, str], ...], button: str, done: str) -> StepPage:
    back = reverse("board:containers")
    return StepPage(title, about, lead, facts, button, back, back, done)
