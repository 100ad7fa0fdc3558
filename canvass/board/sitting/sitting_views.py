"""The page of a board that sits at one screen: which of its judges may confirm with a PIN, until the sitting ends."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from canvass.accounts.models import Account
from canvass.board.sitting.confirming import begin_pin, end_sitting, judges_with_pins
from canvass.board.sitting.pin_form import PinForm
from canvass.board.steps import BOARD, deciding
from canvass.web.access import account_of, page
from canvass.web.faults import too_often
from canvass.web.served import premises
from tabulate.board.boards import WorkingMode


@page(*BOARD)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def sitting(request: HttpRequest) -> HttpResponse:
    """Who of the board has a PIN at this screen; a judge sets one, under the own password."""
    state = deciding().state()
    board = state.board_of(account_of(request).name)
    if board is None or state.mode is not WorkingMode.SHARED_SCREEN:
        messages.warning(request, "PINs are for the three judges of a board who work at one screen.")
        return redirect("board:queue")
    form = PinForm(board, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not premises().pace.allows(request):
            return too_often()
        said = form.cleaned_data
        made = begin_pin(request, board, said["judge"], said["password"], said["pin"])
        if isinstance(made, Account):
            messages.success(request, f"{made.full_name} confirms with a PIN at this screen, until the sitting ends.")
            return redirect("board:sitting")
        form.add_error("password", made)
    have = judges_with_pins(request)
    if not form.is_bound:
        form.initial["judge"] = next((one.account for one in board.judges if one.account not in have), "")
    judges = [(judge.name, judge.account in have) for judge in board.judges]
    context = {"board": board, "judges": judges, "form": form, "any": bool(have)}
    return render(request, "board/sitting.html", context, status=422 if form.errors else 200)


@page(*BOARD)
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the sitting: no PIN confirms at this screen any more."""
    end_sitting(request)
    messages.success(request, "The sitting has ended. Each judge confirms under the own password.")
    return redirect("board:sitting")
