"""A ballot of which something is asked, as the tables have it: worked out, written and read back here alone."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields

from django.db.models import QuerySet

from canvass.record.tables.inserting import insert
from canvass.record.tables.models import BallotRow, QuestionRow
from tabulate.board.ballot import Ballot, BoardProgress
from tabulate.board.places import OUT_OF_COUNT, Place, SheetName
from tabulate.election import PrecinctId
from tabulate.questions import Question

OPEN = (BoardProgress.WAITING.value, BoardProgress.BEGUN.value)
"""What a board can take."""
_AT_ONCE = 500
"""Ballots whose questions are read with one query."""
_ORDER = {question: number for number, question in enumerate(Question)}


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question about a ballot: the columns of `QuestionRow` after its ballot."""

    position: int
    """From 1."""
    question: str
    contest: str
    """Empty for the whole ballot."""
    choice: str
    """Empty for the whole contest."""
    open: bool


@dataclass(frozen=True, slots=True)
class BallotFigures:
    """A ballot: the columns of `BallotRow`, which says what they hold, and its questions."""

    entry: int
    batch: str
    sheet: int
    precinct: str
    kind: int
    progress: str
    place: str
    round: int
    board: str
    judges: str
    questions: tuple[QuestionFigures, ...]

    @property
    def name(self) -> SheetName:
        """The sheet."""
        return SheetName(self.batch, self.sheet)

    @property
    def row(self) -> tuple[int | str, ...]:
        """The columns of `BallotRow`."""
        return astuple(self)[:-1]

    @property
    def question_rows(self) -> list[tuple[int | str | bool, ...]]:
        """The columns of each `QuestionRow`."""
        return [(self.entry, *astuple(question)) for question in self.questions]


_COLUMNS = tuple(column.name for column in fields(BallotFigures))[:-1]
_QUESTION_COLUMNS = tuple(column.name for column in fields(QuestionFigures))


def figures_of(entry: int, ballot: Ballot, place: Place, precinct: PrecinctId | None) -> BallotFigures:
    """A ballot of which something is asked, as the tables are to have it. `entry` is the sheet's own."""
    asked = _questions(ballot)
    progress = BoardProgress.NOT_ASKED if place in OUT_OF_COUNT else ballot.progress
    return BallotFigures(
        entry=entry,
        batch=ballot.name.batch,
        sheet=ballot.name.sheet,
        precinct=precinct or "",
        kind=min(_ORDER[question] for question, _, _ in asked),
        progress=progress.value,
        place=place.value,
        round=ballot.round,
        board=ballot.board or "",
        judges="".join(f"\n{one.judge}\n" for one in ballot.decisions),
        questions=tuple(
            QuestionFigures(position, question.value, contest, choice, progress.value in OPEN)
            for position, (question, contest, choice) in enumerate(asked, start=1)
        ),
    )


def _questions(ballot: Ballot) -> list[tuple[Question, str, str]]:
    """What the machine asks, in its order, then what is asked of the whole ballot."""
    raised = () if ballot.votes is None else ballot.votes.questions
    asked = [(one.question, one.contest or "", one.choice or "") for one in raised]
    return asked + [(question, "", "") for question in ballot.ballot_questions]


def add_figures(alias: str, figures: Sequence[BallotFigures]) -> None:
    """Write ballots that the tables do not have yet."""
    insert(alias, BallotRow, [one.row for one in figures])
    insert(alias, QuestionRow, [row for one in figures for row in one.question_rows])


def put_figures(alias: str, figures: BallotFigures) -> None:
    """Write a ballot in the place of what the tables have of it, if they have anything."""
    BallotRow.objects.using(alias).bulk_create(
        [BallotRow(*figures.row)], update_conflicts=True, unique_fields=["entry"], update_fields=_COLUMNS[1:]
    )
    QuestionRow.objects.using(alias).filter(ballot=figures.entry, position__gt=len(figures.questions)).delete()
    QuestionRow.objects.using(alias).bulk_create(
        [QuestionRow(None, *row) for row in figures.question_rows],
        update_conflicts=True,
        unique_fields=["ballot", "position"],
        update_fields=_QUESTION_COLUMNS[1:],
    )


def drop_figures(alias: str, entry: int) -> None:
    """Forget a ballot of which nothing is asked any more. `entry` is the sheet's own."""
    BallotRow.objects.using(alias).filter(entry=entry).delete()


def read_figures(alias: str, ballots: "QuerySet[BallotRow]") -> Iterator[BallotFigures]:
    """Ballots as the tables have them, in the order asked for."""
    rows = list(ballots.values(*_COLUMNS))
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        questions: dict[int, list[QuestionFigures]] = {row["entry"]: [] for row in some}
        asked = QuestionRow.objects.using(alias).filter(ballot__in=list(questions)).order_by("ballot", "position")
        for ballot, *question in asked.values_list("ballot", *_QUESTION_COLUMNS):
            questions[ballot].append(QuestionFigures(*question))
        for row in some:
            yield BallotFigures(**row, questions=tuple(questions[row["entry"]]))
