"""The boards' work on a record: the door for pages. What may be entered is checked in allowed.py and by the fold."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from canvass import clock
from canvass.deciding.ballots import BallotView, ballot_view, sheet_at
from canvass.deciding.steps_of_people import refusals, replay_of, step_of, write
from canvass.deciding.transfers import TransferView, transfer_view
from imaging.layout import CardId
from tabulate.board.boards import BoardAppointed
from tabulate.board.custody.kept_containers import KeptContainer
from tabulate.board.decisions import JudgeDecided
from tabulate.board.errors import NotAllowed
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, ContestRuling
from tabulate.board.state import BoardEntry, BoardState
from tabulate.board.subjects import CanvassOfCounty, ContainerNumber

if TYPE_CHECKING:
    from canvass.record.store import Record
    from canvass.record.work.queue import Queue, QueueOrder
    from canvass.record.work.replay import Replay


__all__ = ["BallotView", "Deciding", "TransferView"]


class Deciding:
    """What there is, a judge's work, and what else people enter. A refusal is a RefusedError, with nothing written."""

    def __init__(self, record: "Record", now: Callable[[], datetime] | None = None) -> None:
        """`record` must stay open; `now` is the clock that leases and hours go by."""
        self.record = record
        self.now = now if now is not None else clock.now

    @property
    def questions(self) -> "Queue":
        """What waits and what is settled: pages of ballots, counts by kind, pending write-in lines."""
        from canvass.record.work.queue import Queue

        return Queue(self.record.alias)

    def state(self) -> BoardState:
        """Boards, way of working, halts, later declarations, whether the polls are closed; ballots as asked for."""
        with refusals():
            return replay_of(self.record).state

    def board_of(self, account: str) -> BoardAppointed | None:
        """The board that the account's judge sits on, or None."""
        return self.state().board_of(account)

    def ballot(self, name: SheetName) -> BallotView:
        """A ballot by its batch and number. Raises RefusedError where there is none."""
        with refusals():
            return ballot_view(self.record, replay_of(self.record), name)

    def transfer(self, number: str) -> TransferView:
        """A transfer by its number. Raises RefusedError where there is none."""
        with refusals():
            return transfer_view(replay_of(self.record), number)

    def container(self, number: str) -> KeptContainer | None:
        """A container as it stands, by its number; None where the record knows nothing of it."""
        with refusals():
            replay = replay_of(self.record)
            replay.load((ContainerNumber(number),))
            return replay.state.office.custody.containers.get(number)

    def canvassed_on(self) -> date | None:
        """The day of the first report that the county's board adopted; None before it."""
        with refusals():
            replay = replay_of(self.record)
            replay.load((CanvassOfCounty(),))
            return replay.state.office.canvass.canvassed_on

    def enter(self, *entries: BoardEntry) -> int:
        """Write what people enter, all or none; the number of the last entry."""
        with step_of(self.record) as replay:
            for entry in entries:
                write(self.record, replay, entry, self.now())
            return self.record.head().number

    def next_for(self, judge: str, order: "QueueOrder") -> SheetName | None:
        """The ballot that a judge (by account) is to decide next, leased to the judge's board; None where none is left.

        Raises RefusedError where the account sits on no board.
        """
        with step_of(self.record) as replay:
            board = _own_board(replay.state, judge)
            number = self.questions.next_for(board.board, judge, order, self.now())
            sheet = None if number is None else sheet_at(self.record, number)
            return None if sheet is None else SheetName(sheet.batch, sheet.reading.number)

    def decide(
        self,
        judge: str,
        name: SheetName,
        round: int,
        contests: Sequence[ContestRuling],
        ballot: Sequence[BallotRuling] = (),
        card: CardId | None = None,
        objection: str = "",
    ) -> BallotView:
        """Write one judge's decision, as the page showed the ballot in `round`; the ballot as it then stands.

        `contests` and `ballot` answer `Ballot.contests_in_question` and `Ballot.ballot_questions`, in that order;
        `tabulate.board.checking.ruling` makes a ContestRuling. Raises RefusedError where the page is stale, another
        board has the ballot, this judge has decided it, or the law does not allow the decision.
        """
        with step_of(self.record) as replay:
            board, readings = _own_board(replay.state, judge), replay.state.office.readings
            self._check_lease(replay, name, board.board)
            entry = JudgeDecided(
                board=board.board,
                judge=judge,
                batch=name.batch,
                sheet=name.sheet,
                round=round,
                mode=replay.state.mode,
                ballot=tuple(ballot),
                contests=tuple(contests),
                card=card,
                objection=objection.strip(),
                needed_to_reject=readings.needed_to_reject,
                marks_are_condition=readings.marks_are_condition,
            )
            write(self.record, replay, entry, self.now())
            self.questions.release(replay.own_entry(name), board.board, judge)
            return ballot_view(self.record, replay, name)

    def leave(self, judge: str, name: SheetName) -> None:
        """Leave a ballot for later: it comes last for this judge. What the judge's board has begun stays its own."""
        with step_of(self.record) as replay:
            self.questions.leave(replay.own_entry(name), _own_board(replay.state, judge).board, judge, self.now())

    def left_by(self, name: SheetName) -> tuple[str, ...]:
        """The accounts of the judges who left a ballot for later."""
        with refusals():
            return self.questions.left_by(replay_of(self.record).own_entry(name))

    def _check_lease(self, replay: "Replay", name: SheetName, board: str) -> None:
        holder = self.questions.leased_to(replay.own_entry(name), self.now())
        if holder not in (None, board):
            raise NotAllowed(f"a ballot that board {board} has", f"{name}, which board {holder} has", "Take the next.")


def _own_board(state: BoardState, judge: str) -> BoardAppointed:
    board = state.board_of(judge)
    if board is None:
        raise NotAllowed("a judge of a counting board", f"{judge}, who is on none", "Ask the administrator.")
    return board
