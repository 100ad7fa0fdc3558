"""Ballots folded together: laid aside till the count is complete, then together rejected or counted (13-15-201(5))."""

from dataclasses import replace
from itertools import product

import pytest

from canvass.deciding.folded import excess_in
from canvass.errors import RefusedError
from tabulate.board.decisions import FoldedDecided, FoldedTogether, QuestionRaisedByPeople
from tabulate.board.places import Place, SheetName
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.board.rulings import Verdict
from tabulate.election import PrecinctId
from tabulate.ledger.entries import BatchClosed, Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tabulate.questions import Question
from tabulate.rules_edition import RulesEdition
from tabulate.totals.reconciliation import reconcile
from tests.tabulate.board.board_makers import JUDGES, board, by_all, mayor, overvoted_sheet
from tests.tabulate.ledger_makers import ANN, BOB, batch_opened, read_sheet_entry, record_opened, votes_for
from tests.tabulate.test_ledger_fold import ELECTION

EAST = JUDGES["east"]
COUNTS, REJECTED = Verdict.COUNTS, Verdict.REJECTED
ONE, TWO, OVER = (SheetName("P-1", number) for number in (1, 2, 3))
PAIR = (ONE, TWO)
CLOSED = BatchClosed("P-1", 3, 2, 1, 0)


def told(*entries: Entry, closed: bool = True, rules: RulesEdition = RulesEdition.SECOND) -> list[Entry]:
    """Two clean ballots for Ann and an overvoted one, in a batch that is finished or not; two boards."""
    clean = [read_sheet_entry("P-1", number, votes_for(ANN)) for number in (1, 2)]
    opened: list[Entry] = [replace(record_opened(), rules=rules), board(), board("west"), batch_opened("P-1")]
    return [*opened, *clean, overvoted_sheet("P-1", 3), *([CLOSED] if closed else []), *entries]


def laid(sheets: tuple[SheetName, ...] = PAIR) -> FoldedTogether:
    return FoldedTogether(sheets, "ada", "one was inside the other")


def found(judge: str, verdict: Verdict, sheets: tuple[SheetName, ...] = PAIR, of: str = "east") -> FoldedDecided:
    return FoldedDecided(sheets, of, judge, verdict, 1)


def by(*verdicts: Verdict, sheets: tuple[SheetName, ...] = PAIR) -> list[Entry]:
    return [found(judge, verdict, sheets) for judge, verdict in zip(EAST, verdicts, strict=False)]


def places(*entries: Entry) -> tuple[Place, Place]:
    state = fold(told(*entries))
    return state.place_of(ONE), state.place_of(TWO)


def ann(*entries: Entry) -> int:
    return sum(tally.votes[ANN] for tally in fold(told(*entries)).real.contests.values())


def refused(entries: list[Entry], match: str) -> None:
    fold(entries[:-1])
    with pytest.raises(LedgerBroken, match=match):
        fold(entries)


@pytest.mark.parametrize("verdicts", list(product((COUNTS, REJECTED), repeat=3)))
def test_repair_B10_all_are_rejected_or_all_are_counted(verdicts: tuple[Verdict, ...]) -> None:
    both = places(laid(), *by(*verdicts))
    rejected = verdicts.count(REJECTED) >= 2
    assert both == ((Place.REJECTED,) * 2 if rejected else (Place.COUNTED,) * 2)
    assert ann(laid(), *by(*verdicts)) == (0 if rejected else 2)


def test_repair_B10_until_then_they_are_laid_aside_and_the_count_is_not_complete() -> None:
    assert ann() == 2
    for decided in ([], by(REJECTED), by(REJECTED, REJECTED)):
        assert places(laid(), *decided) == (Place.LAID_ASIDE, Place.LAID_ASIDE)
        assert ann(laid(), *decided) == 0
        assert any("wait for the counting board" in one for one in reconcile(fold(told(laid())), ELECTION).unfinished)


