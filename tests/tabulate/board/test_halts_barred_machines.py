"""Halts: after an error or a doubt a machine is barred until it passed a test (13-15-209)."""

from tabulate.board.batches.halts import CountHalted, MachineTested
from tabulate.ledger.entries import BatchKind
from tests.tabulate.board.halt_makers import ERROR, HAND_COUNT, Told, ended, halted, refused


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
