"""The addresses of a judge's work: the next ballot, its review page, and what else may be said of a ballot."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from canvass.accounts.roles import Role
from canvass.board.ballot_page import capital
from canvass.board.forms import AskForm
from canvass.board.review.desk import Desk, not_here, say_read, to_next
from canvass.board.steps import BOARD, BOARD_AND_ADMINISTRATOR, ballot_or_404, deciding, entered, say_errors
from canvass.errors import RefusedError
from canvass.web.access import account_of, page
from tabulate.board.decisions import QuestionRaisedByPeople
from tabulate.board.places import SheetName
from tabulate.questions import Question


@page(*BOARD)
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Lease the next ballot to the judge's board, and open it."""
    return to_next(request, account_of(request).name)


@page(*BOARD)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def review(request: HttpRequest, batch: str, sheet: int) -> HttpResponse:
    """The review page, and the decision that it sends."""
    view = ballot_or_404(batch, sheet)
    state = deciding().state()
    board = state.board_of(account_of(request).name)
    if elsewhere := not_here(request, view, board, state.mode):
        return elsewhere
    assert board is not None
    desk = Desk(request, view, board, state)
    return desk.decide() if request.method == "POST" else desk.show()


@page(*BOARD)
@require_POST
def leave(request: HttpRequest, batch: str, sheet: int) -> HttpResponse:
    """Leave a ballot for later: the judge gets it after all others."""
    name = SheetName(batch, sheet)
    try:
        deciding().leave(account_of(request).name, name)
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{capital(name)} is left for later: it comes after all others.")
    return redirect("board:queue")


@page(*BOARD_AND_ADMINISTRATOR)
@require_POST
def read_other(request: HttpRequest, batch: str, sheet: int) -> HttpResponse:
    """Read a sheet that the board found to be another paper, where that did not come about with the decision."""
    view = ballot_or_404(batch, sheet)
    if view.ballot.is_to_be_read:
        say_read(request, view)
    else:
        messages.warning(request, f"{capital(view.name)} is not to be read. Nothing was written.")
    return redirect("board:ballot", batch, sheet)


@page(Role.COUNTING_BOARD_MEMBER, Role.ELECTION_ADMINISTRATOR, Role.SCANNER_OPERATOR)
@require_POST
def ask(request: HttpRequest, batch: str, sheet: int) -> HttpResponse:
    """Ask about the whole ballot what the machine cannot see; it is laid aside until a board has decided."""
    view = ballot_or_404(batch, sheet)
    form = AskForm(request.POST)
    if form.is_valid():
        entry = QuestionRaisedByPeople(
            batch, sheet, Question(form.cleaned_data["question"]), account_of(request).name, form.cleaned_data["note"]
        )
        entered(request, f"{capital(view.name)} is laid aside.", entry)
    else:
        say_errors(request, form)
    return redirect("board:queue")
