"""Hand counts: two recorders' tally sheets, entered blind and compared (13-15-206(2))."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from canvass.accounts.roles import Role
from canvass.board.by_hand.hand_count_forms import OpenHandCountForm, ReopenHandCountForm, TallySheetForm
from canvass.board.by_hand.set_aside_views import people_of, set_aside_list
from canvass.board.steps import BOARD_AND_ADMINISTRATOR, deciding, entered, say_errors
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.by_hand.counting_by_hand import HandCount, contests_in, open_contests
from tabulate.board.by_hand.hand_counts import (
    ChoiceFigure,
    ContestByHand,
    HandCountOpened,
    HandCountReopened,
    TallySheetEntered,
)
from tabulate.election import ChoiceId, Contest, ContestId, PrecinctId
from tabulate.ledger.state import RecordState
from tabulate.whole_numbers import whole_number


@dataclass(frozen=True, slots=True)
class CountLine:
    """One hand count in the list."""

    opened: HandCountOpened
    ballots: int
    precinct: str
    open: int


@dataclass(frozen=True, slots=True)
class ContestLine:
    """One contest of a hand count; never a figure."""

    title: str
    round: int
    sheets: int
    yours: bool
    equal: bool
    unequal: int
    current: bool
    enter_url: str
    """Empty where there is nothing for this account to enter."""


@dataclass(frozen=True, slots=True)
class _Entered:
    """A contest's standing in a hand count, without its figures."""

    round: int
    recorders: tuple[str, ...]
    equal: bool
    unequal: int


@dataclass(frozen=True, slots=True)
class _Standing:
    """A hand count's standing, without its figures."""

    opened: HandCountOpened
    ballots: int
    contests: dict[ContestId, _Entered]
    reopened: tuple[HandCountReopened, ...]


