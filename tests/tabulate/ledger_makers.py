"""Small entries made by hand and at random, for tests of the ledger and of the record."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import get_args

from hypothesis import strategies as st

from imaging.layout import CardId, MarkThresholds, Side
from imaging.sheets import (
    Cause,
    Doubt,
    ImageSource,
    Mark,
    PageReading,
    ReadSheet,
    Reason,
    ReasonCode,
    Refusal,
    Shape,
    TargetReading,
    UnreadSheet,
)
from tabulate.board.machine.known_print import SheetReadAgain
from tabulate.board.machine.other_papers import OtherPaperRead
from tabulate.board.state import BoardEntry
from tabulate.election import BallotStyleId, ChoiceId, ContestId, PrecinctId
from tabulate.ledger.chain import EMPTY, ChainedEntry, Head, follow
from tabulate.ledger.entries import (
    Access,
    AccessRecorded,
    AuditRecorded,
    BatchKind,
    BatchOpened,
    Entry,
    RecordOpened,
    SheetNotRead,
    sheet_entry,
)
from tabulate.ledger.lines import read_entry, write_body
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import CastVoteRecord, Counted, Questionable

NOON = datetime(2026, 11, 3, 12, 0, 0, 123456, tzinfo=UTC)
MAYOR = ContestId("mayor")
ANN, BOB, WRITE_IN = ChoiceId("ann"), ChoiceId("bob"), ChoiceId("write-in-0")


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def source(file: str, page: int = 1, content: str | None = None) -> ImageSource:
    return ImageSource(file, page, sha256_of(content if content is not None else file))


def record_opened(title: str = "General election") -> RecordOpened:
    return RecordOpened(1, sha256_of("definition"), title, "2026-11-03", "0.1.0", sha256_of("reader"))


def batch_opened(batch: str = "AB-001", kind: BatchKind = BatchKind.POLLS, precinct: str | None = None) -> BatchOpened:
    return BatchOpened(
        batch=batch,
        machine="left scanner",
        batch_kind=kind,
        precinct=PrecinctId(precinct) if precinct else None,
        expected_sheets=None,
        images_per_sheet=1,
        ballot_style=None,
        thresholds=MarkThresholds(),
        canvass_version="0.1.0",
        reader_digest=sha256_of("reader"),
    )


def reading(number: int, image: ImageSource, marks: tuple[Mark, ...] = (Mark.MARKED, Mark.UNMARKED)) -> ReadSheet:
    targets = tuple(
        TargetReading(place, Side.FRONT, mark, 300 if mark is Mark.MARKED else 0, 700, 100.25, 50.5 * place, 0.37)
        for place, mark in enumerate(marks, start=1)
    )
    page = PageReading(image, Side.FRONT, False, 41, 34, 50.25, 0, 0.4, ((12.5, 20.25),), ((12.75, 1650.0),))
    return ReadSheet(number, CardId("card"), (page,), targets)


def votes_for(*choices: ChoiceId, undervotes: int = 0) -> CastVoteRecord:
    return _record(Counted(MAYOR, choices, undervotes), ())


def votes_in_question(question: Question = Question.OVERVOTE) -> CastVoteRecord:
    return _record(Questionable(MAYOR, question), (RaisedQuestion(question, MAYOR, None),))


def _record(contest: Counted | Questionable, questions: tuple[RaisedQuestion, ...]) -> CastVoteRecord:
    return CastVoteRecord(CardId("card"), PrecinctId("north"), BallotStyleId("1"), (contest,), questions)


def read_sheet_entry(batch: str, number: int, votes: CastVoteRecord, file: str | None = None) -> Entry:
    image = source(file or f"{batch}-{number}.png")
    return sheet_entry(batch, (image,), reading(number, image), votes)


def unread_sheet_entry(batch: str, number: int, file: str | None = None) -> SheetNotRead:
    reasons = (Reason(ReasonCode.NO_TIMING_MARKS, "left border: 3 of 41 found"),)
    return SheetNotRead(batch, UnreadSheet(number, (source(file or f"{batch}-{number}.png"),), reasons))


def chain(entries: list[Entry], start: datetime = NOON, head: Head = EMPTY) -> list[ChainedEntry]:
    chained = []
    for seconds, entry in enumerate(entries):
        row = follow(head, entry, start + timedelta(seconds=seconds))
        chained.append(row)
        head = Head(row.number, row.hash)
    return chained


def as_recorded(entry: Entry) -> Entry:
    """The entry as it reads when it comes back: positions rounded to hundredths."""
    return read_entry(0, entry.kind, write_body(entry))


def content_digest(rows: Iterable[ChainedEntry]) -> str:
    """By the words of LEDGER.md: equal for a count that was killed and resumed and for one left in peace."""
    fields = (field.encode() for row in rows for field in (row.kind, row.body))
    return hashlib.sha256(b"".join(b"%d:%s," % (len(field), field) for field in fields)).hexdigest()


hundredths = st.integers(-10_000, 1_000_000).map(lambda value: value / 100)
names = st.text(min_size=1, max_size=12)
sources = st.builds(ImageSource, names, st.integers(1, 5000), names.map(sha256_of))
targets = st.builds(
    TargetReading,
    number=st.integers(1, 400),
    side=st.sampled_from(Side),
    mark=st.sampled_from(Mark),
    ink_px=st.integers(0, 9999),
    target_px=st.integers(0, 9999),
    centre_row_px=hundredths,
    centre_col_px=hundredths,
    error_px=hundredths,
    writing_px=st.none() | st.integers(0, 99999),
    writing_area_px=st.none() | st.integers(0, 99999),
    writing=st.booleans(),
    around_px=st.just(0) | st.integers(0, 9999),
    shape=st.none() | st.sampled_from(Shape),
    cause=st.none() | st.sampled_from(Cause),
    doubt=st.none() | st.sampled_from(Doubt),
    refused=st.none() | st.sampled_from(Refusal),
)
page_readings = st.builds(
    PageReading,
    sources,
    st.sampled_from(Side),
    st.booleans(),
    st.integers(1, 90),
    st.integers(1, 90),
    hundredths,
    st.integers(0, 8),
    hundredths,
    st.lists(st.tuples(hundredths, hundredths), max_size=3).map(tuple),
    st.lists(st.tuples(hundredths, hundredths), max_size=3).map(tuple),
)
read_sheets = st.builds(
    ReadSheet,
    st.integers(1, 9999),
    names.map(CardId),
    st.lists(page_readings, max_size=2).map(tuple),
    st.lists(targets, max_size=5).map(tuple),
)
contests = st.one_of(
    st.builds(Counted, names.map(ContestId), st.lists(names.map(ChoiceId), max_size=3).map(tuple), st.integers(0, 5)),
    st.builds(Questionable, names.map(ContestId), st.sampled_from(Question)),
)
questions = st.builds(
    RaisedQuestion,
    st.sampled_from(Question),
    st.none() | names.map(ContestId),
    st.none() | names.map(ChoiceId),
)
cast_vote_records = st.builds(
    CastVoteRecord,
    names.map(CardId),
    st.none() | names.map(PrecinctId),
    names.map(BallotStyleId),
    st.lists(contests, max_size=3).map(tuple),
    st.lists(questions, max_size=3).map(tuple),
)
unread_sheets = st.builds(
    UnreadSheet,
    st.integers(1, 9999),
    st.lists(sources, max_size=2).map(tuple),
    st.lists(st.builds(Reason, st.sampled_from(ReasonCode), names), max_size=3).map(tuple),
    st.none() | names.map(CardId),
)
# Wherever a noun holds them: a page has no place that is no number, nor one beyond all paper.
st.register_type_strategy(PageReading, page_readings)
st.register_type_strategy(TargetReading, targets)
any_entry = st.one_of(
    st.builds(RecordOpened, st.just(1), names, names, names, names, names),
    st.builds(batch_opened, names, st.sampled_from(BatchKind), st.none() | names),
    st.builds(sheet_entry, names, st.lists(sources, max_size=2).map(tuple), read_sheets, cast_vote_records),
    st.builds(SheetNotRead, names, unread_sheets),
    st.builds(AuditRecorded, names, names),
    st.builds(AccessRecorded, names, names, st.sampled_from(Access), st.text(max_size=12)),
    st.builds(SheetReadAgain, names, read_sheets, cast_vote_records),
    st.builds(OtherPaperRead, names, read_sheets, cast_vote_records),
    *(st.builds(noun) for noun in get_args(BoardEntry) if noun not in (SheetReadAgain, OtherPaperRead)),
)
