"""Readings of the law decide by the setting, from its entry on (part 1.4, (d) and (f))."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import pytest

from tabulate.ballot_sheets import UnmarkedSheets
from tabulate.board.errors import NotAllowed
from tabulate.board.office.open_readings import (
    READINGS,
    CleanContests,
    ExemptingMargin,
    ExemptingTotals,
    IdentifyingMark,
    MarginalMark,
    OpenReading,
    Opposed,
    TotalVotes,
)
from tabulate.board.office.readings import ReadingSet, ReadingsInForce
from tabulate.board.outcomes import settle
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, Verdict
from tabulate.ledger.entries import Entry, SheetQuestioned
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import carry_on, fold
from tabulate.ledger.state import RecordState
from tabulate.questions import Question, RaisedQuestion
from tabulate.rules_edition import RulesEdition
from tabulate.tally import ContestTally
from tabulate.votes import CastVoteRecord, Questionable
from tests.tabulate.board.board_makers import JUDGES, decided
from tests.tabulate.ledger_makers import (
    ANN,
    MAYOR,
    batch_opened,
    read_sheet_entry,
    record_opened,
    votes_for,
    votes_in_question,
)


def settled(reading: OpenReading, choice: str, **changed: str) -> ReadingSet:
    return ReadingSet(reading, choice, changed.get("ground", "opinion 7"), changed.get("on", "2026-09-01"), "clerk")


@pytest.mark.parametrize("reading", OpenReading)
def test_repair_readings_each_is_a_closed_choice_and_begins_as_it_was(reading: OpenReading) -> None:
    rule, state = READINGS[reading], ReadingsInForce()
    assert state.choice(reading) == rule.choices[0].value
    assert len(rule.choices) >= 2
    assert rule.section.startswith("13-")
    for choice in rule.choices:
        state.check(settled(reading, choice.value))
        state.take(settled(reading, choice.value))
        assert state.choice(reading) == choice.value
        (sentence,) = state.sentences(reading)
        assert choice.words in sentence
        assert "opinion 7 of 2026-09-01" in sentence
    for wrong in (settled(reading, "otherwise"), settled(reading, choice.value, ground=" ")):
        with pytest.raises(NotAllowed):
            state.check(wrong)
    with pytest.raises(NotAllowed, match="the day of the ground"):
        state.check(settled(reading, choice.value, on="soon"))


@pytest.mark.parametrize(
    ("reading", "choices"),
    [
        (OpenReading.OPPOSED, Opposed),
        (OpenReading.TOTAL_VOTES, TotalVotes),
        (OpenReading.EXEMPTING_TOTALS, ExemptingTotals),
        (OpenReading.EXEMPTING_MARGIN, ExemptingMargin),
        (OpenReading.CLEAN_CONTESTS, CleanContests),
        (OpenReading.IDENTIFYING_MARK, IdentifyingMark),
        (OpenReading.UNMARKED_SHEETS, UnmarkedSheets),
        (OpenReading.MARGINAL_MARK, MarginalMark),
    ],
)
def test_every_choice_that_something_decides_by_can_be_set(reading: OpenReading, choices: type[StrEnum]) -> None:
    assert [choice.value for choice in READINGS[reading].choices] == list(choices)


def set_aside(number: int) -> Entry:
    """A ballot with a clean vote for Ann for mayor, and an overvote for sheriff."""
    asked = votes_in_question(Question.OVERVOTE)
    sheriff = Questionable("sheriff", Question.OVERVOTE)  # type: ignore[arg-type]
    clean = votes_for(ANN).contests[0]
    raised = (RaisedQuestion(Question.OVERVOTE, sheriff.contest, None),)
    votes = CastVoteRecord(asked.card, asked.precinct, asked.ballot_style, (clean, sheriff), raised)
    entry = read_sheet_entry("AB-001", number, votes)
    assert isinstance(entry, SheetQuestioned)
    return entry


def mayor(state: RecordState) -> ContestTally:
    return next(tally for (_, contest), tally in state.real.contests.items() if contest == MAYOR)


WAIT = settled(OpenReading.CLEAN_CONTESTS, "with-the-ballot")
AT_ONCE = settled(OpenReading.CLEAN_CONTESTS, "at-once")


def test_repair_readings_d_clean_contests_count_at_once_or_wait_with_the_ballot() -> None:
    ledger: list[Entry] = [record_opened(), batch_opened(), set_aside(1), read_sheet_entry("AB-001", 2, votes_for(ANN))]
    state = fold(ledger)
    assert (mayor(state).votes[ANN], mayor(state).questionable.total()) == (2, 0)
    carry_on(state, [WAIT])
    assert (mayor(state).votes[ANN], mayor(state).questionable[Question.OVERVOTE], mayor(state).sheets) == (1, 1, 2)
    carry_on(state, [set_aside(3)])
    assert (mayor(state).votes[ANN], mayor(state).questionable.total()) == (1, 2)
    carry_on(state, [AT_ONCE])
    assert state.real == fold([*ledger, set_aside(3)]).real


def test_repair_readings_d_totals_are_the_same_however_the_setting_came_about() -> None:
    early = fold([record_opened(), WAIT, batch_opened(), set_aside(1), set_aside(2)])
    late = fold([record_opened(), batch_opened(), set_aside(1), AT_ONCE, WAIT, set_aside(2)])
    assert early.real == late.real
    assert mayor(early).votes[ANN] == 0


def rejecting(judges: int, needed: int) -> Verdict | None:
    mark = Question.IDENTIFYING_MARK
    verdicts = [Verdict.REJECTED] * judges + [Verdict.COUNTS] * (3 - judges)
    rulings = [BallotRuling(mark, verdict) for verdict in verdicts]
    decisions = [
        replace(decided(judge, SheetName("AB-001", 1), ballot=[one]), needed_to_reject=needed)
        for judge, one in zip(JUDGES["east"], rulings, strict=True)
    ]
    return settle(votes_for(ANN), decisions, RulesEdition.SECOND).verdict


@pytest.mark.parametrize(
    ("judges", "needed", "verdict"),
    [(1, 2, Verdict.COUNTS), (2, 2, Verdict.REJECTED), (2, 3, Verdict.COUNTS), (3, 3, Verdict.REJECTED)],
)
def test_repair_readings_f_the_majority_that_rejects_is_the_one_set(judges: int, needed: int, verdict: Verdict) -> None:
    assert rejecting(judges, needed) is verdict


def test_repair_readings_a_ledger_with_a_reading_that_there_is_not_is_broken() -> None:
    with pytest.raises(LedgerBroken):
        fold([record_opened(), settled(OpenReading.IDENTIFYING_MARK, "one-of-three")])
    fold([record_opened(), settled(OpenReading.IDENTIFYING_MARK, "all-three")])
