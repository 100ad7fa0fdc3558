"""Reading (e): a ballot with an ambiguous mark is decided as it stands, or is one that cannot be processed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tabulate.board.office.readings import OpenReading, ReadingSet
from tabulate.board.places import Place, SheetName
from tabulate.board.rulings import BallotRuling, ContestRuling, Verdict
from tabulate.board.state import BoardEntry
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.election import ChoiceId, ContestId
from tabulate.ledger.entries import BatchKind, Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import carry_on, fold
from tabulate.ledger.state import RecordState
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import Counted, Questionable
from tests.tabulate.board.board_makers import JUDGES, board, decided, votes_record
from tests.tabulate.ledger_makers import ANN, BOB, MAYOR, batch_opened, read_sheet_entry, record_opened

SHERIFF, SAL = ContestId("sheriff"), ChoiceId("sal")
BALLOT, COPY = SheetName("AB-001", 1), SheetName("X-1", 1)
ASKED = (Question.AMBIGUOUS_MARK, Question.OVERVOTE, Question.POSITION_UNCERTAIN)


def set_to(choice: str) -> ReadingSet:
    return ReadingSet(OpenReading.MARGINAL_MARK, choice, "opinion 7", "2026-09-01", "clerk")


CONDITION, PROCESSED = set_to("condition"), set_to("processed")


def sheet(question: Question, number: int = 1) -> Entry:
    """Clean for Ann as mayor; what the machine asks of it is about the sheriff."""
    raised = RaisedQuestion(question, SHERIFF, None)
    contests = (Counted(MAYOR, (ANN,), 0), Questionable(SHERIFF, question))
    return read_sheet_entry("AB-001", number, votes_record(*contests, questions=[raised]))


def copy(mayor: ChoiceId = ANN) -> Entry:
    return read_sheet_entry("X-1", 1, votes_record(Counted(MAYOR, (mayor,), 0), Counted(SHERIFF, (SAL,), 0)))


def ledger(question: Question = Question.AMBIGUOUS_MARK, *settings: Entry) -> list[Entry]:
    opened = [record_opened(), batch_opened(), batch_opened("X-1", BatchKind.TRANSFER), *settings]
    return [*opened, sheet(question), board()]


def all_three(condition: bool, ballot: tuple[BallotRuling, ...] = ()) -> list[BoardEntry]:
    ruling = [ContestRuling(SHERIFF, (SAL,), (), 0)]
    return [replace(decided(judge, BALLOT, ruling, ballot), marks_are_condition=condition) for judge in JUDGES["east"]]


def votes(state: RecordState, contest: ContestId, choice: ChoiceId) -> int:
    return sum(tally.votes[choice] for (_, one), tally in state.real.contests.items() if one == contest)


@pytest.mark.parametrize("question", ASKED)
def test_repair_readings_e_while_it_waits_only_an_ambiguous_mark_keeps_the_clean_contests(question: Question) -> None:
    state = fold(ledger(question))
    assert votes(state, MAYOR, ANN) == 1
    carry_on(state, [CONDITION])
    assert votes(state, MAYOR, ANN) == (0 if question is Question.AMBIGUOUS_MARK else 1)
    assert state.real == fold(ledger(question, CONDITION)).real
    carry_on(state, [PROCESSED])
    assert state.real == fold(ledger(question)).real


@pytest.mark.parametrize("question", ASKED)
def test_repair_readings_e_what_the_board_decided_counts_on_a_new_ballot_alone(question: Question) -> None:
    state = fold([*ledger(question, CONDITION), *all_three(condition=True)])
    (outcome,) = (one.outcome for one in state.board.ballots.values())
    assert outcome is not None
    if question is not Question.AMBIGUOUS_MARK:
        assert (outcome.verdict, state.place_of(BALLOT)) == (Verdict.COUNTS, Place.RESOLVED)
        assert (votes(state, MAYOR, ANN), votes(state, SHERIFF, SAL)) == (1, 1)
        return
    assert (outcome.verdict, state.place_of(BALLOT)) == (Verdict.TRANSFER, Place.LAID_ASIDE)
    assert (votes(state, MAYOR, ANN), votes(state, SHERIFF, SAL)) == (0, 0)
    made = TransferMade("T-1", TransferReason.DAMAGED, "AB-001", 1, ("Al", "Bo", "Cy"))
    carry_on(state, [made, copy(), TransferPaired("T-1", "X-1", 1, "clerk")])
    assert (state.place_of(BALLOT), state.place_of(COPY)) == (Place.TRANSFERRED, Place.COUNTED)
    assert (votes(state, MAYOR, ANN), votes(state, SHERIFF, SAL)) == (1, 1)


def test_repair_readings_e_a_new_ballot_with_another_vote_does_not_count() -> None:
    made = TransferMade("T-1", TransferReason.DAMAGED, "AB-001", 1, ("Al", "Bo", "Cy"))
    paired = TransferPaired("T-1", "X-1", 1, "clerk")
    state = fold([*ledger(Question.AMBIGUOUS_MARK, CONDITION), *all_three(condition=True), made, copy(BOB), paired])
    assert state.place_of(COPY) is Place.COPY_WAITING
    assert (votes(state, MAYOR, ANN), votes(state, MAYOR, BOB)) == (0, 0)


def test_repair_readings_e_what_was_decided_before_keeps_the_reading_of_its_day() -> None:
    state = fold([*ledger(), *all_three(condition=False), CONDITION])
    assert state.place_of(BALLOT) is Place.RESOLVED
    assert (votes(state, MAYOR, ANN), votes(state, SHERIFF, SAL)) == (1, 1)
    late = fold([*ledger(Question.AMBIGUOUS_MARK, CONDITION), *all_three(condition=True), PROCESSED])
    assert late.place_of(BALLOT) is Place.LAID_ASIDE


@pytest.mark.parametrize("condition", [True, False])
def test_repair_readings_e_no_judge_decides_by_another_reading_than_the_one_in_force(condition: bool) -> None:
    with pytest.raises(LedgerBroken, match="marginal-mark"):
        fold([*ledger(Question.AMBIGUOUS_MARK, CONDITION if condition else PROCESSED), *all_three(not condition)])
