"""One picture: its pages told apart, its ballot read, and what the law makes of it. No record is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from canvass.errors import CanvassError
from imaging.layout import CardId, Layouts
from imaging.looking import look_at
from imaging.pages import LoadedPicture, Shows
from imaging.printouts.marking_cards import why_marking_card
from imaging.reader import read_sheet
from imaging.sheets import (
    ImageSource,
    InkFingerprint,
    PageImage,
    ReadPrintout,
    ReadSheet,
    ScannedSheet,
    SheetReading,
    UnreadablePage,
    UnreadSheet,
)
from tabulate.board.outside.picture_entries import ApartAs, PageApart
from tabulate.election import Election
from tabulate.rules_edition import RulesEdition
from tabulate.votes import CastVoteRecord, cast_vote_record

Pages = Sequence[PageImage | UnreadablePage]
_SIDES = frozenset({Shows.FRONT, Shows.BACK, Shows.WHOLE})


@dataclass(frozen=True, slots=True)
class BallotOfPicture:
    """A picture that is a ballot."""

    images: tuple[ImageSource, ...]
    reading: ReadSheet
    votes: CastVoteRecord
    apart: tuple[PageApart, ...]
    ink: InkFingerprint | None
    """By which another picture of the same paper is known; it is not kept."""


@dataclass(frozen=True, slots=True)
class NoBallot:
    """A picture that is none, or could not be read for certain."""

    images: tuple[ImageSource, ...]
    what: ApartAs
    why: str


@dataclass(frozen=True, slots=True)
class PictureReader:
    """How all pictures of a batch are read."""

    election: Election
    images_per_sheet: int
    rules: RulesEdition

    @property
    def layouts(self) -> Layouts:
        """The ballots' places."""
        return self.election.layouts

    def read(self, number: int, picture: LoadedPicture) -> BallotOfPicture | NoBallot:
        """Read a picture as the one with this number in its batch. A fault stops the work, and names the file."""
        try:
            return self._read(number, picture)
        except MemoryError:
            why = "there is not enough memory to read it: close other programs, and read the package anew"
            return NoBallot(_sources(picture.scanned), ApartAs.UNREAD, why)
        except Exception as error:
            files = ", ".join(dict.fromkeys(one.file for one in _sources(picture.scanned)))
            raise CanvassError(
                f"A fault in the reader ({type(error).__name__}: {error}) at picture {number} ({files}). What was read "
                "before is in the record. Take the picture out of the package, and report the fault."
            ) from error

    def _read(self, number: int, picture: LoadedPicture) -> BallotOfPicture | NoBallot:
        pages = picture.scanned
        apart = tuple(PageApart(one.file, one.page, ApartAs.SUMMARY) for one in picture.drawn)
        if not pages:
            why = "no page of it is a picture: a program wrote it, and what it says was not looked at"
            return NoBallot(picture.drawn, ApartAs.SUMMARY, why)
        damaged = next((one for one in pages if isinstance(one, UnreadablePage)), None)
        if damaged is not None:
            return NoBallot(_sources(pages), ApartAs.UNOPENED, damaged.detail)
        chosen, others = pages[: self.images_per_sheet], pages[self.images_per_sheet :]
        if others:
            sides = [self._is_side(page) for page in pages]
            if sum(sides) > self.images_per_sheet:
                return NoBallot(_sources(pages), ApartAs.UNREAD, "its pages are the sides of more than one ballot")
            if any(sides):
                chosen = tuple(page for page, side in zip(pages, sides, strict=True) if side)
                others = tuple(page for page, side in zip(pages, sides, strict=True) if not side)
            apart += tuple(PageApart(one.source.file, one.source.page, ApartAs.SUMMARY) for one in others)
        reading = read_sheet(ScannedSheet(number, tuple(chosen)), self.layouts, self.images_per_sheet, read_words=False)
        return self._told(reading, pages, chosen, apart)

    def _is_side(self, page: PageImage | UnreadablePage) -> bool:
        return look_at(page, self.layouts).shows in _SIDES

    def _told(
        self, reading: SheetReading, pages: Pages, chosen: Pages, apart: tuple[PageApart, ...]
    ) -> BallotOfPicture | NoBallot:
        sources = _sources(pages)
        match reading:
            case ReadSheet():
                lacking = len(self.election.card(reading.card).meanings) - len(reading.targets)
                if lacking:
                    return NoBallot(sources, ApartAs.UNREAD, f"a side with {lacking} ovals is missing")
                read = replace(reading, fingerprint=None)
                votes = cast_vote_record(read, self.election, self.rules)
                return BallotOfPicture(_sources(chosen), read, votes, apart, reading.fingerprint)
            case ReadPrintout():
                return NoBallot(sources, ApartAs.CARD, "a device printed it: it has barcodes, and no ovals")
            case UnreadSheet():
                return _unread(reading, pages)


def _unread(reading: UnreadSheet, pages: Pages) -> NoBallot:
    """Why a ballot was not read; or that it is none."""
    sources = _sources(pages)
    if reading.card is None:
        for page in pages:
            if isinstance(page, PageImage) and (why := why_marking_card(page)):
                return NoBallot(sources, ApartAs.CARD, why)
    why = "; ".join(f"{reason.code.value}: {reason.detail}" for reason in reading.reasons)
    return NoBallot(sources, ApartAs.UNREAD, _with_card(why, reading.card))


def _with_card(why: str, card: CardId | None) -> str:
    return why if card is None else f"{why} (card {card})"


def _sources(pages: Pages) -> tuple[ImageSource, ...]:
    return tuple(page.source for page in pages)
