"""Transferred ballots: entered, paired with the scanned new ballot, compared (13-15-206(4)(b), 13-3-208, 13-13-246)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from canvass.board.forms import PairForm, TransferForm
from canvass.board.steps import BOARD_AND_ADMINISTRATOR, deciding, entered, say_errors
from canvass.errors import RefusedError
from canvass.web.access import account_of, page
from canvass.web.listing.listed_rows import ListColumn, listed
from canvass.web.served import served
from tabulate.board.ballot import Ballot
from tabulate.board.places import SheetName
from tabulate.board.rulings import Verdict
from tabulate.board.state import BoardState
from tabulate.board.transfers import (
    ContestVotes,
    Transfer,
    TransferDifference,
    TransferMade,
    TransferPaired,
    TransferReason,
    differences,
    settled_votes,
)
from tabulate.board.write_ins import declared_in
from tabulate.election import ChoiceId, ContestId
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class TransferShown:
    """A transfer and how far it has come."""

    transfer: Transfer
    state: str
    tag: str
    differs: bool


_Side = Mapping[ContestId, ContestVotes] | None
"""A ballot's votes by contest; None while it is not scanned or not settled."""


class VotesCompared(StrEnum):
    """What is said of a contest beside its two sides; the page's words."""

    NOT_YET = "not yet compared"
    """One of the two ballots is not scanned, or not settled."""
    SAME = "the same"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class ContestCompared:
    """A contest of original and new ballot."""

    title: str
    original: str
    copy: str
    comparison: VotesCompared

    @property
    def differs(self) -> bool:
        """Whether both were compared, and are not alike."""
        return self.comparison is VotesCompared.DIFFERS


@dataclass(frozen=True, slots=True)
class _Listed:
    transfers: tuple[TransferShown, ...]
    to_transfer: tuple[SheetName, ...]


_COLUMNS: tuple[ListColumn[TransferShown], ...] = (
    ListColumn("Number", lambda one: one.transfer.made.number),
    ListColumn("Workflow", lambda one: one.transfer.made.reason.value, among=()),
    ListColumn("Original", lambda one: str(one.transfer.made.original or "never scanned")),
    ListColumn("New ballot", lambda one: str(one.transfer.copy or "not yet scanned")),
    ListColumn("Made by", lambda one: ", ".join(one.transfer.made.made_by)),
    ListColumn("State", lambda one: one.state, among=()),
)


@page(*BOARD_AND_ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def transfers(request: HttpRequest) -> HttpResponse:
    """Every transfer, ballots that wait for one, and the form that enters one."""
    form = TransferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        entry = TransferMade(
            said["number"].strip(),
            TransferReason(said["reason"]),
            said["original_batch"].strip() or None,
            said["original_sheet"],
            form.people,
        )
        done = f"Transfer {entry.number} is entered. Scan the new ballot, then pair the two."
        if entered(request, done, entry):
            return redirect(_url(entry.number))
    known = served().state.read(lambda state: _listed(state.board, state))
    found = listed(request, "transfers", known.transfers, _COLUMNS)
    context = {"listing": found, "to_transfer": known.to_transfer, "form": form}
    return found.file() or render(request, "board/transfers.html", context)


@page(*BOARD_AND_ADMINISTRATOR)
@require_safe
def transfer(request: HttpRequest) -> HttpResponse:
    """One transfer, with its two ballots compared contest by contest."""
    number, work = request.GET.get("number", ""), deciding()
    try:
        found = work.transfer(number)
    except RefusedError as refused:
        raise Http404(str(refused)) from None
    original, copy = (
        work.ballot(name).ballot if name is not None else None
        for name in (found.transfer.made.original, found.transfer.copy)
    )
    context = {
        "one": _shown(found.transfer, found.in_force, found.differences),
        "comparison": _compared(original, copy),
        "form": PairForm(),
    }
    return render(request, "board/transfer.html", context)


@page(*BOARD_AND_ADMINISTRATOR)
@require_POST
def pair(request: HttpRequest) -> HttpResponse:
    """Say which sheet is a transfer's new ballot."""
    number, form = request.POST.get("number", ""), PairForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        entry = TransferPaired(number, said["copy_batch"].strip(), said["copy_sheet"], account_of(request).name)
        if not entered(request, f"Number {number} is paired with {entry.copy}.", entry):
            return redirect("board:transfers")
    else:
        say_errors(request, form)
    return redirect(_url(number))


def _url(number: str) -> str:
    return f"{reverse('board:transfer')}?{urlencode({'number': number})}"


def _listed(board: BoardState, state: RecordState) -> _Listed:
    shown = tuple(
        _shown(one, board.in_force(one), _differences(board, one)) for one in board.transfers.by_number.values()
    )
    decided = (
        name
        for name, ballot in board.ballots.items()
        if ballot.outcome is not None and ballot.outcome.verdict is Verdict.TRANSFER
    )
    return _Listed(shown, tuple(sorted(name for name in decided if name not in board.transfers.number_of_original)))


def _differences(board: BoardState, one: Transfer) -> tuple[TransferDifference, ...] | None:
    if one.copy is None or one.made.original is None:
        return None
    return differences(board.ballot(one.made.original), board.ballot(one.copy))


def _shown(one: Transfer, in_force: bool, found: tuple[TransferDifference, ...] | None) -> TransferShown:
    if in_force:
        return TransferShown(one, "the new ballot counts", "done", False)
    if one.copy is None:
        return TransferShown(one, "new ballot not scanned", "waiting", False)
    if found:
        return TransferShown(one, f"differs in {len(found)} contests", "stopped", True)
    return TransferShown(one, "waits for the board", "waiting", False)


def _compared(original: Ballot | None, copy: Ballot | None) -> list[ContestCompared]:
    of_original, of_copy = _by_contest(original), _by_contest(copy)
    declared = deciding().state().declared
    rows = []
    for contest in served().election.contests:
        if contest.id in (of_original or ()) or contest.id in (of_copy or ()):
            names = contest.names | {one.id: f"{one.name} (write-in)" for one in declared_in(contest, declared)}
            comparison = _comparison(of_original, of_copy, contest.id)
            original_said, copy_said = _said(of_original, contest.id, names), _said(of_copy, contest.id, names)
            rows.append(ContestCompared(contest.title, original_said, copy_said, comparison))
    return rows


def _comparison(original: _Side, copy: _Side, contest: ContestId) -> VotesCompared:
    if original is None or copy is None:
        return VotesCompared.NOT_YET
    return VotesCompared.SAME if original.get(contest) == copy.get(contest) else VotesCompared.DIFFERS


def _by_contest(ballot: Ballot | None) -> _Side:
    """None while the ballot is not there or not settled."""
    votes = settled_votes(ballot) if ballot is not None else None
    return None if votes is None else {one.contest: one for one in votes}


def _said(side: _Side, contest: ContestId, names: Mapping[ChoiceId, str]) -> str:
    if side is None:
        return "not settled"
    if (votes := side.get(contest)) is None:
        return "not on this ballot"
    if votes.overvoted:
        return "overvote"
    return ", ".join(sorted(names.get(choice, "a write-in") for choice in votes.votes)) or "no vote"
