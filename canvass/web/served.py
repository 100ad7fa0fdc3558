"""The one record this process serves, and the application's own database beside its ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connections

from canvass import clock
from canvass.record.audit_log import AuditLog
from canvass.record.opening import open_record
from canvass.record.store import Record
from canvass.web.application_database import create_application_tables, database_of_application
from canvass.web.current_state import CurrentState
from canvass.web.kept_answers import KeptAnswers
from canvass.web.pace import Pace
from canvass.web.pictures import RecentPictures
from canvass.web.reach import THIS_COMPUTER, Reach, settle
from canvass.web.secret_key import secret_key
from tabulate.totals.results import Seal, seal_of

if TYPE_CHECKING:
    from tabulate.election import Election


@dataclass(frozen=True, slots=True)
class Served:
    """What pages work on."""

    record: Record
    state: CurrentState
    audit: AuditLog
    pace: Pace
    pictures: RecentPictures = field(default_factory=RecentPictures)
    answers: KeptAnswers = field(default_factory=KeptAnswers)

    @property
    def election(self) -> "Election":
        """The election of the record."""
        return self.record.election

    @property
    def today(self) -> date:
        """The day it is now in the county."""
        return clock.today(self.election.polls_close.tzinfo)

    def seal(self) -> Seal | None:
        """What seals the totals now, or None where they may be shown: the hour, or the administrator's closing."""
        closed = self.state.read(lambda state: state.board.polls_closed is not None)
        return seal_of(self.election, closed, clock.now())


_served: list[Served] = []


def served() -> Served:
    """The record this process serves."""
    return _served[-1]


def served_directory() -> Path | None:
    """The directory of the record this process serves; None where it serves none, as the layout editor does."""
    return _served[-1].record.directory if _served else None


@contextmanager
def serve_record(directory: Path, reach: Reach = THIS_COMPUTER) -> Iterator[Served]:
    """Open the record in `directory` and its application database, and let the pages of this process work on them.

    Raises InputError, RecordError, EnvironmentFault.
    """
    with open_record(directory) as record, _application_database(directory):
        settle(reach, secret_key(record.directory), mark=record.election.definition_sha256[:8])
        _served.append(Served(record, CurrentState(record), AuditLog(record), Pace(proxied=reach.proxied)))
        try:
            yield _served[-1]
        finally:
            _served.pop()


@contextmanager
def _application_database(directory: Path) -> Iterator[None]:
    described = {"default": database_of_application(directory)}
    _forget_connection()
    connections.settings["default"] = connections.configure_settings(described)["default"]
    try:
        create_application_tables(directory)
        yield
    finally:
        _forget_connection()
        connections.settings["default"] = connections.configure_settings({})["default"]


def _forget_connection() -> None:
    """Close this thread's connection, which may be to another record's database."""
    connections["default"].close()
    del connections["default"]
