"""A batch withdrawn whole is in no total; what people did with its ballots, and what was published, stays."""

import pytest

from tabulate.board.batches.halts import MachineTested
from tabulate.board.batches.withdrawn_batches import BatchWithdrawn
from tabulate.board.decisions import DecisionReopened, FoldedTogether, JudgeDecided, QuestionRaisedByPeople
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.places import Place, SheetName
from tabulate.board.rulings import BallotRuling, Verdict
from tabulate.board.transfers import TransferMade, TransferReason
from tabulate.ledger.entries import BatchClosed, BatchKind
from tabulate.questions import Question
from tabulate.totals.reconciliation import reconcile
from tests.tabulate.board.board_makers import decided
from tests.tabulate.board.halt_makers import EAST, ERROR, HAND_COUNT, Told, ended, halted, refused
from tests.tabulate.board.test_county_canvass import ADOPTED, MET
from tests.tabulate.ledger_makers import ANN, read_sheet_entry, votes_for
from tests.tabulate.test_ledger_fold import ELECTION

TWICE = BatchWithdrawn("B", "B holds the papers of A, scanned again", "Ada Clerk")


def two_batches() -> Told:
    told = Told("east")
    told.batch("A")
    told.batch("B")
    return told


def test_none_of_its_sheets_counts_and_all_are_known() -> None:
    told = two_batches()
    told.take(TWICE)
    assert told.live() == 2
    assert told.state.batches["B"].at(Place.WITHDRAWN) == told.state.batches["B"].sheets == 2
    assert told.state.batches["A"].at(Place.COUNTED) == 2


def test_sheets_read_into_it_later_count_no_more() -> None:
    told = two_batches()
    told.take(TWICE, read_sheet_entry("B", 3, votes_for(ANN)))
    assert told.live() == 2
    assert told.state.batches["B"].at(Place.WITHDRAWN) == 3


@pytest.mark.parametrize("kind", BatchKind)
def test_a_batch_of_every_kind_may_be_withdrawn(kind: BatchKind) -> None:
    told = Told()
    told.batch("A", kind=kind)
    told.take(BatchWithdrawn("A", "the wrong kind was typed", "Ada Clerk"))
    assert told.state.batches["A"].at(Place.WITHDRAWN) == 2
    assert not told.state.test.contests
    assert not told.state.real.contests


@pytest.mark.parametrize(
    ("entry", "match"),
    [
        (BatchWithdrawn("Z", "mistyped", "Ada Clerk"), "a batch of this record"),
        (BatchWithdrawn("B", " ", "Ada Clerk"), "the reason"),
        (BatchWithdrawn("B", "x" * 2_001, "Ada Clerk"), "the reason"),
        (BatchWithdrawn("B", "twice", "\u200d"), "the name"),
    ],
)
def test_what_names_no_batch_or_says_nothing_is_refused(entry: BatchWithdrawn, match: str) -> None:
    refused(two_batches(), entry, match)


def test_it_is_withdrawn_once_and_not_after_a_halt_took_it_out() -> None:
    told = two_batches()
    told.take(TWICE)
    refused(told, TWICE, "not withdrawn yet")
    after, halt = halted()
    after.take(ended(halt, ERROR, HAND_COUNT, "A", "B"))
    refused(after, TWICE, "counted anew after a halt")


@pytest.mark.parametrize("complete", [False, True])
def test_totals_that_were_released_of_it_stand(complete: bool) -> None:
    told = two_batches()
    told.take(TotalsReleased(complete, True, "Ada Clerk"))
    refused(told, TWICE, "no totals were released")
    told.batch("LATE")
    told.take(BatchWithdrawn("LATE", "the wrong folder", "Ada Clerk"))
    assert told.live() == 4


def test_a_ballot_that_was_transferred_or_folded_keeps_its_batch() -> None:
    told = two_batches()
    told.take(TransferMade("7", TransferReason.DEVICE, "B", 1, ("Ada", "Bea", "Cal")))
    refused(told, TWICE, "no transfer of a ballot of the batch.*sheet 1 of batch B")
    folded = two_batches()
    folded.take(FoldedTogether((SheetName("A", 1), SheetName("B", 2)), "ada", "one was inside the other"))
    refused(folded, TWICE, "folded together.*sheet 2 of batch B")
    refused(folded, BatchWithdrawn("A", "twice", "Ada Clerk"), "folded together.*sheet 1 of batch A")


