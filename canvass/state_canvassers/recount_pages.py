"""The page of recounts beyond one county: margins, notices, and the form of a notice (13-16-201, 13-16-204)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from canvass import clock
from canvass.console.text import plural
from canvass.errors import BusyError, InputError, RefusedError
from canvass.recounting.lines_shown import recount_words
from canvass.state_canvass.names_in_notices import names_in_notice
from canvass.state_canvass.noticing_recounts import give_notice, line_of_state, notice_bytes, notice_of, notices_of
from canvass.state_canvass.state_report import state_title
from canvass.state_canvass.state_standing import StateStanding
from canvass.state_canvassers.served_state import SEES, STATE, state_served
from canvass.state_canvassers.state_downloads import as_file, form_asked
from canvass.state_canvassers.state_recount_forms import StateRecountForm
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.forms import AskedAgain, ask_again, is_sure
from tabulate.board.recount.recount_notices import RecountNotice
from tabulate.ledger.entries import Access
from tabulate.recounts.rights import RecountLine, exact
from tabulate.state_canvass.presidential import elects_electors
from tabulate.state_canvass.state_steps import RecountNoticed


@dataclass(frozen=True, slots=True)
class StateMargin:
    """What the margin of a contest allows by the declared figures."""

    number: int
    """In the addresses, from 1."""
    title: str
    line: RecountLine

    @property
    def most(self) -> str:
        """Who has the most votes, or is tied."""
        return "; ".join(f"{one.name} {one.votes:,}" for one in (*self.line.winners, *self.line.tied)) or "nobody"

    @property
    def defeated(self) -> str:
        """Who is next, and how far behind."""
        behind = (f"{one.votes.name}, {plural(one.margin, 'vote')} behind" for one in self.line.defeats)
        return "; ".join(behind) or "nobody"

    @property
    def limit(self) -> str:
        """Of a recount without a bond."""
        return exact(self.line.limit_free, thousands=",")

    @property
    def allows(self) -> str:
        """In words."""
        return recount_words(self.line)


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    """A recount of which the counties have notice."""

    number: int
    """In the addresses, from 1."""
    step: RecountNoticed
    notices: tuple[RecountNotice, ...]


def _margins(standing: StateStanding) -> tuple[StateMargin, ...]:
    """Of every contest; none before the board declared by the packages that are in."""
    if not standing.canvass.stands:
        return ()
    return tuple(
        StateMargin(number, state_title(one), line_of_state(standing, one))
        for number, one in enumerate(standing.figures.contests, 1)
        if not elects_electors(one.contest) or standing.canvass.tickets(str(one.contest.id)) is not None
    )


@page(*SEES)
@require_safe
def recounts(request: HttpRequest) -> HttpResponse:
    """Margins, and the notices that were given."""
    standing = state_served().standing()
    given = [
        NoticeGiven(number, one, notices_of(standing.canvass, one.recount))
        for number, (_, one) in enumerate(standing.canvass.recounts, 1)
    ]
    may = account_of(request).has_role is STATE
    context = {"margins": _margins(standing), "given": given, "may_give": may}
    return render(request, "state_canvassers/recounts.html", context)


@page(*SEES)
@require_safe
def notice(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """The notice to one county, on paper, or as the file that its record takes in."""
    standing, form = state_served().standing(), form_asked(request)
    canvass = standing.canvass
    if not 1 <= number <= len(canvass.recounts):
        return HttpResponseNotFound()
    found = notices_of(canvass, canvass.recounts[number - 1][1].recount)
    if not 1 <= place <= len(found):
        return HttpResponseNotFound()
    record_access(request, Access.TOTALS_EXPORTED, f"notice of recount {found[place - 1].recount}")
    names = names_in_notice(standing, found[place - 1].contest)
    return as_file(notice_bytes(found[place - 1], names, form), f"notice-{number}-{place}.{form}", form)


@page(STATE)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, number: int) -> HttpResponse:
    """The form for one contest; what the law does not allow is refused with its section."""
    standing = state_served().standing()
    found = next((one for one in _margins(standing) if one.number == number), None)
    if found is None:
        return HttpResponseNotFound()
    contest = standing.figures.contests[number - 1]
    form = StateRecountForm(standing, contest, found.line, request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            said = form.said(clock.now(), account_of(request).name)
            step = notice_of(standing, said)
            if not is_sure(request, standing.canvass.head):
                return ask_again(request, _once_more(step, number, standing), form)
            give_notice(state_served().folder, said)
        except (RefusedError, InputError, BusyError) as refused:
            form.add_error(None, str(refused))
            status = 422
        else:
            messages.success(request, "The counties have notice: print each, and send its file with it.")
            return redirect("state:recounts")
    context = {"found": found, "form": form, "contest": contest}
    return render(request, "state_canvassers/give_notice.html", context, status=status)


def _once_more(step: RecountNoticed, number: int, standing: StateStanding) -> AskedAgain:
    names, petition = names_in_notice(standing, step.contest), step.petition
    where = tuple(
        (one.county, ", ".join(names.precinct(one.county, each) for each in one.precincts))
        for one in step.counties
        if one.precincts
    )
    facts = (
        ("Recount", f"{step.recount} of {step.title}"),
        ("Ground", f"{step.ground} ({step.ground.section})"),
        ("Canvass, filing, notice", f"{step.canvassed_on}, {step.filed_on}, {step.notice_on}"),
        *((("Petitioner", names.choice(petition.petitioner)), ("It says", petition.statement)) if petition else ()),
        *where,
    )
    stays = "It stays among the steps. Each county's recount board meets within five days of its notice (13-16-204(2))."
    back = reverse("state:give-notice", args=(number,))
    return AskedAgain("Give these counties notice?", facts, stays, "Give notice", back, standing.canvass.head)
