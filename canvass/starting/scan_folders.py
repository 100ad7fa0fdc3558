"""Folders of scans that may be counted from a page: only those below the folders that the administrator allowed."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from canvass.errors import InputError
from canvass.settings import DATABASE_FILE

_DEEPEST = 4
_MOST = 500


@dataclass(frozen=True, slots=True)
class ScanFolder:
    """One folder that may be counted."""

    name: str
    """Of the allowed folder, and what lies below it: `scans/AB-001`."""
    path: Path
    files: int
    changed: float
    """When something was last put into it or taken out, as the system tells it."""


@dataclass(frozen=True, slots=True)
class ScanFolders:
    """The folders that were allowed, and what lies below them: no links, wherever they lead, and no record."""

    roots: tuple[Path, ...]

    def listed(self) -> tuple[ScanFolder, ...]:
        """Every folder with a file in it, that which changed last first; at most 500, four deep."""
        found = [folder for root, name in self._named() for folder in _walk(root, PurePath(name), _DEEPEST)]
        return tuple(sorted(found, key=lambda one: (-one.changed, one.name))[:_MOST])

    def folder(self, name: str) -> ScanFolder:
        """The folder of that name. Raises InputError where it is none below a folder that was allowed."""
        found = self._below(name)
        if found is None:
            raise InputError(
                f"{name[:200]!r} is no folder that may be counted from this page. Expected one below the folders that "
                "the administrator named at `canvass serve --scans`. Nothing was started."
            )
        return found

    def _below(self, name: str) -> ScanFolder | None:
        """Step by step from the allowed folder: no step is up, hidden or a link."""
        first, *steps = PurePath(name).parts or ("",)
        root = next((one for one, called in self._named() if called == first), None)
        if root is None or "\x00" in name or any(one.startswith(".") for one in steps):
            return None
        place = root
        for step in steps:
            place = place / step
            if os.path.islink(place) or not os.path.isdir(place):  # of a name too long, too, they only say no
                return None
        within = (one for one in (place, *place.parents) if one.is_relative_to(root))
        return None if any((one / DATABASE_FILE).exists() for one in within) else _described(place, PurePath(name))

    def _named(self) -> Iterator[tuple[Path, str]]:
        """Each allowed folder by its own name; two of one name have a number."""
        taken: set[str] = set()
        for root in self.roots:
            name, number = root.name or "scans", 1
            while name in taken:
                number += 1
                name = f"{root.name or 'scans'} ({number})"
            taken.add(name)
            yield root, name


def scan_roots(folders: tuple[Path, ...], record: Path) -> tuple[Path, ...]:
    """The folders that are allowed, each whole. Raises InputError for what is none, and for one that holds a record."""
    found: list[Path] = []
    for folder in folders:
        if not folder.is_dir():
            raise InputError(f"{folder} is no folder. Name a folder of scans that is there: --scans FOLDER.")
        whole, own = folder.resolve(), record.resolve()
        if own.is_relative_to(whole) or whole.is_relative_to(own):
            raise InputError(
                f"{folder} and the record {record} lie in one another. Scans are never looked for in a record: name a "
                "folder of scans beside it."
            )
        if whole not in found:
            found.append(whole)
    return tuple(found)


def _walk(folder: Path, name: PurePath, deep: int) -> Iterator[ScanFolder]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return
    if (found := _described(folder, name)) is None:
        return
    if found.files:
        yield found
    for entry in entries if deep else ():
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield from _walk(folder / entry.name, name / entry.name, deep - 1)


def _described(folder: Path, name: PurePath) -> ScanFolder | None:
    """None of what cannot be looked at, and of a record: its images are no scans to be counted."""
    if (folder / DATABASE_FILE).exists():
        return None
    try:
        with os.scandir(folder) as listing:
            files = sum(one.is_file(follow_symlinks=False) and not one.name.startswith(".") for one in listing)
        return ScanFolder(str(name), folder, files, folder.stat().st_mtime)
    except OSError:
        return None