def asked_about() -> Told:
    """Somebody asks whether sheet 1 of C is a paper that was scanned before."""
    told = two_batches()
    told.batch("C", sheets=1)
    told.take(QuestionRaisedByPeople("C", 1, Question.DUPLICATE_IMAGE, "ada"))
    return told


def struck(batch: str, as_of: str) -> list[JudgeDecided]:
    ruling = BallotRuling(Question.DUPLICATE_IMAGE, Verdict.STRUCK, as_of, 1)
    return [decided(judge, SheetName(batch, 1), ballot=[ruling], round=2) for judge in EAST]


def struck_as(batch: str) -> Told:
    """The board struck sheet 1 of C as the paper of sheet 1 of another batch."""
    told = asked_about()
    told.take(*struck("C", batch))
    return told


def test_a_paper_struck_because_it_counts_in_the_batch_is_looked_at_again_first() -> None:
    told = struck_as("B")
    refused(told, TWICE, "no ballot elsewhere struck as the paper of one of the batch.*sheet 1 of batch C")
    told.take(DecisionReopened("C", 1, 2, "Ada Clerk", "B is to be withdrawn"))
    told.take(TWICE)
    assert told.state.place_of(SheetName("C", 1)) is Place.LAID_ASIDE


def test_what_was_struck_as_a_paper_of_another_batch_or_lies_in_a_withdrawn_one_holds_nothing_back() -> None:
    struck_as("A").take(TWICE)
    told = struck_as("B")
    told.take(BatchWithdrawn("C", "B again", "Ada Clerk"), TWICE)
    assert told.live() == 2


def test_no_paper_is_struck_as_one_of_a_withdrawn_batch() -> None:
    told = asked_about()
    told.take(TWICE)
    first, second, third = struck("C", "B")
    told.take(first, second)
    refused(told, third, "batch B withdrawn")


def test_nothing_of_it_waits_and_no_number_is_asked_of_it() -> None:
    told = asked_about()
    waiting = reconcile(told.state, ELECTION)
    told.take(BatchWithdrawn("C", "A again", "Ada Clerk"))
    found = reconcile(told.state, ELECTION)
    assert {line.batch for line in waiting.batches} - {line.batch for line in found.batches} == {"C"}
    assert any("Batch C" in one for one in waiting.unfinished)
    assert not any("Batch C" in one for one in found.unfinished)


def unfinished_and_withdrawn() -> Told:
    """A is counted to its end; the count of B was stopped, and B is withdrawn."""
    told = two_batches()
    told.take(BatchClosed("A", 2, 2, 0, 0))
    assert list(told.state.open_batches()) == ["B"]
    told.take(TWICE)
    return told


def test_a_batch_that_was_never_finished_holds_nothing_up_once_it_is_withdrawn() -> None:
    told = unfinished_and_withdrawn()
    assert list(told.state.open_batches()) == []
    assert [one.batch for one in told.state.counted_batches()] == ["A"]
    assert [name for name, _ in told.state.batches_kept()] == ["A"]


def test_a_halt_asks_for_no_withdrawn_batch_to_be_counted_anew() -> None:
    told, halt = halted()
    told.take(TWICE)
    refused(told, ended(halt, ERROR, HAND_COUNT, "A", "B"), "batches that the halted machine counted")
    told.take(ended(halt, ERROR, HAND_COUNT, "A"))
    assert told.live() == 2


def test_a_withdrawn_test_deck_proves_no_machine() -> None:
    told = Told("east")
    told.batch("DECK", kind=BatchKind.TEST)
    told.take(BatchWithdrawn("DECK", "the wrong deck", "Ada Clerk"))
    refused(told, MachineTested("m1", "DECK", True, "the clerk"), "a test batch that the machine counted")


def test_the_figures_of_a_report_that_the_canvassers_adopted_stand() -> None:
    told = two_batches()
    told.take(MET, ADOPTED)
    refused(told, TWICE, r"before the board adopts its report \(13-15-405\)")
