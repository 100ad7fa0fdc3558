"""Counts that a page started: what was asked, whether each still runs, how far it is, how it ended, and stopping it.

Each has a folder of its own in the record. While its process lives, the system holds a lock on a file there: whoever
dies, and however, the lock is gone. So a page, or another server, always knows. The count itself holds the record's own
lock as every count does: there is one at a time, and what it committed is never lost.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from threading import Thread

import canvass
from canvass.console.progress import PROGRESS_FILE
from canvass.disk.whole_files import save_bytes
from canvass.errors import BusyError, ExitCode, InputError, disk_errors
from canvass.starting.scan_folders import ScanFolder

COUNTS = "counts"
"""The folder within a record."""
_ASKED, _RUNNING, _STOP, _PROGRESS, _ANSWER, _STORY, _EXIT = (
    "asked.json",
    "running",
    "stop-asked",
    "progress.json",
    "answer.txt",
    "story.txt",
    "exit-code",
)
_MOST_LETTERS = 20_000
_CHILD = (
    "import sys; from pathlib import Path; from canvass.cli import run; code = int(run(sys.argv[2:])); "
    "Path(sys.argv[1]).write_text(str(code))"
)
"""The command as it would be typed; then its exit code in a file."""


class CountStands(StrEnum):
    """Where a count that was started stands."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """As somebody asked, or as a machine was halted: it goes on where it stopped."""
    REFUSED = "refused"
    """Nothing more was counted; why stands in its story."""
    DIED = "ended without a word"
    """The process was killed, or the computer went off: what was committed stays."""


@dataclass(frozen=True, slots=True)
class CountAsked:
    """What somebody asked to be counted."""

    folder: str
    """As the page names it."""
    path: str
    batch: str
    machine: str
    kind: str
    """Empty where it is as the batch was opened, or from the polls."""
    precinct: str
    """Empty where the sheets are of several."""
    expected: int | None
    adds: bool
    by: str
    at: str
    party: str = ""
    """Of a primary, the party whose ballots alone they are; empty where they are of several."""
    separate_for: tuple[str, ...] = ()
    """The offices for which all electors had a separate ballot, or none; empty where nothing is said."""

    def once_more(self, found: ScanFolder, by: str, at: str) -> "CountAsked":
        """The same count, asked for again. Raises InputError where its folder's name is now that of another one."""
        if str(found.path) != self.path:
            raise InputError(
                f"{self.folder} is now the folder {found.path}; the count was of {self.path}. Nothing was started. "
                "Have the pages served with the same --scans as before, or start a count of the folder that is meant."
            )
        return replace(self, by=by, at=at)

    def command(self, record: Path) -> list[str]:
        """The words of the command. No name is ever taken for an option, and no file of settings adds one."""
        words = [f"--config={os.devnull}", "count", f"--batch={self.batch}", f"--machine={self.machine}"]
        words += [f"--kind={self.kind}"] if self.kind else []
        words += [f"--precinct={self.precinct}"] if self.precinct else []
        words += [f"--party={self.party}"] if self.party else []
        words += [f"--separate-for={one}" for one in self.separate_for]
        words += [f"--expected={self.expected}"] if self.expected is not None else []
        words += ["--add"] if self.adds else []
        return [*words, "--", str(record), self.path]


@dataclass(frozen=True, slots=True)
class StartedCount:
    """A count that was started, as it stands."""

    number: int
    asked: CountAsked
    standing: CountStands
    done: int
    """Sheets read by it so far."""
    total: int | None
    """Sheets that it has to read; None before it knows."""
    answer: str
    """What the command said, with its ledger entry; empty before it ends."""
    story: str
    """What it told on the way, and why it stopped; the last of it."""

    @property
    def goes_on(self) -> bool:
        """Whether the same count may be started once more, to go on where it ended."""
        return self.standing in (CountStands.STOPPED, CountStands.DIED)


