"""What happens in an action in court, from forms of the administrator: begun, judged, appealed, ended."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from canvass.accounts.roles import Role
from canvass.board.office.step_page import StepPage, step_page
from canvass.contesting.court_papers import HOLDS, said_of_entry, warned_of, what_it_changes
from canvass.election_office.court_forms import AppealForm, BeginForm, EndForm, JudgeForm
from canvass.election_office.court_views import ShownAction, action_or_404
from canvass.public.county.canvass_page import served_standing
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.forms import AskedAgain
from canvass.web.served import served
from tabulate.board.county.court_entries import CourtEntry
from tabulate.ledger.entries import Access

_BOTH = ["GET", "HEAD", "POST"]


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def begin(request: HttpRequest) -> HttpResponse:
    """An action was begun. Begun late, or against somebody who was not declared, it is asked about once more."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    standing, back = served_standing(), reverse("office:court")
    form = BeginForm(standing, request.POST or None, initial={"begun_on": served().today.isoformat()})
    lead = "Against whom was nominated or elected, or against the election itself (13-36-101, 13-36-102, 13-35-107)."
    done = "The action is entered. While it is open, nothing is disposed of (13-1-303(1)(c))."
    shown = StepPage("Enter an action in court", "", lead, (), "Enter it", back, back, done)

    def once_more(entry: CourtEntry) -> AskedAgain | None:
        warned = warned_of(standing, entry)
        if not warned:
            return None
        facts = (("Case", entry.case), ("Said", said_of_entry(entry)), *(("Look", words) for words in warned))
        stays = "It stays in the ledger, and holds what is kept until its end is entered."
        return AskedAgain("Was this action begun?", facts, stays, "Enter the action", back)

    return step_page(request, shown, form, lambda: form.entry(account_of(request).name), once_more)


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def judge(request: HttpRequest, number: int) -> HttpResponse:
    """The judgment: certificates that it takes are void by it, and whom it declares can have one."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found = action_or_404(number)
    record_access(request, Access.TOTALS_SEEN, f"case {found.action.begun.case}"[:200])
    form = JudgeForm(
        found.standing, found.action, request.POST or None, request.FILES or None, initial=_day("judged_on")
    )
    lead = "What the court found, and by which votes. Of several judgments in a case the last holds (13-36-207)."
    shown = _shown(found, "Enter a judgment", lead, "Enter it", "The judgment is entered.")
    by = account_of(request).name
    return step_page(request, shown, form, lambda: form.entry(by), _of_judgment(found))


def _of_judgment(found: ShownAction) -> Callable[[CourtEntry], AskedAgain]:
    def once_more(entry: CourtEntry) -> AskedAgain:
        facts = (
            ("Case", f"{entry.case}, {found.title}"),
            ("It says", said_of_entry(entry)),
            *what_it_changes(found.standing, found.action, entry),
        )
        stays = "It stays in the ledger. Certificates that it takes are void; only a judgment on appeal changes that."
        back = reverse("office:case", args=(found.number,))
        return AskedAgain("Is this the judgment?", facts, stays, "Enter the judgment", back)

    return once_more


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def appeal(request: HttpRequest, number: int) -> HttpResponse:
    """A judgment was appealed: what the higher court finds is entered as another judgment."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found, by = action_or_404(number), account_of(request).name
    form = AppealForm(request.POST or None, initial=_day("appealed_on"))
    lead = "The case holds what is kept. What the higher court finds is entered as another judgment."
    shown = _shown(found, "Enter an appeal", lead, "Enter it", "The appeal is entered.")
    return step_page(request, shown, form, lambda: form.entry(found.action.begun.case, by))


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Nothing of it is open any more: it holds nothing from then on."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found, by = action_or_404(number), account_of(request).name
    form = EndForm(request.POST or None, initial=_day("ended_on"))
    shown = _shown(
        found, "Enter that it has ended", HOLDS, "Enter it", "The case has ended, and holds nothing any more."
    )

    def once_more(entry: CourtEntry) -> AskedAgain:
        facts = (("Case", f"{entry.case}, {found.title}"), ("Said", said_of_entry(entry)))
        stays = "It stays in the ledger. From then on this case keeps nothing from being disposed of (13-1-303(1)(c))."
        back = reverse("office:case", args=(number,))
        return AskedAgain("Has this case ended?", facts, stays, "It has ended", back)

    return step_page(request, shown, form, lambda: form.entry(found.action.begun.case, by), once_more)


def _day(field: str) -> dict[str, str]:
    return {field: served().today.isoformat()}


def _shown(found: ShownAction, title: str, lead: str, button: str, done: str) -> StepPage:
    begun, back = found.action.begun, reverse("office:case", args=(found.number,))
    facts = (
        ("Contest", found.title),
        ("What", begun.action.value),
        *((("Against", found.against),) if found.against else ()),
        ("Begun", f"{begun.begun_on}, by {begun.begun_by}"),
    )
    return StepPage(title, f"case {begun.case}", lead, facts, button, back, back, done)
