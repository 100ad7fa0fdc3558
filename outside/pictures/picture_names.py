"""What the name of a picture's file says: the record's number, the side, and whether it is a picture at all.

Electionware writes `<precinct>/<party>/50112i.pdf` for a picture and `50112c.pdf` for the record of its votes. Other
systems write a file a side, or three numbers: tabulator, batch and record. Archives made on Windows may have `\\` in
their names.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

_ENDINGS = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg"})
_SIDES = {"1": 1, "2": 2, "front": 1, "back": 2, "f": 1, "b": 2}
_ONE_NUMBER = re.compile(r"(\d{1,20})([ic]?)(?:[-_ .]?(front|back|f|b|[12]))?", re.IGNORECASE)
_THREE_NUMBERS = re.compile(r"(\d{1,9})[-_](\d{1,9})[-_](\d{1,9})(?:[-_ .]?(front|back|f|b))?", re.IGNORECASE)
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


class FileOf(StrEnum):
    """What a file of a package is, by its name."""

    PICTURE = "picture"
    RECORD = "record"
    """The other system's own record of a ballot: it says votes."""
    SYSTEM = "system"
    """An operating system's own: nothing that anybody need look at."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PictureName:
    """A file of a package, by its name."""

    name: str
    """With `/` between folders."""
    folder: str
    """Empty where it lies in none."""
    of: FileOf
    key: str
    """Without zeros before it; empty where the name tells none."""
    side: int | None
    """From 1; None where the file holds the sheet, or the name does not tell."""


def picture_name(name: str) -> PictureName:
    """What a file's name says, with the folders before it."""
    path = PurePosixPath(name.replace("\\", "/"))
    folder = "" if str(path.parent) == "." else path.parent.as_posix()
    if path.name.lower() in _OF_THE_SYSTEM or path.name.startswith("._") or "__MACOSX" in path.parts:
        return PictureName(path.as_posix(), folder, FileOf.SYSTEM, "", None)
    if path.suffix.lower() not in _ENDINGS:
        return PictureName(path.as_posix(), folder, FileOf.OTHER, "", None)
    key, letter, side = _told(path.stem)
    of = FileOf.RECORD if letter == "c" else FileOf.PICTURE
    return PictureName(path.as_posix(), folder, of, key, side)


def _told(stem: str) -> tuple[str, str, int | None]:
    """The number, the letter behind it, and the side."""
    if three := _THREE_NUMBERS.fullmatch(stem):
        *numbers, side = three.groups()
        return "-".join(_plain(number) for number in numbers), "i", _SIDES[side.lower()] if side else None
    if one := _ONE_NUMBER.fullmatch(stem):
        number, letter, side = one.groups()
        return _plain(number), letter.lower(), _SIDES[side.lower()] if side else None
    return "", "", None


def _plain(number: str) -> str:
    return number.lstrip("0") or "0"
