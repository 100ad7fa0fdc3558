"""Counts by hand: two recorders until equal (13-15-206(2)), once for every ballot, and to be corrected for a reason."""

from dataclasses import replace

import pytest

from tabulate.board.batches.halts import CountHalted, FoundByTest, HaltChoice, HaltEnded
from tabulate.board.by_hand.hand_counts import ChoiceFigure, HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.election import PrecinctId
from tabulate.ledger.entries import Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tests.tabulate.ledger_makers import ANN, BOB, MAYOR, batch_opened, read_sheet_entry, record_opened, votes_for
from tests.tabulate.test_ledger_fold import COUNCIL

NORTH, SOUTH = PrecinctId("north"), PrecinctId("south")
OPENED = HandCountOpened("by hand", NORTH, 10, (), ("ada", "bea"), "Cal", "the clerk")
WRONG_KEY = HandCountReopened("by hand", MAYOR, 10, "the clerk", "Bob's and Ann's figures were interchanged")


def sheet(recorder: str, ann: int, bob: int, round: int = 1, ballots: int = 10) -> TallySheetEntered:
    figures = tuple(ChoiceFigure(choice, votes) for choice, votes in ((ANN, ann), (BOB, bob)) if votes)
    return TallySheetEntered("by hand", MAYOR, round, recorder, ballots, figures, ballots - ann - bob, 0)


def both(ann: int, bob: int, round: int = 1, ballots: int = 10) -> list[Entry]:
    return [sheet("ada", ann, bob, round, ballots), sheet("bea", ann, bob, round, ballots)]


def begun() -> list[Entry]:
    return [record_opened(), OPENED]


def votes(entries: list[Entry]) -> tuple[int, int, int]:
    """Ann's, Bob's, and ballots counted by hand."""
    real = fold(entries).real
    tally = real.contests.get((NORTH, MAYOR))
    found = (0, 0) if tally is None else (tally.votes[ANN], tally.votes[BOB])
    assert tally is None or tally.by_hand == tally.votes
    return (*found, real.hand_ballots.total())


def test_unequal_sheets_are_counted_again_until_a_third_round_is_equal() -> None:
    rounds = [*begun(), sheet("ada", 6, 4), sheet("bea", 5, 4), sheet("bea", 5, 5, 2), sheet("ada", 6, 4, 2)]
    assert votes(rounds) == (0, 0, 10)
    with pytest.raises(LedgerBroken):
        fold([*rounds, sheet("ada", 6, 4, 2)])
    assert votes([*rounds, sheet("ada", 6, 4, 3)]) == (0, 0, 10)
    assert votes([*rounds, *both(6, 4, 3)]) == (6, 4, 10)


def test_what_is_opened_again_leaves_the_totals_and_comes_back_as_counted_anew() -> None:
    entries = [*begun(), *both(4, 6)]
    assert votes(entries) == (4, 6, 10)
    entries.append(WRONG_KEY)
    assert votes(entries) == (0, 0, 10)
    with pytest.raises(LedgerBroken):
        fold([*entries, sheet("ada", 6, 4)])
    assert votes([*entries, *both(6, 4, 2)]) == (6, 4, 10)
    count = fold([*entries, *both(6, 4, 2)]).board.hand_counts["by hand"]
    assert count.contests[MAYOR].overturned == [sheet("ada", 4, 6)]


def test_the_whole_is_opened_again_where_the_ballots_were_miscounted() -> None:
    entries = [*begun(), *both(4, 6)]
    whole = replace(WRONG_KEY, contest=None, ballots=11, reason="one ballot lay under the table")
    assert votes([*entries, whole]) == (0, 0, 11)
    assert votes([*entries, whole, *both(5, 6, 2, ballots=11)]) == (5, 6, 11)
    with pytest.raises(LedgerBroken):
        fold([*entries, *both(5, 6, 2, ballots=11)])


@pytest.mark.parametrize(
    "wrong",
    [
        replace(WRONG_KEY, reason=" \n"),
        replace(WRONG_KEY, count="another"),
        replace(WRONG_KEY, contest=COUNCIL),
        replace(WRONG_KEY, ballots=11),
        replace(WRONG_KEY, contest=None, ballots=-1),
    ],
    ids=["no reason", "no such count", "nothing in", "other ballots", "fewer than none"],
)
def test_nothing_is_opened_again_without_reason_or_object(wrong: HandCountReopened) -> None:
    with pytest.raises(LedgerBroken):
        fold([*begun(), *both(4, 6), wrong])


def test_nothing_is_opened_again_twice_before_it_is_counted_anew() -> None:
    with pytest.raises(LedgerBroken):
        fold([*begun(), *both(4, 6), WRONG_KEY, WRONG_KEY])


def test_no_ballot_is_in_two_hand_counts() -> None:
    fold([*begun(), replace(OPENED, count="south", precinct=SOUTH)])
    with pytest.raises(LedgerBroken, match="no hand count has"):
        fold([*begun(), replace(OPENED, count="once more")])
    halted: list[Entry] = [record_opened(), batch_opened("P-1"), read_sheet_entry("P-1", 1, votes_for(ANN))]
    number = len(halted) + 1
    halted += [
        CountHalted(None, "the figures jump", "ada"),
        HaltEnded(number, FoundByTest.DOUBT, HaltChoice.HAND_COUNT, ("P-1",), ("Ada",), "a doubt"),
        replace(OPENED, batches=("P-1",)),
    ]
    assert fold(halted).real.hand_ballots.total() == 10
    fold([*halted, replace(OPENED, count="south", precinct=SOUTH, batches=("P-1",))])
    with pytest.raises(LedgerBroken, match="no hand count has"):
        fold([*halted, replace(OPENED, count="once more", batches=("P-1",))])
