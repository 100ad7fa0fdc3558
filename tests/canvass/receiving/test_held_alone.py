"""Few ballots of a precinct that lie alone in a batch are told by it, however many lie in another (13-15-107(5))."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from canvass.receiving.held_together import HeldPrecinct, held_together
from imaging.sheets import ReadSheet
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.ledger.entries import Entry
from tests.tabulate.several_sheets import batch_of, folded, sheet_of, two_sheet_election

ELECTION = two_sheet_election()
TOWN = ELECTION.precincts[0].id
PROVISIONAL, LATE = BatchKind.PROVISIONAL, BatchKind.LATE_COVERED_VOTER


def ballots(number: int) -> list[ReadSheet | None]:
    """Each of two sheets."""
    return [sheet_of(ELECTION, card) for card in ("1@north", "1@north, sheet 2") for _ in range(number)]


def batch(name: str, number: int, kind: BatchKind = PROVISIONAL) -> Sequence[Entry]:
    return batch_of(ELECTION, name, kind, ballots(number), TOWN)


def held(*batches: Sequence[Entry]) -> HeldPrecinct:
    (found,) = held_together(folded(*batches), ELECTION)
    return found


def test_two_sheets_of_one_ballot_are_one_ballot() -> None:
    """Five ballots are ten sheets, and no more hidden for it."""
    assert held(batch("H-1", 5)).alone == (("H-1", 5),)
    found = held(batch("H-1", 10))
    assert (found.scanned, found.alone) == (10, ())


@pytest.mark.parametrize("kind", [PROVISIONAL, LATE])
def test_few_in_a_second_batch_lie_alone_beside_many_in_the_first(kind: BatchKind) -> None:
    found = held(batch("H-1", 12), batch("H-2", 3, kind))
    assert found.can_be_told
    assert found.said == "3 lie alone in batch H-2: withdraw it, and count them with ordinary ballots"


def test_w46_nine_ordinary_ballots_are_needed_however_many_ballots_lie_there() -> None:
    few = HeldPrecinct(TOWN, 0, 7, 3, 10)
    assert few.said == "3 ordinary ballots lie with them: 9 are needed"
    assert HeldPrecinct(TOWN, 0, 7, 9, 16).said == "counted together"
    assert HeldPrecinct(TOWN, 0, 10, 0, 10).said == "counted together"
    assert HeldPrecinct(TOWN, 0, 7, 9, 15).said == "16 expected, 15 scanned"
