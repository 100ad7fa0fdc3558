"""Another system's pictures: each has one entry, they are in no total, and their order tells what was read first."""

from dataclasses import replace

import pytest

from tabulate.board.outside.picture_entries import PictureEntry
from tabulate.board.outside.pictures_read import OutsidePictures
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tests.tabulate.later_picture_entries import (
    PICTURE_READ,
    PICTURE_SET_APART,
    PICTURES_CLOSED,
    PICTURES_OPENED,
)
from tests.tabulate.ledger_makers import record_opened

WHOLE = (PICTURES_OPENED, PICTURE_READ, PICTURE_SET_APART, PICTURES_CLOSED)


def pictures_after(*entries: PictureEntry) -> OutsidePictures:
    return fold([record_opened(), *entries]).board.office.pictures


def test_pictures_are_in_no_total_and_in_no_batch_of_ballots() -> None:
    state = fold([record_opened(), *WHOLE])
    empty = fold([record_opened()])
    assert (state.real, state.held, state.test) == (empty.real, empty.held, empty.test)
    assert not state.batches
    assert list(state.open_batches()) == []
    (batch,) = state.board.office.pictures.batches.values()
    assert (batch.read, batch.set_apart, batch.keys) == (1, 1, {"50112"})


def test_the_order_of_entries_tells_whether_all_was_read_before() -> None:
    assert not pictures_after().are_read_before(99)
    assert not pictures_after(*WHOLE[:3]).are_read_before(99), "a batch is open"
    whole = pictures_after(*WHOLE)
    assert whole.are_read_before(6)
    assert not whole.are_read_before(4), "the second picture's own entry is the fourth"
    later = replace(PICTURES_OPENED, batch="more")
    assert not pictures_after(*WHOLE, later).are_read_before(99)


@pytest.mark.parametrize(
    "entries",
    [
        (PICTURE_READ,),
        (PICTURES_OPENED, PICTURES_OPENED),
        (PICTURES_OPENED, PICTURE_SET_APART),
        (PICTURES_OPENED, PICTURE_READ, PICTURE_READ),
        (PICTURES_OPENED, PICTURE_READ, PICTURES_CLOSED),
        (PICTURES_OPENED, replace(PICTURE_READ, key="")),
        (PICTURES_OPENED, PICTURE_READ, PICTURE_SET_APART, replace(PICTURES_CLOSED, read=2)),
        (*WHOLE, PICTURES_CLOSED),
        (replace(PICTURES_OPENED, pictures=0),),
        (replace(PICTURES_OPENED, entered_by=""),),
    ],
    ids=[
        "not opened",
        "twice",
        "a gap",
        "twice read",
        "one left",
        "no number",
        "wrong sum",
        "closed twice",
        "none",
        "nobody",
    ],
)
def test_no_picture_is_lost_or_read_twice(entries: tuple[PictureEntry, ...]) -> None:
    with pytest.raises(LedgerBroken):
        pictures_after(*entries)
