"""What waits, what was decided and by whom, and one ballot as it stands."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from canvass.board.ballot_page import BallotPage, capital
from canvass.board.forms import ObjectionForm, ReasonForm
from canvass.board.objections import process_objections
from canvass.board.review.asked import Option
from canvass.board.review.decided import OutcomeShown, StandingShown, outcomes_shown, standing_shown
from canvass.board.review.decisions_listed import DECIDED_COLUMNS, DecisionsAsked, decided_page, every_decision
from canvass.board.review.next_ballot import ORDERS
from canvass.board.steps import BOARD_AND_ADMINISTRATOR, ballot_or_404, batches_of_tests, deciding, entered, say_errors
from canvass.board.words import PLACES, QUESTIONS
from canvass.record.work.queue import Queue, QueueFilter, QueueOrder
from canvass.web.access import account_of, page
from canvass.web.listing.listed_rows import listed
from canvass.web.served import served
from tabulate.board.ballot import Ballot, BoardProgress
from tabulate.board.decisions import DecisionReopened, ObjectionRecorded
from tabulate.board.places import SheetName
from tabulate.editions.joined import election_of_style
from tabulate.whole_numbers import whole_number

_MOST_SHEETS = 99_999_999


@dataclass(frozen=True, slots=True)
class Work:
    """What waits, in numbers of ballots and questions."""

    waiting: int
    of_test_decks: int
    """Of the test decks, which wait beside them and are in none of these numbers."""
    begun: int
    decided: int
    undecided: int
    questions: tuple[tuple[str, int, int], ...]
    """Kinds of question: open, settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage(BallotPage):
    """A ballot as it stands: what was decided in each round, and what may be done now."""

    place: str
    outcomes: tuple[OutcomeShown, ...]
    standing: tuple[StandingShown, ...]
    review_url: str
    """Empty where this person has nothing to decide."""
    reopen_form: ReasonForm | None
    objection_form: ObjectionForm


def work_of(queue: Queue, tests: tuple[str, ...]) -> Work:
    """How far the boards have come; `tests` are the test decks."""
    asked = [one for one in BoardProgress if one is not BoardProgress.NOT_ASKED]
    totals = {one: queue.page(QueueFilter(progress=one, not_of=tests)).total for one in asked}
    return Work(
        totals[BoardProgress.WAITING],
        queue.ballots_waiting() - queue.ballots_waiting(tests),
        totals[BoardProgress.BEGUN],
        totals[BoardProgress.DECIDED],
        totals[BoardProgress.UNDECIDED],
        tuple((QUESTIONS[one.question].title, one.open, one.settled) for one in queue.counts(tests)),
    )


