"""The board of a recount, its certificate and its end, from forms of the administrator (13-16-101, 13-16-418)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from canvass.board.office.step_page import StepPage, step_page
from canvass.console.text import dollars
from canvass.deciding.custody_typed import words_typed
from canvass.errors import RefusedError
from canvass.recount_board.current_recounts import ADMINISTRATOR, NumberedRecount, recount_or_404
from canvass.recount_board.steps.step_forms import CertifyForm, RecountBoardForm, WithdrawForm
from canvass.recounting.filing import position_in
from canvass.recounting.of_record import totals_in
from canvass.recounting.recount_outcome import RecountOutcome, outcome_of, what_follows
from canvass.recounting.recount_typed import day_typed, withdrawn_typed
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.forms import AskedAgain
from canvass.web.served import served
from tabulate.board.recount.recount_entries import RecountBoardMet, RecountCertified
from tabulate.ledger.entries import Access
from tabulate.recounts.rights import PositionTotals, RecountLine, VotesFor

_STAYS = "It stays in the ledger, and cannot be taken back."


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def assemble(request: HttpRequest, number: int) -> HttpResponse:
    """The board met: three members, the secretary, clerks."""
    found, today = recount_or_404(number), served().today.isoformat()
    form = RecountBoardForm(request.POST or None, initial={"met_on": today})
    shown = _shown(
        found,
        "The recount board meets",
        "Three members of the governing body, or county officers in a vacancy. No candidate in the contest sits on it "
        "(13-16-101). Each signs in by an account of the role recount-board member.",
        "Enter the board",
        "The board is entered. The page of each precinct begins its count.",
    )
    return step_page(
        request, shown, form, lambda: form.board(found.stands.name, account_of(request).name), _of_board(found)
    )


def _of_board(found: NumberedRecount) -> Callable[[RecountBoardMet], AskedAgain]:
    def once_more(entry: RecountBoardMet) -> AskedAgain:
        facts = (
            *(("Member", f"{one.name} ({one.account}), {one.member_from}") for one in entry.members),
            ("Secretary", entry.secretary),
            ("Clerks", ", ".join(one.name for one in entry.clerks) or "none"),
            ("Met on", entry.met_on),
        )
        return AskedAgain("Is this the recount board?", facts, _STAYS, "Enter the board", _address(found, "board"))

    return once_more


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def certify(request: HttpRequest, number: int) -> HttpResponse:
    """The board's certificate: from here on the recount counts."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found = recount_or_404(number)
    try:
        outcome = outcome_of(served().record, found.stands.name)
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("recount_board:recount", number)
    record_access(request, Access.TOTALS_SEEN, f"recount {found.stands.name}")
    members = found.stands.board.members if found.stands.board is not None else ()
    initial = {"certified_on": served().today.isoformat()}
    form = CertifyForm(_position(outcome), members, request.POST or None, initial=initial)
    shown = _shown(
        found,
        "The certificate of the recount",
        "At least two members sign, and the administrator attests under seal (13-16-418). From then on these votes "
        "are the correct ones.",
        "Certify",
        "The recount is certified. Print the certificate and the corrected abstract.",
        (*_votes(outcome), *(("Then", words) for words in what_follows(outcome))),
    )

    by = account_of(request).name
    return step_page(
        request, shown, form, lambda: _certificate(outcome, form, by), _of_certificate(found, outcome, form)
    )


def _certificate(outcome: RecountOutcome, form: CertifyForm, by: str) -> RecountCertified:
    said, filed = form.cleaned_data, outcome.kept.filed
    return RecountCertified(
        filed.recount,
        filed.precincts,
        day_typed(said["certified_on"]),
        tuple(said["signers"]),
        words_typed(said["attested_by"]),
        words_typed(said["proceedings"]),
        form.lines_of("appearances"),
        form.costs_cents,
        by,
        form.elsewhere(),
    )


def _of_certificate(
    found: NumberedRecount, outcome: RecountOutcome, form: CertifyForm
) -> Callable[[RecountCertified], AskedAgain]:
    def once_more(entry: RecountCertified) -> AskedAgain:
        facts = (
            *_votes(outcome),
            ("Signed by", ", ".join(entry.signers)),
            ("Attested by", entry.attested_by),
            ("Proceedings", entry.proceedings),
            ("Appearances", "; ".join(entry.appearances) or "none"),
            *form.elsewhere_facts(),
            ("Costs", dollars(entry.costs_cents)),
            ("Certified on", entry.certified_on),
        )
        stays = "It stays in the ledger. Nothing of this recount can be entered after it."
        return AskedAgain("Certify this recount?", facts, stays, "Certify", _address(found, "certify"))

    return once_more


def _position(outcome: RecountOutcome) -> PositionTotals:
    """The contest's votes here, for the names of its choices."""
    election, audit = served().election, served().audit.state
    positions = served().state.read(lambda state: totals_in(election, state, audit).positions)
    return position_in(positions, outcome.contest)


def _votes(outcome: RecountOutcome) -> tuple[tuple[str, str], ...]:
    """Of everybody, as canvassed and as recounted."""
    before = {one.choice: one.votes for one in _everybody(outcome.before)}
    return tuple(
        (one.name, f"{before.get(one.choice, 0):,} canvassed, {one.votes:,} recounted")
        for one in _everybody(outcome.after)
    )


def _everybody(line: RecountLine) -> tuple[VotesFor, ...]:
    return (*line.winners, *line.tied, *(one.votes for one in line.defeats))


def _shown(
    found: NumberedRecount, title: str, lead: str, button: str, done: str, facts: tuple[tuple[str, str], ...] = ()
) -> StepPage:
    about, back = (
        f"recount {found.stands.name}, {found.stands.title}",
        reverse("recount_board:recount", args=(found.number,)),
    )
    return StepPage(title, about, lead, facts, button, back, back, done)


def _address(found: NumberedRecount, step: str) -> str:
    return reverse(f"recount_board:{step}", args=(found.number,))


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """A recount is over without a certificate."""
    found = recount_or_404(number)
    form = WithdrawForm(request.POST or None, initial={"withdrawn_on": served().today.isoformat()})
    shown = _shown(
        found,
        "Withdraw a recount",
        "The petitioner withdrew it, a court stayed it, or it was entered in error. What was counted is kept, and "
        "counts nowhere.",
        "Withdraw it",
        "The recount is withdrawn.",
    )

    by = account_of(request).name
    return step_page(
        request,
        shown,
        form,
        lambda: withdrawn_typed(found.stands.name, form.cleaned_data["reason"], form.cleaned_data["withdrawn_on"], by),
        lambda entry: AskedAgain(
            "Withdraw this recount?",
            (("Recount", entry.recount), ("Why", entry.reason), ("Day", entry.withdrawn_on)),
            _STAYS,
            "Withdraw it",
            _address(found, "withdraw"),
        ),
    )
