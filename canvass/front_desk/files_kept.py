"""The files that were sent, kept for as long as their opening lasts; those of a process that was killed are swept.

A lock on a file in the folder says that its process lives. The system lets it go when the process dies, and however.
"""

import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path

_PREFIX, _IN_USE = "canvass-opening-", "in-use"
_NEW_S = 3_600
"""A folder without a lock is that of a process between two steps; after so long it is nobody's."""


class KeptFiles:
    """A folder of this process alone, which is gone when it is told so, and at the latest at the next start."""

    def __init__(self) -> None:
        """Make it. Raises OSError; then nothing is left of it."""
        self._handle = -1
        self._made: Path | None = None
        self.folder = self._made = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._handle = os.open(self.folder / _IN_USE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_EX)

    def cleanup(self) -> None:
        """Take it away; once more does nothing."""
        if self._made is not None:
            shutil.rmtree(self._made, ignore_errors=True)
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __del__(self) -> None:
        """Where nobody told it."""
        self.cleanup()


def sweep_left_behind() -> int:
    """Take away the folders of processes of this user that were killed, and answer how many. Never raises OSError."""
    swept = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            swept += _swept(folder)
        except OSError:
            continue  # Somebody else's, or gone meanwhile.
    return swept


def _swept(folder: Path) -> bool:
    found = folder.lstat()
    if folder.is_symlink() or not folder.is_dir() or found.st_uid != os.getuid():
        return False
    try:
        handle = os.open(folder / _IN_USE, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        if time.time() - found.st_mtime < _NEW_S:
            return False
        shutil.rmtree(folder)
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder)
    finally:
        os.close(handle)
    return True
