"""A lock that processes wait for, let go by the system when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from canvass.errors import disk_errors


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until no other process holds the file `lock`, and hold it; it stays. Raises EnvironmentFault."""
    with disk_errors(lock):
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def lock_beside(file: Path) -> Path:
    """The lock of a file that is read and then written anew: a hidden file beside it."""
    return file.with_name(f".{file.name}.lock")
