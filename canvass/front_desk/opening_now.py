"""The opening of an election that this process is at: one browser was invited, and nothing is made until it says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from tempfile import gettempdir
from threading import Lock
from typing import TYPE_CHECKING

from canvass.errors import CanvassError, InputError, disk_errors
from canvass.front_desk.election_drafted import ElectionDraft, FilesSent, drafted
from canvass.front_desk.files_kept import KeptFiles, sweep_left_behind
from canvass.record.definition_files import read_definition_files
from canvass.starting.first_record import (
    FirstAccount,
    add_first,
    clear_leftovers,
    has_accounts,
    is_record,
    open_with,
    record_in,
)
from tabulate.errors import TabulateError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from canvass.web.reach import Reach

OPENING = "canvass.opening"
"""What the server hands the Opening to each request by."""
_MOST_LISTED = 200


class OpeningPlace(Enum):
    """What the folder is that was named to be served."""

    RECORD_HERE = auto()
    """Empty, or not there: a record is opened in it."""
    RECORDS_BELOW = auto()
    """A folder of records: one of them is served, or another one is opened beside them."""
    FIRST_ACCOUNT = auto()
    """A record into which nobody may sign in yet."""


@dataclass(frozen=True, slots=True)
class RecordListed:
    """A record in a folder of records."""

    name: str
    called: str
    """Title and day; empty where its definition cannot be read."""


class DraftChanged(InputError):  # noqa: N818
    """Another file was chosen meanwhile, in another window."""


class Opening:
    """Where an election is opened, and how far that has come; shared by the threads of one process."""

    def __init__(self, place: OpeningPlace, folder: Path, reach: Reach, leads_to: str) -> None:
        """Nothing is made yet; what killed openings left is swept. `leads_to`: the first page afterwards."""
        sweep_left_behind()
        self.place, self.folder, self.leads_to = place, folder.resolve(), leads_to
        self._reach = reach
        self._lock = Lock()
        self._draft: tuple[ElectionDraft, KeptFiles] | None = None
        self.opened: Path | None = None
        """The record to be served, once there is one with an account."""

    @property
    def called(self) -> str:
        """What is to be done, for the terminal."""
        match self.place:
            case OpeningPlace.RECORD_HERE:
                return f"There is no record in {self.folder} yet: an election is opened there from a page."
            case OpeningPlace.RECORDS_BELOW:
                return f"{self.folder} is a folder of records: one is chosen, or another one opened, on a page."
            case OpeningPlace.FIRST_ACCOUNT:
                return f"Nobody may sign in to {self.folder} yet: its first account is made on a page."

    @property
    def draft(self) -> ElectionDraft | None:
        """The files that were checked last and may be used; None before."""
        kept = self._draft
        return None if kept is None else kept[0]

    def listed(self) -> tuple[RecordListed, ...]:
        """The records of the folder, by name. Raises EnvironmentFault."""
        with disk_errors(self.folder):
            names = sorted(one.name for one in self.folder.iterdir() if is_record(one) and not one.name.startswith("."))
        return tuple(RecordListed(name, _called(self.folder / name)) for name in names[:_MOST_LISTED])

    def take(self, sent: FilesSent) -> ElectionDraft:
        """Check what was sent; it takes the place of an earlier one. Raises InputError."""
        with disk_errors(Path(gettempdir())):
            keeping = KeptFiles()
        try:
            draft = drafted(sent, keeping.folder)
        except BaseException:
            keeping.cleanup()
            raise
        with self._lock:
            self._forget()
            self._draft = draft, keeping
        return draft

    def open_record(self, mark: str, name: str, first: FirstAccount) -> None:
        """Open the record of the draft that bears the mark, with its first account; `name` where it lies with others.

        Raises DraftChanged, InputError, EnvironmentFault; then nothing was made.
        """
        with self._opening():
            if self.draft is None or self.draft.mark != mark:
                raise DraftChanged("Other files were chosen meanwhile, in another window. Look what they hold.")
            directory = record_in(self.folder, name) if self.place is OpeningPlace.RECORDS_BELOW else self.folder
            open_with(directory, self.draft.given, first, self._reach)
            self.opened = directory

    def choose(self, name: str) -> bool:
        """Serve the record of that name; whether it is in the list. One without accounts asks for the first of them."""
        with self._opening():
            if name not in [one.name for one in self.listed()]:
                return False
            directory = self.folder / name
            if has_accounts(directory, self._reach):
                self.opened = directory
            else:
                self.place, self.folder = OpeningPlace.FIRST_ACCOUNT, directory
            return True

    def let_in(self, first: FirstAccount) -> None:
        """Make the first account of the record that is there. Raises InputError, RecordError, EnvironmentFault."""
        with self._opening():
            add_first(self.folder, first, self._reach)
            self.opened = self.folder

    def close(self) -> None:
        """Forget what was sent."""
        with self._lock:
            self._forget()

    @contextmanager
    def _opening(self) -> Iterator[None]:
        """One at a time, and only until it is done; then the files that were sent go. Raises AlreadyOpened."""
        with self._lock:
            if self.opened is not None:
                raise AlreadyOpened
            yield
            if self.opened is not None and self._draft is not None:
                self._draft[1].cleanup()

    def _forget(self) -> None:
        if self._draft is not None:
            self._draft[1].cleanup()
            self._draft = None


class AlreadyOpened(Exception):  # noqa: N818
    """It is done: the browser is led on."""


def opening_place(folder: Path) -> OpeningPlace | None:
    """What is to be opened there; None where a record lies there, or what is no folder for one.

    Raises InputError for the folder in which the command is typed: another cannot be put in its place.
    """
    with disk_errors(folder):
        if is_record(folder) or (folder.exists() and not folder.is_dir()):
            return None
        clear_leftovers(folder.resolve())
        if not folder.exists() or not any(folder.iterdir()):
            if folder.resolve() == Path.cwd():
                raise InputError(
                    f"{folder.resolve()} is empty, and it is the folder in which you type. A record needs a folder of "
                    "its own: name one below it, as in `canvass serve general-2026/`. Nothing was made."
                )
            return OpeningPlace.RECORD_HERE
        return OpeningPlace.RECORDS_BELOW if any(is_record(one) for one in folder.iterdir()) else None


def opening_of(request: HttpRequest) -> Opening:
    """The opening that this process is at."""
    found: Opening = request.META[OPENING]
    return found


def is_opening(request: HttpRequest) -> bool:
    """Whether this request comes to a folder in which no election is served yet."""
    return OPENING in request.META


def _called(directory: Path) -> str:
    try:
        election = read_definition_files(directory).election(of_before=True)
    except (CanvassError, TabulateError):
        return ""
    return f"{election.title}, {election.date.isoformat()}"
