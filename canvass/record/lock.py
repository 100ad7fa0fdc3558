"""One count at a time into a directory: a lock on a file in it, let go by the system when the process dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from canvass.errors import BusyError, disk_errors

LOCK_FILE = "lock"


@contextmanager
def counting_lock(directory: Path) -> Iterator[None]:
    """Hold the record in `directory` for counting. Raises BusyError where another process holds it."""
    file = directory / LOCK_FILE
    with disk_errors(file):
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(
                f"Another count of {directory} is running. Wait until it ends, then run the same command again. "
                "Nothing was counted."
            ) from None
        yield
    finally:
        os.close(handle)
