"""The pictures of a package, each with its files in the order of its sides; and what is none, with why."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outside.pictures.picture_names import FileOf, PictureName, picture_name

RECORD_LEFT = "a record of the other system: it says votes, and was not opened before the pictures are read"
NO_PICTURE = "it is no PDF, TIFF, PNG or JPEG by its name"


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of a package; `at` is its place in the package's list, since names may occur twice."""

    at: int
    name: str


@dataclass(frozen=True, slots=True)
class PackedPicture:
    """One picture."""

    key: str
    """The other system's number; empty where its name tells none."""
    folder: str
    files: tuple[PackedFile, ...]
    """One with all sides, or one a side, in their order."""
    fault: str = ""
    """Why it cannot be joined with a record for certain; empty where it can."""


@dataclass(frozen=True, slots=True)
class LeftInPackage:
    """A file that is no picture, and why it was left."""

    name: str
    folder: str
    why: str


@dataclass(frozen=True, slots=True)
class PackedPictures:
    """What a package holds, in the order of its numbers."""

    pictures: tuple[PackedPicture, ...]
    left: tuple[LeftInPackage, ...]


def packed_pictures(names: Sequence[str]) -> PackedPictures:
    """Sort a package's files out, by their names alone."""
    told = [picture_name(name) for name in names]
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(told):
        if one.of is FileOf.PICTURE:
            groups[one.folder, one.key or one.name].append(at)
    times = Counter(key for _, key in groups)
    pictures: list[PackedPicture] = []
    for (folder, key), places in groups.items():
        own = [told[at] for at in places]
        pictures += _pictures(own, places, folder, key if times[key] == 1 else "", times[key])
    ordered = sorted(pictures, key=lambda one: (one.folder, len(one.key), one.key, one.files[0].name))
    return PackedPictures(tuple(ordered), tuple(_left(told)))


def _pictures(
    own: Sequence[PictureName], places: Sequence[int], folder: str, key: str, folders: int
) -> Iterable[PackedPicture]:
    """Those of one number in one folder: one, where each side is there once."""
    files = [PackedFile(at, one.name) for at, one in zip(places, own, strict=True)]
    number = own[0].key
    if not number:
        fault = "its name tells no number of a record: nothing says which record is this ballot's"
        return [PackedPicture("", folder, (file,), fault) for file in files]
    sides = [one.side for one in own]
    in_order = tuple(file for _, file in sorted(zip(sides, files, strict=True), key=lambda pair: pair[0] or 0))
    if key and (sides == [None] or (None not in sides and len(set(sides)) == len(sides))):
        return [PackedPicture(number, folder, in_order)]
    where = f"in {folders} folders" if folders > 1 else "several times in one folder"
    fault = f"number {number} stands {where} of this package: which picture is the record's cannot be told"
    return [PackedPicture(number, folder, (file,), fault) for file in in_order]


def _left(told: Iterable[PictureName]) -> Iterable[LeftInPackage]:
    for one in told:
        if one.of is FileOf.RECORD:
            yield LeftInPackage(one.name, one.folder, RECORD_LEFT)
        elif one.of is FileOf.OTHER:
            yield LeftInPackage(one.name, one.folder, NO_PICTURE)
