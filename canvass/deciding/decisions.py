"""What judges decide, written into the ledger: the door for pages. What else people enter is in administering.py."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from canvass.deciding.administering import Administering
from canvass.deciding.steps_of_people import BallotView
from canvass.deciding.transfers import TransferView
from imaging.layout import CardId
from tabulate.board.boards import BoardAppointed, WorkingMode
from tabulate.board.checking import check_decision
from tabulate.board.decisions import JudgeDecided
from tabulate.board.errors import NotAllowed
from tabulate.board.outcomes import BallotOutcome
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, ContestRuling
from tabulate.board.state import BoardState, Halt
from tabulate.ledger.entries import SheetCounted, SheetNotRead, SheetQuestioned

if TYPE_CHECKING:
    from canvass.record.store import Record
    from canvass.record.work.queue import Queue, QueueOrder
    from canvass.record.work.replay import Replay


__all__ = ["BallotView", "Deciding", "TransferView"]


class Deciding(Administering):
    """The boards' work on one record: what there is, a judge's work, and all that `Administering` enters."""

    @property
    def questions(self) -> "Queue":
        """What waits and what is settled: pages of ballots, counts by kind, pending write-in lines."""
        from canvass.record.work.queue import Queue

        return Queue(self.record.alias)

    def state(self) -> BoardState:
        """Boards, way of working, halts, later declarations, whether the polls are closed; ballots as asked for."""
        with self.refusals():
            return self.replay().state

    def boards(self) -> tuple[BoardAppointed, ...]:
        """Every board that is appointed and not dismissed."""
        return tuple(self.state().boards.values())

    def board_of(self, account: str) -> BoardAppointed | None:
        """The board that the account's judge sits on, or None."""
        return _board_of(self.state(), account)

    def mode(self) -> WorkingMode:
        """How boards work in this election."""
        return self.state().mode

    def open_halts(self) -> tuple[Halt, ...]:
        """Halts that have not ended."""
        return self.state().open_halts()

    def ballot(self, name: SheetName) -> BallotView:
        """A ballot by its batch and number. Raises RefusedError where there is none."""
        with self.refusals():
            return self.view(self.replay(), name)

    def outcome_of(self, name: SheetName) -> BallotOutcome | None:
        """What the board decided of a ballot in its present round; None before three judges have."""
        with self.refusals():
            return self.replay().state.ballot(name).outcome

    def next_for(self, judge: str, order: "QueueOrder") -> SheetName | None:
        """The ballot that a judge (by account) is to decide next, leased to the judge's board; None where none is left.

        Raises RefusedError where the account sits on no board.
        """
        with self.writing():
            board = self._own_board(self.replay().state, judge)
            entry = self.questions.next_for(board.board, judge, order, self.now())
            return None if entry is None else _name_of(self.record, entry)

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
        with self.writing():
            replay = self.replay()
            board = self._own_board(replay.state, judge)
            found = replay.state.ballot(name)
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
            )
            check_decision(self.record.election, replay.state.declared, found, entry)
            self.write(replay, entry)
            self.questions.release(replay.own_entry(name), board.board)
            return self.view(replay, name)

    def release(self, judge: str, name: SheetName) -> None:
        """Give back a ballot that the judge's board has before it; what it has begun stays its own."""
        with self.writing():
            replay = self.replay()
            self.questions.release(replay.own_entry(name), self._own_board(replay.state, judge).board)

    def _check_lease(self, replay: "Replay", name: SheetName, board: str) -> None:
        holder = self.questions.leased_to(replay.own_entry(name), self.now())
        if holder not in (None, board):
            raise NotAllowed(f"a ballot that board {board} has", f"{name}, which board {holder} has", "Take the next.")

    def _own_board(self, state: BoardState, judge: str) -> BoardAppointed:
        board = _board_of(state, judge)
        if board is None:
            raise NotAllowed("a judge of a counting board", f"{judge}, who is on none", "Ask the administrator.")
        return board


def _board_of(state: BoardState, account: str) -> BoardAppointed | None:
    return next((one for one in state.boards.values() if account in {judge.account for judge in one.judges}), None)


def _name_of(record: "Record", entry: int) -> SheetName:
    sheet = record.entry(entry)
    if not isinstance(sheet, SheetCounted | SheetQuestioned | SheetNotRead):
        raise NotAllowed("a sheet", f"entry {entry}, which is none's")
    return SheetName(sheet.batch, sheet.reading.number)
