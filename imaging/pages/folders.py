"""Finding the scan files of a folder, in the order people number them."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from imaging.pages.errors import ScansNotFoundError
from imaging.pages.formats import HEAD_BYTES, why_no_picture
from imaging.pages.name_order import NameKey, natural_key

SCAN_SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".png", ".tif", ".tiff", ".pdf"})
"""A file that is named so is a scan, whatever it holds. Any other is looked into."""
_UNFINISHED_SUFFIXES = frozenset({".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart"})
"""What a program calls a file that it is still writing."""
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class ScanFile:
    """A file that may be a scan. `name` is what people and the record call it: its path within the folder."""

    path: Path
    name: str

    @property
    def is_named_as_scan(self) -> bool:
        """Whether its name ends like a scan's; else only its first bytes say that it may be one."""
        return _is_named_as_scan(self.path)


@dataclass(frozen=True, slots=True)
class IgnoredFile:
    """A file, link or folder that was passed over, and why."""

    name: str
    why: str
    is_usual: bool = False
    """Nothing that anybody need look at: a system's own file, or a file that is taken under another name."""


@dataclass(frozen=True, slots=True)
class FoundScans:
    """What a folder holds, in natural order of the names, or what was named, in the order in which it was."""

    files: tuple[ScanFile, ...]
    ignored: tuple[IgnoredFile, ...]


def find_scans(places: Path | Iterable[Path], as_named: bool = False) -> FoundScans:
    """The scan files in a folder and its sub-folders, or among several folders and files, in natural order.

    With `as_named`, files named one by one keep the order in which they were named, but for those that a shell named,
    which sorts `scan10` before `scan2`.
    Names are relative to the folder where one folder is given, else as given. Links to folders and links out of the
    folder are not followed; hidden files and lock files are passed over. A picture is known by its first bytes.
    Raises ScansNotFoundError where a place does not exist or cannot be listed.
    """
    listed = [places] if isinstance(places, Path) else list(places)
    found: list[ScanFile] = []
    ignored: list[IgnoredFile] = []
    for place in listed:
        if place.is_dir():
            inside: list[ScanFile] = []
            prefix = PurePath() if len(listed) == 1 else PurePath(place)
            _walk(place, prefix, place.resolve(), inside, ignored)
            found += sorted(inside, key=_by_name)
        elif place.exists():
            _add_file(place, PurePath(place), found, ignored)
        else:
            raise ScansNotFoundError(
                f"{place}: there is no such file or folder: check the name and that the disk is there"
            )
    names = [str(place) for place in listed]
    keeps_order = as_named and names != sorted(names)
    return FoundScans(
        files=_each_once(found if keeps_order else sorted(found, key=_by_name), ignored),
        ignored=tuple(sorted(ignored, key=_by_name)),
    )


def _by_name(file: ScanFile | IgnoredFile) -> NameKey:
    return natural_key(file.name)


def _walk(folder: Path, prefix: PurePath, top: Path, found: list[ScanFile], ignored: list[IgnoredFile]) -> None:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        if folder.resolve() == top:
            raise ScansNotFoundError(
                f"{folder}: the folder cannot be listed ({error.strerror}): check that you may read it"
            ) from error
        ignored.append(IgnoredFile(_shown(prefix), f"the folder cannot be listed ({error.strerror})"))
        return
    for entry in entries:
        name = prefix / entry.name
        if entry.name.startswith("."):
            ignored.append(_hidden(Path(entry.path), name))
        elif entry.is_dir(follow_symlinks=False):
            _walk(Path(entry.path), name, top, found, ignored)
        elif entry.is_symlink() and not _stays_inside(Path(entry.path), top):
            ignored.append(IgnoredFile(_shown(name), "a link to a folder, out of the folder, or to nothing"))
        else:
            _add_file(Path(entry.path), name, found, ignored)


def _hidden(path: Path, name: PurePath) -> IgnoredFile:
    if path.is_file() and not path.name.startswith("._") and _why_no_scan(path) is None:
        return IgnoredFile(_shown(name), "hidden, though it begins like a picture")
    return IgnoredFile(_shown(name), "hidden", is_usual=True)


def _add_file(path: Path, name: PurePath, found: list[ScanFile], ignored: list[IgnoredFile]) -> None:
    if path.name.startswith("~$"):
        ignored.append(IgnoredFile(_shown(name), "a lock file", is_usual=True))
    elif path.name.casefold() in _SYSTEM_FILES:
        ignored.append(IgnoredFile(_shown(name), "a file of the system", is_usual=True))
    elif not path.is_file():
        ignored.append(IgnoredFile(_shown(name), "not an ordinary file"))
    elif _is_named_as_scan(path) or (why := _why_no_scan(path)) is None:
        found.append(ScanFile(path, _shown(name)))
    else:
        ignored.append(IgnoredFile(_shown(name), why))


def _is_named_as_scan(path: Path) -> bool:
    return path.suffix.casefold() in SCAN_SUFFIXES


def _why_no_scan(path: Path) -> str | None:
    """Why a file that is not named like a scan is none; None where its first bytes are a picture's."""
    if path.suffix.casefold() in _UNFINISHED_SUFFIXES:
        return f"its ending {path.suffix} says that it is still being written"
    try:
        with path.open("rb") as file:
            return why_no_picture(file.read(HEAD_BYTES))
    except OSError as error:
        return f"it cannot be opened ({error.strerror})"


def _stays_inside(link: Path, top: Path) -> bool:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(top)


def _each_once(files: list[ScanFile], ignored: list[IgnoredFile]) -> tuple[ScanFile, ...]:
    """A file that is reached twice (named, and inside a named folder; a link beside its target) counts once."""
    seen: set[Path] = set()
    again: set[int] = set()
    for at, file in sorted(enumerate(files), key=lambda one: one[1].path.is_symlink()):
        target = file.path.resolve()
        if target in seen:
            ignored.append(IgnoredFile(file.name, "the same file again", is_usual=True))
            again.add(at)
        seen.add(target)
    return tuple(file for at, file in enumerate(files) if at not in again)


def _shown(name: PurePath) -> str:
    """With slashes, and with bytes that are not UTF-8 written as \\xNN, so that every record can hold it."""
    return os.fsencode(name.as_posix()).decode("utf-8", "backslashreplace")
