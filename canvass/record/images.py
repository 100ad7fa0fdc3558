"""A record's images: every scan file stored once, under the SHA-256 of its bytes, in `images/ab/<sha256>.<suffix>`.

An image that is kept is written aside, and comes to its place when images are settled, which the ledger asks for before
it writes an entry: bytes first, then names. So whoever reads sheets does not wait for the disk, and a commit's images
are seen to at once.
"""

import os
import re
import shutil
from collections.abc import Iterable
from io import RawIOBase
from pathlib import Path, PurePosixPath
from threading import Lock

from canvass.errors import disk_errors

_ARRIVING = ".arriving"
_LOCKS = 16


def suffix_of(file: str) -> str:
    """The ending under which a scan file is stored: its own, or `bin` where that is none to keep."""
    ending = PurePosixPath(file).suffix[1:].lower()
    return ending if re.fullmatch("[a-z0-9]{1,8}", ending) else "bin"


class ImageStore:
    """The images below one directory. Safe to use from several threads of one process."""

    def __init__(self, directory: Path) -> None:
        """`directory` is made when the first image comes."""
        self.directory = directory
        self._locks = tuple(Lock() for _ in range(_LOCKS))
        self._arrived: dict[Path, Path] = {}
        """By its place, where each image lies that was written and is not settled."""
        self._unsettled: set[Path] = set()
        """Directories whose names are to be seen to."""
        self._settling = Lock()

    def place(self, sha256: str, file: str) -> Path:
        """Where the image with this hash, offered as `file`, is or would be stored."""
        return self.directory / sha256[:2] / f"{sha256}.{suffix_of(file)}"

    def keep(self, sha256: str, file: str, content: Iterable[bytes]) -> Path:
        """Write an image, given in parts, unless it is there; returns its place. Raises EnvironmentFault.

        It lies there, and is on the disk, once it is settled.
        """
        place = self.place(sha256, file)
        with disk_errors(place), self._locks[int(sha256[:2], 16) % _LOCKS]:
            if place in self._arrived:
                return place
            if place.exists():
                # A count killed just then may not have seen to its name.
                self._unsettled.add(place.parent)
            else:
                self._arrived[place] = self._written(place.name, content)
        return place

    def settle(self) -> None:
        """Return when every image kept so far is at its place and on the disk. Raises EnvironmentFault.

        What could not be settled is tried again the next time.
        """
        with self._settling:
            for place, written in list(self._arrived.items()):
                with disk_errors(place):
                    self._move(written, place)
                del self._arrived[place]
            for directory in sorted(self._unsettled.copy()):
                self._unsettled.discard(directory)
                try:
                    with disk_errors(directory):
                        _sync_directory(directory)
                except BaseException:
                    self._unsettled.add(directory)
                    raise

    def clear_arriving(self) -> None:
        """Remove what was written and never settled. Only while no count runs."""
        self._arrived.clear()
        shutil.rmtree(self.directory / _ARRIVING, ignore_errors=True)

    def _written(self, name: str, content: Iterable[bytes]) -> Path:
        """Write an image aside."""
        aside = self.directory / _ARRIVING / name
        try:
            handle = _create(aside)
        except FileNotFoundError:
            aside.parent.mkdir(parents=True, exist_ok=True)
            handle = _create(aside)
        try:
            with os.fdopen(handle, "wb", buffering=0) as file:
                for part in content:
                    _write_all(file, part)
                os.fchmod(file.fileno(), 0o644)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        return aside

    def _move(self, written: Path, place: Path) -> None:
        """Bytes to the disk, then the name; the directory's own name is noted before anything lies in it."""
        _sync(written, os.O_RDWR)
        if not place.parent.exists():
            self._unsettled.add(self.directory)
            place.parent.mkdir(exist_ok=True)
        self._unsettled.add(place.parent)
        os.replace(written, place)


def _create(file: Path) -> int:
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)


def _write_all(file: RawIOBase, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[file.write(view) or 0 :]


def _sync_directory(directory: Path) -> None:
    _sync(directory, os.O_RDONLY)


def _sync(file: Path, flags: int) -> None:
    handle = os.open(file, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
