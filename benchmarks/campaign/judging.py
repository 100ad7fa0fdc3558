"""What is wrong with a reading, told from the truth: the one place where the benchmarks judge votes.

A position is wrong where a filled oval is read as unmarked, where an oval that no pen touched, or that nobody meant, is
read as marked, and where a contest that the machine counts has other votes than the truth allows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from imaging.sheets import Mark, ReadSheet
from tabulate.votes import CastVoteRecord, Counted
from test_ballots.voters.true_marks import SheetTruth, TargetTruth, TrueMark


class Fault(StrEnum):
    """The ways to be wrong."""

    CARD = "read as another card"
    LOST = "filled oval read as unmarked"
    INVENTED = "untouched oval read as marked"
    UNMEANT = "ink that nobody meant read as marked"
    COUNTED = "contest counted otherwise than the truth allows"
    FLIPPED = "the same oval marked in one scan and unmarked in another"
    STOPPED = "the reader stopped with an error"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault of one sheet, with what is needed to find it again."""

    fault: Fault
    sheet: int
    target: int | None
    """The target's number; None where the fault is of a contest or the sheet."""
    said: str
    """What was read and what is true, in words."""

    def __str__(self) -> str:
        """The sheet and what is wrong."""
        return f"sheet {self.sheet}, {self.said}"


def wrong_positions(reading: ReadSheet, votes: CastVoteRecord, truth: SheetTruth) -> Iterator[Wrong]:
    """Every position of a sheet that was read wrong."""
    if reading.card != truth.card:
        yield Wrong(Fault.CARD, truth.number, None, f"is card {truth.card}, read as {reading.card}")
        return
    by_number = {true.number: true for true in truth.targets}
    for target in reading.targets:
        true = by_number[target.number]
        fault = _fault(target.mark, true)
        if fault is not None:
            said = f"{true.contest} {true.choice} is {true.mark} ({true.kind}), read as {target.mark}"
            yield Wrong(fault, truth.number, target.number, said)
    own: dict[str, list[TargetTruth]] = {}
    for true in truth.targets:
        own.setdefault(true.contest, []).append(true)
    for contest in votes.contests:
        if isinstance(contest, Counted) and not _allowed(contest, own[contest.contest]):
            said = f"{contest.contest} is counted for {', '.join(contest.choices) or 'nobody'}"
            yield Wrong(Fault.COUNTED, truth.number, None, said)


def _fault(mark: Mark, true: TargetTruth) -> Fault | None:
    match true.mark:
        case TrueMark.YES:
            return Fault.LOST if mark is Mark.UNMARKED else None
        case TrueMark.NO:
            return Fault.INVENTED if mark is Mark.MARKED else None
        case TrueMark.MARGINAL:
            return Fault.UNMEANT if true.intent is False and mark is Mark.MARKED else None


def _allowed(contest: Counted, targets: Sequence[TargetTruth]) -> bool:
    """Every filled oval of a counted contest is among its votes, and every vote is where a pen was and was meant."""
    filled = {true.choice for true in targets if true.mark is TrueMark.YES}
    marked = {true.choice for true in targets if true.mark is not TrueMark.NO and true.intent is not False}
    return filled <= set(contest.choices) <= marked
