"""Write-ins: those of one contest that wait, side by side, and candidates who declared late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from canvass.accounts.roles import Role
from canvass.board.declare_form import DeclareForm
from canvass.board.pictures.addresses import PictureShown, line_picture
from canvass.board.review.asked import Option
from canvass.board.review.decision_form import MOST_NAME
from canvass.board.review.lines_read import finding_read
from canvass.board.review.page import people_on_line
from canvass.board.sitting.confirming import judges_with_pins
from canvass.board.steps import ADMINISTRATOR, BOARD, BOARD_AND_ADMINISTRATOR, deciding, entered, say_errors
from canvass.record.work.queue import PAGE_BALLOTS, PendingLine
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.ballot import Ballot
from tabulate.board.boards import WorkingMode
from tabulate.board.outcomes import WRITE_IN_LINE
from tabulate.board.places import SheetName
from tabulate.board.state import BoardState
from tabulate.board.write_ins import declared_in, suggest
from tabulate.election import ChoiceId, Contest
from tabulate.ledger.entries import SheetCounted, SheetNotRead, SheetQuestioned
from tabulate.whole_numbers import whole_number


@dataclass(frozen=True, slots=True)
class Crop:
    """One pending line: its picture, or the words that a device printed."""

    name: SheetName
    picture: PictureShown | None
    typed: str
    value: str
    """Of its box in the form; empty where this judge has nothing to read on it."""
    read: str
    """What was read of it in this sign-in, in words; empty where nothing was."""
    chosen: bool
    """Whether it is ticked beforehand: at a shared screen the next judge begins from what was read together."""


@dataclass(frozen=True, slots=True)
class ContestTab:
    """A contest with write-ins, and how many of its lines wait."""

    contest: Contest
    waiting: int


@page(*BOARD_AND_ADMINISTRATOR)
@require_safe
def look_alikes(request: HttpRequest) -> HttpResponse:
    """All pending write-ins of one contest, side by side: of the one asked for, or the first of which any wait."""
    waiting = deciding().questions.lines_waiting()
    tabs = [ContestTab(contest, waiting[contest.id]) for contest in served().election.contests if contest.write_ins]
    asked = [tab for tab in tabs if tab.contest.id == request.GET.get("contest")]
    first = next(iter([*asked, *(tab for tab in tabs if tab.waiting), *tabs]), None)
    chosen = None if first is None else first.contest
    number = whole_number(request.GET.get("page", ""), 99_999) or 1
    lines = deciding().questions.pending_lines(chosen.id, number) if chosen is not None else ()
    administrator = account_of(request).has_role is Role.ELECTION_ADMINISTRATOR
    state = deciding().state()
    options = tuple(people_on_line(chosen, state.declared)) if chosen is not None else ()
    crops = _crops(request, state, lines, chosen, options) if chosen is not None else []
    context = {
        "tabs": tabs,
        "chosen": chosen,
        "people": declared_in(chosen, state.declared) if chosen is not None else (),
        "crops": crops,
        "options": _begun_from(crops, options),
        "board": state.board_of(account_of(request).name),
        "shared": state.mode is WorkingMode.SHARED_SCREEN,
        "have_pins": judges_with_pins(request),
        "more": number + 1 if len(lines) == PAGE_BALLOTS else None,
        "form": DeclareForm(served().election) if administrator else None,
    }
    return render(request, "board/look_alikes.html", context)


@page(*ADMINISTRATOR)
@require_POST
def declare(request: HttpRequest) -> HttpResponse:
    """Enter a write-in candidate whom the definition does not have."""
    form = DeclareForm(served().election, request.POST)
    if form.is_valid():
        entry = form.declared(account_of(request).name)
        entered(request, f"{entry.name} is entered.", entry)
    else:
        say_errors(request, form)
    return redirect("board:look-alikes")


@page(*BOARD)
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Who a typed name is like, in one contest: to suggest, never to decide."""
    election = served().election
    contest = election.find_contest(request.GET.get("contest"))
    typed = request.GET.get("typed", "")[:MOST_NAME]
    if contest is None:
        return JsonResponse({"alike": []})
    alike = suggest(typed, contest, declared_in(contest, deciding().state().declared))
    return JsonResponse(
        {"alike": [{"value": f"{one.finding.name}:{one.person}", "likeness": one.likeness} for one in alike]}
    )


def _begun_from(crops: Sequence[Crop], options: Sequence[Option]) -> tuple[Option, ...]:
    """What may stand on a line; chosen beforehand at a shared screen, where all that was read together is the same."""
    read = {crop.read for crop in crops if crop.chosen}
    return tuple(replace(option, chosen=read == {option.text}) for option in options)


def _crops(
    request: HttpRequest, state: BoardState, lines: Sequence[PendingLine], contest: Contest, options: Sequence[Option]
) -> list[Crop]:
    judge = account_of(request).name
    board, shared = state.board_of(judge), state.mode is WorkingMode.SHARED_SCREEN
    names = {option.value: option.text for option in options}
    ballots = served().state.read(lambda kept: {line.name: kept.board.ballot(line.name) for line in lines})
    return [
        _crop(
            request, line, contest, ballots[line.name], names, board.board if board else None, "" if shared else judge
        )
        for line in lines
    ]


def _crop(
    request: HttpRequest,
    line: PendingLine,
    contest: Contest,
    ballot: Ballot,
    names: Mapping[str, str],
    board: str | None,
    judge: str,
) -> Crop:
    """`board` is the judge's; `judge` is empty at a shared screen."""
    typed = line.choice.partition(":")[2] if line.choice.startswith(f"{WRITE_IN_LINE}:") else ""
    sheet = served().record.entry(line.entry)
    picture = None
    if not typed and isinstance(sheet, SheetCounted | SheetQuestioned | SheetNotRead):
        picture = line_picture(sheet, served().election, contest.id, ChoiceId(line.choice))
    mine = board is not None and ballot.board in (None, board) and judge not in {one.judge for one in ballot.decisions}
    read = names.get(finding_read(request, line.entry, ballot.round, contest.id, line.choice), "")
    value = f"{line.entry}:{ballot.round}:{line.choice}" if mine and ballot.outcome is None else ""
    return Crop(line.name, picture, typed, value, read, chosen=bool(value and read and not judge))
