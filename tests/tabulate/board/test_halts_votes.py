"""Halts: what the board's judges vote, on a doubt and on another machine (13-15-209)."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.board.batches.halts import JudgeVotedOnHalt
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tests.tabulate.board.halt_makers import (
    DOUBT,
    EAST,
    ERROR,
    FAULTY,
    GO_ON,
    HAND_COUNT,
    NO_ERROR,
    OTHER,
    OTHER_MACHINE,
    WEST,
    ended,
    halted,
    refused,
)


def test_repair_A8_a_doubt_is_two_of_three_judges_of_each_board() -> None:
    told, halt = halted()
    doubt = ended(halt, DOUBT, HAND_COUNT, "A", "B")
    refused(told, doubt, "no such majority of board east, west")
    told.votes(halt, (*EAST[:2], WEST[0]))
    refused(told, doubt, "no such majority of board west")
    told.votes(halt, WEST[1:2])
    told.take(doubt)
    assert told.live() == 2


@pytest.mark.parametrize("size", range(4))
def test_repair_A8_any_two_judges_are_a_majority_and_one_is_none(size: int) -> None:
    for judges in combinations(EAST, size):
        told, halt = halted("east")
        told.votes(halt, judges)
        doubt = ended(halt, DOUBT, HAND_COUNT, "A", "B")
        if size >= 2:
            told.take(doubt)
        else:
            refused(told, doubt, "recorded votes of two judges of each board")


def test_repair_A8_a_judge_s_last_vote_holds() -> None:
    told, halt = halted("east")
    told.votes(halt, EAST[:2])
    told.votes(halt, EAST[:1], yes=False)
    refused(told, ended(halt, DOUBT, HAND_COUNT, "A", "B"), "no such majority")
    told.take(ended(halt, NO_ERROR, GO_ON))


def test_repair_A8_nobody_goes_on_against_the_board_s_majority() -> None:
    told, halt = halted("east")
    told.votes(halt, EAST[1:])
    refused(told, ended(halt, NO_ERROR, GO_ON), "counted manually, since a majority of the board")
    told.take(ended(halt, DOUBT, HAND_COUNT, "A", "B"))


def test_repair_A8_without_an_error_the_count_goes_on() -> None:
    told, halt = halted("east")
    refused(told, ended(halt, NO_ERROR, HAND_COUNT, "A", "B"), "to go on exactly where")
    told.take(ended(halt, NO_ERROR, GO_ON))
    assert told.live() == 6
    assert told.state.board.halting.barring("m1") is None


@pytest.mark.parametrize(("judge", "name"), [("ada", "west"), ("zed", "east"), ("ada", "north")])
def test_repair_A8_only_a_judge_votes_and_on_the_own_board(judge: str, name: str) -> None:
    told, halt = halted()
    refused(told, JudgeVotedOnHalt(halt, name, judge, FAULTY, True), "a judge of board")
    refused(told, JudgeVotedOnHalt(halt + 1, "east", "ada", FAULTY, True), "a halt that has not ended")


def test_repair_A8_another_machine_needs_its_rule_and_each_board_s_consent() -> None:
    told, halt = halted()
    other = ended(halt, ERROR, OTHER_MACHINE, "A", "B", rule="ARM 44.3.1714")
    refused(told, replace(other, rule=""), "the rule that allows another machine")
    refused(told, other, "no such consent of board east, west")
    told.votes(halt, (*EAST[:2], WEST[2]), OTHER)
    refused(told, other, "no such consent of board west")
    told.votes(halt, WEST[:1], OTHER)
    told.take(other)
    assert told.live() == 2


def test_repair_A8_a_doubt_is_no_consent_to_another_machine() -> None:
    told, halt = halted("east")
    told.votes(halt, EAST)
    refused(told, ended(halt, DOUBT, OTHER_MACHINE, "A", "B", rule="ARM 44.3.1714"), "no such consent")


@given(st.lists(st.tuples(st.sampled_from((*EAST, *WEST)), st.booleans()), max_size=12), st.booleans())
def test_repair_A8_plainly_said_a_doubt_is_two_last_votes_of_yes_on_each_board(
    cast: list[tuple[str, bool]], two_boards: bool
) -> None:
    told, halt = halted(*("east", "west")[: 2 if two_boards else 1])
    last: dict[str, bool] = {}
    for judge, yes in cast:
        if judge in EAST or two_boards:
            told.votes(halt, [judge], yes=yes)
            last[judge] = yes
    plainly = all(
        sum(last.get(judge, False) for judge in judges) >= 2 for judges in ([EAST, WEST] if two_boards else [EAST])
    )
    for entry, allowed in (
        (ended(halt, DOUBT, HAND_COUNT, "A", "B"), plainly),
        (ended(halt, NO_ERROR, GO_ON), not plainly),
    ):
        try:
            fold([*told.entries, entry])
        except LedgerBroken:
            assert not allowed
        else:
            assert allowed
