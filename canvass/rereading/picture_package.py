"""A package of pictures on the disk: an archive or a folder, of which one file at a time is unpacked."""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from canvass.errors import InputError, disk_errors
from outside.errors import OutsideFileError
from outside.limits import BROKEN_ARCHIVE, PICTURE_LIMITS, OutsideLimits, checked_archive


class PackageFileError(Exception):
    """A file of a package cannot be had; the message says why, in a clerk's words."""


@dataclass(frozen=True, slots=True)
class PicturePackage:
    """An open package. Safe to read from several threads."""

    name: str
    sha256: str
    """Of the archive; of a folder, of the names and sizes of its files."""
    names: tuple[str, ...]
    """Of all files, with `/` between folders, in the package's order."""
    _places: "tuple[zipfile.ZipInfo, ...] | tuple[Path, ...]"
    _archive: zipfile.ZipFile | None
    _limits: OutsideLimits

    def read(self, at: int) -> bytes:
        """The bytes of the file at this place of `names`. Raises PackageFileError, and EnvironmentFault."""
        place = self._places[at]
        if isinstance(place, Path):
            with disk_errors(place):
                return place.read_bytes()
        assert self._archive is not None
        try:
            with self._archive.open(place) as file:
                content = file.read(place.file_size + 1)
                if len(content) != place.file_size or file.read(1):
                    raise PackageFileError("it is longer or shorter than its archive says: export it again")
                return content
        except BROKEN_ARCHIVE:
            raise PackageFileError("it is damaged in its archive: export it again, and copy it again") from None


@contextmanager
def opened_package(path: Path, limits: OutsideLimits = PICTURE_LIMITS) -> Iterator[PicturePackage]:
    """Open an archive or a folder of pictures.

    Raises InputError where it is neither, or is made to fill a computer or to write beside itself; EnvironmentFault.
    """
    with disk_errors(path):
        if path.is_dir():
            yield _folder(path, limits)
            return
        if not path.is_file():
            raise InputError(f"{path} is not there. Name the archive or the folder with the other system's pictures.")
        with path.open("rb") as stream:
            try:
                entries = tuple(checked_archive(stream, limits))
            except OutsideFileError as error:
                raise InputError(f"{error.of(path.name)} Nothing was read.") from None
            too_large = next((one for one in entries if one.file_size > limits.file_bytes), None)
            if too_large is not None:
                raise _too_large(f"{path.name}, {too_large.filename[:80]!r}", too_large.file_size, limits)
            stream.seek(0)
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            names = tuple(one.filename.replace("\\", "/") for one in entries)
            with zipfile.ZipFile(stream) as archive:
                yield PicturePackage(path.name, sha256, names, entries, archive, limits)


def _folder(folder: Path, limits: OutsideLimits) -> PicturePackage:
    files = sorted(_walked(folder, limits))
    if len(files) > limits.entries:
        raise InputError(f"{folder} has more than {limits.entries:,} files. Name a part of it. Nothing was read.")
    listed = hashlib.sha256()
    for file in files:
        size = file.stat().st_size
        if size > limits.file_bytes:
            raise _too_large(str(file), size, limits)
        listed.update(f"{file.relative_to(folder).as_posix()}\0{size}\0".encode("utf-8", "surrogateescape"))
    names = tuple(os.fsencode(one.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace") for one in files)
    return PicturePackage(folder.resolve().name, listed.hexdigest(), names, tuple(files), None, limits)


def _walked(folder: Path, limits: OutsideLimits) -> Iterator[Path]:
    found = 0
    for inner, _, names in os.walk(folder, onerror=_refused):
        for file in (Path(inner, name) for name in names):
            if file.is_file() and not file.is_symlink():
                yield file
                found += 1
                if found > limits.entries:
                    return


def _refused(error: OSError) -> None:
    """A folder that cannot be listed stops the reading: its pictures would be missing, and nobody would know."""
    raise error


def _too_large(where: str, size: int, limits: OutsideLimits) -> InputError:
    return InputError(
        f"{where}: {size:,} bytes are too many for the picture of one ballot, which has at most {limits.file_bytes:,}. "
        "Take it out of the package, and find out what it is. Nothing was read."
    )
