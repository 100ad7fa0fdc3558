"""How far the count has come, as the status page shows it: sheets and batches, never a vote."""

from dataclasses import dataclass
from enum import Enum, auto

from imaging.sheets import ReasonCode
from tabulate.ledger.state import BatchState, RecordState
from tabulate.questions import Question


class Detail(Enum):
    """How much is told."""

    SHEETS = auto()
    """What anyone may know while totals are sealed."""
    QUESTIONS = auto()
    """Why sheets are set aside, too."""


@dataclass(frozen=True, slots=True)
class SheetSums:
    """Sheets by where they now stand."""

    counted: int
    """By the machine, or decided by the board."""
    set_aside: int
    """Waiting for people."""
    out: int
    """Scanned, and by people's decision in no total: struck, rejected, transferred, ..."""

    @property
    def sheets(self) -> int:
        """All of them."""
        return self.counted + self.set_aside + self.out


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch."""

    batch: str
    machine: str
    kind: str
    precinct: str | None
    expected: int | None
    difference: int
    finished: bool
    sums: SheetSums


@dataclass(frozen=True, slots=True)
class CountStatus:
    """The whole count."""

    real: SheetSums
    test: SheetSums | None
    """None where no test deck was counted."""
    batches: tuple[BatchLine, ...]
    questions: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]
    detailed: bool


def count_status(state: RecordState, detail: Detail) -> CountStatus:
    """What the status page shows of a record's state."""
    batches = list(state.batches.values())
    real, test = [one for one in batches if not one.test], [one for one in batches if one.test]
    detailed = detail is Detail.QUESTIONS
    return CountStatus(
        real=_sums(real),
        test=_sums(test) if test else None,
        batches=tuple(_line(batch) for batch in batches),
        questions=_questions(real) if detailed else (),
        reasons=_reasons(real) if detailed else (),
        detailed=detailed,
    )


def _sums(batches: list[BatchState]) -> SheetSums:
    return SheetSums(
        counted=sum(one.in_the_count for one in batches),
        set_aside=sum(one.set_aside for one in batches),
        out=sum(one.out.total() for one in batches),
    )


def _line(batch: BatchState) -> BatchLine:
    opened = batch.opened
    return BatchLine(
        batch=opened.batch,
        machine=opened.machine,
        kind=opened.batch_kind.value,
        precinct=opened.precinct,
        expected=opened.expected_sheets,
        difference=batch.difference,
        finished=batch.closed,
        sums=_sums([batch]),
    )


def _questions(batches: list[BatchState]) -> tuple[tuple[str, int], ...]:
    sums = ((kind.value, sum(batch.questions[kind] for batch in batches)) for kind in Question)
    return tuple((kind, sheets) for kind, sheets in sums if sheets)


def _reasons(batches: list[BatchState]) -> tuple[tuple[str, int], ...]:
    sums = ((code.value, sum(batch.reasons[code] for batch in batches)) for code in ReasonCode)
    return tuple((code, sheets) for code, sheets in sums if sheets)
