"""What keeps a count from being released as complete."""

from dataclasses import replace

import pytest

from canvass import clock
from canvass.errors import RefusedError
from canvass.reporting.releasing import releasing
from tabulate.board.batches.halts import CountHalted, FoundByTest, HaltChoice, HaltEnded
from tabulate.board.by_hand.hand_counts import HandCountOpened
from tabulate.election import BallotStyle, BallotStyleId, Election, PrecinctId
from tabulate.ledger.entries import BatchClosed, Entry
from tabulate.ledger.fold import fold
from tabulate.rules_edition import RulesEdition
from tests.tabulate.board.board_makers import board
from tests.tabulate.board.test_hand_counts import both
from tests.tabulate.ledger_makers import ANN, MAYOR, NOON, batch_opened, read_sheet_entry, record_opened, votes_for
from tests.tabulate.test_ledger_fold import ELECTION

NORTH = PrecinctId("north")
BY_HAND = HandCountOpened("by hand", NORTH, 10, (), ("ada", "bea"), "cal", "the clerk", "east")
HALTED = CountHalted(None, "ada", "the figures jump")


def county() -> Election:
    return replace(ELECTION, ballot_styles=(BallotStyle(BallotStyleId("1"), (NORTH,), (MAYOR,)),))


def told(*entries: Entry) -> list[Entry]:
    """A batch of one clean ballot, counted to its end."""
    opened = replace(record_opened(), rules=RulesEdition.SECOND)
    sheet = read_sheet_entry("P-1", 1, votes_for(ANN))
    return [opened, board(), batch_opened("P-1"), sheet, BatchClosed("P-1", 1, 1, 0, 0), *entries]


@pytest.fixture(autouse=True)
def after_the_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def test_a_count_that_is_finished_may_be_released_as_complete() -> None:
    assert releasing(county(), fold(told()), True, "ada").complete
    assert releasing(county(), fold(told(BY_HAND, *both(6, 4))), True, "ada").complete


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([BY_HAND], "Hand count by hand: 1 contests have not two equal tally sheets"),
        ([BY_HAND, both(6, 4)[0]], "Hand count by hand: 1 contests"),
        ([HALTED], "The halt of entry 6 has not ended"),
        (
            [HALTED, HaltEnded(6, FoundByTest.ERROR, HaltChoice.HAND_COUNT, ("P-1",), ("Ada",), "a lens")],
            "The batches P-1 are to be counted by hand",
        ),
    ],
)
def test_ballots_that_are_still_to_be_counted_by_hand_keep_it_from_being_complete(
    entries: list[Entry], why: str
) -> None:
    with pytest.raises(RefusedError, match=f"The count is not complete: .*{why}.*Nothing was released"):
        releasing(county(), fold(told(*entries)), True, "ada")
    assert not releasing(county(), fold(told(*entries)), False, "ada").complete
