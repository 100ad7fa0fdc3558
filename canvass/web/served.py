"""What this process serves, a record or the state's canvass, and the application's own database beside it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connections

from canvass import clock
from canvass.accounts.roles import EVERY_ROLE, Role
from canvass.record.audit_log import AuditLog
from canvass.record.opening import open_record
from canvass.record.store import Record
from canvass.web.application_database import create_application_tables, database_of_application
from canvass.web.current_state import CurrentState
from canvass.web.early_results import kept_out
from canvass.web.kept_answers import KeptAnswers
from canvass.web.pace import Pace
from canvass.web.pictures import RecentPictures
from canvass.web.reach import THIS_COMPUTER, Reach, settle
from canvass.web.secret_key import secret_key
from tabulate.hours import zone_of
from tabulate.ledger.entries import AccessRecorded
from tabulate.totals.results import Seal, seal_of

if TYPE_CHECKING:
    from canvass.accounts.models import Account
    from tabulate.election import Election


@dataclass(frozen=True, slots=True)
class Premises:
    """What is served, as far as accounts, sign-ins and the log of both ask."""

    directory: Path
    keeper: Role
    """Who keeps the accounts."""
    roles: tuple[Role, ...]
    """That accounts may have here."""
    zone: tzinfo
    """Of the clock that its people go by."""
    note: Callable[[Sequence[AccessRecorded]], object]
    """Writes down who did what; on return it is on the disk."""
    keeps_out: "Callable[[Account], str]"
    """Why an account may not see pages that are not public now, in words; empty where it may."""
    pace: Pace


@dataclass(frozen=True, slots=True)
class Served:
    """What pages work on."""

    record: Record
    state: CurrentState
    audit: AuditLog
    pace: Pace
    pictures: RecentPictures = field(default_factory=RecentPictures)
    answers: KeptAnswers = field(default_factory=KeptAnswers)
    scans: tuple[Path, ...] = ()
    """The folders below which folders of scans may be counted from a page."""

    @property
    def election(self) -> "Election":
        """The election of the record."""
        return self.record.election

    @property
    def today(self) -> date:
        """The day it is now in the county."""
        return clock.today(zone_of(self.election.polls_close))

    def seal(self) -> Seal | None:
        """What seals the totals now, or None where they may be shown: the hour, or the administrator's closing."""
        closed = self.state.read(lambda state: state.board.polls_closed is not None)
        return seal_of(self.election, closed, clock.now())


_served: list[Served] = []
_premises: list[Premises] = []


def served() -> Served:
    """The record this process serves."""
    return _served[-1]


def served_election() -> "Election | None":
    """The election of the record that is served; None where none is, as in a state's canvass."""
    return _served[-1].election if _served else None


def premises() -> Premises:
    """What this process serves, a record or the state's canvass."""
    return _premises[-1]


def served_directory() -> Path | None:
    """The directory of what this process serves; None where it has none, as the layout editor."""
    return _premises[-1].directory if _premises else None


@contextmanager
def serve_record(directory: Path, reach: Reach = THIS_COMPUTER, scans: tuple[Path, ...] = ()) -> Iterator[Served]:
    """Open the record in `directory` and its application database, and let the pages of this process work on them.

    Folders below `scans`, which are whole and there, may be counted from a page.
    Raises InputError, RecordError, EnvironmentFault.
    """
    with open_record(directory) as record:
        found = Served(record, CurrentState(record), AuditLog(record), Pace(proxied=reach.proxied), scans=scans)
        with open_premises(_of_record(found), reach, mark=record.election.definition_sha256[:8]):
            _served.append(found)
            try:
                yield found
            finally:
                _served.pop()


def _of_record(found: Served) -> Premises:
    return Premises(
        directory=found.record.directory,
        keeper=Role.ELECTION_ADMINISTRATOR,
        roles=EVERY_ROLE,
        zone=zone_of(found.election.polls_close),
        note=found.record.append,
        keeps_out=lambda account: kept_out(account, found.election, found.state),
        pace=found.pace,
    )


@contextmanager
def open_premises(place: Premises, reach: Reach, mark: str) -> Iterator[None]:
    """Let people sign in to what is served there. Raises InputError, EnvironmentFault."""
    with _application_database(place.directory):
        settle(reach, secret_key(place.directory), mark)
        _premises.append(place)
        try:
            yield
        finally:
            _premises.pop()


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
