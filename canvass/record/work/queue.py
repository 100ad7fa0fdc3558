"""Which ballot a judge is to see next, and what waits: a few indexed queries, whatever the record's size.

A ballot that a board has before it is leased to the board for a while, so that two boards never get the same one; the
first decision makes it the board's until it is decided or opened again.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, QuerySet

from canvass.record.tables.models import BallotRow, LeaseRow, LeftRow, QuestionRow
from canvass.record.work.figures import OPEN, BallotFigures, read_figures
from tabulate.board.ballot import BoardProgress
from tabulate.board.places import SheetName
from tabulate.questions import Question

LEASE = timedelta(minutes=20)
PAGE_BALLOTS = 50


class QueueOrder(StrEnum):
    """In which order ballots come."""

    KIND = "kind"
    """By the first question, in the order of `Question`."""
    BATCH = "batch"
    PRECINCT = "precinct"


_COLUMNS = {
    QueueOrder.KIND: ("kind", "entry_id"),
    QueueOrder.BATCH: ("batch", "sheet"),
    QueueOrder.PRECINCT: ("precinct", "entry_id"),
}


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which ballots are meant; what is None is not asked."""

    question: Question | None = None
    batch: str | None = None
    precinct: str | None = None
    """Empty for ballots whose precinct is not stated."""
    progress: BoardProgress | None = None
    not_of: tuple[str, ...] = ()
    """Batches that are not meant, as test decks."""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of ballots, and how many there are in all."""

    ballots: tuple[BallotFigures, ...]
    page: int
    total: int


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """How many questions of a kind wait, and how many are settled."""

    question: Question
    open: int
    settled: int


@dataclass(frozen=True, slots=True)
class PendingLine:
    """A write-in line that waits for the board."""

    entry: int
    name: SheetName
    choice: str
    """`write-in-0`, ..., or `write-in:NAME` on a device printout."""
    question: Question


class Queue:
    """The questions of a record."""

    def __init__(self, alias: str) -> None:
        """`alias` of the record's database."""
        self._alias = alias

    def next_for(self, board: str, judge: str, order: QueueOrder, now: datetime) -> int | None:
        """The entry of the ballot that a judge of a board is to decide next; it is then leased to the board.

        First those that the board has begun or leased and the judge has not decided, then the next one free, and last
        those that the judge left for later, longest left first. None where there is none. Within a transaction that
        holds the ledger.
        """
        undecided = [
            own.exclude(judges__contains=f"\n{judge}\n")
            for own in (self._begun_by(board), self._leased_by(board, now), self._free_for(board, now))
        ]
        left = LeftRow.objects.using(self._alias).filter(judge=judge).values("ballot_id")
        first = [rows.exclude(pk__in=left).order_by(*_COLUMNS[order]) for rows in undecided]
        last = [rows.filter(left__judge=judge).order_by("left__at", "left__id") for rows in undecided]
        found = next((entry for rows in (*first, *last) if (entry := _first_entry(rows)) is not None), None)
        if found is not None:
            self._lease_free(found, board, now)
        return found

    def lease(self, entry: int, board: str, now: datetime) -> None:
        """Give a ballot to a board for a while. Within a transaction that holds the ledger."""
        values = {"board": board, "until": now + LEASE}
        LeaseRow.objects.using(self._alias).update_or_create(ballot_id=entry, defaults=values)

    def _lease_free(self, entry: int, board: str, now: datetime) -> None:
        """Lease a ballot that no board has begun, nor has before it."""
        if self._waiting().filter(pk=entry).exists() and self.leased_to(entry, now) is None:
            self.lease(entry, board, now)

    def release(self, entry: int, board: str, judge: str) -> None:
        """Give a ballot back that the judge decided; not one that the board has begun."""
        LeaseRow.objects.using(self._alias).filter(ballot_id=entry, board=board).delete()
        LeftRow.objects.using(self._alias).filter(ballot_id=entry, judge=judge).delete()

    def leave(self, entry: int, board: str, judge: str, now: datetime) -> None:
        """Give a ballot back undecided: it comes last for this judge. Within a transaction that holds the ledger."""
        self.release(entry, board, judge)
        if BallotRow.objects.using(self._alias).filter(pk=entry).exists():
            LeftRow.objects.using(self._alias).create(ballot_id=entry, judge=judge, at=now)

    def left_by(self, entry: int) -> tuple[str, ...]:
        """The accounts of the judges who left a ballot for later and have not decided it, in order."""
        rows = LeftRow.objects.using(self._alias).filter(ballot_id=entry).order_by("at", "id")
        return tuple(rows.values_list("judge", flat=True))

    def leased_to(self, entry: int, now: datetime) -> str | None:
        """The board that has the ballot before it, or None."""
        leases = LeaseRow.objects.using(self._alias).filter(ballot_id=entry, until__gt=now)
        return leases.values_list("board", flat=True).first()

    def page(self, where: QueueFilter, order: QueueOrder = QueueOrder.KIND, page: int = 1) -> QueuePage:
        """Page `page`, from 1, of the ballots that are meant: those of which something is asked, decided ones too."""
        rows = self._where(where)
        first = (max(page, 1) - 1) * PAGE_BALLOTS
        found = rows.order_by(*_COLUMNS[order]).distinct()[first : first + PAGE_BALLOTS]
        return QueuePage(tuple(read_figures(self._alias, found)), max(page, 1), rows.count())

    def counts(self, not_of: tuple[str, ...] = ()) -> tuple[QuestionCount, ...]:
        """Questions open and settled, by kind, in the order of `Question`; kinds never asked are left out.

        `not_of` names batches that are not meant.
        """
        of = QuestionRow.objects.using(self._alias).exclude(ballot__batch__in=not_of)
        rows = of.values_list("question", "open").annotate(times=Count("id"))
        found = {(question, is_open): times for question, is_open, times in rows}
        counts = (
            QuestionCount(kind, found.get((kind.value, True), 0), found.get((kind.value, False), 0))
            for kind in Question
        )
        return tuple(count for count in counts if count.open or count.settled)

    def ballots_waiting(self, not_of: tuple[str, ...] = ()) -> int:
        """Ballots that a board can take, begun ones too; those of the batches `not_of` left out."""
        rows = BallotRow.objects.using(self._alias).filter(progress__in=OPEN)
        return rows.exclude(batch__in=not_of).count()

    def lines_waiting(self) -> Counter[str]:
        """How many write-in lines wait, by contest."""
        rows = self._open_lines().values_list("contest").annotate(lines=Count("pk"))
        return Counter(dict(rows))

    def pending_lines(self, contest: str, page: int = 1) -> tuple[PendingLine, ...]:
        """Write-in lines of one contest that wait, oldest first, a page at a time: to be seen side by side."""
        rows = self._open_lines().filter(contest=contest)
        first = (max(page, 1) - 1) * PAGE_BALLOTS
        columns = ("ballot_id", "ballot__batch", "ballot__sheet", "choice", "question")
        found = rows.order_by("ballot_id", "position").values_list(*columns)[first : first + PAGE_BALLOTS]
        return tuple(
            PendingLine(entry, SheetName(batch, sheet), choice, Question(question))
            for entry, batch, sheet, choice, question in found
        )

    def _open_lines(self) -> "QuerySet[QuestionRow]":
        kinds = (Question.WRITE_IN.value, Question.NAME_WITHOUT_OVAL.value)
        return QuestionRow.objects.using(self._alias).filter(open=True, question__in=kinds)

    def _waiting(self) -> "QuerySet[BallotRow]":
        return BallotRow.objects.using(self._alias).filter(progress=BoardProgress.WAITING.value)

    def _begun_by(self, board: str) -> "QuerySet[BallotRow]":
        return BallotRow.objects.using(self._alias).filter(board=board, progress=BoardProgress.BEGUN.value)

    def _leased_by(self, board: str, now: datetime) -> "QuerySet[BallotRow]":
        leased = LeaseRow.objects.using(self._alias).filter(board=board, until__gt=now)
        return self._waiting().filter(pk__in=leased.values("ballot_id"))

    def _free_for(self, board: str, now: datetime) -> "QuerySet[BallotRow]":
        taken = LeaseRow.objects.using(self._alias).filter(until__gt=now).exclude(board=board)
        return self._waiting().exclude(pk__in=taken.values("ballot_id"))

    def _where(self, where: QueueFilter) -> "QuerySet[BallotRow]":
        rows = BallotRow.objects.using(self._alias).all()
        if where.question is not None:
            asked = QuestionRow.objects.using(self._alias).filter(question=where.question.value)
            rows = rows.filter(pk__in=asked.values("ballot_id"))
        if where.batch is not None:
            rows = rows.filter(batch=where.batch)
        if where.precinct is not None:
            rows = rows.filter(precinct=where.precinct)
        if where.progress is not None:
            rows = rows.filter(progress=where.progress.value)
        if where.not_of:
            rows = rows.exclude(batch__in=where.not_of)
        return rows


def _first_entry(rows: "QuerySet[BallotRow]") -> int | None:
    row = rows.first()
    return None if row is None else int(row.pk)
