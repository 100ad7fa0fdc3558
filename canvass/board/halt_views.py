"""Halting a machine or the whole count, the judges' votes, tests, and the choice of how to go on (13-15-209)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.board.halt_forms import EndHaltForm, HaltForm, HaltVoteForm, MachineTestForm
from canvass.board.steps import ADMINISTRATOR, BOARD, BOARD_AND_ADMINISTRATOR, deciding, entered, say_errors
from canvass.web.access import account_of, page
from canvass.web.forms import AskedAgain, asks_first, said_in
from canvass.web.served import served
from tabulate.board.batches.halts import (
    CountHalted,
    FoundByTest,
    Halt,
    HaltChoice,
    HaltEnded,
    HaltQuestion,
    JudgeVotedOnHalt,
    MachineTested,
)
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class BatchInSegment:
    """A batch that was counted, all or in part, before a halt."""

    batch: str
    machine: str
    test: bool
    sheets: int
    replaced: bool


@dataclass(frozen=True, slots=True)
class VotesShown:
    """The judges' votes on one question."""

    question: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HaltShown:
    """A halt with the segment before it."""

    number: int
    halted: CountHalted
    ended: HaltEnded | None
    votes: tuple[VotesShown, ...]
    barred: tuple[str, ...]
    """Machines that count no more before a test that they passed."""
    segment: tuple[BatchInSegment, ...]
    vote_form: HaltVoteForm | None
    test_form: MachineTestForm | None
    form: EndHaltForm | None


def _halt_once_more(request: HttpRequest) -> AskedAgain | None:
    form = _halt_form(request)
    if not form.is_valid():
        return None
    return AskedAgain(
        title="Halt now?",
        facts=said_in(form),
        stays="Counting stops at once, and goes on by a choice after a test (13-15-209). That it was halted stays.",
        button="Halt now",
        back=reverse("board:halts"),
    )


def _halt_form(request: HttpRequest) -> HaltForm:
    return HaltForm(dict.fromkeys(batch.machine for batch in _batches()), request.POST or None)


