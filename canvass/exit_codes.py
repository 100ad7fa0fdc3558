"""What each exit code of `canvass` means. The README repeats this table."""

from enum import IntEnum


class ExitCode(IntEnum):
    """0: done. 1: done, and people are needed. 2 and up: stopped, and why."""

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
