"""Stage A: what does not join, or joins and is another sheet. No vote is looked at."""

from dataclasses import dataclass
from enum import StrEnum


class PlaceOnSheet(StrEnum):
    """What a sheet is, by its print and by its record."""

    PRECINCT = "precinct"
    STYLE = "style"
    SHEET = "sheet"


class JoinedSide(StrEnum):
    """Whose number it is."""

    PICTURES = "pictures"
    RECORDS = "records"


@dataclass(frozen=True, slots=True)
class PictureWithoutRecord:
    """A picture that no record has the number of."""

    key: str
    precinct: str | None
    batch: str


@dataclass(frozen=True, slots=True)
class RecordWithoutPicture:
    """A record that no picture has the number of."""

    key: str
    precinct: str | None
    batch: str
    machine: str


@dataclass(frozen=True, slots=True)
class KeyTwice:
    """A number that several pictures or several records have."""

    key: str
    side: JoinedSide
    times: int
    is_alike: bool
    """They say the same, so one of them is compared; else none is, for nobody knows which one is meant."""


@dataclass(frozen=True, slots=True)
class PaperTwice:
    """Pictures of one and the same paper under several numbers."""

    keys: tuple[str, ...]
    batches: tuple[str, ...]
    """The batch of each, in the order of the numbers."""
    by_ink: bool = False
    """Two scans, whose marks have the same ink; else the very same picture."""


@dataclass(frozen=True, slots=True)
class PlaceDiffers:
    """The print says another precinct, ballot style or sheet than the record."""

    key: str
    place: PlaceOnSheet
    ours: str
    theirs: str


RecordFinding = PictureWithoutRecord | RecordWithoutPicture | KeyTwice | PaperTwice | PlaceDiffers
