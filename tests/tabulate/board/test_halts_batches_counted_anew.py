"""Halts: batches of the halted machine since its last good test are counted anew, or a reason is given (13-15-209)."""

from dataclasses import replace

from tabulate.board.batches.halts import CountHalted, HaltEnded, MachineTested
from tabulate.board.places import Place
from tabulate.ledger.entries import BatchKind
from tabulate.ledger.lines import read_entry, write_body
from tests.tabulate.board.halt_makers import ERROR, FIRST, HAND_COUNT, Told, ended, halted, refused
from tests.tabulate.ledger_makers import ANN, read_sheet_entry, votes_for


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


def test_repair_A8_records_of_before_keep_halts_as_they_ended() -> None:
    told, halt = halted(rules=FIRST)
    before = HaltEnded(halt, ERROR, HAND_COUNT, (), ("Somebody Else",), "broken")
    told.take(before)
    assert told.live() == 6
    assert not {"left_out_because", "corrected", "deck_before", "deck_after", "rule"} & set(
        write_body(before).split('"')
    )
    assert read_entry(1, before.kind, write_body(before)) == before
