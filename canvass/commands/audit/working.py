"""What the commands on a record's audit share: the record's audit, the day, and the files they read and write."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from audit.calendar import day_of
from audit.state import AuditState
from canvass import clock
from canvass.console.text import say
from canvass.disk.whole_files import save_beside_earlier
from canvass.errors import InputError, disk_errors
from canvass.record import open_record
from canvass.record.audit_log import AuditLog
from canvass.record.hashing import hash_of_file
from tabulate.csv_rows import USUAL, CsvRefused, CsvTable, rows_of
from tabulate.election import Election
from tabulate.hours import MONTANA_TIME
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState

Command = TypeVar("Command", bound=Callable[..., Any])

record_argument = click.argument("record", type=click.Path(path_type=Path))
on_option = click.option("--on", metavar="DATE", help="The day, as in 2026-11-12 [default: today].")


@contextmanager
def audit_of(directory: Path) -> Iterator[AuditLog]:
    """The audit of the record in `directory`. Raises InputError, RecordError."""
    with open_record(directory) as record:
        yield AuditLog(record)


def open_audit_of(log: AuditLog) -> AuditState:
    """The audit's state. Raises InputError where nobody has opened one."""
    state = log.state
    if state is None:
        raise InputError(
            f"No audit of {log.record.directory} is open. Begin with `canvass audit open` or `canvass audit select`."
        )
    return state


def folded(log: AuditLog) -> RecordState:
    """What the whole record adds up to."""
    return fold(log.record.outlines())


def day(on: str | None, election: Election) -> date:
    """The day said, or today in the county. Raises Refused for what is no day."""
    return day_of(on) if on else clock.today(election.polls_close.tzinfo)


def day_said(on: str | None) -> date:
    """The day said, or today in Montana, where no record tells the clock. Raises Refused for what is no day."""
    return day_of(on) if on else clock.today(MONTANA_TIME)


def hash_of_paper(file: Path) -> str:
    """The hash of a signed paper's file. Raises InputError where there is none."""
    sha256 = hash_of_file(file)
    if not sha256:
        raise InputError(f"{file} is not there or empty. Name the signed paper's file. Nothing was recorded.")
    return sha256


def write_file(place: Path, content: bytes) -> None:
    """Write a file that was asked for, whole or not at all, and say so. Raises EnvironmentFault.

    What the file held before is kept beside it, and that is said: a paper that somebody signed is not lost by a name.
    """
    kept = None
    with disk_errors(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists() and not place.is_file():
            # A device or a pipe, such as a terminal, is written to, and never replaced.
            place.write_bytes(content)
        else:
            file = Path(os.path.realpath(place))
            kept = save_beside_earlier(file, content)
    say(f"Written: {place}" if kept is None else f"Written: {place}. It held something else, kept as {kept.name}.")


def read_csv(place: Path, check: Callable[[CsvTable], None]) -> CsvTable:
    """A CSV file that people made for the audit; `check` raises where its columns are not those that it must have.

    Raises InputError, naming the line, for one that is none.
    """
    with disk_errors(place), place.open("rb") as file:
        content = file.read(USUAL.content_bytes + 1)
    try:
        return rows_of(content, USUAL, check)
    except CsvRefused as refused:
        raise InputError(f"{place}: {refused} Nothing was recorded.") from None


def read_text(place: Path) -> str:
    """A text file. Raises InputError for one that is none."""
    with disk_errors(place):
        content = place.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{place} is not text in UTF-8. Save it as CSV in UTF-8. Nothing was recorded.") from None