@page(*BOARD_AND_ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_first(_halt_once_more)
def halts(request: HttpRequest) -> HttpResponse:
    """Every halt, and the form that halts."""
    batches = _batches()
    form = _halt_form(request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        entry = CountHalted(said["machine"] or None, account_of(request).name, said["reason"])
        if entered(request, "The count is halted. Test, then choose how to go on.", entry):
            return redirect("board:halts")
    by_number = deciding().state().halting.by_number
    shown = [_shown(halt, batches, account_of(request)) for halt in reversed(by_number.values())]
    return render(request, "board/halts.html", {"halts": shown, "form": form})


@page(*BOARD)
@require_POST
def vote_on_halt(request: HttpRequest, number: int) -> HttpResponse:
    """Record a judge's vote: whether the system may not function, or whether another machine may count instead."""
    _halt_or_404(number)
    judge = account_of(request).name
    board = deciding().board_of(judge)
    form = HaltVoteForm(request.POST, prefix=f"vote-{number}")
    if board is None:
        messages.error(request, "You sit on no counting board. Nothing was written. Ask the administrator.")
    elif form.is_valid():
        said = form.cleaned_data
        question, yes = HaltQuestion(said["question"]), said["vote"] == "yes"
        entered(request, "Your vote is recorded.", JudgeVotedOnHalt(number, board.board, judge, question, yes))
    else:
        say_errors(request, form)
    return redirect("board:halts")


@page(*ADMINISTRATOR)
@require_POST
def record_test(request: HttpRequest, number: int) -> HttpResponse:
    """Record that a machine of the halt was tested, and whether it passed."""
    segment = _segment(_halt_or_404(number), _batches())
    form = MachineTestForm(_decks(segment), request.POST, prefix=f"test-{number}")
    if form.is_valid():
        said = form.cleaned_data
        machine = next(one.machine for one in segment if one.batch == said["deck"])
        passed, by = said["result"] == "passed", account_of(request).name
        entered(request, "The test is recorded.", MachineTested(machine, said["deck"], passed, by, said["note"]))
    else:
        say_errors(request, form)
    return redirect("board:halts")


def _end_once_more(request: HttpRequest, number: int) -> AskedAgain | None:
    form = _end_form(request, number)
    if not form.is_valid():
        return None
    return AskedAgain(
        title="Record this choice?",
        facts=said_in(form),
        stays="The choice stays. Batches that are counted anew leave the totals at once (13-15-209).",
        button="Record the choice",
        back=reverse("board:halts"),
    )


def _end_form(request: HttpRequest, number: int) -> EndHaltForm:
    segment = _segment(_halt_or_404(number), _batches())
    return EndHaltForm(_counted(segment), _decks(segment), request.POST, prefix=f"halt-{number}")


@page(*ADMINISTRATOR)
@require_POST
@asks_first(_end_once_more)
def end_halt(request: HttpRequest, number: int) -> HttpResponse:
    """Record what the test found and the choice."""
    form = _end_form(request, number)
    if form.is_valid():
        said = form.cleaned_data
        entry = HaltEnded(
            number,
            FoundByTest(said["found"]),
            HaltChoice(said["choice"]),
            tuple(said["batches"]),
            form.people,
            said["reason"],
            left_out_because=said["left_out_because"],
            corrected=said["corrected"],
            deck_before=said["deck_before"],
            deck_after=said["deck_after"],
            rule=said["rule"],
        )
        entered(request, "The choice is recorded.", entry)
    else:
        say_errors(request, form)
    return redirect("board:halts")


def _halt_or_404(number: int) -> Halt:
    halt = deciding().state().halting.by_number.get(number)
    if halt is None:
        raise Http404(f"Ledger entry {number} halted nothing.")
    return halt


def _batches() -> tuple[BatchInSegment, ...]:
    def read(state: RecordState) -> tuple[BatchInSegment, ...]:
        return tuple(
            BatchInSegment(name, batch.opened.machine, batch.test, batch.sheets, name in state.board.replaced)
            for name, batch in state.batches_kept()
        )

    return served().state.read(read)


def _segment(halt: Halt, batches: tuple[BatchInSegment, ...]) -> tuple[BatchInSegment, ...]:
    """Batches of the halted machine: counted before the halt, and test decks also since."""
    until = halt.number
    before = served().state.read(lambda state: {name for name, one in state.batches.items() if one.number < until})
    return tuple(one for one in batches if halt.covers(one.machine) and (one.test or one.batch in before))


def _counted(segment: tuple[BatchInSegment, ...]) -> list[str]:
    return [one.batch for one in segment if not one.test]


def _decks(segment: tuple[BatchInSegment, ...]) -> list[str]:
    return [one.batch for one in segment if one.test]


def _shown(halt: Halt, batches: tuple[BatchInSegment, ...], account: Account) -> HaltShown:
    segment = _segment(halt, batches)
    administrator = account.has_role is Role.ELECTION_ADMINISTRATOR
    is_open, decks = halt.ended is None, _decks(segment)
    barring = deciding().state().halting.barring
    machines = dict.fromkeys(one.machine for one in segment)
    barred = tuple(machine for machine in machines if (by := barring(machine)) is not None and by.number == halt.number)
    may_test = administrator and bool(decks) and (is_open or bool(barred))
    return HaltShown(
        halt.number,
        halt.halted,
        halt.ended,
        tuple(_votes(halt)),
        barred,
        segment,
        HaltVoteForm(prefix=f"vote-{halt.number}") if is_open and not administrator else None,
        MachineTestForm(decks, prefix=f"test-{halt.number}") if may_test else None,
        EndHaltForm(_counted(segment), decks, prefix=f"halt-{halt.number}") if administrator and is_open else None,
    )


def _votes(halt: Halt) -> list[VotesShown]:
    cast = list(halt.votes.values())
    return [
        VotesShown(
            question.value,
            tuple(vote.judge for vote in cast if vote.question is question and vote.yes),
            tuple(vote.judge for vote in cast if vote.question is question and not vote.yes),
        )
        for question in HaltQuestion
        if any(vote.question is question for vote in cast)
    ]
