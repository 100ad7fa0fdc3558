"""When an evidence package may leave: once nothing is open that it could disturb (13-1-303, 13-15-404, 13-16-201)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from canvass.errors import RefusedError
from canvass.record.audit_log import AuditLog
from tabulate.board.office.open_readings import OpenReading
from tabulate.calendar.canvassing import petitions_until
from tabulate.calendar.duties import LastDay
from tabulate.ledger.state import RecordState
from tabulate.publication.released import tally_of
from tabulate.publication.releases import complete_release, figures_of

if TYPE_CHECKING:
    from canvass.record.store import Record


def check_evidence_allowed(record: "Record", state: RecordState, today: date) -> None:
    """Raises RefusedError with every reason against it."""
    reasons = [*_reasons(state, today), *_of_audit(AuditLog(record))]
    if reasons:
        said = "".join(f"\n- {one}" for one in reasons)
        raise RefusedError(f"The evidence may not be published yet. Nothing was written.{said}")


def _reasons(state: RecordState, today: date) -> Iterator[str]:
    office = state.board.office
    if not state.is_complete:
        yield "The complete totals are not released: canvass release RECORD --complete --by NAME (13-15-404)."
    elif not state.releases[-1].complete:
        yield "The newest release is not of the complete totals: release them again with --complete (13-15-404)."
    elif tally_of(complete_release(figures_of(state.countable(True)))) != tally_of(state.releases[-1]):
        yield "What is counted is no longer what was released: release the totals again with --complete (13-15-404)."
    if any(state.open_batches()):
        yield "A batch is still open."
    canvassed = office.canvass.canvassed_on
    if canvassed is None:
        yield "The board of county canvassers has not adopted its report: canvass county report --adopt (13-15-404)."
    elif today <= (last := petitions_until(canvassed, LastDay(office.readings.choice(OpenReading.LAST_DAY)))):
        yield f"A recount may be asked for until {last} (13-16-201)."
    for held in office.held_by(state.board.recounts.open_names):
        yield f"{held[:1].upper()}{held[1:]} (13-1-303(1)(c))."


def _of_audit(log: AuditLog) -> Iterator[str]:
    state = log.state
    if state is not None and state.certified is None and state.exemption is None:
        yield "The audit is open: certify it first (13-17-507)."
