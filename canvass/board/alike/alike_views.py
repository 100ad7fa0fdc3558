"""Pending write-ins of one contest that are alike are read together; each ballot is decided by its own entries."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from canvass.accounts.models import Account
from canvass.board.ballot_page import capital
from canvass.board.review.asked import Review
from canvass.board.review.decision_form import MOST_NAME, findings_of
from canvass.board.review.lines_read import forget_readings, keep_reading, read_before
from canvass.board.review.page import review_of
from canvass.board.sitting.confirming import confirmed_by
from canvass.board.steps import BOARD, deciding
from canvass.console.text import plural
from canvass.deciding.decisions import BallotView
from canvass.errors import RefusedError
from canvass.record.work.queue import PAGE_BALLOTS
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.boards import WorkingMode
from tabulate.board.places import SheetName
from tabulate.board.rulings import ContestRuling
from tabulate.election import Contest
from tabulate.ledger.entries import SheetCounted, SheetNotRead, SheetQuestioned
from tabulate.whole_numbers import whole_number


@dataclass(slots=True)
class _Come:
    """What came of the lines that were read together."""

    decided: int = 0
    kept: int = 0
    refused: list[str] = field(default_factory=list)

    def tell(self, request: HttpRequest) -> None:
        """Say it."""
        if self.decided:
            said = f"{plural(self.decided, 'ballot')} decided so, each by its own entry."
            messages.success(request, said)
        if self.kept:
            said = f"Filled in on the pages of {plural(self.kept, 'ballot')}, which are still to be decided there."
            messages.success(request, said)
        for words in self.refused:
            messages.error(request, words)


@page(*BOARD)
@require_POST
@sensitive_post_parameters("password")
def read_alike(request: HttpRequest) -> HttpResponse:
    """Read lines alike: a ballot that asks nothing else is decided so; of the others the page is filled in."""
    contest = served().election.find_contest(request.POST.get("contest"))
    board = deciding().board_of(account_of(request).name)
    if contest is None or board is None:
        messages.error(request, "Nothing was written: only a judge of a board reads write-ins of a contest.")
        return redirect("board:look-alikes")
    lines = list(_lines_sent(request))
    finding = request.POST.get("finding", "")
    if not lines or not finding:
        messages.error(request, "Tick the lines that are alike, and say what stands on them. Nothing was written.")
        return _back(contest)
    judge: Account | str = account_of(request)
    if deciding().state().mode is WorkingMode.SHARED_SCREEN:
        judge = confirmed_by(request, board) if request.POST.get("password") else ""
        if isinstance(judge, str) and judge:
            messages.error(request, judge)
            return _back(contest)
    come = _Come()
    for name, round_, line in lines:
        _read(request, contest, name, round_, line, judge, come)
    come.tell(request)
    return _back(contest)


def _read(
    request: HttpRequest, contest: Contest, name: SheetName, round_: int, line: str, judge: Account | str, come: _Come
) -> None:
    """Keep what stands on one line; decide its ballot, where that is all that is asked and a judge confirms."""
    state = deciding().state()
    try:
        view = deciding().ballot(name)
        if view.ballot.round != round_ or view.ballot.outcome is not None:
            come.refused.append(f"{capital(name)} was decided or opened again meanwhile. Nothing was written of it.")
            return
        review = review_of(served().election, view.ballot, view.sheet, state.declared)
        finding = request.POST.get("finding", "")
        if not _may_stand(review, contest, line, finding):
            come.refused.append(f"{capital(name)}: this is not asked of its line. Decide it on its own page.")
            return
        written = " ".join(request.POST.get("name", "").split())[:MOST_NAME]
        keep_reading(request, view, contest.id, line, finding, written)
        found = findings_of(review, read_before(request, view, review))
        if found.problems or review.ballot or not isinstance(judge, Account):
            come.kept += 1
            return
        _decide(request, view, judge, found.contests, come)
    except RefusedError as refused:
        come.refused.append(str(refused))


def _decide(request: HttpRequest, view: BallotView, judge: Account, contests: list[ContestRuling], come: _Come) -> None:
    after = deciding().decide(judge.name, view.name, view.ballot.round, contests)
    come.decided += 1
    if after.ballot.outcome is not None or deciding().state().mode is WorkingMode.OWN_SCREENS:
        forget_readings(request, view)


def _may_stand(review: Review, contest: Contest, line: str, finding: str) -> bool:
    lines = (one for asked in review.contests if asked.contest.id == contest.id for one in asked.lines)
    return any(one.line == line and finding in {option.value for option in one.options} for one in lines)


def _lines_sent(request: HttpRequest) -> Iterator[tuple[SheetName, int, str]]:
    """The lines that were ticked: each with its sheet, and the round in which it was shown."""
    for sent in request.POST.getlist("line")[:PAGE_BALLOTS]:
        entry, _, rest = sent.partition(":")
        round_, _, line = rest.partition(":")
        numbers = whole_number(entry, 99_999_999_999), whole_number(round_, 999_999)
        sheet = served().record.entry(numbers[0]) if numbers[0] else None
        if numbers[1] is not None and isinstance(sheet, SheetCounted | SheetQuestioned | SheetNotRead):
            yield SheetName(sheet.batch, sheet.reading.number), numbers[1], line


def _back(contest: Contest) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('board:look-alikes')}?{urlencode({'contest': contest.id})}")
