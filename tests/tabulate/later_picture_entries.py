"""Entries of another system's pictures, which version 0.1.0 did not have."""

from imaging.layout import MarkThresholds
from tabulate.board.outside.picture_entries import (
    ApartAs,
    NotTaken,
    PageApart,
    PictureRead,
    PicturesClosed,
    PictureSetApart,
    PicturesOpened,
)
from tabulate.election import PrecinctId
from tabulate.ledger.entries import Entry
from tests.tabulate.ledger_makers import ANN, reading, sha256_of, source, votes_for

PICTURES_OPENED = PicturesOpened(
    batch="images.zip/North",
    package="images.zip",
    package_sha256="ab" * 32,
    folder="North/Nonpartisan",
    pictures=2,
    precinct=PrecinctId("north"),
    table_sha256="cd" * 32,
    layout_sha256="ef" * 32,
    images_per_sheet=2,
    thresholds=MarkThresholds(),
    canvass_version="0.2.0",
    reader_digest=sha256_of("reader"),
    software_sha256="12" * 32,
    entered_by="clerk",
)
PICTURE_READ = PictureRead(
    "images.zip/North",
    "50112",
    (source("North/50112i.pdf", 1), source("North/50112i.pdf", 2)),
    reading(1, source("North/50112i.pdf", 1)),
    votes_for(ANN),
    (PageApart("North/50112i.pdf", 3, ApartAs.SUMMARY),),
)
PICTURE_SET_APART = PictureSetApart(
    "images.zip/North", 2, "50113", (source("North/50113i.pdf"),), ApartAs.CARD, "it is 4.2 inches wide"
)
PICTURES_CLOSED = PicturesClosed("images.zip/North", 1, 1, (NotTaken("North/50112c.pdf", "a record, not opened"),))
LATER_PICTURE_ENTRIES: tuple[Entry, ...] = (PICTURES_OPENED, PICTURE_READ, PICTURE_SET_APART, PICTURES_CLOSED)
"""More are added at the end of `later_entries.py`."""
