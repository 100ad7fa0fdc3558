"""The story told while work goes on, always on stderr: a bar on a terminal, plain lines elsewhere, or nothing."""

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from canvass.console.answers import is_quiet
from canvass.console.streams import shown_lines

if TYPE_CHECKING:
    from rich.progress import TaskID

PROGRESS_FILE = "CANVASS_PROGRESS"
"""Names a file in the environment."""
_LINE_EVERY_S = 10.0
_FILE_EVERY_S = 0.5


class Progress(Protocol):
    """What a piece of work tells about itself. A context manager: `start` may be called once inside."""

    def __enter__(self) -> Self:
        """Ready to tell."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Done telling, however the work ended."""

    def start(self, what: str, total: int, of: str = "sheets") -> None:
        """Say what is being done, to how many sheets or what else `of` names."""

    def advance(self) -> None:
        """One is done."""

    def note(self, text: str) -> None:
        """Say something that must not be missed."""


class SilentProgress:
    """Tells nothing: for tests and for programs that call the library."""

    def __enter__(self) -> Self:
        """Ready to be silent."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Still silent."""

    def start(self, what: str, total: int, of: str = "sheets") -> None:
        """Tell nothing."""

    def advance(self) -> None:
        """Tell nothing."""

    def note(self, text: str) -> None:
        """Tell nothing."""


class NotesAlone(SilentProgress):
    """Tells what must not be missed, and nothing else: with --quiet."""

    def note(self, text: str) -> None:
        """A line."""
        print(shown_lines(text), file=sys.stderr, flush=True)


class LineProgress:
    """A line at the start, every ten seconds and at the end: for logs and pipes."""

    def __init__(self) -> None:
        """Nothing told yet."""
        self._what, self._of, self._total, self._done = "", "", 0, 0
        self._began = self._told = 0.0

    def __enter__(self) -> Self:
        """Ready to tell."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Tell how far it came."""
        if self._what:
            self._tell()

    def start(self, what: str, total: int, of: str = "sheets") -> None:
        """Say what is being done, to how many sheets or what else `of` names."""
        self._what, self._of, self._total, self._done = what, of, total, 0
        self._began = self._told = time.monotonic()
        self.note(f"{what}: {total:,} {of}")

    def advance(self) -> None:
        """One is done; a line where ten seconds have passed."""
        self._done += 1
        if self._what and time.monotonic() - self._told >= _LINE_EVERY_S:
            self._told = time.monotonic()
            self._tell()

    def note(self, text: str) -> None:
        """A line."""
        print(shown_lines(text), file=sys.stderr, flush=True)

    def _tell(self) -> None:
        rate = self._done / max(time.monotonic() - self._began, 1e-3)
        self.note(f"{self._what}: {self._done:,} of {self._total:,} {self._of}, {rate:,.1f} a second")


class BarProgress:
    """A bar with rate and time left, for people at a terminal."""

    def __init__(self) -> None:
        """Nothing shown yet."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]} a second"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._task: TaskID | None = None
        self._began = 0.0
        self._done = 0

    def __enter__(self) -> Self:
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave the bar as it stands."""
        self._bar.stop()

    def start(self, what: str, total: int, of: str = "sheets") -> None:
        """Begin the bar."""
        self._task = self._bar.add_task(what, total=total, rate="...")
        self._began, self._done = time.monotonic(), 0

    def advance(self) -> None:
        """One further."""
        if self._task is not None:
            self._done += 1
            rate = self._done / max(time.monotonic() - self._began, 1e-3)
            self._bar.update(self._task, advance=1, rate=f"{rate:,.1f}")

    def note(self, text: str) -> None:
        """A line above the bar."""
        self._bar.console.print(shown_lines(text), markup=False, highlight=False)


class FileProgress:
    """What another one tells, and how far it is in a file: for the page that watches a count of another process."""

    def __init__(self, file: Path, told: Progress) -> None:
        """To this file, whose folder is there, beside what is `told`."""
        self._file, self._told = file, told
        self._what, self._of, self._total, self._done, self._written = "", "", 0, 0, 0.0

    def __enter__(self) -> Self:
        """Ready to tell."""
        self._told.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """How far it came, in both."""
        self._told.__exit__(kind, error, at)
        self._write()

    def start(self, what: str, total: int, of: str = "sheets") -> None:
        """Told, and the file."""
        self._told.start(what, total, of)
        self._what, self._of, self._total, self._done = what, of, total, 0
        self._write()

    def advance(self) -> None:
        """One further; the file twice a second."""
        self._told.advance()
        self._done += 1
        if time.monotonic() - self._written >= _FILE_EVERY_S:
            self._write()

    def note(self, text: str) -> None:
        """Told alone."""
        self._told.note(text)

    def _write(self) -> None:
        """Whole or not at all. A full disk stops the count where it matters, not here."""
        self._written = time.monotonic()
        told = {"what": self._what, "done": self._done, "total": self._total, "of": self._of}
        arriving = self._file.with_suffix(".arriving")
        with suppress(OSError):
            arriving.write_text(json.dumps(told), encoding="utf-8")
            arriving.replace(self._file)


def stderr_progress() -> Progress:
    """The bar where stderr is a terminal, plain lines where it is not, notes alone with --quiet.

    With a file beside it where CANVASS_PROGRESS names one.
    """
    told = _told_on_stderr()
    file = os.environ.get(PROGRESS_FILE)
    return FileProgress(Path(file), told) if file else told


def _told_on_stderr() -> Progress:
    if is_quiet():
        return NotesAlone()
    return BarProgress() if sys.stderr.isatty() else LineProgress()
