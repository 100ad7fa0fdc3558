"""Two party ballots that one elector voted: what becomes of them is the state's to settle (13-10-301(2))."""

from collections.abc import Mapping

import pytest

from tabulate.board.decisions import FoldedDecided, FoldedTogether, SetAsked
from tabulate.board.office.open_readings import OpenReading, readings_in
from tabulate.board.office.readings import ReadingSet
from tabulate.board.places import Place, SheetName
from tabulate.board.rulings import Verdict
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.ledger.entries import Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.state import RecordState
from tests.tabulate.board.board_makers import JUDGES, board
from tests.tabulate.primaries.primary_makers import two_parties
from tests.tabulate.primaries.test_party_ballots_reconciled import voted
from tests.tabulate.several_sheets import batch_of, folded

R, D = PAIR = (SheetName("A", 1), SheetName("A", 2))
ONE_COUNTS = ReadingSet(OpenReading.TWO_PARTY_BALLOTS, "one", "opinion 3", "2026-05-01", "clerk")


def decided(
    verdicts: Mapping[Verdict, int], *kept: SheetName | None, reading: bool = True, why: SetAsked = SetAsked.TWO_PARTIES
) -> RecordState:
    """Both ballots laid aside, then so many verdicts of three judges, with the ballot that each lets count."""
    election = two_parties()
    batch = batch_of(election, "A", BatchKind.ABSENTEE, [voted(election, one) for one in ("R@north", "D@north")])
    each = [verdict for verdict, judges in verdicts.items() for _ in range(judges)]
    entries: list[Entry] = [board(), *([ONE_COUNTS] if reading else []), FoldedTogether(PAIR, "ada", "", why)]
    chosen = (*kept, None, None, None)
    for judge, verdict, one in zip(JUDGES["east"], each, chosen, strict=False):
        entries.append(FoldedDecided(PAIR, "east", judge, verdict, 1, one))
    return folded(batch, others=entries)


def places(state: RecordState) -> tuple[Place, Place]:
    return state.place_of(R), state.place_of(D)


def test_they_are_laid_aside_together_until_three_judges_have_decided() -> None:
    assert places(decided({Verdict.REJECTED: 2})) == (Place.LAID_ASIDE, Place.LAID_ASIDE)


@pytest.mark.parametrize("reading", [True, False])
def test_none_of_them_counts_unless_two_judges_choose_one(reading: bool) -> None:
    state = decided({Verdict.REJECTED: 3}, reading=reading)
    assert places(state) == (Place.REJECTED, Place.REJECTED)
    assert sum(one.votes.total() for one in state.real.contests.values()) == 0


def test_the_one_counts_that_two_of_three_choose_where_the_state_reads_it_so() -> None:
    state = decided({Verdict.REJECTED: 3}, D, R, D)
    assert places(state) == (Place.REJECTED, Place.COUNTED)
    assert {one for (_, one), tally in state.real.contests.items() if tally.votes.total()} == {"attorney-D"}


def test_where_no_two_agree_none_counts() -> None:
    assert places(decided({Verdict.REJECTED: 3}, D, R, None)) == (Place.REJECTED, Place.REJECTED)


def test_two_electors_ballots_in_one_envelope_both_count() -> None:
    assert places(decided({Verdict.COUNTS: 2, Verdict.REJECTED: 1})) == (Place.COUNTED, Place.COUNTED)


@pytest.mark.parametrize(("reading", "why"), [(False, SetAsked.TWO_PARTIES), (True, SetAsked.FOLDED)])
def test_no_judge_lets_one_count_without_the_reading_or_of_folded_ballots(reading: bool, why: SetAsked) -> None:
    with pytest.raises(LedgerBroken, match="two-party-ballots"):
        decided({Verdict.REJECTED: 1}, D, reading=reading, why=why)


def test_no_other_election_has_the_reading() -> None:
    assert set(readings_in(primary=True)) - set(readings_in(primary=False)) == {OpenReading.TWO_PARTY_BALLOTS}
