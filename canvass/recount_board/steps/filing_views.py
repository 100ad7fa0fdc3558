"""Filing a recount: what the margins allow, and the form for a petition, a tie, an error or a court's order."""

from collections.abc import Callable, Iterator
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
from canvass.recounting.recount_papers import petitioner_named
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.forms import AskedAgain
from canvass.web.served import served
from tabulate.board.recount.recount_entries import CourtOrder, Petition, RecountFiled
from tabulate.election import Contest
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

    return step_page(request, shown, form, make, _once_more(found, form))


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


def _once_more(found: ContestMargin, form: PetitionForm) -> Callable[[RecountFiled], AskedAgain]:
    def once_more(entry: RecountFiled) -> AskedAgain:
        facts = (
            ("Recount", entry.recount),
            ("Contest", found.position.contest.title),
            ("Ground", f"{entry.ground} ({entry.ground.section})"),
            ("Canvass, filing, notice", f"{entry.canvassed_on}, {entry.filed_on}, {entry.notice_on}"),
            ("Precincts", ", ".join(map(served().election.precinct_name, entry.precincts))),
            *_of_petition(entry.petition, found.position.contest),
            *_of_order(entry.order),
            *form.elsewhere_facts(),
        )
        stays = "It stays in the ledger. A recount ends by its certificate, or is withdrawn."
        back = reverse("recount_board:file", args=(found.number,))
        return AskedAgain("File this recount?", facts, stays, "File the recount", back)

    return once_more


def _of_petition(petition: Petition | None, contest: Contest) -> Iterator[tuple[str, str]]:
    if petition is None:
        return
    yield "Petitioner", petitioner_named(petition, contest)
    yield "It says", petition.statement
    yield "Oath taken by", petition.verified_before
    if petition.signatures:
        yield "Signed", ", ".join(f"{one.county} {one.electors:,}" for one in petition.signatures)
    if petition.bond_cents:
        yield "Bond", dollars(petition.bond_cents)


def _of_order(order: CourtOrder | None) -> Iterator[tuple[str, str]]:
    if order is not None:
        yield "Order", f"{order.order}, applied for on {order.applied_on}; deposit {dollars(order.deposit_cents)}"
