"""Actions in court on pages: each with its days and its state, and the papers of all (13-36-101 to 13-36-212)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canvass.accounts.roles import Role
from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.canvassing.county_standing import CountyStanding
from canvass.contesting.court_json import court_bytes
from canvass.contesting.court_list import court_list_bytes
from canvass.contesting.court_papers import (
    CourtDeadline,
    contest_title,
    court_document,
    deadline_of,
    finding_of,
    last_days,
    name_in_action,
    warned_of,
)
from canvass.public.county.canvass_page import served_standing
from canvass.public.county.canvass_views import as_file, form_asked
from canvass.reporting.tables import Document
from canvass.web.access import page
from canvass.web.event_log import record_access
from canvass.web.served import served
from tabulate.board.county.court_actions import CourtAction, CourtStage
from tabulate.ledger.entries import Access

FORMS = tuple(CONTENT_TYPES)
"""In which papers are handed out."""
TAGS: Mapping[CourtStage, str] = {
    CourtStage.BEGUN: "waiting",
    CourtStage.JUDGED: "info",
    CourtStage.APPEALED: "waiting",
    CourtStage.ENDED: "done",
}
"""The style sheet's words."""


@dataclass(frozen=True, slots=True)
class ShownAction:
    """An action as pages show it, with its place in the addresses, from 1."""

    number: int
    standing: CountyStanding
    action: CourtAction

    @property
    def tag(self) -> str:
        """The style sheet's word for how far it is."""
        return TAGS[self.action.stage]

    @property
    def title(self) -> str:
        """Of the contest."""
        return contest_title(self.standing, self.action)

    @property
    def against(self) -> str:
        """Whose nomination or election is contested; empty where the election is to be void."""
        against = self.action.begun.against
        return "" if against is None else name_in_action(self.standing, self.action, against)

    @property
    def deadline(self) -> CourtDeadline:
        """Until when it was to be begun."""
        return deadline_of(self.standing, self.action.begun)

    @property
    def warnings(self) -> tuple[str, ...]:
        """That it was begun late, or against somebody who was not declared."""
        return warned_of(self.standing, self.action.begun)

    @property
    def found(self) -> str:
        """What the last judgment says; empty before there is one."""
        judgments = self.action.judgments
        return finding_of(judgments[-1][1]) if judgments else ""

    @property
    def may_be_judged(self) -> bool:
        """Whether a judgment may follow."""
        return self.action.stage in (CourtStage.BEGUN, CourtStage.APPEALED)

    @property
    def may_be_appealed(self) -> bool:
        """Whether an appeal may follow."""
        return self.action.stage is CourtStage.JUDGED

    @property
    def document(self) -> Document:
        """Its paper."""
        return court_document(self.standing, self.action)


def actions_shown() -> tuple[ShownAction, ...]:
    """All of them, in the order in which they were entered. Whether totals are sealed is asked before."""
    standing = served_standing()
    return tuple(ShownAction(number, standing, one) for number, one in enumerate(standing.counts.courts.actions, 1))


def action_or_404(number: int) -> ShownAction:
    """The action of an address. Raises Http404."""
    found = actions_shown()
    if not 1 <= number <= len(found):
        raise Http404("The record has no such case.")
    return found[number - 1]


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def court(request: HttpRequest) -> HttpResponse:
    """Every action with its days, and until when others may be begun."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    record_access(request, Access.TOTALS_SEEN, "actions in court")
    context = {"actions": actions_shown(), "days": tuple(last_days(served_standing())), "forms": FORMS}
    return render(request, "election_office/court.html", context)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def court_list_paper(request: HttpRequest) -> HttpResponse:
    """The list as a file."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    form = form_asked(request)
    record_access(request, Access.TOTALS_EXPORTED, "actions in court")
    return as_file(court_list_bytes(served_standing(), form), f"court.{form}", form)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """One action: what was said of it, and the steps that may follow."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found = action_or_404(number)
    record_access(request, Access.TOTALS_SEEN, f"case {found.action.begun.case}"[:200])
    return render(request, "election_office/case.html", {"found": found, "begun": found.action.begun, "forms": FORMS})


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def case_paper(request: HttpRequest, number: int) -> HttpResponse:
    """The paper of one action as a file."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found, form = action_or_404(number), form_asked(request)
    record_access(request, Access.TOTALS_EXPORTED, f"case {found.action.begun.case}"[:200])
    return as_file(court_bytes(found.standing, found.action, form), f"case-{number}.{form}", form)
