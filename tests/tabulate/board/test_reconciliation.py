"""Every ballot accounted for; the two failures of Butte-Silver Bow are loud before anything is complete."""

from dataclasses import replace

from tabulate.board.decisions import QuestionRaisedByPeople
from tabulate.board.places import SheetName
from tabulate.board.reconciliation_entries import BallotsExpected, DifferenceReported, ExpectedFrom
from tabulate.board.rulings import BallotRuling, Verdict
from tabulate.election import PrecinctId
from tabulate.ledger.entries import BatchClosed, Entry
from tabulate.ledger.fold import fold
from tabulate.questions import Question
from tabulate.totals.reconciliation import reconcile
from tests.tabulate.board.board_makers import JUDGES, board, decided
from tests.tabulate.ledger_makers import ANN, batch_opened, read_sheet_entry, record_opened, votes_for
from tests.tabulate.test_ledger_fold import ELECTION

NORTH, SOUTH = PrecinctId("north"), PrecinctId("south")


def batch(name: str, sheets: int, expected: int | None = None) -> list[Entry]:
    read = [read_sheet_entry(name, number, votes_for(ANN)) for number in range(1, sheets + 1)]
    return [replace(batch_opened(name), expected_sheets=expected), *read, BatchClosed(name, sheets, sheets, 0, 0)]


def pollbook(ballots: int, precinct: PrecinctId = NORTH) -> Entry:
    return BallotsExpected(precinct, None, ballots, ExpectedFrom.POLLBOOK, "the clerk")


def begun() -> list[Entry]:
    """Nobody voted in the other precinct."""
    return [record_opened(), pollbook(0, SOUTH)]


def test_the_thirty_five_ballots_never_scanned_are_loud() -> None:
    """Butte-Silver Bow, June 2022, precinct 14: 110 ballots, 75 tabulated."""
    found = reconcile(fold([*begun(), pollbook(110), *batch("P-14", 75, expected=110)]), ELECTION)
    assert not found.complete
    assert [line.difference for line in (*found.precincts, *found.batches)] == [-35, 0, -35]
    assert found.obstacles[0].startswith("Precinct north: expected 110 ballots, found 75: 35 missing.")
    both = fold([*begun(), pollbook(110), *batch("P-14", 75, expected=75), *batch("P-14 rest", 35)])
    assert reconcile(both, ELECTION).complete


def test_the_eleven_hundred_ballots_scanned_twice_are_loud_and_struck_one_by_one() -> None:
    """Butte-Silver Bow, June 2024: 12,077 counted where there were 10,934."""
    entries = [*begun(), pollbook(10_934), *batch("A-1", 10_934), *batch("A-2", 1_143)]
    found = reconcile(fold(entries), ELECTION)
    assert (found.complete, found.precincts[0].difference) == (False, 1_143)
    assert "found 12,077: 1,143 in excess" in found.obstacles[0]
    entries.append(board())
    for number in range(1, 1_144):
        name = SheetName("A-2", number)
        ruling = BallotRuling(Question.DUPLICATE_IMAGE, Verdict.STRUCK, "A-1", number)
        entries.append(QuestionRaisedByPeople("A-2", number, Question.DUPLICATE_IMAGE, "ada"))
        entries += [decided(judge, name, ballot=[ruling], round=2) for judge in JUDGES["east"]]
    state = fold(entries)
    found = reconcile(state, ELECTION)
    assert (found.complete, found.precincts[0].struck, found.precincts[0].live) == (True, 1_143, 10_934)
    assert sum(tally.votes[ANN] for tally in state.real.contests.values()) == 10_934


def test_a_signed_report_explains_exactly_its_difference() -> None:
    entries = [*begun(), pollbook(5), *batch("P-1", 4)]
    short = DifferenceReported(NORTH, None, 1, 0, "one elector left with the ballot", ("Ada", "Bea", "Cal"))
    assert not reconcile(fold(entries), ELECTION).complete
    assert reconcile(fold([*entries, short]), ELECTION).complete
    assert not reconcile(fold([*entries, replace(short, missing=2)]), ELECTION).complete
    assert not reconcile(fold([*entries, replace(short, reasons=" ")]), ELECTION).complete


def test_a_batch_that_is_open_and_a_ballot_that_waits_keep_the_count_from_being_complete() -> None:
    (opened, *sheets, _) = batch("P-1", 2)
    found = reconcile(fold([*begun(), pollbook(2), opened, *sheets]), ELECTION)
    assert found.obstacles == ("Batch P-1 is not finished: run the same count again.",)
    assert reconcile(fold([*begun(), pollbook(0)]), ELECTION).obstacles == ("Nothing was counted.",)


def test_a_count_that_was_held_against_no_number_is_not_complete() -> None:
    found = reconcile(fold([record_opened(), *batch("P-1", 2)]), ELECTION)
    assert not found.complete
    assert found.obstacles[0].startswith("No number of ballots is entered for 2 of the precincts (north, south)")
    assert not reconcile(fold([record_opened(), pollbook(2), *batch("P-1", 2)]), ELECTION).complete
    assert reconcile(fold([*begun(), pollbook(2), *batch("P-1", 2)]), ELECTION).complete
