"""A record's images: every scan file stored once, under the SHA-256 of its bytes, in `images/ab/<sha256>.<suffix>`.

Bytes are on the disk when an image has been kept; the names of all that were kept, when they are settled, which the
ledger asks for before it writes an entry.
"""

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from tempfile import mkstemp
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
        self._unsettled: set[Path] = set()
        self._unsettled_lock = Lock()
        self._settling = Lock()

    def place(self, sha256: str, file: str) -> Path:
        """Where the image with this hash, offered as `file`, is or would be stored."""
        return self.directory / sha256[:2] / f"{sha256}.{suffix_of(file)}"

    def keep(self, sha256: str, file: str, content: Iterable[bytes]) -> Path:
        """Store an image, given in parts, unless it is there; its bytes are on the disk then. Raises EnvironmentFault.

        `settle` sees to its name.
        """
        place = self.place(sha256, file)
        with disk_errors(place), self._locks[int(sha256[:2], 16) % _LOCKS]:
            if not place.exists():
                self._write(place, content)
            # Also where it was there: a count killed just then may not have come so far.
            self._note_unsettled(place.parent)
        return place

    def settle(self) -> None:
        """Return when every image kept so far is on the disk by its name too. Raises EnvironmentFault."""
        with self._settling:
            directories = self._taken()
            try:
                for directory in directories:
                    with disk_errors(directory):
                        _sync_directory(directory)
            except BaseException:
                for directory in directories:
                    self._note_unsettled(directory)
                raise

    def clear_arriving(self) -> None:
        """Remove what a killed count left half-written. Only while no other count runs."""
        shutil.rmtree(self.directory / _ARRIVING, ignore_errors=True)

    def _write(self, place: Path, content: Iterable[bytes]) -> None:
        arriving = self.directory / _ARRIVING
        arriving.mkdir(parents=True, exist_ok=True)
        if not place.parent.exists():
            place.parent.mkdir(exist_ok=True)
            self._note_unsettled(self.directory)
        handle, name = mkstemp(dir=arriving)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(content)
                file.flush()
                os.fchmod(file.fileno(), 0o644)
                os.fsync(file.fileno())
            os.replace(name, place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _taken(self) -> list[Path]:
        """The directories whose names are still to be seen to; what is kept from now on begins a new list."""
        with self._unsettled_lock:
            directories = sorted(self._unsettled)
            self._unsettled.clear()
        return directories

    def _note_unsettled(self, directory: Path) -> None:
        with self._unsettled_lock:
            self._unsettled.add(directory)


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
