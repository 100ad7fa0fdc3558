"""A record opened from a page, with its first administrator's account: both whole, or nothing.

It is built in a hidden folder beside, and put into its place by one move. What a killed process left there is cleared
away by the next one.
"""

import errno
import fcntl
import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.disk.one_at_a_time import alone
from canvass.errors import InputError, disk_errors
from canvass.people.changes import add_account
from canvass.record.definition_files import DEFINITION_FILE
from canvass.starting.election_given import ElectionGiven, make_record
from canvass.web.reach import Reach
from canvass.web.served import serve_record

_LONGEST_NAME_BYTES = 120
_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """The first administrator of a record, as typed by that person."""

    name: str
    full_name: str
    password: str


def is_record(directory: Path) -> bool:
    """Whether a record lies there; none does where nobody may look, as in a disk's `lost+found`."""
    return os.path.isfile(directory / DEFINITION_FILE)


def has_accounts(directory: Path, reach: Reach) -> bool:
    """Whether anybody may sign in to the record there. Raises InputError, RecordError, EnvironmentFault."""
    with serve_record(directory, reach):
        return Account.objects.exists()


def add_first(directory: Path, first: FirstAccount, reach: Reach) -> None:
    """Make the first account of the record there. Raises InputError where there is one, or for what may not be."""
    with serve_record(directory, reach):
        if Account.objects.exists():
            raise InputError(
                "The record has accounts already: somebody made one meanwhile. Nothing was written. End `canvass "
                "serve` with Ctrl-C, give it again, and sign in."
            )
        add_account(None, first.name, first.full_name, Role.ELECTION_ADMINISTRATOR, first.password, own=True)


def open_with(directory: Path, given: ElectionGiven, first: FirstAccount, reach: Reach) -> None:
    """Open a record in a directory that is not there or empty, with its first account.

    Raises InputError where the directory is in use or what was typed is no good, EnvironmentFault.
    """
    with _built_beside(directory) as building:
        make_record(building, given, first.name)
        add_first(building, first, reach)
        _put(building, directory)


def record_in(folder: Path, name: str) -> Path:
    """The directory of a new record of that name in a folder. Raises InputError for a name that leads elsewhere."""
    plain = name.strip()
    if (
        not plain
        or plain.startswith(".")
        or len(plain.encode(errors="replace")) > _LONGEST_NAME_BYTES
        or not all(letter.isalnum() or letter in " -_.,()" for letter in plain)
    ):
        raise InputError(
            f"{name[:80]!r} is no name for a record. Write letters, digits, spaces, - and _, as in general-2026; it "
            "does not begin with a dot. Nothing was made."
        )
    directory = folder / plain
    if os.path.lexists(directory):
        raise InputError(f"{folder} has a {plain} already. Give the new record another name. Nothing was made.")
    return directory


def clear_leftovers(directory: Path) -> None:
    """Clear away what killed processes left of opening a record there; what a living one builds stays."""
    for beside in directory.parent.glob(f"{glob.escape(_beginning(directory))}*"):
        with suppress(OSError), (beside / _LOCK).open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def _built_beside(directory: Path) -> Iterator[Path]:
    """A place to build it, of this process alone; nothing is left of it afterwards."""
    clear_leftovers(directory)
    with disk_errors(directory.parent):
        directory.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(mkdtemp(prefix=_beginning(directory), dir=directory.parent))
    try:
        with alone(beside / _LOCK):
            yield beside / "record"
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _beginning(directory: Path) -> str:
    return f".{directory.name}.being-opened."


def _put(building: Path, directory: Path) -> None:
    try:
        os.replace(building, directory)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise InputError(
                f"{directory} is there meanwhile and is not empty. Nothing was changed in it. End `canvass serve` with "
                "Ctrl-C and look who uses it."
            ) from None
        with disk_errors(directory):
            raise