@page(*BOARD_AND_ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_counts(request: HttpRequest) -> HttpResponse:
    """Every hand count; for the administrator, the form that opens one."""
    administrator = account_of(request).has_role is Role.ELECTION_ADMINISTRATOR
    replaced = served().state.read(lambda state: tuple(sorted(state.board.replaced)))
    boards = deciding().state().boards.values()
    form = OpenHandCountForm(served().election, replaced, boards, request.POST or None) if administrator else None
    if request.method == "POST" and form is not None and form.is_valid():
        said = form.cleaned_data
        entry = HandCountOpened(
            said["count"].strip(),
            PrecinctId(said["precinct"]),
            said["number"],
            tuple(said["batches"]),
            (said["recorder_1"], said["recorder_2"]),
            said["reader"],
            account_of(request).name,
            said["board"],
        )
        if entered(request, f"Hand count {entry.count} is open.", entry):
            return redirect("board:hand-counts")
    return render(request, "board/hand_counts.html", {"counts": served().state.read(_lines), "form": form})


@page(*BOARD_AND_ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_count(request: HttpRequest) -> HttpResponse:
    """One hand count contest by contest; for its recorders, the tally sheet of one contest."""
    name, account = request.GET.get("count", ""), account_of(request)
    standing = served().state.read(lambda state: _standing(state, name))
    if standing is None:
        raise Http404(f"There is no hand count {name}.")
    opened, entered = standing.opened, standing.contests
    contests = contests_in(served().election, opened.precinct)
    recorder = account.name in opened.recorders
    chosen = _chosen(contests, entered, request.GET.get("contest"), account.name) if recorder else None
    form = sheet_form(chosen, request) if chosen is not None else None
    if request.method == "POST" and chosen is not None and form is not None and form.is_valid():
        if enter_sheet(request, name, chosen, form):
            return redirect(_next_sheet(contests, entered, chosen, name, account.name))
    elif request.method == "POST" and chosen is None:
        messages.warning(request, "Your sheet for this round is in, or the contest is settled. Nothing was written.")
    aside = set_aside_list(name, account.name)
    context = {
        "count": standing,
        "precinct": served().election.precinct_name(opened.precinct),
        "contests": [_line(one, entered.get(one.id), name, account.name, recorder, one is chosen) for one in contests],
        "contest": chosen,
        "round": entered[chosen.id].round if chosen is not None and chosen.id in entered else 1,
        "form": form,
        "seats": chosen.seats if chosen is not None else 0,
        "recorder": recorder,
        "aside": aside,
        "aside_query": urlencode({"count": name}),
        "reopen_form": _reopen_form(contests, standing) if entered or aside.ballots else None,
        "reopen_url": f"{reverse('board:reopen-hand-count')}?{urlencode({'count': name})}",
    }
    return render(request, "board/hand_count.html", context)


@page(*BOARD_AND_ADMINISTRATOR)
@require_POST
def reopen_hand_count(request: HttpRequest) -> HttpResponse:
    """Open one contest of a hand count again, or all: what was entered stays in the ledger and leaves the totals."""
    name = request.GET.get("count", "")
    standing = served().state.read(lambda state: _standing(state, name))
    if standing is None:
        raise Http404(f"There is no hand count {name}.")
    form = _reopen_form(contests_in(served().election, standing.opened.precinct), standing, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        contest = ContestId(said["contest"]) if said["contest"] else None
        entry = HandCountReopened(name, contest, said["number"], account_of(request).name, said["reason"])
        entered(request, "Opened again: count anew, blind as before.", entry)
    else:
        say_errors(request, form)
    return redirect(f"{reverse('board:hand-count')}?{urlencode({'count': name})}")


def _reopen_form(
    contests: tuple[Contest, ...], standing: _Standing, sent: QueryDict | None = None
) -> ReopenHandCountForm:
    settled = [one for one in contests if one.id in standing.contests and standing.contests[one.id].equal]
    return ReopenHandCountForm(settled, sent, initial={"number": standing.ballots})


def _lines(state: RecordState) -> tuple[CountLine, ...]:
    return tuple(
        CountLine(
            count.opened,
            count.ballots,
            served().election.precinct_name(count.opened.precinct),
            len(
                open_contests(count, [contest.id for contest in contests_in(served().election, count.opened.precinct)])
            ),
        )
        for count in state.board.hand_counts.values()
    )


def _standing(state: RecordState, name: str) -> _Standing | None:
    count: HandCount | None = state.board.hand_counts.get(name)
    if count is None:
        return None
    contests = {contest: _entered(one) for contest, one in count.contests.items()}
    return _Standing(count.opened, count.ballots, contests, tuple(count.reopened))


def _entered(one: ContestByHand) -> _Entered:
    recorders = tuple(sheet.recorder for sheet in one.sheets)
    return _Entered(one.round, recorders, one.figures is not None, len(one.unequal))


def _may_enter(entered: _Entered | None, recorder: str) -> bool:
    return entered is None or (not entered.equal and recorder not in entered.recorders)


def _chosen(
    contests: tuple[Contest, ...], entered: dict[ContestId, _Entered], wanted: str | None, recorder: str
) -> Contest | None:
    """The contest whose sheet this recorder enters: the one asked for, else the first that waits for them."""
    waiting = [contest for contest in contests if _may_enter(entered.get(contest.id), recorder)]
    if wanted is not None:
        return next((contest for contest in waiting if contest.id == wanted), None)
    return waiting[0] if waiting else None


def _next_sheet(
    contests: tuple[Contest, ...], entered: dict[ContestId, _Entered], done: Contest, count: str, recorder: str
) -> str:
    """Where a recorder goes on: with the contest that follows the one just entered, and waits for them."""
    place = contests.index(done) + 1
    following = [
        one for one in (*contests[place:], *contests[: place - 1]) if _may_enter(entered.get(one.id), recorder)
    ]
    asked = {"count": count} | ({"contest": following[0].id} if following else {})
    return f"{reverse('board:hand-count')}?{urlencode(asked)}"


def sheet_form(contest: Contest, request: HttpRequest) -> TallySheetForm:
    """A recorder's sheet of a contest, with what was sent."""
    sent = request.POST if request.method == "POST" else None
    return TallySheetForm(contest, people_of(contest), sent)


def enter_sheet(request: HttpRequest, count: str, contest: Contest, form: TallySheetForm) -> bool:
    """Enter the recorder's sheet of a count by hand as the form has it; True where it was entered."""
    said = form.cleaned_data
    figures = (
        ChoiceFigure(ChoiceId(person), said[f"votes_{place}"])
        for place, (person, _) in enumerate(form.people)
        if said[f"votes_{place}"]
    )
    entry = TallySheetEntered(
        count=count,
        contest=contest.id,
        round=whole_number(request.POST.get("round", ""), 99_999) or 0,
        recorder=account_of(request).name,
        ballots=said["ballots"],
        figures=tuple(sorted(figures, key=lambda figure: figure.choice)),
        undervotes=said["undervotes"],
        overvotes=said["overvotes"],
    )
    return entered(request, f"Your sheet for {contest.title} is in.", entry)


def _line(
    contest: Contest, entered: _Entered | None, count: str, account: str, recorder: bool, current: bool
) -> ContestLine:
    may = recorder and _may_enter(entered, account)
    query = urlencode({"count": count, "contest": contest.id})
    return ContestLine(
        title=contest.title,
        round=entered.round if entered else 1,
        sheets=len(entered.recorders) if entered else 0,
        yours=entered is not None and account in entered.recorders,
        equal=entered is not None and entered.equal,
        unequal=entered.unequal if entered else 0,
        current=current,
        enter_url=f"{reverse('board:hand-count')}?{query}" if may else "",
    )
