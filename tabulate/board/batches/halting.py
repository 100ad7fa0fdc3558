"""Which entry on a halt may follow which, and what halts come to: batches taken out, machines barred (13-15-209).

(2) Without an error the count goes on with the system. (3) An error that cannot be corrected, or a majority of the
counting board that thinks that the system may not function, and votes are counted manually: so what was counted leaves
the totals, and the machine counts no more before a test that it passed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, assert_never

from tabulate.board.batches.halts import (
    CountHalted,
    FoundByTest,
    Halt,
    HaltChoice,
    HaltEnded,
    HaltEntry,
    HaltQuestion,
    JudgeVotedOnHalt,
    MachineTested,
)
from tabulate.board.boards import BoardAppointed
from tabulate.board.errors import NotAllowed
from tabulate.board.rules import MAJORITY
from tabulate.rules_edition import RulesEdition

Boards = Mapping[str, BoardAppointed]
_GOES_ON = frozenset({FoundByTest.NO_ERROR, FoundByTest.CORRECTED})
_BARS = frozenset({FoundByTest.ERROR, FoundByTest.DOUBT})


@dataclass(frozen=True, slots=True)
class BatchOnMachine:
    """A batch that a machine counted, all or in part."""

    batch: str
    machine: str
    test: bool
    """A test deck."""
    last_sheet: int
    """The number of the entry of its newest sheet."""


class BatchesKnown(Protocol):
    """Whoever knows the batches, as the boards' state has it."""

    def counted_batches(self) -> Iterable[BatchOnMachine]:
        """Every batch with a sheet, test decks too; none that was withdrawn."""

    def is_copy_batch(self, batch: str) -> bool:
        """Whether a batch holds new ballots of transfers. Raises NotAllowed where there is no such batch."""


@dataclass(slots=True)
class Halting:
    """The halts of a record, and the machines' tests."""

    by_number: dict[int, Halt] = field(default_factory=dict)
    """By the number of the entry that halted."""
    replaced: set[str] = field(default_factory=set)
    """Batches that are counted anew after a halt."""
    passed: dict[str, int] = field(default_factory=dict)
    """By machine, the number of the entry of its last good test."""

    def open_halts(self) -> tuple[Halt, ...]:
        """Halts that have not ended: counting on their machines rests."""
        return tuple(halt for halt in self.by_number.values() if halt.ended is None)

    def barring(self, machine: str) -> Halt | None:
        """The halt that bars the machine from this count, until a test that it passed is recorded; or None."""
        since = self.passed.get(machine, 0)
        barring = (halt for halt in self.by_number.values() if halt.covers(machine) and halt.ended_at > since)
        return next((halt for halt in barring if halt.ended is not None and halt.ended.found in _BARS), None)

    def affected(self, halt: Halt, counted: Iterable[BatchOnMachine]) -> tuple[str, ...]:
        """The batches of the halted machine with sheets since its last good test, that are in the count."""
        return tuple(
            one.batch
            for one in counted
            if halt.covers(one.machine) and not one.test and one.batch not in self.replaced
            if one.last_sheet > self.passed.get(one.machine, 0)
        )

    def check(self, entry: HaltEntry, boards: Boards, batches: BatchesKnown, rules: RulesEdition) -> None:
        """Whether the entry may follow those taken. Raises NotAllowed."""
        match entry:
            case CountHalted():
                pass
            case JudgeVotedOnHalt():
                self._open(entry.halt)
                _check_judge(entry, boards)
            case MachineTested():
                self._check_test(entry, batches.counted_batches())
            case HaltEnded():
                halt = self._open(entry.halt)
                _check_choice(entry)
                for batch in entry.batches:
                    batches.is_copy_batch(batch)
                if rules is not RulesEdition.FIRST:
                    self._check_ended(entry, halt, boards, tuple(batches.counted_batches()))
            case _:
                assert_never(entry)

    def take(self, number: int, entry: HaltEntry) -> None:
        """Change what the entry with this number changes."""
        match entry:
            case CountHalted():
                self.by_number[number] = Halt(number, entry)
            case JudgeVotedOnHalt():
                self.by_number[entry.halt].votes[entry.question, entry.judge] = entry
            case MachineTested():
                if entry.passed:
                    self.passed[entry.machine] = number
                else:
                    self.passed.pop(entry.machine, None)
            case HaltEnded():
                halt = self.by_number[entry.halt]
                halt.ended, halt.ended_at = entry, number
                self.replaced |= set(entry.batches)
            case _:
                assert_never(entry)

    def _check_test(self, entry: MachineTested, counted: Iterable[BatchOnMachine]) -> None:
        deck = _check_deck(entry.deck, lambda machine: machine == entry.machine, counted)
        halt = self.barring(entry.machine)
        if halt is not None and deck.last_sheet < halt.number:
            raise NotAllowed("a test deck counted since the halt", f"batch {entry.deck}", "Count one again.")
        _check_said(entry.tested_by, "who tested the machine")

    def _open(self, number: int) -> Halt:
        halt = self.by_number.get(number)
        if halt is None or halt.ended is not None:
            raise NotAllowed("a halt that has not ended", f"entry {number}")
        return halt

    def _check_ended(self, entry: HaltEnded, halt: Halt, boards: Boards, counted: tuple[BatchOnMachine, ...]) -> None:
        _check_votes(entry, halt, boards)
        self._check_batches(entry, halt, counted)
        if entry.choice is HaltChoice.OTHER_MACHINE:
            _check_other_machine(entry, halt, boards)
        if entry.found is FoundByTest.CORRECTED:
            _check_corrected(entry, halt, counted)

    def _check_batches(self, entry: HaltEnded, halt: Halt, counted: tuple[BatchOnMachine, ...]) -> None:
        """All that the machine counted since its last good test is counted anew, or the reason why not is given."""
        if entry.found is FoundByTest.NO_ERROR:
            return
        own = {one.batch for one in counted if halt.covers(one.machine) and not one.test}
        if strange := [batch for batch in entry.batches if batch not in own]:
            raise NotAllowed("batches that the halted machine counted", ", ".join(strange))
        affected = self.affected(halt, counted)
        lacking = [batch for batch in affected if batch not in entry.batches]
        if lacking and not entry.left_out_because.strip():
            raise NotAllowed(
                "every batch of the machine since its last good test to be counted anew (13-15-209(3))",
                f"none of {', '.join(lacking)}",
                "Name them, or say why they are left out.",
            )
        if affected and not entry.batches and entry.found in _BARS:
            raise NotAllowed("at least one batch to be counted anew (13-15-209(3))", "none", "Name the affected ones.")


