"""A record's images: every scan file stored once, under the SHA-256 of its bytes, in `images/ab/<sha256>.<suffix>`."""

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

    def place(self, sha256: str, file: str) -> Path:
        """Where the image with this hash, offered as `file`, is or would be stored."""
        return self.directory / sha256[:2] / f"{sha256}.{suffix_of(file)}"

    def keep(self, sha256: str, file: str, content: Iterable[bytes]) -> Path:
        """Store an image, given in parts, unless it is there. On return it is on the disk. Raises EnvironmentFault."""
        place = self.place(sha256, file)
        with disk_errors(place), self._locks[int(sha256[:2], 16) % _LOCKS]:
            if not place.exists():
                self._write(place, content)
            # Also where it was there: a count killed just then may not have come so far.
            _sync_directory(place.parent)
        return place

    def clear_arriving(self) -> None:
        """Remove what a killed count left half-written. Only while no other count runs."""
        shutil.rmtree(self.directory / _ARRIVING, ignore_errors=True)

    def _write(self, place: Path, content: Iterable[bytes]) -> None:
        arriving = self.directory / _ARRIVING
        arriving.mkdir(parents=True, exist_ok=True)
        if not place.parent.exists():
            place.parent.mkdir(exist_ok=True)
            _sync_directory(self.directory)
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


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
