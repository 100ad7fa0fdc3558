"""What the fold refuses, and what it says of a batch."""

from collections import Counter

import pytest

from tabulate.ledger.entries import (
    BatchClosed,
    Entry,
    RecordOpened,
    RepeatAllowed,
    SheetNotRead,
)
from tabulate.ledger.errors import LedgerBroken, NewerLedger
from tabulate.ledger.fold import RecordState, fold
from tests.tabulate.ledger_makers import (
    ANN,
    BOB,
    batch_opened,
    read_sheet_entry,
    record_opened,
    source,
    unread_sheet_entry,
    votes_for,
    votes_in_question,
)


def broken_at(number: int, entries: list[Entry]) -> str:
    with pytest.raises(LedgerBroken) as broken:
        fold(entries)
    assert broken.value.number == number
    return str(broken.value)


START: list[Entry] = [record_opened(), batch_opened("P-1")]
SHEET = read_sheet_entry("P-1", 1, votes_for(ANN))


def test_an_empty_ledger_is_refused() -> None:
    assert "empty ledger" in broken_at(1, [])


def test_a_ledger_that_does_not_open_the_record_is_refused() -> None:
    broken_at(1, [batch_opened("P-1")])


def test_a_record_opened_twice_is_refused() -> None:
    broken_at(3, [*START, record_opened()])


def test_a_batch_opened_twice_is_refused() -> None:
    broken_at(3, [*START, batch_opened("P-1")])


def test_a_sheet_of_a_batch_never_opened_is_refused() -> None:
    broken_at(3, [*START, read_sheet_entry("P-2", 1, votes_for(ANN))])


def test_a_gap_in_the_numbering_of_sheets_is_refused() -> None:
    assert "sheet 2 of batch P-1" in broken_at(4, [*START, SHEET, read_sheet_entry("P-1", 3, votes_for(ANN))])


def test_a_sheet_numbered_twice_is_refused() -> None:
    broken_at(4, [*START, SHEET, SHEET])


def test_a_counted_sheet_with_questions_is_refused() -> None:
    questioned = read_sheet_entry("P-1", 1, votes_in_question())
    counted = type(SHEET)(questioned.batch, questioned.images, questioned.reading, questioned.votes)  # type: ignore[union-attr, call-arg, arg-type]
    broken_at(3, [*START, counted])


def test_a_batch_closed_with_wrong_numbers_is_refused() -> None:
    assert "close with 1 sheets" in broken_at(4, [*START, SHEET, BatchClosed("P-1", 2, 2, 0, 0)])


def test_a_ledger_of_a_later_format_names_the_newer_version() -> None:
    opened = record_opened()
    later = RecordOpened(3, opened.definition_sha256, opened.title, opened.election_date, "9.9", opened.reader_digest)
    with pytest.raises(NewerLedger, match=r"9\.9"):
        fold([later])


def closed_state(*more: Entry) -> RecordState:
    return fold([*START, SHEET, BatchClosed("P-1", 1, 1, 0, 0), *more])


def test_sheets_found_later_reopen_a_batch_until_it_is_closed_again() -> None:
    later = read_sheet_entry("P-1", 2, votes_for(BOB))
    assert closed_state().batches["P-1"].closed
    assert not closed_state(later).batches["P-1"].closed
    assert closed_state(later, BatchClosed("P-1", 2, 2, 0, 0)).batches["P-1"].closed


def test_an_allowed_repeat_is_remembered() -> None:
    state = fold([*START, SHEET, RepeatAllowed("P-1", 2, source("again.png"), "P-1", 1)])
    assert state.batches["P-1"].repeats_allowed == 1


def test_sheets_of_another_precinct_than_the_batch_are_noticed() -> None:
    batch = batch_opened("S-1", precinct="south")
    state = fold([record_opened(), batch, read_sheet_entry("S-1", 1, votes_for(ANN))])
    assert state.batches["S-1"].other_precinct == 1


def test_a_sheet_not_read_says_its_reasons_and_counts_no_vote() -> None:
    unread = unread_sheet_entry("P-1", 1)
    state = fold([*START, unread])
    assert isinstance(unread, SheetNotRead)
    assert state.batches["P-1"].reasons == Counter({reason.code: 1 for reason in unread.reading.reasons})
    assert state.real.contests == {}
