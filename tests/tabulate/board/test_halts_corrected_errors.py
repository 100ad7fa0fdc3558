"""Halts: an error that was corrected says what was done, and shows the test deck before and after (13-15-209)."""

import pytest

from tabulate.board.batches.halts import HaltEnded
from tabulate.ledger.entries import BatchKind
from tests.tabulate.board.halt_makers import CORRECTED, EAST, GO_ON, Told, ended, halted, refused


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
