"""The administrator's: boards appointed and dismissed, how they work, the polls closed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.board.forms import ClosePollsForm, ModeForm
from canvass.board.office.board_form import BoardForm
from canvass.board.steps import ADMINISTRATOR, BOARD_AND_ADMINISTRATOR, deciding, entered, say_errors
from canvass.record.definition_files import read_definition_files
from canvass.reporting.sealing import provisional_released
from canvass.web.access import account_of, page
from canvass.web.forms import AskedAgain, asks_first
from canvass.web.listing.listed_rows import ListColumn, listed
from canvass.web.served import served
from tabulate.board.boards import (
    JUDGES_A_BOARD,
    BoardAppointed,
    BoardDismissed,
    Judge,
    WorkingMode,
    WorkingModeSet,
    unsaid,
)
from tabulate.board.polls import PollsClosed
from tabulate.totals.results import Seal, provisional_from

_COLUMNS: tuple[ListColumn[BoardAppointed], ...] = (
    ListColumn("Board", lambda one: one.board),
    ListColumn("Judges", lambda one: "; ".join(judge.name for judge in one.judges)),
    ListColumn("Accounts", lambda one: "; ".join(judge.account for judge in one.judges)),
    ListColumn("Oaths", lambda one: "; ".join(judge.oath_taken_on for judge in one.judges)),
    ListColumn("Lists", lambda one: "; ".join(_list_of(judge) for judge in one.judges)),
    ListColumn("Designated by", lambda one: one.designated_by.act if one.designated_by else "not said"),
    ListColumn("Designated on", lambda one: one.designated_by.on if one.designated_by else ""),
    ListColumn("Precincts", lambda one: "; ".join(one.precincts) or "all"),
    ListColumn("Entered by", lambda one: one.appointed_by),
)


def _list_of(judge: Judge) -> str:
    return "not said" if judge.party_list is None else judge.party_list or "none"


@page(*ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def boards(request: HttpRequest) -> HttpResponse:
    """Every board, and the form that appoints one."""
    taken = deciding().state().office.people
    form = BoardForm(served().election, request.POST or None, by_register=taken is not None)
    if request.method == "POST" and form.is_valid():
        signed = deciding().state().office.early.affirmations
        entry = form.appointed(account_of(request).name, {name: one.witness for name, one in signed.items()})
        if entered(request, f"Board {entry.board} is appointed.", entry):
            if lacking := tuple(unsaid(deciding().state().boards[entry.board])):
                messages.warning(request, f"Of board {entry.board} it is not said: {'; '.join(lacking)}.")
            return redirect("board:boards")
    state = deciding().state()
    found = listed(request, "boards", state.boards.values(), _COLUMNS)
    people = Account.objects.filter(role=Role.COUNTING_BOARD_MEMBER.value, is_active=True).count()
    context = {
        "boards": [(board, tuple(unsaid(board))) for board in found.shown],
        "listing": found,
        "affirmations": state.office.early.affirmations,
        "form": form,
        "mode_form": ModeForm(initial={"mode": state.mode.value}),
        "register": taken,
        "few": people if people < JUDGES_A_BOARD else 0,
    }
    return found.file() or render(request, "board/boards.html", context)


def _once_more(request: HttpRequest) -> AskedAgain | None:
    found = deciding().state().boards.get(request.POST.get("board", ""))
    if found is None:
        return None
    return AskedAgain(
        title=f"Dismiss board {found.board}?",
        facts=(("Board", found.board), ("Judges", ", ".join(one.name for one in found.judges))),
        stays="What it decided stays. Its judges decide nothing more, until they are appointed again.",
        button="Dismiss the board",
        back=reverse("board:boards"),
    )


@page(*ADMINISTRATOR)
@require_POST
@asks_first(_once_more)
def dismiss(request: HttpRequest) -> HttpResponse:
    """End a board's work."""
    board = request.POST.get("board", "")
    entry = BoardDismissed(board, account_of(request).name)
    entered(request, f"Board {board} is dismissed. What it decided stands.", entry)
    return redirect("board:boards")


@page(*ADMINISTRATOR)
@require_POST
def set_mode(request: HttpRequest) -> HttpResponse:
    """Set how boards work in this election."""
    form = ModeForm(request.POST)
    if form.is_valid():
        mode = WorkingMode(form.cleaned_data["mode"])
        entry = WorkingModeSet(mode, account_of(request).name)
        entered(request, f"Boards work at {mode.value} from here on.", entry)
    else:
        say_errors(request, form)
    return redirect("board:boards")


@page(*BOARD_AND_ADMINISTRATOR)
@require_http_methods(["GET", "HEAD"])
def polls(request: HttpRequest) -> HttpResponse:
    """What seals the totals, and what is still held."""
    election, seal = served().election, served().seal()
    context = {
        "of_the_hour": read_definition_files(served().record.directory).said_of_the_hour,
        "closed": deciding().state().polls_closed,
        "hour_past": seal is not Seal.HOUR,
        "sealed": seal is not None,
        "provisional_from": provisional_from(election),
        "released": provisional_released(election),
        "may_close": account_of(request).has_role is Role.ELECTION_ADMINISTRATOR,
        "form": ClosePollsForm(),
    }
    return render(request, "board/polls.html", context)


@page(*ADMINISTRATOR)
@require_POST
def close_polls(request: HttpRequest) -> HttpResponse:
    """Close the polls in the record: with the hour past, totals are open from here on."""
    form = ClosePollsForm(request.POST)
    if form.is_valid():
        entry = PollsClosed(account_of(request).name)
        entered(request, "The polls are closed in the record. Totals are open.", entry)
    else:
        say_errors(request, form)
    return redirect("board:polls")