@page(*BOARD_AND_ADMINISTRATOR)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the boards; for a judge, the way to the next ballot."""
    account, work = account_of(request), deciding()
    state = work.state()
    board = state.board_of(account.name)
    colleagues = [judge.name for judge in board.judges if judge.account != account.name] if board else []
    stuck = work.questions.page(QueueFilter(progress=BoardProgress.UNDECIDED))
    context = {
        "work": work_of(work.questions, batches_of_tests()),
        "board": board,
        "judge": account.has_role in BOARD_AND_ADMINISTRATOR[:1],
        "colleagues": colleagues,
        "mode": state.mode,
        "halts": state.halting.open_halts(),
        "stuck": stuck.ballots,
        "orders": [Option(order.value, words, chosen=order is QueueOrder.KIND) for order, words in ORDERS.items()],
    }
    return render(request, "board/queue.html", context)


@page(*BOARD_AND_ADMINISTRATOR)
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """To a ballot by its batch and number."""
    batch = request.GET.get("batch", "").strip()
    sheet = whole_number(request.GET.get("sheet", "").strip(), _MOST_SHEETS)
    if not batch or sheet is None:
        messages.error(request, "Name the batch, and the number of the sheet in it.")
        return redirect("board:queue")
    return redirect("board:ballot", batch, sheet)


@page(*BOARD_AND_ADMINISTRATOR)
@require_safe
def ballot(request: HttpRequest, batch: str, sheet: int) -> HttpResponse:
    """One ballot as it stands: what was decided in each round, by whom, with dissent and objections."""
    view, state = ballot_or_404(batch, sheet), deciding().state()
    votes = view.ballot.votes
    election = election_of_style(served().election, votes.ballot_style if votes is not None else None)
    shown = StandingPage(
        view=view,
        here=reverse("board:ballot", args=[batch, sheet]),
        seen=request.GET.get("seen") == "1",
        place=PLACES[view.place],
        outcomes=outcomes_shown(election, view.ballot, state.declared),
        standing=standing_shown(election, view.ballot, state.declared),
        review_url=_review_url(view.ballot, account_of(request).name, view.name),
        reopen_form=ReasonForm() if view.ballot.decisions else None,
        objection_form=ObjectionForm(),
    )
    return render(request, "board/ballot.html", {"page": shown})


def _review_url(shown: Ballot, judge: str, name: SheetName) -> str:
    """Where this judge decides the ballot; empty where there is nothing for them to decide."""
    board = deciding().board_of(judge)
    if board is None or shown.progress not in (BoardProgress.WAITING, BoardProgress.BEGUN):
        return ""
    if shown.board not in (None, board.board) or judge in {one.judge for one in shown.decisions}:
        return ""
    return reverse("board:review", args=[name.batch, name.sheet])


@page(*BOARD_AND_ADMINISTRATOR)
@require_POST
def reopen(request: HttpRequest, batch: str, sheet: int) -> HttpResponse:
    """Take a ballot's decision back; it is to be decided anew."""
    view = ballot_or_404(batch, sheet)
    form = ReasonForm(request.POST)
    round_ = whole_number(request.POST.get("round", ""), 999_999)
    if not form.is_valid():
        say_errors(request, form)
    elif round_ is None:
        messages.error(request, "The page was not whole. Open it again.")
    else:
        entry = DecisionReopened(batch, sheet, round_, account_of(request).name, form.cleaned_data["reason"])
        entered(request, f"{capital(view.name)} is to be decided anew.", entry)
    return redirect("board:ballot", batch, sheet)


@page(*BOARD_AND_ADMINISTRATOR)
@require_safe
def decided(request: HttpRequest) -> HttpResponse:
    """What was decided and by whom, newest first, all or some; objections to the whole process."""
    before = whole_number(request.GET.get("before", ""), 99_999_999_999)
    wanted, title = request.GET.get("show", ""), request.GET.get("question", "")
    asked = next((one for one in DecisionsAsked if one.value == wanted), DecisionsAsked.ALL)
    titles = [one.title for one in QUESTIONS.values()]
    title = title if title in titles else ""
    record, read = served().record, served().state.read
    if request.GET.get("as") == "csv":
        every = read(lambda state: tuple(every_decision(record, state.board, asked, title)))
        return listed(request, "decisions", every, DECIDED_COLUMNS).file() or redirect("board:decided")
    context = {
        "shown": read(lambda state: decided_page(record, state.board, before, asked, title)),
        "asked": asked.value,
        "every": [one.value for one in DecisionsAsked],
        "title": title,
        "titles": titles,
        "tests": batches_of_tests(),
        "objections": read(process_objections),
        "form": ObjectionForm(),
    }
    return render(request, "board/decided.html", context)


@page(*BOARD_AND_ADMINISTRATOR)
@require_POST
def record_objection(request: HttpRequest) -> HttpResponse:
    """An objection to one decision, or to the whole process (13-15-206(8)(d)-(e))."""
    form = ObjectionForm(request.POST)
    batch, sheet = request.POST.get("batch") or None, whole_number(request.POST.get("sheet", ""), _MOST_SHEETS)
    if not form.is_valid():
        say_errors(request, form)
    else:
        entry = ObjectionRecorded(batch, sheet, account_of(request).name, form.cleaned_data["objection"])
        entered(request, "The objection is recorded.", entry)
    if batch is None or sheet is None:
        return redirect("board:decided")
    return redirect("board:ballot", batch, sheet)
