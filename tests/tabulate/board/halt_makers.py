"""Ledgers of counts that were halted, written entry by entry."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from tabulate.board.batches.halts import CountHalted, FoundByTest, HaltChoice, HaltEnded, HaltQuestion, JudgeVotedOnHalt
from tabulate.ledger.entries import BatchKind, Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tabulate.rules_edition import RulesEdition
from tests.tabulate.board.board_makers import JUDGES, board
from tests.tabulate.ledger_makers import ANN, batch_opened, read_sheet_entry, record_opened, votes_for

FIRST, SECOND = RulesEdition.FIRST, RulesEdition.SECOND
NO_ERROR, CORRECTED, ERROR, DOUBT = FoundByTest
GO_ON, HAND_COUNT, OTHER_MACHINE = HaltChoice
FAULTY, OTHER = HaltQuestion
EAST, WEST = JUDGES["east"], JUDGES["west"]


class Told:
    """A ledger written entry by entry; each may be refused."""

    def __init__(self, *boards: str, rules: RulesEdition = SECOND) -> None:
        self.entries: list[Entry] = [replace(record_opened(), rules=rules), *map(board, boards)]

    def take(self, *entries: Entry) -> int:
        """The number of the last one. Raises LedgerBroken, with nothing taken."""
        fold([*self.entries, *entries])
        self.entries += entries
        return len(self.entries)

    def batch(self, name: str, machine: str = "m1", kind: BatchKind = BatchKind.POLLS, sheets: int = 2) -> None:
        opened = replace(batch_opened(name, kind), machine=machine)
        self.take(opened, *(read_sheet_entry(name, number, votes_for(ANN)) for number in range(1, sheets + 1)))

    def votes(self, halt: int, judges: Iterable[str], question: HaltQuestion = FAULTY, yes: bool = True) -> None:
        of = {judge: name for name, judges_ in JUDGES.items() for judge in judges_}
        self.take(*(JudgeVotedOnHalt(halt, of[judge], judge, question, yes) for judge in judges))

    @property
    def state(self) -> RecordState:
        return fold(self.entries)

    def live(self) -> int:
        return sum(tally.votes[ANN] for tally in self.state.real.contests.values())


def ended(halt: int, found: FoundByTest, choice: HaltChoice, *batches: str, **more: str) -> HaltEnded:
    return HaltEnded(halt, found, choice, batches, ("Ada", "Bea"), "as tested", **more)


def halted(*boards: str, machine: str | None = "m1", rules: RulesEdition = SECOND) -> tuple[Told, int]:
    """Machine m1 counted A and B, m2 counted C, two sheets each; then m1, or the whole count, was halted."""
    told = Told(*(boards or ("east", "west")), rules=rules)
    told.batch("A")
    told.batch("B")
    told.batch("C", "m2")
    return told, told.take(CountHalted(machine, "ada", "the figures jump"))


def refused(told: Told, entry: Entry, match: str) -> None:
    with pytest.raises(LedgerBroken, match=match):
        told.take(entry)
