"""Which sheets an entry is about: what must be looked at again once it is written."""

from typing import assert_never

from tabulate.board.boards import BoardAppointed, BoardDismissed, WorkingModeSet
from tabulate.board.decisions import DecisionReopened, JudgeDecided, ObjectionRecorded, QuestionRaisedByPeople
from tabulate.board.halts import CountHalted, HaltEnded
from tabulate.board.hand_counts import HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.board.places import SheetName
from tabulate.board.polls import PollsClosed, WriteInDeclared
from tabulate.board.reconciliation_entries import BallotsExpected, DifferenceReported
from tabulate.board.state import BoardEntry
from tabulate.board.transfers import TransferMade, TransferPaired


def sheets_named(entry: BoardEntry) -> tuple[SheetName, ...]:
    """The sheets that the entry names and may move. A batch's sheets, where a halt replaces it, are not listed."""
    match entry:
        case JudgeDecided() | QuestionRaisedByPeople() | DecisionReopened():
            return (entry.name,)
        case ObjectionRecorded():
            return () if entry.name is None else (entry.name,)
        case TransferMade():
            return () if entry.original is None else (entry.original,)
        case TransferPaired():
            return (entry.copy,)
        case (
            BoardAppointed()
            | BoardDismissed()
            | WorkingModeSet()
            | WriteInDeclared()
            | PollsClosed()
            | CountHalted()
            | HaltEnded()
            | HandCountOpened()
            | TallySheetEntered()
            | HandCountReopened()
            | BallotsExpected()
            | DifferenceReported()
        ):
            return ()
        case _:
            assert_never(entry)
