"""Write-ins: those of one contest that wait, side by side, and candidates who declared late."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from canvass.accounts.roles import Role
from canvass.board.declare_form import DeclareForm
from canvass.board.pictures.addresses import PictureShown, line_picture
from canvass.board.review.decision_form import MOST_NAME
from canvass.board.steps import ADMINISTRATOR, BOARD, BOARD_AND_ADMINISTRATOR, deciding, entered, say_errors
from canvass.record.work.queue import PAGE_BALLOTS, PendingLine
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.outcomes import WRITE_IN_LINE
from tabulate.board.places import SheetName
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
    context = {
        "tabs": tabs,
        "chosen": chosen,
        "people": declared_in(chosen, deciding().state().declared) if chosen is not None else (),
        "crops": [_crop(line, chosen) for line in lines] if chosen is not None else [],
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


def _crop(line: PendingLine, contest: Contest) -> Crop:
    typed = line.choice.partition(":")[2] if line.choice.startswith(f"{WRITE_IN_LINE}:") else ""
    sheet = served().record.entry(line.entry)
    picture = None
    if not typed and isinstance(sheet, SheetCounted | SheetQuestioned | SheetNotRead):
        picture = line_picture(sheet, served().election, contest.id, ChoiceId(line.choice))
    return Crop(line.name, picture, typed)
