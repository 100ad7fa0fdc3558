"""A folder that is made anew beside the old one, and takes its place in one step: nobody ever finds half of it."""

import ctypes
import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from canvass.errors import BusyError, disk_errors

_HERE = -100
"""AT_FDCWD: paths are as they stand."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2 (Linux 3.15): both names change their folders at once."""
_NOT_HERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def beside(folder: Path) -> Path:
    """Where the new one is made: a hidden folder with a fixed name, so that a run that was killed is found again."""
    return folder.with_name(f".{folder.name}.next")


def remove_beside(folder: Path) -> None:
    """Take away what a run that was killed left. Raises EnvironmentFault."""
    with disk_errors(folder):
        if beside(folder).exists():
            shutil.rmtree(beside(folder))


def build_beside(folder: Path, kept: Iterable[str], files: Iterable[tuple[str, bytes]]) -> Path:
    """Make the new folder: some of the old one's paths as they are, and files. Raises EnvironmentFault."""
    new = beside(folder)
    with disk_errors(folder):
        remove_beside(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        new.mkdir()
        for path in kept:
            _keep(folder / path, new / path)
        for path, content in files:
            place = new / path
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
        os.sync()
    return new


def put_back(folder: Path) -> None:
    """Undo half a swap of a system that cannot swap two folders at once. Raises EnvironmentFault."""
    aside = _aside(folder)
    with disk_errors(folder):
        if aside.exists() and not folder.exists():
            os.rename(aside, folder)
        elif aside.exists():
            shutil.rmtree(aside)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.aside")


def _keep(old: Path, new: Path) -> None:
    """A second name of the same file; a copy where the disk has no such names. Both are never written to again."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        shutil.copyfile(old, new)


def check_still(folder: Path, expected: bytes | None, told_by: str) -> None:
    """Raise BusyError where the file `told_by` of a folder holds anything else; None where it is not there."""
    told = folder / told_by
    with disk_errors(told):
        if (told.read_bytes() if told.is_file() else None) != expected:
            raise BusyError(_FASTER.format(folder))


def swap_in(folder: Path, expected: bytes | None, told_by: str) -> None:
    """Put the new folder in the place of the old, and take the old one away.

    `expected` is what the file `told_by` of the old one held when the new one was begun, None where there was none. If
    it holds anything else, somebody else was faster: all is put back. Raises BusyError, EnvironmentFault.
    """
    new = beside(folder)
    with disk_errors(folder):
        if expected is None:
            if folder.exists() and not any(folder.iterdir()):
                folder.rmdir()
            if folder.exists():
                raise BusyError(_FASTER.format(folder))
            os.rename(new, folder)
            return
        _exchange(new, folder)
        told = new / told_by
        if not told.is_file() or told.read_bytes() != expected:
            _exchange(new, folder)
            raise BusyError(_FASTER.format(folder))
        shutil.rmtree(new, ignore_errors=True)


_FASTER = "{} was changed by another machine meanwhile. It is as that one left it. Publish again."


def _exchange(one: Path, other: Path) -> None:
    try:
        both = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        both = None
    if both is not None:
        if both(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
            return
        code = ctypes.get_errno()
        if code not in _NOT_HERE:
            raise OSError(code, os.strerror(code), str(other))
    aside = _aside(other)
    os.rename(other, aside)
    os.rename(one, other)
    os.rename(aside, one)
