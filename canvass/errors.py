"""What stops a command, and its exit code. Each message says what happened, where, what was expected and what to do.

CanvassError
├── InputError          a definition, folder, batch or directory is not what the command needs
├── RecordError         the record is damaged or was altered, or was written by another version
├── EnvironmentFault    the disk is full, or the machine refuses a file
├── SealedError         totals asked for before the polls close
├── BusyError           another count of the record is running
├── RefusedError        a step that the law, or what others did meanwhile, does not allow
└── Interrupted         stopped on request
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ExitCode(IntEnum):
    """0: done. 1: done, and people are needed. 2 and up: stopped, and why. docs/counting.md repeats their meaning."""

    DONE = 0
    WAITING = 1
    USAGE = 2
    WRONG_INPUT = 3
    RECORD_BROKEN = 4
    ENVIRONMENT = 5
    SEALED = 6
    BUSY = 7
    INTERRUPTED = 8
    FAULT = 9


MEANING: dict[ExitCode, str] = {
    ExitCode.DONE: "Done; nothing waits.",
    ExitCode.WAITING: "Done; sheets or questions wait for people, or a batch differs from what was expected.",
    ExitCode.USAGE: "Stopped: the command was not typed as it must be.",
    ExitCode.WRONG_INPUT: "Stopped: a definition, folder, batch or directory is not what the command needs.",
    ExitCode.RECORD_BROKEN: "Stopped: the record is damaged, was altered, or a check of it failed.",
    ExitCode.ENVIRONMENT: "Stopped: the disk is full, or the machine refused a file or lacks something.",
    ExitCode.SEALED: "Stopped: totals are sealed until the polls close (13-15-207, 13-35-241).",
    ExitCode.BUSY: "Stopped: another count of this record is running.",
    ExitCode.INTERRUPTED: "Stopped on request (Ctrl-C); the same command goes on where it stopped.",
    ExitCode.FAULT: "Stopped by a fault in Canvass itself; nothing committed is lost.",
}


def table() -> str:
    """The table as people read it, a line a code."""
    return "\n".join(f"{code.value}  {MEANING[code]}" for code in ExitCode)


class CanvassError(Exception):
    """Whatever stops a command, with the exit code it stops with."""

    exit_code = ExitCode.FAULT


class InputError(CanvassError):
    """A definition, folder, batch or directory is not what the command needs."""

    exit_code = ExitCode.WRONG_INPUT


class RecordError(CanvassError):
    """The record is damaged, was altered, or was written by another version."""

    exit_code = ExitCode.RECORD_BROKEN


class EnvironmentFault(CanvassError):  # noqa: N818
    """The disk is full, or the machine refuses a file."""

    exit_code = ExitCode.ENVIRONMENT


class SealedError(CanvassError):
    """Totals asked for before the polls close (13-15-207, 13-35-241)."""

    exit_code = ExitCode.SEALED


class BusyError(CanvassError):
    """Another count of the record is running."""

    exit_code = ExitCode.BUSY


class RefusedError(CanvassError):
    """A step that the law, or what others did meanwhile, does not allow; nothing was written."""

    exit_code = ExitCode.WRONG_INPUT


class Interrupted(CanvassError):  # noqa: N818
    """Stopped on request; what was committed stays."""

    exit_code = ExitCode.INTERRUPTED


def full_disk(place: Path) -> EnvironmentFault:
    """The one message for a full disk."""
    return EnvironmentFault(
        f"The disk that holds {place} is full. Everything committed so far is safe. "
        "Make room on it and run the same command again: it goes on where it stopped."
    )


@contextmanager
def disk_errors(place: Path) -> Iterator[None]:
    """Tell what the operating system refuses at `place` as an EnvironmentFault."""
    try:
        yield
    except OSError as error:
        raise environment_fault(error, place) from error


def environment_fault(error: OSError, place: Path) -> EnvironmentFault:
    """What the operating system refused, for people."""
    if error.errno in _FULL:
        return full_disk(place)
    what = error.strerror or str(error)
    return EnvironmentFault(
        f"The machine refused {error.filename or place}: {what}. Check that the file or disk is there and that you "
        "may read and write it, then run the same command again."
    )
