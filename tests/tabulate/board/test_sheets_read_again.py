"""A sheet asked about for print alone counts once it was read again; what people began with stays as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imaging.layout import CardId
from imaging.sheets import PlacePrint
from tabulate.board.decisions import DecisionReopened, ObjectionRecorded, QuestionRaisedByPeople
from tabulate.board.errors import NotAllowed
from tabulate.board.machine.known_print import PrintLearned, SheetReadAgain
from tabulate.board.places import Place, SheetName
from tabulate.board.transfers import TransferMade, TransferReason
from tabulate.election import BallotStyleId, ContestId, PrecinctId
from tabulate.ledger.entries import BatchClosed, BatchKind, Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import CastVoteRecord, Counted, Questionable
from tests.tabulate.board.board_makers import (
    CARD,
    board,
    by_all,
    decided,
    mayor,
    overvoted_sheet,
    votes_record,
    written_sheet,
)
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


def named(number: int, batch: str = "AB-001") -> Entry:
    return read_sheet_entry(batch, number, votes_record(Counted(MAYOR, (ANN,), 0), questions=[NAME]))


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


FORGED = {
    "another vote": votes_record(Counted(MAYOR, (BOB,), 0)),
    "a vote less": votes_record(Counted(MAYOR, (), 1)),
    "no contest": votes_record(),
    "another contest": votes_record(Counted(ContestId("sheriff"), (ANN,), 0)),
    "a contest more": votes_record(Counted(MAYOR, (ANN,), 0), Counted(ContestId("sheriff"), (ANN,), 0)),
    "an open contest": votes_record(Questionable(MAYOR, Question.OVERVOTE)),
    "another precinct": replace(votes_record(Counted(MAYOR, (ANN,), 0)), precinct=PrecinctId("south")),
    "another style": replace(votes_record(Counted(MAYOR, (ANN,), 0)), ballot_style=BallotStyleId("2")),
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_sheet_read_again_with_other_votes_is_refused(forged: str) -> None:
    with pytest.raises(LedgerBroken, match="with the votes that it had"):
        state_of(named(1), LEARNED, again(1, FORGED[forged]))


def test_only_questions_that_print_can_raise_are_taken_back() -> None:
    counted = votes_record(Counted(MAYOR, (ANN,), 0))
    doubt = RaisedQuestion(Question.AMBIGUOUS_MARK, MAYOR, None)
    doubtful = votes_record(Questionable(MAYOR, Question.AMBIGUOUS_MARK), questions=[doubt])
    after = state_of(read_sheet_entry("AB-001", 1, doubtful), LEARNED, again(1, counted))
    assert [tally.votes[ANN] for tally in after.real.contests.values()] == [1]
    for sheet in (overvoted_sheet("AB-001", 1), written_sheet("AB-001", 1)):
        with pytest.raises(LedgerBroken, match="questions that print raised"):
            state_of(sheet, LEARNED, again(1, counted))


def test_a_contest_without_its_doubt_waits_where_the_whole_ballot_is_unmarked() -> None:
    doubt, unmarked = (
        RaisedQuestion(Question.AMBIGUOUS_MARK, MAYOR, None),
        RaisedQuestion(Question.UNMARKED_BALLOT, None, None),
    )
    before = votes_record(Questionable(MAYOR, Question.AMBIGUOUS_MARK), questions=[unmarked, doubt])
    now = votes_record(Questionable(MAYOR, Question.UNMARKED_BALLOT), questions=[unmarked])
    state = state_of(read_sheet_entry("AB-001", 1, before), LEARNED, again(1, now))
    assert state.ballot(FIRST).votes == now


def test_no_sheet_is_read_again_twice_or_of_another_batch_or_without_being_asked_about() -> None:
    asked_no_more = "fewer of its questions"
    with pytest.raises(LedgerBroken, match=asked_no_more):
        state_of(named(1), LEARNED, again(1), again(1))
    clean = read_sheet_entry("AB-001", 2, votes_record(Counted(MAYOR, (ANN,), 0)))
    with pytest.raises(LedgerBroken, match=asked_no_more):
        state_of(named(1), clean, LEARNED, again(2))
    for name in (SheetName("AB-001", 3), SheetName("AB-002", 1)):
        elsewhere = replace(again(name.sheet), batch=name.batch)
        with pytest.raises(LedgerBroken, match="a sheet of this record"):
            state_of(named(1), named(2), LEARNED, elsewhere)
    for nowhere in (replace(LEARNED, sheets=(SheetName("AB-001", 9),)), replace(LEARNED, sheets=())):
        with pytest.raises(LedgerBroken):
            state_of(named(1), nowhere)


def test_what_people_began_with_stays() -> None:
    begun = "people did nothing about yet"
    reopened = DecisionReopened("AB-001", 1, 1, "ada", "once more")
    objection = ObjectionRecorded("AB-001", 1, "ada", "not so")
    transfer = TransferMade("T-1", TransferReason.DAMAGED, "AB-001", 1, ("ada", "bea", "cal"))
    first = decided("ada", FIRST, [mayor(ANN)])
    for people in ([board(), first, reopened], [objection], [transfer]):
        with pytest.raises(LedgerBroken, match=begun):
            state_of(named(1), *people, LEARNED, again(1))


def test_what_the_board_decided_stays() -> None:
    decided = [board(), *by_all(FIRST, mayor(ANN))]
    with pytest.raises(LedgerBroken, match="people did nothing about yet"):
        state_of(named(1), *decided, LEARNED, again(1))
    with pytest.raises(LedgerBroken, match="people did nothing about yet"):
        state_of(named(1), *decided[:2], LEARNED, again(1))
    raised = QuestionRaisedByPeople("AB-001", 1, Question.IDENTIFYING_MARK, "ada", "a name")
    with pytest.raises(LedgerBroken, match="people did nothing about yet"):
        state_of(named(1), raised, LEARNED, again(1))


def test_a_sheet_of_a_test_deck_stays_as_it_was_tested() -> None:
    deck = (batch_opened("T-1", BatchKind.TEST), named(1, "T-1"))
    with pytest.raises(LedgerBroken, match="of a test deck"):
        state_of(named(1), *deck, LEARNED, replace(again(1), batch="T-1"))


def test_a_judge_before_whom_it_lay_meanwhile_takes_the_next() -> None:
    state = state_of(board(), named(1), LEARNED, again(1))
    with pytest.raises(NotAllowed, match=r"nothing is asked any more\. Nothing was written\. Take the next\."):
        state.board.check(decided("ada", FIRST, [mayor(ANN)]))


def test_a_reading_that_asks_no_less_or_of_another_card_or_without_print_is_refused() -> None:
    more = votes_record(Counted(MAYOR, (BOB,), 0), questions=[NAME])
    with pytest.raises(LedgerBroken, match="fewer of its questions"):
        state_of(named(1), LEARNED, again(1, more))
    with pytest.raises(LedgerBroken, match="print that was learned of card"):
        state_of(named(1), again(1))
    other = PrintLearned(CardId("another"), LEARNED.places, (SheetName("AB-001", 2),), "0.2.0")
    its_sheet = read_sheet_entry("AB-001", 2, replace(votes_record(Counted(MAYOR, (ANN,), 0)), card=other.card))
    with pytest.raises(LedgerBroken, match="print that was learned of card"):
        state_of(named(1), its_sheet, other, again(1))
    with pytest.raises(LedgerBroken, match="sheets of card another"):
        state_of(named(1), replace(other, sheets=(FIRST,)))
    with pytest.raises(LedgerBroken, match="no place"):
        state_of(PrintLearned(CARD, (), (FIRST,), "0.2.0"))
