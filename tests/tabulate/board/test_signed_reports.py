"""Each judge on the board signs the report of a difference (13-15-201(3))."""

from dataclasses import replace
from itertools import chain, combinations

import pytest

from tabulate.board.boards import BoardDismissed
from tabulate.board.reconciliation_entries import DifferenceReported
from tabulate.election import PrecinctId
from tabulate.ledger.entries import Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tabulate.ledger.lines import read_entry, write_body
from tabulate.rules_edition import RulesEdition
from tabulate.totals.reconciliation import reconcile
from tests.tabulate.board.board_makers import board
from tests.tabulate.board.test_reconciliation import NORTH, SOUTH, batch, pollbook
from tests.tabulate.ledger_makers import record_opened
from tests.tabulate.test_ledger_fold import ELECTION

EAST = tuple(judge.name for judge in board().judges)
WEST = tuple(judge.name for judge in board("west").judges)
TWO_MISSING = DifferenceReported(NORTH, None, 2, 0, "two envelopes were empty", EAST, "east")
FIRST, SECOND = RulesEdition.FIRST, RulesEdition.SECOND


def counted(*entries: Entry, rules: RulesEdition = SECOND) -> list[Entry]:
    """A precinct of five in the pollbook and three sheets, with both boards."""
    opened = replace(record_opened(), rules=rules)
    return [opened, pollbook(0, SOUTH), pollbook(5), *batch("P-1", 3), board(), board("west"), *entries]


def complete(*entries: Entry, rules: RulesEdition = SECOND) -> bool:
    return reconcile(fold(counted(*entries, rules=rules)), ELECTION).complete


def test_repair_B3_signed_by_all_judges_of_its_board_it_explains_the_difference() -> None:
    assert not complete()
    assert complete(TWO_MISSING)


def test_repair_B3_one_name_explains_nothing() -> None:
    with pytest.raises(LedgerBroken, match=r"each judge of board east \(13-15-201\(3\)\)"):
        complete(replace(TWO_MISSING, signed_by=("Ada",)))


SOME = [*chain.from_iterable(combinations(EAST, size) for size in range(3))]


@pytest.mark.parametrize("names", [*SOME, WEST, (*EAST[:2], WEST[0]), (*EAST[:2], EAST[0])])
def test_repair_B3_whoever_of_the_board_is_missing_is_named(names: tuple[str, ...]) -> None:
    with pytest.raises(LedgerBroken) as refused:
        complete(replace(TWO_MISSING, signed_by=names))
    for judge in EAST:
        assert (judge in str(refused.value).partition("found")[2]) is (judge not in names)


@pytest.mark.parametrize("names", [EAST[::-1], tuple(f"  {name.upper()} " for name in EAST), (*EAST, "The clerk")])
def test_repair_B3_order_case_spaces_and_who_signs_besides_do_not_matter(names: tuple[str, ...]) -> None:
    assert complete(replace(TWO_MISSING, signed_by=names))


@pytest.mark.parametrize("named", [None, "", "north", "EAST"])
def test_repair_B3_the_report_is_of_a_board_that_there_is(named: str | None) -> None:
    with pytest.raises(LedgerBroken, match="the board whose report it is"):
        complete(replace(TWO_MISSING, board=named))


def test_repair_B3_a_board_whose_work_is_over_signs_no_more_and_what_it_signed_stands() -> None:
    over = BoardDismissed("east", "the administrator")
    with pytest.raises(LedgerBroken, match="which there is not"):
        complete(over, TWO_MISSING)
    assert complete(TWO_MISSING, over)


def test_repair_B3_a_judge_who_took_another_s_place_is_the_one_who_signs() -> None:
    east = board()
    new = replace(east, judges=(*east.judges[:2], replace(east.judges[2], account="gil", name="Gil")))
    with pytest.raises(LedgerBroken, match="Gil"):
        complete(new, TWO_MISSING)
    assert complete(new, replace(TWO_MISSING, signed_by=(*EAST[:2], "Gil")))


@pytest.mark.parametrize("wrong", [{"reasons": "  "}, {"missing": -1}, {"excess": -2}])
def test_repair_B3_it_gives_reasons_and_numbers(wrong: dict[str, object]) -> None:
    with pytest.raises(LedgerBroken, match="with the reasons as far as known"):
        complete(replace(TWO_MISSING, **wrong))  # type: ignore[arg-type]


def test_repair_B3_it_explains_its_own_difference_of_its_own_precinct_and_no_other() -> None:
    assert not complete(replace(TWO_MISSING, missing=1))
    assert not complete(replace(TWO_MISSING, precinct=PrecinctId("south")))
    assert not complete(TWO_MISSING, replace(TWO_MISSING, missing=3))


def test_repair_B3_records_of_before_keep_reports_with_one_name_and_no_board() -> None:
    before = replace(TWO_MISSING, signed_by=("Ada",), board=None)
    assert complete(before, rules=FIRST)
    assert "board" not in write_body(before)
    assert read_entry(1, before.kind, write_body(before)) == before
    assert read_entry(1, TWO_MISSING.kind, write_body(TWO_MISSING)) == TWO_MISSING
