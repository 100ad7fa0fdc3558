"""The audit's front page: where it stands, as a diagram and in words; dates, warnings, what was selected."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from audit.calendar import day_of
from audit.edition import BallotsCompared
from audit.events.before import CanvassSet, CountywideRaceRequested
from audit.report import rules_in_force
from canvass.auditing.purposes import StatedWords, with_purposes
from canvass.auditing.readings import opening_event, readings_of
from canvass.auditing.unofficial_results import results_published
from canvass.committee.current_audit import ADMINISTRATOR, acting, machines_told, sections, show, units_of
from canvass.committee.diagram import diagram_of
from canvass.committee.next_steps import NextStep, next_steps
from canvass.web.access import page, public_page
from canvass.web.forms import AskedAgain, asks_first
from canvass.web.served import served
from tabulate.board.office.open_readings import DECIDE_AUDIT
from tabulate.definitions.not_derived import not_derived
from tabulate.election import Contest, Election
from tabulate.offices import Office, Territory


@public_page
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Where the audit stands. No figure of any count."""
    state = served().audit.state
    if state is None:
        asked = {
            "unknown": _unstated(served().election),
            "offices": Office,
            "territories": Territory,
            "readings": BallotsCompared,
        }
        return show(request, "not_open.html", asked)
    context = {
        "diagram": diagram_of(state),
        "deadlines": state.calendar.deadlines(),
        "parameters": rules_in_force(state),
        "units": units_of(state),
        "steps": [(step, _where(request, step)) for step in next_steps(state)],
        "machines": machines_told(),
        "readings": readings_of(served().record).sentences(*DECIDE_AUDIT),
    }
    return show(request, "overview.html", context)


def _where(request: HttpRequest, step: NextStep) -> str:
    """The address of the page on which it is done; empty for who may not see that page."""
    url = reverse(step.page) if step.page else ""
    return url if url in {one.url for one in sections(request)} else ""


def _unstated(election: Election) -> list[Contest]:
    """The contests of which office and territory are not said, and something the law asks cannot be told."""
    contests = (election.contest(one.contest) for one in not_derived(election))
    return [contest for contest in contests if not contest.purpose.stated]


def _open_once_more(request: HttpRequest) -> AskedAgain:
    election, rehearsal = served().election, "rehearsal" in request.POST
    facts = [("Election", f"{election.title} of {election.date}")]
    if rehearsal:
        facts.append(("Rehearsal", "of the whole audit: this record has no other audit afterwards"))
    for place, contest in enumerate(_unstated(election)):
        said = ", ".join(filter(None, (request.POST.get(f"{name}_{place}") for name in ("office", "territory"))))
        facts += [(contest.title, said)] if said else []
    if compared := _compared_in(request):
        facts.append(("Ballots compared", compared.said))
    if "hand_count" in request.POST:
        facts.append(("Machines", "none is used in the county"))
    return AskedAgain(
        title="Open a rehearsal of the audit?" if rehearsal else "Open the audit?",
        facts=tuple(facts),
        stays="It is opened once, under the rules of the day of the election. What is said of contests stays.",
        button="Open the rehearsal" if rehearsal else "Open the audit",
        back=reverse("committee:overview"),
    )


def _compared_in(request: HttpRequest) -> BallotsCompared | None:
    """The reading of 13-17-503(2) that was chosen; None for the one in force."""
    given = request.POST.get("compared")
    return next((one for one in BallotsCompared if one.value == given), None)


def _results_once_more(request: HttpRequest) -> AskedAgain | None:
    if served().seal():
        return None
    return AskedAgain(
        title="Are the unofficial results public?",
        facts=(("Day", served().today.isoformat()),),
        stays="The days of the audit are counted from this, and it stays (13-17-503(1)).",
        button="Record that the unofficial results are public",
        back=reverse("committee:overview"),
    )


@page(ADMINISTRATOR)
@require_POST
@asks_first(_open_once_more)
def open_it(request: HttpRequest) -> HttpResponse:
    """Open the audit under the rules of the election's date."""
    election = served().election

    def stated(name: str) -> tuple[str, ...]:
        words = ((one.id, request.POST.get(f"{name}_{number}")) for number, one in enumerate(_unstated(election)))
        return tuple(f"{contest}={word}" for contest, word in words if word)

    by_hand = "hand_count" in request.POST
    compared = _compared_in(request)
    with acting(request, "The audit is open.") as turn:
        said = with_purposes(election, StatedWords(stated("office"), stated("territory")))
        rehearsal = "rehearsal" in request.POST
        turn.take(
            opening_event(served().record, said, hand_count_county=by_hand, compared=compared, rehearsal=rehearsal)
        )
    return redirect("committee:overview")


@page(ADMINISTRATOR)
@require_POST
@asks_first(_results_once_more)
def publish_results(request: HttpRequest) -> HttpResponse:
    """The unofficial results are public (13-17-503(1))."""
    at = served()
    if sealed := at.seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed}, status=403)
    event = at.state.read(lambda counted: results_published(at.election, counted, at.today))
    with acting(request, "It is recorded that the unofficial results are public.") as turn:
        turn.take(event)
    return redirect("committee:overview")


@page(ADMINISTRATOR)
@require_POST
def set_canvass(request: HttpRequest) -> HttpResponse:
    """The day of the county canvass is set (13-15-401)."""
    on = request.POST.get("on", "")
    with acting(request, f"The canvass is set for {on}.") as turn:
        turn.take(CanvassSet(day_of(on)))
    return redirect("committee:overview")


@page(ADMINISTRATOR)
@require_POST
def request_countywide(request: HttpRequest) -> HttpResponse:
    """The county commissioners ask for a countywide race (13-17-510)."""
    with acting(request, "A countywide race is drawn too.") as turn:
        turn.take(CountywideRaceRequested("the county commissioners", served().today))
    return redirect("committee:overview")
