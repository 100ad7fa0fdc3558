"""Ballots folded together: laid aside as a set, decided as a set once the count is complete (13-15-201(5))."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from canvass.board.forms import FoldedForm
from canvass.board.steps import BOARD, BOARD_AND_ADMINISTRATOR, deciding, entered
from canvass.board.words import verdict_words
from canvass.deciding.folded import excess_in, pollbook_excess
from canvass.errors import RefusedError
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.decisions import FoldedDecided, FoldedSet, FoldedTogether, SetAsked
from tabulate.board.places import SheetName
from tabulate.board.rulings import Verdict
from tabulate.ledger.state import RecordState
from tabulate.primaries.parties import is_primary
from tabulate.questions import Question

_KEPT = "kept-"


@dataclass(frozen=True, slots=True)
class FoldedShown:
    """Ballots folded together; what a judge found is shown when all three have decided."""

    place: int
    """Among the sets, from 1."""
    sheets: tuple[SheetName, ...]
    raised_by: str
    note: str
    decided_by: tuple[str, ...]
    verdict: str
    """Empty while the board has not decided."""
    excess: str
    """What the judges compared with, or why that cannot be said yet."""
    open_batches: tuple[str, ...]
    why: str
    """Empty of ballots folded together."""
    one_counts: bool
    """Whether a judge may say which one counts."""


@page(*BOARD_AND_ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def folded(request: HttpRequest) -> HttpResponse:
    """Every set of ballots folded together, and the form that lays them aside."""
    form = FoldedForm(request.POST or None, primary=is_primary(served().election))
    if request.method == "POST" and form.is_valid():
        entry = FoldedTogether(form.ballots, account_of(request).name, form.cleaned_data["note"], form.asked)
        if entered(request, "The ballots are laid aside until the count is complete.", entry):
            return redirect("board:folded")
    shown = served().state.read(lambda state: [_shown(state, *one) for one in enumerate(_sets(state), start=1)])
    judge = deciding().board_of(account_of(request).name) is not None
    said = {"sets": shown, "form": form, "judge": judge, "primary": is_primary(served().election)}
    return render(request, "board/folded.html", said)


@page(*BOARD)
@require_POST
def decide_folded(request: HttpRequest, place: int) -> HttpResponse:
    """Record one judge's finding on all ballots of a set."""
    sets = served().state.read(lambda state: [one.raised.sheets for one in _sets(state)])
    if not 1 <= place <= len(sets):
        raise Http404(f"There is no set {place} of ballots folded together.")
    judge = account_of(request).name
    board = deciding().board_of(judge)
    said = request.POST.get("verdict", "")
    kept = next((one for n, one in enumerate(sets[place - 1], 1) if said == f"{_KEPT}{n}"), None)
    verdict = next((one for one in Verdict if one.value == (Verdict.REJECTED.value if kept else said)), None)
    if board is None or verdict is None:
        messages.error(request, "Choose one of the two, as a judge of a board. Nothing was written.")
        return redirect("board:folded")
    try:
        excess = pollbook_excess(served().record, sets[place - 1])
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        entry = FoldedDecided(sets[place - 1], board.board, judge, verdict, excess, kept)
        entered(request, "Your decision on the ballots folded together is in.", entry)
    return redirect("board:folded")


def _sets(state: RecordState) -> list[FoldedSet]:
    """Every set once, in the order of its first sheet."""
    found = (ballot.folded for _, ballot in sorted(state.board.ballots.items()))
    return list({one.raised.sheets: one for one in found if one is not None}.values())


def _shown(state: RecordState, place: int, one: FoldedSet) -> FoldedShown:
    try:
        excess = " or ".join(dict.fromkeys(str(said.excess) for said in one.decisions)) or str(
            excess_in(state, served().election, one.raised.sheets)
        )
    except RefusedError as refused:
        excess = str(refused)
    return FoldedShown(
        place,
        one.raised.sheets,
        one.raised.raised_by,
        one.raised.note,
        tuple(said.judge for said in one.decisions),
        _verdict(one),
        excess,
        () if one.verdict is not None else tuple(state.open_batches()),
        "" if one.raised.why is SetAsked.FOLDED else one.raised.why.value,
        one.raised.why is SetAsked.TWO_PARTIES and state.board.office.readings.one_party_ballot_counts,
    )


def _verdict(one: FoldedSet) -> str:
    if one.verdict is None:
        return ""
    if one.kept is not None:
        return f"{one.kept} counts, the others are rejected"
    return verdict_words(Question.FOLDED_TOGETHER, one.verdict)
