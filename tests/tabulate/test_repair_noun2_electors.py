"""Electors voting of precinct parts: held against ballots and the precinct's own number (13-15-404(1)(a))."""

import pytest

from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import PrecinctId
from tabulate.ledger.entries import Entry
from tabulate.ledger.fold import fold
from tabulate.totals.part_tallies import ballots_by_part
from tabulate.totals.reconciliation import reconcile
from tests.tabulate.ledger_makers import record_opened
from tests.tabulate.split_precincts import Cast, big_sky, elected, electors, part, portion, sheets, shown


def test_repair_noun2_more_ballots_than_electors_of_a_part_are_seen() -> None:
    election = elected(big_sky())
    cast = [Cast("1", "P2", (), 3), Cast("2", "P2", (), 1)]
    state = fold([record_opened(), *sheets(election, "A", cast), *electors({"P2-A": 2, "P2-B": 2})])
    found = {one.name: (one.ballots, one.electors, one.excess) for one in ballots_by_part(election, state)}
    assert found == {"P1": (0, None, 0), "P2-A": (3, 2, 1), "P2-B": (1, 2, 0), "P3": (0, None, 0)}


def expected(precinct: str, ballots: int, source: ExpectedFrom = ExpectedFrom.POLLBOOK) -> BallotsExpected:
    return BallotsExpected(PrecinctId(precinct), None, ballots, source, "clerk")


def test_repair_noun2_the_numbers_of_parts_and_of_their_precinct_must_agree() -> None:
    election = elected(big_sky())

    def unfinished(*entries: Entry) -> list[str]:
        found = reconcile(fold([record_opened(), *entries]), election)
        return [one for one in found.unfinished if one.startswith("Precinct P2")]

    both = electors({"P2-A": 2, "P2-B": 2})
    assert unfinished(expected("P2", 4), *both) == []
    assert unfinished(expected("P2", 5), *both[:1]) == [], "one part's number is not entered"
    assert unfinished(expected("P2", 5), *both) == [
        "Precinct P2: 5 ballots are entered for it, and 4 electors voting for its parts together. Correct what was "
        "entered wrongly (13-15-404(1)(a))."
    ]


def test_repair_noun2_a_precinct_of_one_part_has_the_number_from_its_pollbook() -> None:
    election = elected(big_sky())
    found = shown(election, [expected("P1", 612), expected("P3", 9, ExpectedFrom.TRANSMITTAL), *electors({"P3": 8})])
    assert [one.electors for one in found.parts] == [612, None, None, 8]
    assert portion(found, "larch").electors is None, "of P2-A nothing is entered"


def test_repair_noun2_the_last_number_entered_for_a_part_holds_and_none_is_below_zero() -> None:
    election = elected(big_sky())
    assert part(shown(election, [*electors({"P1": 5}), *electors({"P1": 6})]), "P1").electors == 6
    with pytest.raises(Exception, match="a number of electors"):
        fold([record_opened(), *electors({"P1": -1})])
