"""Halting a machine or the whole count, and the recorded choice of how to go on (13-15-209)."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from canvass.accounts.roles import Role
from canvass.board.forms import EndHaltForm, HaltForm
from canvass.board.steps import ADMINISTRATOR, BOARD_AND_ADMINISTRATOR, deciding, entered, say_errors
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.halts import CountHalted, FoundByTest, Halt, HaltChoice, HaltEnded
from tabulate.ledger.entries import BatchOpened
from tabulate.ledger.state import RecordState

_MOST_BATCHES = 100_000


@dataclass(frozen=True, slots=True)
class BatchInSegment:
    """A batch that was counted, all or in part, before a halt."""

    batch: str
    machine: str
    sheets: int
    replaced: bool


@dataclass(frozen=True, slots=True)
class HaltShown:
    """A halt with the segment before it."""

    number: int
    halted: CountHalted
    ended: HaltEnded | None
    segment: tuple[BatchInSegment, ...]
    form: EndHaltForm | None


@page(*BOARD_AND_ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def halts(request: HttpRequest) -> HttpResponse:
    """Every halt, and the form that halts."""
    batches = _batches()
    form = HaltForm(dict.fromkeys(batch.machine for batch in batches), request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        entry = CountHalted(said["machine"] or None, account_of(request).name, said["reason"])
        if entered(request, "The count is halted. Test, then choose how to go on.", entry):
            return redirect("board:halts")
    administrator = account_of(request).has_role is Role.ELECTION_ADMINISTRATOR
    shown = [_shown(halt, batches, administrator) for halt in reversed(deciding().state().halts.values())]
    return render(request, "board/halts.html", {"halts": shown, "form": form})


@page(*ADMINISTRATOR)
@require_POST
def end_halt(request: HttpRequest, number: int) -> HttpResponse:
    """Record what the test found and the choice."""
    halt = deciding().state().halts.get(number)
    if halt is None:
        raise Http404(f"Ledger entry {number} halted nothing.")
    form = EndHaltForm([batch.batch for batch in _segment(halt, _batches())], request.POST, prefix=f"halt-{number}")
    if form.is_valid():
        said = form.cleaned_data
        entry = HaltEnded(
            number,
            FoundByTest(said["found"]),
            HaltChoice(said["choice"]),
            tuple(said["batches"]),
            form.people,
            said["reason"],
        )
        entered(request, "The choice is recorded.", entry)
    else:
        say_errors(request, form)
    return redirect("board:halts")


def _batches() -> tuple[BatchInSegment, ...]:
    def read(state: RecordState) -> tuple[BatchInSegment, ...]:
        return tuple(
            BatchInSegment(name, batch.opened.machine, batch.sheets, name in state.board.replaced)
            for name, batch in state.batches.items()
        )

    return served().state.read(read)


def _segment(halt: Halt, batches: tuple[BatchInSegment, ...]) -> tuple[BatchInSegment, ...]:
    """Batches of the halted machine that were open before the halt."""
    rows = served().record.newest_of_kind(BatchOpened.kind, halt.number, _MOST_BATCHES)
    before = {entry.batch for row in rows if isinstance(entry := row.entry(), BatchOpened)}
    machine = halt.halted.machine
    return tuple(one for one in batches if one.batch in before and machine in (None, one.machine))


def _shown(halt: Halt, batches: tuple[BatchInSegment, ...], administrator: bool) -> HaltShown:
    segment = _segment(halt, batches)
    names = [batch.batch for batch in segment]
    form = EndHaltForm(names, prefix=f"halt-{halt.number}") if administrator and halt.ended is None else None
    return HaltShown(halt.number, halt.halted, halt.ended, segment, form)