def test_repair_B10_they_are_not_decided_while_a_batch_is_open() -> None:
    refused(told(laid(), *by(REJECTED), closed=False), "the count to be complete .* batch P-1 not finished")
    refused(told(laid(), batch_opened("P-2"), *by(REJECTED)), "batch P-2 not finished")
    more = read_sheet_entry("P-1", 4, votes_for(ANN))
    refused(told(laid(), more, *by(REJECTED)), "batch P-1 not finished")


def test_repair_B10_one_ballot_is_no_set_and_no_ballot_is_in_two() -> None:
    refused(told(laid((ONE,))), "two or more ballots")
    refused(told(laid((ONE, ONE))), "two or more ballots")
    refused(told(laid(), laid((TWO, OVER))), "which is in one")
    refused(told(laid(), laid((ONE, TWO, OVER))), "which is in one")


def test_repair_B10_nobody_decides_on_some_of_them() -> None:
    refused(told(laid((ONE, TWO, OVER)), found("ada", REJECTED, PAIR)), "which is in one")
    refused(told(found("ada", REJECTED)), "ballots laid aside as folded together")
    alone = QuestionRaisedByPeople("P-1", 1, Question.FOLDED_TOGETHER, "ada")
    refused(told(alone), "all the ballots folded together")
    assert fold(told(alone, rules=RulesEdition.FIRST)).place_of(ONE) is Place.LAID_ASIDE


@pytest.mark.parametrize(
    ("entry", "match"),
    [
        (found("ada", REJECTED), "one decision of each judge"),
        (found("dan", REJECTED), "a judge of board east"),
        (found("dan", REJECTED, of="west"), "one decision of each judge of one board"),
        (found("bea", Verdict.VOID), "one of counts, rejected"),
    ],
)
def test_repair_B10_each_judge_of_one_board_decides_once(entry: FoldedDecided, match: str) -> None:
    refused(told(laid(), *by(REJECTED), entry), match)


def test_repair_B10_what_is_decided_is_decided_until_the_set_is_named_again() -> None:
    refused(told(laid(), *by(*[REJECTED] * 3), found("ada", COUNTS)), "or decided ones")
    assert places(laid(), *by(*[REJECTED] * 3), laid()) == (Place.LAID_ASIDE,) * 2
    assert places(laid(), *by(*[REJECTED] * 3), laid(), *by(*[COUNTS] * 3)) == (Place.COUNTED,) * 2


def test_repair_B10_a_ballot_that_counts_is_still_asked_what_it_is_asked_by_itself() -> None:
    three = (ONE, TWO, OVER)
    counted = [laid(three), *by(*[COUNTS] * 3, sheets=three)]
    assert fold(told(*counted)).place_of(OVER) is Place.WAITING
    assert fold(told(*counted, *by_all(OVER, mayor(BOB)))).place_of(OVER) is Place.RESOLVED
    before = [*by_all(OVER, mayor(BOB)), laid(three)]
    assert fold(told(*before)).place_of(OVER) is Place.LAID_ASIDE
    assert fold(told(*before, *by(*[COUNTS] * 3, sheets=three))).place_of(OVER) is Place.RESOLVED
    assert fold(told(*before, *by(*[REJECTED] * 3, sheets=three))).place_of(OVER) is Place.REJECTED


def test_repair_B10_the_excess_is_the_reconciliation_s() -> None:
    pollbook = BallotsExpected(PrecinctId("north"), None, 2, ExpectedFrom.POLLBOOK, "the clerk")
    assert excess_in(fold(told(laid(), pollbook)), ELECTION, PAIR) == 1
    assert excess_in(fold(told(laid(), replace(pollbook, ballots=5))), ELECTION, PAIR) == -2
    with pytest.raises(RefusedError, match="No number of ballots is entered for precinct north"):
        excess_in(fold(told(laid())), ELECTION, PAIR)
