"""The files that people named, and those of the folders they named: listed and held to limits, and then read."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from canvass.console.progress import Progress
from canvass.errors import InputError, disk_errors
from outside.limits import LIMITS, OutsideLimits
from outside.source import OutsideFile

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"})
"""In a folder of cast vote records these are pictures of ballots, which are not opened here."""


@dataclass(frozen=True, slots=True)
class _NamedFile:
    path: Path
    name: str
    folder: str = ""


def named_files(paths: Iterable[Path], progress: Progress, limits: OutsideLimits = LIMITS) -> Iterator[OutsideFile]:
    """The files one after another, those of a folder by name. Several are counted before the first one is read.

    Raises InputError for a place that is not there and for what is above the limits, and EnvironmentFault for what the
    system refuses.
    """
    named = [file for path in paths for file in _named(path, limits)]
    if len(named) > 1:
        progress.start("Reading", len(named), "files")
    for file in named:
        yield OutsideFile(file.name, _content(file.path, limits), file.folder)
        progress.advance()


def _named(path: Path, limits: OutsideLimits) -> list[_NamedFile]:
    if not path.is_dir():
        return [_NamedFile(path, path.name)]
    return [
        _NamedFile(inner, inner.relative_to(path.parent).as_posix(), str(path)) for inner in _files_of(path, limits)
    ]


def _files_of(folder: Path, limits: OutsideLimits) -> list[Path]:
    """Its files without pictures and links. Nothing of them is read; beyond the limits it is not looked through."""
    files: list[Path] = []
    size = 0
    with disk_errors(folder):
        for file in _walked(folder):
            files.append(file)
            size += file.stat().st_size
            if len(files) > limits.entries or size > limits.unpacked_bytes:
                raise InputError(
                    f"{folder} has more than {limits.entries:,} files or {limits.unpacked_bytes:,} bytes, pictures not "
                    "counted. Nothing of it was read. Name the folder of one export alone, or its files in parts."
                )
    return sorted(files)


def _walked(folder: Path) -> Iterator[Path]:
    for inner, _, names in os.walk(folder, onerror=_refused):
        for file in (Path(inner, name) for name in names):
            if file.suffix.lower() not in _PICTURES and file.is_file() and not file.is_symlink():
                yield file


def _refused(error: OSError) -> None:
    """A folder that cannot be listed stops the reading: its sheets would be missing, and nobody would know."""
    raise error


def _content(path: Path, limits: OutsideLimits) -> bytes:
    with disk_errors(path):
        if not path.exists():
            raise InputError(f"{path} is not there. Name a file or a folder with files of another system.")
        if not path.is_file():
            raise InputError(f"{path} is no file. Name a file or a folder with files of another system.")
        if path.stat().st_size > limits.file_bytes:
            raise InputError(f"{path} has more than {limits.file_bytes:,} bytes. Export it in parts.")
        return path.read_bytes()
