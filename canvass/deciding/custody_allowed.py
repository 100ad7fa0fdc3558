"""What the election, its audit and the clock allow of containers, beyond the fold's own rules of custody."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from audit.opening import audited_as_federal, is_federal
from audit.state import AuditState
from canvass.deciding.known_precincts import check_precincts
from canvass.deciding.recounts_allowed import check_opened_for_recount
from canvass.errors import RefusedError
from canvass.record.audit_log import AuditLog
from tabulate.board.custody.container_entries import (
    ContainerDisposed,
    ContainerEntry,
    ContainerOpened,
    ContainerResealed,
    ContainerSealed,
    OpeningGround,
)
from tabulate.board.custody.kept_containers import HAND_COUNT_PAPER, KeptContainer
from tabulate.calendar.retaining import disposed_from, months_kept
from tabulate.election import PrecinctId
from tabulate.hours import MONTANA_TIME, moment_of
from tabulate.ledger.batch_kinds import BatchKind

if TYPE_CHECKING:
    from canvass.record.store import Record
    from canvass.record.work.replay import Replay

_CLOCKS_DIFFER = timedelta(minutes=5)


def check_container(entry: ContainerEntry, record: "Record", replay: "Replay", now: datetime) -> None:
    """Check precincts, batches, the hour and the audit. Raises RefusedError or NotAllowed."""
    check_come(entry.at, entry.did.split(":")[0], now)
    kept = replay.state.office.custody.containers.get(entry.container)
    match entry:
        case ContainerSealed():
            check_precincts(entry.precincts, record.election)
            _check_batches(entry.batches, entry.precincts, replay)
        case ContainerResealed() if kept is not None:
            _check_batches(entry.batches, kept.sealed.precincts, replay)
        case ContainerOpened() if entry.ground is OpeningGround.AUDIT and kept is not None:
            _check_audit(kept, record)
        case ContainerOpened() if entry.ground is OpeningGround.RECOUNT and kept is not None:
            check_opened_for_recount(entry, kept, replay)
        case ContainerDisposed():
            check_kept_long_enough(entry, record)
        case _:
            pass


def check_come(at: str, done: str, now: datetime) -> None:
    """Check that the hour of what was `done` is past, but for clocks that differ a little. Raises RefusedError."""
    moment = moment_of(at)
    if moment is not None and moment > now + _CLOCKS_DIFFER:
        raise RefusedError(
            f"{at} has not come: nothing can be {done} then. Nothing was written. Say when it was, and look at this "
            "computer's clock."
        )


def check_kept_long_enough(entry: ContainerDisposed, record: "Record") -> None:
    """Check the months of 13-1-303(1), and that no audit is open. Raises RefusedError."""
    election, moment = record.election, moment_of(entry.at)
    federal = is_federal(election)
    first = disposed_from(election.date, federal)
    if moment is not None and moment.astimezone(MONTANA_TIME).date() < first:
        what = "a federal election" if federal else "an election that is not federal"
        raise RefusedError(
            f"Ballots and records of {what} are kept for {months_kept(federal)} months from {election.date}, so that "
            f"they may be disposed of from {first} (13-1-303(1)); found {entry.at}. Nothing was written. Keep them."
        )
    if (open_audit := audit_open(AuditLog(record).state)) is not None:
        raise RefusedError(
            f"Nothing is disposed of before it is over (13-1-303(1)(c)): {open_audit}. Nothing was written. Certify "
            "the audit first."
        )


def audit_open(audit: AuditState | None) -> str | None:
    """That an audit is neither certified nor left out by an exemption; None where that is not so."""
    if audit is None or audit.certified is not None or audit.exemption is not None:
        return None
    return "the audit is open"


def _check_batches(batches: tuple[str, ...], precincts: tuple[PrecinctId, ...], replay: "Replay") -> None:
    for batch in batches:
        if batch.startswith(HAND_COUNT_PAPER):
            counted = replay.state.hand_counts.get(batch.removeprefix(HAND_COUNT_PAPER))
            of, test = (None if counted is None else counted.opened.precinct), False
        else:
            opened = replay.batch(batch)
            of, test = opened.precinct, opened.batch_kind is BatchKind.TEST
        if test:
            raise RefusedError(
                f"Batch {batch} is a test deck, and ballots voted are sealed without it (13-15-205). Nothing was "
                "written. Name the batches of ballots."
            )
        if of is not None and of not in precincts:
            raise RefusedError(
                f"Batch {batch} is of precinct {of}, and the container of {', '.join(precincts)} (13-15-205). Nothing "
                "was written. Name its precinct too, or lay it into its own container."
            )


def _check_audit(kept: KeptContainer, record: "Record") -> None:
    """Packages are opened for the audit of a federal election, and of precincts that it drew."""
    if not audited_as_federal(record.election):
        raise RefusedError(
            f"{record.election.title} is no federal election: its packages stay sealed for an audit (13-1-303(1)(a)). "
            "Nothing was written. A court's order opens them."
        )
    audit = AuditLog(record).state
    drawn = set() if audit is None else {one.unit.precinct for one in audit.units}
    if not drawn & set(kept.sealed.precincts):
        raise RefusedError(
            f"No audit has drawn a precinct of container {kept.sealed.container} "
            f"({', '.join(kept.sealed.precincts)}): packages are opened for what was drawn (13-1-303(1)(b)). Nothing "
            "was written. Select first, or leave it sealed."
        )
