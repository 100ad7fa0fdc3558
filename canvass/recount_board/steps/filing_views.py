"""Filing a recount: what the margins allow, and the form for a petition, a tie, an error or a court's order."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from canvass.board.office.step_page import StepPage, step_page
from canvass.console.text import dollars, plural
from canvass.recount_board.current_recounts import ADMINISTRATOR, recounts_now
from canvass.recount_board.steps.margins import ContestMargin, margin_or_404, margins_now
from canvass.recount_board.steps.step_forms import PetitionForm
from canvass.recounting.filing import filing_of, precincts_of
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.forms import AskedAgain
from canvass.web.served import served
from tabulate.board.recount.recount_entries import RecountFiled
from tabulate.ledger.entries import Access


@page(ADMINISTRATOR)
@require_safe
def margins(request: HttpRequest) -> HttpResponse:
    """What the margin of each contest allows."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    record_access(request, Access.TOTALS_SEEN, "margins for recounts")
    return render(request, "recount_board/margins.html", {"margins": margins_now()})


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def file_one(request: HttpRequest, number: int) -> HttpResponse:
    """The form for one contest."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found, election = margin_or_404(number), served().election
    contest = found.position.contest
    offered = [(str(one), election.precinct_name(one)) for one in precincts_of(election, contest)]
    form = PetitionForm(found.position, offered, request.POST or None, initial=_initial())
    record_access(request, Access.TOTALS_SEEN, f"margin of {contest.id}")
    shown = StepPage(
        title="File a recount",
        about=contest.title,
        lead="What the law does not allow is refused with its section, and nothing is written.",
        facts=_facts(found),
        button="File it",
        back=reverse("recount_board:margins"),
        then=reverse("recount_board:recounts"),
        done="The recount is filed. Give its board notice: the page of the recount prints it.",
    )

    def make() -> RecountFiled:
        return filing_of(served().record, form.filing(account_of(request).name))

    return step_page(request, shown, form, make, _once_more)


def _facts(found: ContestMargin) -> tuple[tuple[str, str], ...]:
    facts = (
        ("Most votes, or equal", found.most),
        ("Defeated", found.defeated or "nobody"),
        ("Free up to", found.limit),
        ("Recount", found.allows),
    )
    signers = found.line.signers
    if signers is None:
        return facts
    counties = f", from at least {signers.counties} counties" if signers.counties > 1 else ""
    return (*facts, ("Signed by", f"at least {plural(signers.electors, 'elector')}{counties}"))


def _initial() -> dict[str, Any]:
    """The next name, today, and the day of the canvass as far as the record knows it."""
    audit, today = served().audit.state, served().today.isoformat()
    canvassed = served().state.read(lambda state: state.board.office.canvass.canvassed_on)
    if canvassed is None and audit is not None:
        canvassed = audit.canvass_on
    known = "" if canvassed is None else canvassed.isoformat()
    name = f"R-{len(recounts_now()) + 1}"
    return {"recount": name, "canvassed_on": known, "filed_on": today, "notice_on": today}


def _once_more(entry: RecountFiled) -> AskedAgain:
    election, petition, order = served().election, entry.petition, entry.order
    facts = [
        ("Recount", entry.recount),
        ("Contest", election.contest(entry.contest).title),
        ("Ground", f"{entry.ground} ({entry.ground.section})"),
        ("Canvass, filing, notice", f"{entry.canvassed_on}, {entry.filed_on}, {entry.notice_on}"),
        ("Precincts", ", ".join(map(election.precinct_name, entry.precincts))),
    ]
    if petition is not None:
        facts.append(("Petitioner", petition.petitioner))
        facts.append(("It says", petition.statement))
    if petition is not None and petition.bond_cents:
        facts.append(("Bond", dollars(petition.bond_cents)))
    if order is not None:
        facts.append(("Order", f"{order.order}; deposit {dollars(order.deposit_cents)}"))
    stays = "It stays in the ledger. A recount ends by its certificate, or is withdrawn."
    return AskedAgain("File this recount?", tuple(facts), stays, "File the recount", reverse("recount_board:margins"))
