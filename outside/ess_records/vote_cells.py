"""What the cells of one contest say in one row."""

from dataclasses import dataclass
from enum import Enum, auto

from outside.cast_vote_records import CardVotes, RankedVotes, RedactedVotes, VotesInContest
from outside.errors import OutsideFileError
from outside.records.cell_words import hides, written_in

_NO_PICTURE = "no image found"
_PICTURES = (
    "Pictures of write-ins leave their cell empty, and are lost in CSV: name the workbook (xlsx) that was exported."
)


class CellKind(Enum):
    """What a cell of a contest can say."""

    EMPTY = auto()
    UNDERVOTE = auto()
    OVERVOTE = auto()
    WRITE_IN = auto()
    CHOICE = auto()
    HIDDEN = auto()


@dataclass(frozen=True, slots=True)
class VoteCell:
    """What one cell says."""

    kind: CellKind
    name: str = ""
    """Of a choice, or who is written in."""


_PICTURE = VoteCell(CellKind.WRITE_IN)


def vote_cell(text: str) -> VoteCell:
    """The meaning of a cell's text."""
    lower = text.lower()
    if not lower:
        return VoteCell(CellKind.EMPTY)
    if lower in ("undervote", "overvote"):
        return VoteCell(CellKind.UNDERVOTE if lower == "undervote" else CellKind.OVERVOTE)
    if lower == _NO_PICTURE:
        return _PICTURE
    if (written := written_in(text)) is not None:
        return VoteCell(CellKind.WRITE_IN, written)
    if hides(text):
        return VoteCell(CellKind.HIDDEN)
    return VoteCell(CellKind.CHOICE, " ".join(text.split()))


def is_marker(text: str) -> bool:
    """Whether only a contest's cell says this."""
    return vote_cell(text).kind in (CellKind.UNDERVOTE, CellKind.OVERVOTE, CellKind.WRITE_IN)


def votes_of(contest: int, texts: tuple[str, ...], pictured: tuple[bool, ...], ranked: bool) -> VotesInContest | None:
    """The votes that the cells of a contest say; None where the contest is not on the card.

    Raises OutsideFileError, without a place, for cells that contradict each other.
    """
    cells = [_PICTURE if under and not text else vote_cell(text) for text, under in zip(texts, pictured, strict=True)]
    kinds = {cell.kind for cell in cells}
    if kinds == {CellKind.EMPTY}:
        return None
    if CellKind.HIDDEN in kinds:
        return RedactedVotes(contest)
    if CellKind.EMPTY in kinds:
        raise OutsideFileError("a contest with an empty cell beside a filled one", "all or none", _PICTURES)
    if ranked:
        return _ranked(contest, cells)
    return _voted(contest, cells, kinds)


def _voted(contest: int, cells: list[VoteCell], kinds: set[CellKind]) -> CardVotes:
    if CellKind.OVERVOTE in kinds:
        if kinds & {CellKind.CHOICE, CellKind.WRITE_IN}:
            found = "an overvote beside a vote in the same contest"
            raise OutsideFileError(found, "overvote in each of its columns", "Export it again.")
        return CardVotes(contest, (), undervotes=0, overvoted=True)
    choices = tuple(cell.name for cell in cells if cell.kind is CellKind.CHOICE)
    if len(set(choices)) < len(choices):
        found = f"{choices[0]!r} twice in one contest of one record"
        raise OutsideFileError(found, "each choice once", "Say whether these columns are one contest or two.")
    written = tuple(cell.name for cell in cells if cell.kind is CellKind.WRITE_IN)
    under = sum(cell.kind is CellKind.UNDERVOTE for cell in cells)
    return CardVotes(contest, choices, written, under)


def _ranked(contest: int, cells: list[VoteCell]) -> RankedVotes:
    marks = (CellKind.CHOICE, CellKind.WRITE_IN)
    return RankedVotes(
        contest,
        tuple((cell.name,) if cell.kind in marks else () for cell in cells),
        sum(cell.kind is CellKind.OVERVOTE for cell in cells),
        sum(cell.kind is CellKind.UNDERVOTE for cell in cells),
    )
