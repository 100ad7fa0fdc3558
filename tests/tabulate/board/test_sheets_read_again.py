"""A sheet asked about for print alone counts once it was read again; what people began with stays as it is."""

from __future__ import annotations

import pytest

from imaging.layout import CardId
from imaging.sheets import PlacePrint
from tabulate.board.decisions import QuestionRaisedByPeople
from tabulate.board.machine.known_print import PrintLearned, SheetReadAgain
from tabulate.board.places import Place, SheetName
from tabulate.ledger.entries import BatchClosed, Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import CastVoteRecord, Counted
from tests.tabulate.board.board_makers import CARD, board, by_all, mayor, overvoted_sheet, votes_record
from tests.tabulate.ledger_makers import (
    ANN,
    BOB,
    MAYOR,
    WRITE_IN,
    batch_opened,
    read_sheet_entry,
    reading,
    record_opened,
    source,
)

NAME = RaisedQuestion(Question.NAME_WITHOUT_OVAL, MAYOR, WRITE_IN)
FIRST = SheetName("AB-001", 1)
LEARNED = PrintLearned(CARD, (PlacePrint(2, 0, 0, ("ff",)),), (FIRST,), "0.2.0")


def named(number: int) -> Entry:
    return read_sheet_entry("AB-001", number, votes_record(Counted(MAYOR, (ANN,), 0), questions=[NAME]))


def again(number: int, votes: CastVoteRecord | None = None) -> SheetReadAgain:
    record = votes_record(Counted(MAYOR, (ANN,), 0)) if votes is None else votes
    return SheetReadAgain("AB-001", reading(number, source("a.png")), record)


def state_of(*entries: Entry) -> RecordState:
    return fold([record_opened(), batch_opened("AB-001"), *entries])


def test_it_counts_and_is_asked_about_no_more() -> None:
    before = state_of(named(1), named(2))
    after = state_of(named(1), named(2), LEARNED, again(1), again(2), BatchClosed("AB-001", 2, 0, 2, 0))
    (tally,) = after.real.contests.values()
    assert (before.place_of(FIRST), after.place_of(FIRST)) == (Place.WAITING, Place.COUNTED)
    assert (tally.sheets, tally.votes[ANN], tally.questionable.total()) == (2, 2, 0)
    assert after.batches["AB-001"].set_aside == 0
    assert +after.batches["AB-001"].questions == {}
    assert after.board.print.counted_now == {FIRST: CARD, SheetName("AB-001", 2): CARD}


def test_another_question_of_the_sheet_stays() -> None:
    both = votes_record(*overvoted().contests, questions=[*overvoted().questions, NAME])
    state = state_of(read_sheet_entry("AB-001", 1, both), LEARNED, again(1, overvoted()))
    assert state.place_of(FIRST) is Place.WAITING
    assert [one.question for one in state.ballot(FIRST).votes.questions] == [Question.OVERVOTE]  # type: ignore[union-attr]
    assert state.board.print.counted_now == {}


def overvoted() -> CastVoteRecord:
    entry = overvoted_sheet("AB-001", 1)
    votes: CastVoteRecord = entry.votes  # type: ignore[union-attr]
    return votes


def test_what_the_board_decided_stays() -> None:
    decided = [board(), *by_all(FIRST, mayor(ANN))]
    with pytest.raises(LedgerBroken, match="people did nothing about yet"):
        state_of(named(1), *decided, LEARNED, again(1))
    with pytest.raises(LedgerBroken, match="people did nothing about yet"):
        state_of(named(1), *decided[:2], LEARNED, again(1))
    raised = QuestionRaisedByPeople("AB-001", 1, Question.IDENTIFYING_MARK, "ada", "a name")
    with pytest.raises(LedgerBroken, match="people did nothing about yet"):
        state_of(named(1), raised, LEARNED, again(1))


def test_a_reading_that_asks_no_less_or_of_another_card_or_without_print_is_refused() -> None:
    more = votes_record(Counted(MAYOR, (BOB,), 0), questions=[NAME])
    with pytest.raises(LedgerBroken, match="fewer of its questions"):
        state_of(named(1), LEARNED, again(1, more))
    with pytest.raises(LedgerBroken, match="print that was learned of card"):
        state_of(named(1), again(1))
    other = PrintLearned(CardId("another"), LEARNED.places, (FIRST,), "0.2.0")
    with pytest.raises(LedgerBroken, match="print that was learned of card"):
        state_of(named(1), other, again(1))
    with pytest.raises(LedgerBroken, match="no place"):
        state_of(PrintLearned(CARD, (), (FIRST,), "0.2.0"))