def _check_judge(entry: JudgeVotedOnHalt, boards: Boards) -> None:
    board = boards.get(entry.board)
    if board is None or entry.judge not in {judge.account for judge in board.judges}:
        raise NotAllowed(f"a judge of board {entry.board}", entry.judge, "A judge votes on the own board.")


def _check_choice(entry: HaltEnded) -> None:
    """Check that the choice follows from what the test found, and who chose."""
    if (entry.found in _GOES_ON) is not (entry.choice is HaltChoice.GO_ON):
        raise NotAllowed(
            "to go on exactly where the test found no error that stays, nor the board a doubt (13-15-209)",
            f"{entry.choice.value}, after {entry.found.value}",
            "Choose accordingly.",
        )
    if entry.found is FoundByTest.NO_ERROR and entry.batches:
        raise NotAllowed("no batches to be counted anew", ", ".join(entry.batches))
    if not {name.strip() for name in entry.decided_by} - {""}:
        raise NotAllowed("the names of those who chose", "none", "Enter them.")


def boards_without_majority(halt: Halt, question: HaltQuestion, boards: Boards) -> tuple[str, ...]:
    """The boards of which fewer than two of the three judges have said yes."""

    def says_yes(judge: str) -> bool:
        vote = halt.votes.get((question, judge))
        return vote is not None and vote.yes

    judges = {name: [judge.account for judge in board.judges] for name, board in boards.items()}
    return tuple(name for name, accounts in judges.items() if sum(map(says_yes, accounts)) < MAJORITY)


def doubted(halt: Halt, boards: Boards) -> bool:
    """Whether a majority of each counting board thinks that the system may not function (13-15-209(3))."""
    return bool(boards) and not boards_without_majority(halt, HaltQuestion.MAY_BE_FAULTY, boards)


def _check_votes(entry: HaltEnded, halt: Halt, boards: Boards) -> None:
    """A doubt is what the judges voted, and against it nobody goes on."""
    doubt = doubted(halt, boards)
    if entry.found is FoundByTest.DOUBT and not doubt:
        lacking = boards_without_majority(halt, HaltQuestion.MAY_BE_FAULTY, boards)
        raise NotAllowed(
            "the recorded votes of two judges of each board that the system may not function (13-15-209(3))",
            f"no such majority of board {', '.join(lacking)}" if lacking else "no board",
            "Have the judges vote on this halt.",
        )
    if entry.found in _GOES_ON and doubt:
        raise NotAllowed(
            "the votes to be counted manually, since a majority of the board thinks that the system may not function "
            "(13-15-209(3))",
            f"{entry.choice.value}, after {entry.found.value}",
            "Record the board's doubt, or have the judges vote anew.",
        )


def _check_other_machine(entry: HaltEnded, halt: Halt, boards: Boards) -> None:
    """13-15-209(3) says manually: another machine needs a rule that allows it, and each board's consent."""
    _check_said(entry.rule, "the rule that allows another machine instead of a manual count (13-15-209(3))")
    lacking = boards_without_majority(halt, HaltQuestion.OTHER_MACHINE, boards)
    if lacking or not boards:
        raise NotAllowed(
            "the recorded consent of two judges of each board to another machine",
            f"no such consent of board {', '.join(lacking)}" if lacking else "no board",
            "Have the judges vote on it, or count by hand.",
        )


def _check_corrected(entry: HaltEnded, halt: Halt, counted: tuple[BatchOnMachine, ...]) -> None:
    _check_said(entry.corrected, "what was wrong and what was done about it")
    _check_deck(entry.deck_before, halt.covers, counted)
    after = _check_deck(entry.deck_after, halt.covers, counted)
    if entry.deck_after == entry.deck_before or after.last_sheet < halt.number:
        raise NotAllowed("a test deck counted after the error was corrected", f"batch {entry.deck_after}")


def _check_deck(deck: str, on: Callable[[str], bool], counted: Iterable[BatchOnMachine]) -> BatchOnMachine:
    for one in counted:
        if one.batch == deck and one.test and on(one.machine):
            return one
    raise NotAllowed(
        "a test batch that the machine counted",
        f"batch {deck!r}" if deck else "none",
        "Count the test deck on the machine, with the kind test.",
    )


def _check_said(text: str, what: str) -> None:
    if not text.strip():
        raise NotAllowed(what, "nothing", "Enter it.")
