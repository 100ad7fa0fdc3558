"""Tables that people's work begins from: which ballots wait, with which questions. They follow the ledger.

`catch_up` works through the entries that the tables do not have yet, in the transaction that wrote them; of an older
record, once, through all of them. `projection_check.py` works the same out from the fold, for `verify` to compare.
"""

from collections.abc import Iterator
from dataclasses import astuple, dataclass

from canvass.record.inserting import insert
from canvass.record.models import BallotRow, EntryAboutRow, LeaseRow, LedgerRow, ProjectedRow, QuestionRow
from canvass.record.subjects import subjects_of
from canvass.record.work.replay import Replay, ballot_as_read
from tabulate.board.ballot import Ballot, BoardProgress
from tabulate.board.halts import HaltEnded
from tabulate.board.places import Place, SheetName
from tabulate.board.state import BoardEntry
from tabulate.board.touching import sheets_named
from tabulate.board.transfers import TransferPaired
from tabulate.election import PrecinctId
from tabulate.ledger.entries import BatchOpened, Entry, SheetNotRead, SheetQuestioned
from tabulate.ledger.lines import read_outline
from tabulate.questions import Question

OPEN = (BoardProgress.WAITING.value, BoardProgress.BEGUN.value)
"""What a board can take."""
_PAGE_ROWS = 500
_ORDER = {question: number for number, question in enumerate(Question)}


@dataclass(frozen=True, slots=True, order=True)
class QuestionFigures:
    """One question about a ballot, as the table has it."""

    position: int
    question: str
    contest: str
    choice: str
    open: bool


@dataclass(frozen=True, slots=True)
class BallotFigures:
    """A ballot, as the table has it."""

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


def figures_of(entry: int, ballot: Ballot, place: Place, precinct: PrecinctId | None) -> BallotFigures:
    """A ballot of which something is asked, as the table is to have it. `entry` is the sheet's own."""
    asked = _questions(ballot)
    replaced = place is Place.REPLACED
    progress = BoardProgress.NOT_ASKED if replaced else ballot.progress
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


def catch_up(alias: str) -> None:
    """Bring the tables to the ledger's end. Within a transaction that holds the ledger."""
    done = _done(alias)
    for page in _pages(alias, done):
        _index(alias, page)
    last = done
    for page in _pages(alias, done):
        _project(alias, page)
        last = page[-1][0]
    if last != done:
        _note(alias, last)


def _pages(alias: str, after: int) -> Iterator[list[tuple[int, Entry]]]:
    rows = LedgerRow.objects.using(alias).order_by("number").values_list("number", "kind", "body")
    while page := list(rows.filter(number__gt=after)[:_PAGE_ROWS]):
        after = page[-1][0]
        yield [(number, read_outline(number, kind, body)) for number, kind, body in page]


def _done(alias: str) -> int:
    return ProjectedRow.objects.using(alias).filter(id=1).values_list("entry", flat=True).first() or 0


def _note(alias: str, last: int) -> None:
    if not ProjectedRow.objects.using(alias).filter(id=1).update(entry=last):
        ProjectedRow.objects.using(alias).create(id=1, entry=last)


def project(alias: str, entries: list[tuple[int, Entry]]) -> None:
    """Take entries that were just written; all before them are in the tables."""
    _index(alias, entries)
    _project(alias, entries)
    if entries:
        _note(alias, entries[-1][0])


def behind(alias: str) -> bool:
    """Whether the ledger has entries that the tables do not."""
    return LedgerRow.objects.using(alias).filter(number__gt=_done(alias)).exists()


def clear(alias: str) -> None:
    """Throw the tables away; `catch_up` works them out anew."""
    for table in (LeaseRow, QuestionRow, BallotRow, EntryAboutRow, ProjectedRow):
        table.objects.using(alias).all().delete()


def _index(alias: str, entries: list[tuple[int, Entry]]) -> None:
    insert(alias, EntryAboutRow, [(subject, number) for number, one in entries for subject in subjects_of(one)])


def _project(alias: str, entries: list[tuple[int, Entry]]) -> None:
    if not any(isinstance(entry, SheetQuestioned | SheetNotRead | BoardEntry) for _, entry in entries):
        return
    replay = Replay(alias)
    waiting: list[BallotFigures] = []
    touched: dict[SheetName, None] = {}
    for number, entry in entries:
        match entry:
            case BatchOpened():
                replay.remember_batch(entry)
            case SheetQuestioned() | SheetNotRead():
                waiting.append(_as_read(replay, number, entry))
            case _ if isinstance(entry, BoardEntry):
                touched |= dict.fromkeys(_touched(alias, replay, entry))
            case _:
                pass
    _create(alias, waiting)
    for name in touched:
        _write(alias, replay, name)


def _as_read(replay: Replay, number: int, entry: SheetQuestioned | SheetNotRead) -> BallotFigures:
    """A sheet that came; nobody has decided about it yet, unless its batch was taken out of the count before."""
    ballot = ballot_as_read(entry)
    copies = replay.state.is_copy_batch(entry.batch)
    place = Place.REPLACED if entry.batch in replay.state.replaced else ballot.place
    if copies and ballot.place is Place.COUNTED:
        place = Place.COPY_WAITING
    return figures_of(number, ballot, place, replay.precinct_of(ballot))


def _touched(alias: str, replay: Replay, entry: BoardEntry) -> Iterator[SheetName]:
    for name in sheets_named(entry):
        yield name
        replay.state.ballot(name)
        yield from replay.state.paired_with(name)
    if isinstance(entry, TransferPaired):
        replay.read_transfer(entry.number)
        yield from replay.state.sheets_of_transfer(entry.number)
    if isinstance(entry, HaltEnded):
        rows = BallotRow.objects.using(alias).filter(batch__in=entry.batches).values_list("batch", "sheet")
        for name in [SheetName(batch, sheet) for batch, sheet in rows]:
            yield name
            replay.state.ballot(name)
            yield from replay.state.paired_with(name)


def _write(alias: str, replay: Replay, name: SheetName) -> None:
    ballot = replay.state.ballot(name)
    if not ballot.asked:
        return
    place = replay.state.place_of(name)
    figures = figures_of(replay.own_entry(name), ballot, place, replay.precinct_of(ballot))
    row = _ballot_row(figures)
    names = [field.name for field in BallotRow._meta.fields if not field.primary_key]
    BallotRow.objects.using(alias).bulk_create(
        [row], update_conflicts=True, unique_fields=["entry"], update_fields=names
    )
    QuestionRow.objects.using(alias).bulk_create(
        _question_rows(figures),
        update_conflicts=True,
        unique_fields=["ballot", "position"],
        update_fields=["question", "contest", "choice", "open"],
    )


def _create(alias: str, figures: list[BallotFigures]) -> None:
    insert(alias, BallotRow, [astuple(one)[:-1] for one in figures])
    insert(alias, QuestionRow, [(one.entry, *astuple(asked)) for one in figures for asked in one.questions])


def _ballot_row(figures: BallotFigures) -> BallotRow:
    return BallotRow(
        entry_id=figures.entry,
        batch=figures.batch,
        sheet=figures.sheet,
        precinct=figures.precinct,
        kind=figures.kind,
        progress=figures.progress,
        place=figures.place,
        round=figures.round,
        board=figures.board,
        judges=figures.judges,
    )


def _question_rows(figures: BallotFigures) -> list[QuestionRow]:
    return [
        QuestionRow(
            ballot_id=figures.entry,
            position=one.position,
            question=one.question,
            contest=one.contest,
            choice=one.choice,
            open=one.open,
        )
        for one in figures.questions
    ]
