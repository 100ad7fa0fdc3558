"""What the ledger says of another system's pictures: batches of kind comparison, read by Canvass, in no total.

Their entries are kinds of their own. So no tally, seal, queue or reconciliation can meet one, and their order among the
others tells whether a picture was read before the other system's records were opened.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from imaging.layout import MarkThresholds
from imaging.sheets import ImageSource, ReadSheet
from tabulate.board.subjects import About, PicturesName
from tabulate.precincts import PrecinctId
from tabulate.votes import CastVoteRecord


class ApartAs(StrEnum):
    """Why a picture, or a page of it, was set apart and not read as a ballot."""

    UNREAD = "not read"
    """A ballot, perhaps, that the reader could not read for certain."""
    CARD = "ballot-marking card"
    """Printed by a device for one elector: it has no ovals."""
    SUMMARY = "summary page"
    """Printed by the other system of its own record: it may say votes, and is not looked into."""
    NO_NUMBER = "no number in its name"
    """Nothing could join it with a record."""
    NUMBER_TWICE = "two pictures of one number"
    UNOPENED = "cannot be opened"


@dataclass(frozen=True, slots=True)
class PageApart:
    """A page of a picture's file that is no side of the ballot that was read."""

    file: str
    page: int
    what: ApartAs


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file of a package that was not taken as a picture."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class PicturesOpened:
    """A batch of pictures out of a package; everything that decides how they are read."""

    kind: ClassVar[str] = "pictures opened"

    batch: str
    package: str
    """The name of the file or folder that holds them."""
    package_sha256: str
    """Of the archive; of a folder, of the names and sizes of its files."""
    folder: str
    """Of the package, which holds this batch; empty where its pictures lie in none, or where a table made it."""
    pictures: int
    """As many as the package has for this batch."""
    precinct: PrecinctId | None
    """Of all of them, as the folder or table names it; None where neither names one of the election's."""
    table_sha256: str
    """Of the Ballots table that told precinct and batch; empty where none did. It has no votes."""
    layout_sha256: str | None
    """Of the layout they are read by, kept in the record; None where the record's own cards are."""
    images_per_sheet: int
    thresholds: MarkThresholds
    canvass_version: str
    reader_digest: str
    software_sha256: str
    entered_by: str

    @property
    def about(self) -> About:
        """The batch."""
        return (PicturesName(self.batch),)


@dataclass(frozen=True, slots=True)
class PictureRead:
    """A picture that was read as a ballot: what the law makes of its marks, and what is left to people."""

    kind: ClassVar[str] = "picture read"

    batch: str
    key: str
    """The other system's number of the record that it belongs to."""
    images: tuple[ImageSource, ...]
    """The pages that were read."""
    reading: ReadSheet
    """Its number is the picture's in the batch, from 1."""
    votes: CastVoteRecord
    apart: tuple[PageApart, ...] = ()
    """Other pages of its files."""

    @property
    def number(self) -> int:
        """The picture's number in the batch, from 1."""
        return self.reading.number

    @property
    def about(self) -> About:
        """The batch."""
        return (PicturesName(self.batch),)


@dataclass(frozen=True, slots=True)
class PictureSetApart:
    """A picture that was not read as a ballot. It is listed, and people look at it."""

    kind: ClassVar[str] = "picture set apart"

    batch: str
    number: int
    key: str
    """Empty where its name tells none."""
    images: tuple[ImageSource, ...]
    what: ApartAs
    why: str

    @property
    def about(self) -> About:
        """The batch."""
        return (PicturesName(self.batch),)


@dataclass(frozen=True, slots=True)
class PicturesClosed:
    """Every picture of the batch has its entry."""

    kind: ClassVar[str] = "pictures closed"

    batch: str
    read: int
    set_apart: int
    not_taken: tuple[NotTaken, ...] = ()
    """Of the package's files in this folder: those with the other system's records among them, unopened."""

    @property
    def about(self) -> About:
        """The batch."""
        return (PicturesName(self.batch),)


PictureEntry = PicturesOpened | PictureRead | PictureSetApart | PicturesClosed
