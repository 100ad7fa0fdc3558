"""Halts: the board's votes, the batches counted anew, the barred machine, the corrected error (13-15-209)."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.board.halts import (
    CountHalted,
    FoundByTest,
    HaltChoice,
    HaltEnded,
    HaltQuestion,
    JudgeVotedOnHalt,
    MachineTested,
)
from tabulate.board.places import Place
from tabulate.ledger.entries import BatchKind, Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tabulate.ledger.lines import read_entry, write_body
from tabulate.ledger.state import RecordState
from tabulate.rules_edition import RulesEdition
from tests.tabulate.board.board_makers import JUDGES, board
from tests.tabulate.ledger_makers import ANN, batch_opened, read_sheet_entry, record_opened, votes_for

FIRST, SECOND = RulesEdition.FIRST, RulesEdition.SECOND
NO_ERROR, CORRECTED, ERROR, DOUBT = FoundByTest
GO_ON, HAND_COUNT, OTHER_MACHINE = HaltChoice
FAULTY, OTHER = HaltQuestion
EAST, WEST = JUDGES["east"], JUDGES["west"]


class Told:
    """A ledger written entry by entry; each may be refused."""

    def __init__(self, *boards: str, rules: RulesEdition = SECOND) -> None:
        self.entries: list[Entry] = [replace(record_opened(), rules=rules), *map(board, boards)]

    def take(self, *entries: Entry) -> int:
        """The number of the last one. Raises LedgerBroken, with nothing taken."""
        fold([*self.entries, *entries])
        self.entries += entries
        return len(self.entries)

    def batch(self, name: str, machine: str = "m1", kind: BatchKind = BatchKind.POLLS, sheets: int = 2) -> None:
        opened = replace(batch_opened(name, kind), machine=machine)
        self.take(opened, *(read_sheet_entry(name, number, votes_for(ANN)) for number in range(1, sheets + 1)))

    def votes(self, halt: int, judges: Iterable[str], question: HaltQuestion = FAULTY, yes: bool = True) -> None:
        of = {judge: name for name, judges_ in JUDGES.items() for judge in judges_}
        self.take(*(JudgeVotedOnHalt(halt, of[judge], judge, question, yes) for judge in judges))

    @property
    def state(self) -> RecordState:
        return fold(self.entries)

    def live(self) -> int:
        return sum(tally.votes[ANN] for tally in self.state.real.contests.values())


def ended(halt: int, found: FoundByTest, choice: HaltChoice, *batches: str, **more: str) -> HaltEnded:
    return HaltEnded(halt, found, choice, batches, ("Ada", "Bea"), "as tested", **more)


def halted(*boards: str, machine: str | None = "m1", rules: RulesEdition = SECOND) -> tuple[Told, int]:
    """Machine m1 counted A and B, m2 counted C, two sheets each; then m1, or the whole count, was halted."""
    told = Told(*(boards or ("east", "west")), rules=rules)
    told.batch("A")
    told.batch("B")
    told.batch("C", "m2")
    return told, told.take(CountHalted(machine, "ada", "the figures jump"))


def refused(told: Told, entry: Entry, match: str) -> None:
    with pytest.raises(LedgerBroken, match=match):
        told.take(entry)


def test_repair_A8_an_error_without_batches_replaces_nothing_and_is_refused() -> None:
    """As was shown: by hand, no batches, chosen by somebody else."""
    told, halt = halted()
    nothing = HaltEnded(halt, ERROR, HAND_COUNT, (), ("Somebody Else",), "broken")
    refused(told, nothing, r"every batch of the machine since its last good test .* found none of A, B")
    refused(told, replace(nothing, left_out_because="no time"), "at least one batch")
    told.take(ended(halt, ERROR, HAND_COUNT, "A", "B"))
    assert told.live() == 2
    assert told.state.batches["A"].at(Place.REPLACED) == 2


def test_repair_A8_some_batches_are_enough_where_the_reason_is_given() -> None:
    told, halt = halted()
    refused(told, ended(halt, ERROR, HAND_COUNT, "B"), "none of A")
    refused(told, ended(halt, ERROR, HAND_COUNT, "B", left_out_because=" "), "none of A")
    told.take(ended(halt, ERROR, HAND_COUNT, "B", left_out_because="A was counted by hand in parallel, and is equal"))
    assert told.live() == 4


def test_repair_A8_a_batch_of_another_machine_is_not_affected_and_may_not_be_named() -> None:
    told, halt = halted()
    refused(told, ended(halt, ERROR, HAND_COUNT, "A", "B", "C"), "batches that the halted machine counted")
    refused(told, ended(halt, ERROR, HAND_COUNT, "A", "B", "Z"), "a batch of this record")
    whole, halt = halted(machine=None)
    refused(whole, ended(halt, ERROR, HAND_COUNT, "A", "B"), "none of C")
    whole.take(ended(halt, ERROR, HAND_COUNT, "A", "B", "C"))
    assert whole.live() == 0


def test_repair_A8_what_was_counted_before_the_last_good_test_stands() -> None:
    told = Told("east")
    told.batch("A")
    told.batch("DECK", kind=BatchKind.TEST)
    told.take(MachineTested("m1", "DECK", True, "the clerk"))
    told.batch("B")
    halt = told.take(CountHalted("m1", "ada", "a noise"))
    told.take(ended(halt, ERROR, HAND_COUNT, "B"))
    assert told.live() == 2


def test_repair_A8_sheets_added_to_an_earlier_batch_after_the_test_make_it_affected() -> None:
    told = Told("east")
    told.batch("A")
    told.batch("DECK", kind=BatchKind.TEST)
    told.take(MachineTested("m1", "DECK", True, "the clerk"))
    told.take(read_sheet_entry("A", 3, votes_for(ANN)))
    halt = told.take(CountHalted("m1", "ada", "a noise"))
    refused(told, ended(halt, ERROR, HAND_COUNT), "none of A")


def test_repair_A8_a_test_that_failed_makes_an_earlier_good_one_good_for_nothing() -> None:
    told = Told("east")
    told.batch("A")
    told.batch("DECK", kind=BatchKind.TEST)
    told.take(MachineTested("m1", "DECK", True, "the clerk"), MachineTested("m1", "DECK", False, "the clerk"))
    halt = told.take(CountHalted("m1", "ada", "a noise"))
    refused(told, ended(halt, ERROR, HAND_COUNT), "none of A")


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


def test_repair_A8_after_an_error_or_doubt_the_machine_is_barred_until_it_passed_a_test() -> None:
    told, halt = halted("east")
    told.take(ended(halt, ERROR, HAND_COUNT, "A", "B"))
    assert told.state.board.halting.barring("m1") is not None
    assert told.state.board.halting.barring("m2") is None
    refused(told, MachineTested("m1", "A", True, "the clerk"), "a test batch that the machine counted")
    told.batch("DECK", kind=BatchKind.TEST)
    told.take(MachineTested("m1", "DECK", False, "the clerk"))
    assert told.state.board.halting.barring("m1") is not None
    told.take(MachineTested("m1", "DECK", True, "the clerk"))
    assert told.state.board.halting.barring("m1") is None


def test_repair_A8_a_deck_counted_before_the_halt_clears_nobody() -> None:
    told = Told("east")
    told.batch("DECK", kind=BatchKind.TEST)
    told.batch("A")
    halt = told.take(CountHalted("m1", "ada", "a noise"))
    told.take(ended(halt, ERROR, HAND_COUNT, "A"))
    refused(told, MachineTested("m1", "DECK", True, "the clerk"), "counted since the halt")


def test_repair_A8_a_halt_of_the_whole_count_bars_every_machine_each_by_itself() -> None:
    told, halt = halted("east", machine=None)
    told.take(ended(halt, ERROR, HAND_COUNT, "A", "B", "C"))
    told.batch("DECK", "m2", BatchKind.TEST)
    told.take(MachineTested("m2", "DECK", True, "the clerk"))
    halting = told.state.board.halting
    assert [halting.barring(machine) is None for machine in ("m1", "m2", "m3")] == [False, True, False]


def corrected(halt: int, *batches: str, **more: str) -> HaltEnded:
    said = {"corrected": "dust on the glass; cleaned", "deck_before": "WRONG", "deck_after": "RIGHT"} | more
    return ended(halt, CORRECTED, GO_ON, *batches, **said)


def decks(told: Told) -> None:
    told.batch("WRONG", kind=BatchKind.TEST)
    told.batch("RIGHT", kind=BatchKind.TEST)


def test_repair_A8_an_error_corrected_says_what_and_shows_the_deck_before_and_after() -> None:
    told, halt = halted("east")
    decks(told)
    told.take(corrected(halt, "A", "B"))
    assert told.live() == 2
    assert told.state.board.halting.barring("m1") is None


@pytest.mark.parametrize(
    ("wrong", "match"),
    [
        ({"corrected": " "}, "what was wrong and what was done"),
        ({"deck_before": ""}, "a test batch that the machine counted"),
        ({"deck_after": "A"}, "a test batch that the machine counted"),
        ({"deck_after": "WRONG"}, "a test deck counted after the error was corrected"),
        ({"deck_after": "OTHER"}, "a test batch that the machine counted"),
    ],
)
def test_repair_A8_a_correction_that_is_not_shown_is_refused(wrong: dict[str, str], match: str) -> None:
    told, halt = halted("east")
    decks(told)
    told.batch("OTHER", "m2", BatchKind.TEST)
    refused(told, corrected(halt, "A", "B", **wrong), match)


def test_repair_A8_what_was_counted_with_the_error_is_counted_anew_or_the_reason_is_given() -> None:
    told, halt = halted("east")
    decks(told)
    refused(told, corrected(halt), "none of A, B")
    told.take(corrected(halt, left_out_because="only the test deck was read with dust"))
    assert told.live() == 6


def test_repair_A8_a_correction_does_not_go_on_against_the_board_s_doubt_either() -> None:
    told, halt = halted("east")
    decks(told)
    told.votes(halt, EAST)
    refused(told, corrected(halt, "A", "B"), "a majority of the board")


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


def test_repair_A8_records_of_before_keep_halts_as_they_ended() -> None:
    told, halt = halted(rules=FIRST)
    before = HaltEnded(halt, ERROR, HAND_COUNT, (), ("Somebody Else",), "broken")
    told.take(before)
    assert told.live() == 6
    assert not {"left_out_because", "corrected", "deck_before", "deck_after", "rule"} & set(
        write_body(before).split('"')
    )
    assert read_entry(1, before.kind, write_body(before)) == before


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
