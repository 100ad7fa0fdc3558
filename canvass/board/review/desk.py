"""One ballot before one judge: its review page shown, the decision that it sends taken, and where to go after it."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from canvass.accounts.models import Account
from canvass.board.ballot_page import capital
from canvass.board.review.asked import LineAsked, Review, ReviewPage
from canvass.board.review.decision_form import (
    MOST_NAME,
    Answers,
    JudgeFindings,
    answers_of,
    filled,
    findings_of,
    no_vote_anywhere,
)
from canvass.board.review.lines_read import forget_readings, read_before
from canvass.board.review.next_ballot import next_ballot, order_named, pictures_of_next
from canvass.board.review.other_paper import read_other_paper
from canvass.board.review.page import review_of
from canvass.board.same_paper import same_paper
from canvass.board.sitting.confirming import confirmed_by, judges_with_pins
from canvass.board.steps import batches_of_tests, deciding
from canvass.deciding.decisions import BallotView
from canvass.errors import RefusedError
from canvass.web.access import account_of
from canvass.web.served import served
from imaging.layout import CardId
from imaging.sheets import ReadPrintout
from tabulate.board.ballot import BoardProgress
from tabulate.board.boards import BoardAppointed, WorkingMode
from tabulate.board.places import SheetName
from tabulate.board.polls import WriteInDeclared
from tabulate.board.rulings import LineFinding, Verdict
from tabulate.board.state import BoardState
from tabulate.board.write_ins import declared_in, suggest
from tabulate.election import Contest


class Desk:
    """One ballot before one judge of a board (or, on a shared screen, before the board)."""

    def __init__(self, request: HttpRequest, view: BallotView, board: BoardAppointed, state: BoardState) -> None:
        """As the record stands now."""
        self.request, self.view, self.board, self.state = request, view, board, state
        self.shared = state.mode is WorkingMode.SHARED_SCREEN
        self.order = order_named(request.POST.get("order") or request.GET.get("order", ""))
        self.confirmed = {one.judge for one in view.ballot.decisions}

    def show(
        self,
        answers: Answers | None = None,
        problems: Mapping[str, str] | None = None,
        trouble: str = "",
        password_problem: str = "",
        status: int = 200,
        told: Mapping[str, str] | None = None,
    ) -> HttpResponse:
        """The review page, with what was answered so far and what is wrong with it."""
        same = same_paper(served().record, deciding(), self.view)
        asked = self._review(self._transfer_to(answers) if answers is not None else None)
        if answers is None:
            answers = self._beginning(asked, same.other)
        left = tuple(judge for judge in self.board.judges if judge.account not in self.confirmed)
        chosen = self.request.POST.get("judge") if password_problem else None
        page = ReviewPage(
            view=self.view,
            here=reverse("board:review", args=[self.view.name.batch, self.view.name.sheet]),
            order=self.order.value,
            seen=self.request.GET.get("seen") == "1",
            board=self.board,
            review=filled(asked, answers, problems or {}, told or {}),
            same_paper=same.scans,
            same_evidence=same.evidence,
            waiting=deciding().questions.ballots_waiting(batches_of_tests()),
            trouble=trouble,
            objection=answers.one("objection"),
            shared=self.shared,
            have_pins=judges_with_pins(self.request) if self.shared else frozenset(),
            confirmed=frozenset(self.confirmed),
            judges_left=left,
            left_by=self._left_by(),
            chosen_judge=chosen or (left[0].account if left else ""),
            password_problem=password_problem,
            cards=served().election.cards if self.view.ballot.votes is None else (),
            style=answers.one("style") or answers.one("card"),
            style_problem=(problems or {}).get("style", ""),
            preload=pictures_of_next(self.view, self.order),
        )
        return render(self.request, "board/review.html", {"page": page}, status=status)

    def _left_by(self) -> tuple[str, ...]:
        accounts = deciding().left_by(self.view.name)
        return tuple(judge.name for judge in self.board.judges if judge.account in accounts)

    def decide(self) -> HttpResponse:
        """Write the decision sent, and go on; or the page again, with what keeps it from being written."""
        sent = Answers({name: tuple(map(str, values)) for name, values in self.request.POST.lists()})
        if sent.one("round") != str(self.view.ballot.round):
            return self.show(trouble="This ballot was opened again meanwhile. Look at it anew.", status=409)
        if sent.one("action") == "look-up":
            return self._with_likenesses(sent)
        asked = self._review(self._transfer_to(sent))
        if sent.one("action") == "no-vote":
            return self.show(no_vote_anywhere(asked, sent))
        found = findings_of(asked, sent)
        if not asked.transfer and any(one.verdict is Verdict.TRANSFER for one in found.ballot):
            return self._begin_transfer(sent)
        if found.problems:
            trouble = "Not sent: something is still to be answered. It is marked below."
            return self.show(sent, found.problems, trouble, status=422)
        judge = self._who()
        if isinstance(judge, str):
            return self.show(sent, password_problem=judge, status=422)
        return self._write(judge, found, asked, sent)

    def _write(self, judge: Account, found: JudgeFindings, asked: Review, sent: Answers) -> HttpResponse:
        name, work = self.view.name, deciding()
        card = asked.card.id if asked.transfer and asked.card is not None and self.view.ballot.votes is None else None
        try:
            after = work.decide(
                judge.name, name, self.view.ballot.round, found.contests, found.ballot, card, found.objection
            )
        except RefusedError as refused:
            self.view = work.ballot(name)
            board = work.board_of(account_of(self.request).name)
            if elsewhere := not_here(self.request, self.view, board, self.state.mode, str(refused)):
                return elsewhere
            self.confirmed = {one.judge for one in self.view.ballot.decisions}
            return self.show(sent, trouble=str(refused), status=409)
        if self.shared and after.ballot.progress is BoardProgress.BEGUN:
            messages.success(self.request, f"{judge.full_name} has confirmed.")
            return HttpResponseRedirect(_review_url(name, self.order.value))
        forget_readings(self.request, self.view)
        messages.success(self.request, _told(after, name))
        if after.ballot.is_to_be_read:
            say_read(self.request, after)
        return to_next(self.request, account_of(self.request).name)

    def _begin_transfer(self, sent: Answers) -> HttpResponse:
        if self.view.ballot.votes is None and served().election.find_card(sent.one("style")) is None:
            return self.show(sent, {"style": "Say which ballot style the paper is."}, status=422)
        card = self.view.ballot.votes.card if self.view.ballot.votes is not None else sent.one("style")
        begun = Answers({**sent.values, "card": (str(card),)})
        trouble = "Now say what votes the board finds on it, contest by contest: they are put on the new ballot."
        return self.show(begun, trouble=trouble)

    def _transfer_to(self, answers: Answers) -> CardId | None:
        card = answers.one("card")
        transfers = any(Verdict.TRANSFER.value in values for name, values in answers.values.items() if name[:1] == "v")
        return CardId(card) if transfers and served().election.find_card(card) is not None else None

    def _with_likenesses(self, sent: Answers) -> HttpResponse:
        """Without scripts: the same page, with names that are like what was typed beside each line."""
        told = {}
        for contest in self._review(self._transfer_to(sent)).contests:
            for line in contest.lines:
                told[line.field] = _likenesses(line, contest.contest, sent, self.state.declared)
        return self.show(sent, told=told)

    def _review(self, transfer_to: CardId | None) -> Review:
        return review_of(
            served().election,
            self.view.ballot,
            self.view.sheet,
            self.state.declared,
            transfer_to,
            self._accepted_editions(),
        )

    def _accepted_editions(self) -> tuple[str, ...]:
        """Other editions of the definition whose printouts count in this batch; asked for printouts alone."""
        if not isinstance(self.view.sheet.reading, ReadPrintout):
            return ()
        opened = served().record.batch_opened(self.view.name.batch)
        return opened.accepted_hashes if opened is not None else ()

    def _beginning(self, asked: Review, same_as: SheetName | None) -> Answers:
        if self.shared and self.view.ballot.decisions:
            last = self.view.ballot.decisions[-1]
            card = {"card": (str(last.card),)} if last.card is not None else {}
            return Answers({**answers_of(last, asked).values, **card})
        read = read_before(self.request, self.view, asked)
        if same_as is None:
            return read
        fields = [one.field for one in asked.ballot if one.may_be_struck]
        batches = {f"{field}-batch": (same_as.batch,) for field in fields}
        return Answers({**read.values, **batches, **{f"{field}-sheet": (str(same_as.sheet),) for field in fields}})

    def _who(self) -> Account | str:
        """The judge who decides, or why none: on a shared screen, whoever confirms by the own password or PIN."""
        return confirmed_by(self.request, self.board) if self.shared else account_of(self.request)


def say_read(request: HttpRequest, view: BallotView) -> None:
    """Read a sheet that the board found to be another paper, and say what came of it."""
    try:
        messages.success(request, read_other_paper(view))
    except RefusedError as refused:
        messages.error(request, str(refused))


def _likenesses(line: LineAsked, contest: Contest, sent: Answers, later: list[WriteInDeclared]) -> str:
    typed = sent.one(f"{line.field}-name")[:MOST_NAME]
    if not typed.strip():
        return ""
    alike = suggest(typed, contest, declared_in(contest, later))
    if not alike:
        return "It is like none of the candidates' names."
    kinds = {LineFinding.DECLARED: "declared", LineFinding.PRINTED: "printed"}
    names = ", ".join(f"{one.name} ({kinds[one.finding]}, {one.likeness} of 100)" for one in alike)
    return f"{typed} is like {names}."


def not_here(
    request: HttpRequest, view: BallotView, board: BoardAppointed | None, mode: WorkingMode, why: str = ""
) -> HttpResponse | None:
    """Where to go instead, if this judge has nothing to decide on this ballot."""
    name, ballot, judge = view.name, view.ballot, account_of(request).name
    if board is None:
        messages.warning(request, "You are on no board. The election administrator appoints boards.")
    elif ballot.progress not in (BoardProgress.WAITING, BoardProgress.BEGUN):
        messages.warning(request, why or f"{capital(name)} has nothing left to decide.")
    elif ballot.board not in (None, board.board):
        messages.warning(request, why or f"Board {ballot.board} has begun {name}. Take the next.")
    elif mode is WorkingMode.OWN_SCREENS and judge in {one.judge for one in ballot.decisions}:
        messages.warning(request, why or f"You have decided {name}. The others have yet to.")
    else:
        return None
    return redirect("board:ballot", name.batch, name.sheet)


def to_next(request: HttpRequest, judge: str) -> HttpResponse:
    """To the review page of the judge's next ballot, or to the list where nothing waits."""
    order = order_named(request.POST.get("order", ""))
    try:
        name = next_ballot(judge, order)
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("board:queue")
    if name is None:
        messages.success(request, "Nothing waits for you.")
        return redirect("board:queue")
    return HttpResponseRedirect(_review_url(name, order.value))


def _told(after: BallotView, name: SheetName) -> str:
    match after.ballot.progress:
        case BoardProgress.BEGUN:
            return f"Your decision on {name} is written. {3 - len(after.ballot.decisions)} more judges to decide."
        case BoardProgress.UNDECIDED:
            return f"{capital(name)}: no majority. It waits until it is opened again."
        case _:
            return f"{capital(name)} is decided by three judges.{_undecided(after)}"


def _undecided(after: BallotView) -> str:
    """The contests in which no two judges agree, so that no questionable vote counts (13-15-206(4)(a))."""
    outcome = after.ballot.outcome
    contests = [one.contest for one in outcome.contests if not one.agreed] if outcome is not None else []
    titles = ", ".join(served().election.contest(one).title for one in contests)
    return f" No majority in {titles}: no vote in question counts there." if titles else ""


def _review_url(name: SheetName, order: str) -> str:
    return f"{reverse('board:review', args=[name.batch, name.sheet])}?{urlencode({'order': order})}"