class CountsStarted:
    """The counts that pages of a record started."""

    def __init__(self, record: Path) -> None:
        """Of the record in this directory."""
        self._record, self._folder = record, record / COUNTS

    def all(self) -> list[StartedCount]:
        """Every one, the newest first. What cannot be read is left out."""
        found = (self.find(number) for number in sorted(self._numbers(), reverse=True))
        return [one for one in found if one is not None]

    def running(self) -> StartedCount | None:
        """The one that runs."""
        return next((one for one in self.all() if one.standing is CountStands.RUNNING), None)

    def find(self, number: int) -> StartedCount | None:
        """One by its number."""
        folder = self._folder / str(number)
        try:
            told = json.loads((folder / _ASKED).read_text(encoding="utf-8"))
            asked = CountAsked(**told | {"separate_for": tuple(told.get("separate_for", ()))})
        except (OSError, ValueError, TypeError, AttributeError):
            return None
        standing, (done, total) = _standing(folder), _progress(folder)
        return StartedCount(number, asked, standing, done, total, _text(folder / _ANSWER), _text(folder / _STORY))

    def start(self, asked: CountAsked) -> int:
        """Start it, and answer its number. Raises BusyError where one runs that a page started, EnvironmentFault."""
        with self._one_at_a_time():
            if (one := self.running()) is not None:
                raise BusyError(
                    f"A count runs: batch {one.asked.batch}, started by {one.asked.by}. Wait until it ends, or stop it "
                    "first. Nothing was started."
                )
            number = max(self._numbers(), default=0) + 1
            folder = self._folder / str(number)
            with disk_errors(folder):
                folder.mkdir()
                save_bytes(folder / _ASKED, json.dumps(asdict(asked)).encode())
                _run(folder, asked.command(self._record))
            return number

    def stop(self, number: int) -> bool:
        """Ask a count to stop at its next sheet; False where it does not run."""
        folder = self._folder / str(number)
        try:
            if not _is_held(folder / _RUNNING):
                return False
            (folder / _STOP).touch()
            os.kill(int((folder / _RUNNING).read_text(encoding="ascii")), signal.SIGTERM)
        except (OSError, ValueError):
            return False
        return True

    def _numbers(self) -> Iterator[int]:
        try:
            names = [one.name for one in self._folder.iterdir()]
        except OSError:
            return
        yield from (int(name) for name in names if name.isascii() and name.isdecimal() and len(name) < 9)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Two requests, and two servers of one record, start one count between them."""
        with disk_errors(self._folder):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with open(self._folder / "starting", "wb") as held:
                fcntl.flock(held, fcntl.LOCK_EX)
                yield


def _run(folder: Path, words: list[str]) -> None:
    """The command in a session of its own: it outlives the page, the server and their Ctrl-C."""
    paths = [str(Path(canvass.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {PROGRESS_FILE: str(folder / _PROGRESS), "PYTHONPATH": os.pathsep.join(paths)}
    with (
        open(folder / _RUNNING, "w+b", buffering=0) as held,
        open(folder / _ANSWER, "wb") as answer,
        open(folder / _STORY, "wb") as story,
    ):
        fcntl.flock(held, fcntl.LOCK_EX)
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CHILD, str(folder / _EXIT), *words],
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=story,
            env=environment,
            start_new_session=True,
            pass_fds=(held.fileno(),),
        )
        held.write(str(process.pid).encode())
    Thread(target=process.wait, name=f"count {folder.name}", daemon=True).start()


def _standing(folder: Path) -> CountStands:
    lives = _is_held(folder / _RUNNING)  # asked first: its last act is to write the code
    code = _text(folder / _EXIT)
    if not code.isdecimal():
        if lives:
            return CountStands.RUNNING
        return CountStands.STOPPED if (folder / _STOP).exists() else CountStands.DIED
    match int(code):
        case ExitCode.DONE | ExitCode.WAITING:
            return CountStands.DONE
        case ExitCode.INTERRUPTED:
            return CountStands.STOPPED
        case _:
            return CountStands.REFUSED


def _is_held(file: Path) -> bool:
    """Whether the process lives: it holds the lock, and leaves it to the system when it dies."""
    try:
        with open(file, "rb") as held:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _progress(folder: Path) -> tuple[int, int | None]:
    try:
        told = json.loads((folder / _PROGRESS).read_text(encoding="utf-8"))
        return int(told["done"]), int(told["total"])
    except (OSError, ValueError, TypeError, KeyError):
        return 0, None


def _text(file: Path) -> str:
    try:
        return file.read_bytes()[-_MOST_LETTERS:].decode(errors="replace").strip()
    except OSError:
        return ""
