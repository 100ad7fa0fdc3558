"""Opening a precinct's boxes: the custody log, and at once the machines' figures of exactly their batches."""

from datetime import date

from audit.contests import AuditContest, Unit
from audit.coverage import Container
from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.counting import BoxesOpened, MachineFiguresTaken
from audit.state import AuditState
from canvass.auditing.batch_figures import batches_of, machine_figures
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState


def opening_boxes(
    state: AuditState,
    counted: RecordState,
    precinct: PrecinctId,
    boxes: tuple[Container, ...],
    *,
    opened_by: tuple[str, ...],
    on: date,
    ballots_cast: int | None = None,
) -> list[AuditEvent]:
    """The custody log, and the figures of every contest to be counted there. Raises Refused.

    `ballots_cast` is the poll book's number; it is used for contests that all ballots of the precinct carry.
    """
    if not batches_of(counted, precinct):
        found = f"The record holds no batch with ballots of precinct {precinct}."
        raise Refused("13-17-506(2)", found, "Count its ballots before they are audited.")
    waiting = any(one.figures is None for one in state.units if one.unit.precinct == precinct)
    if waiting and state.boxes_of(precinct) == boxes:
        # Opened before; a contest came to be counted here after that.
        return list(figures_of(state, counted, precinct, boxes, ballots_cast))
    return [BoxesOpened(precinct, boxes, opened_by, on), *figures_of(state, counted, precinct, boxes, ballots_cast)]


def figures_of(
    state: AuditState,
    counted: RecordState,
    precinct: PrecinctId,
    boxes: tuple[Container, ...],
    ballots_cast: int | None = None,
) -> list[MachineFiguresTaken]:
    """The machines' figures of every contest to be counted there that has none yet: after an escalation, too."""
    waiting = [one.unit for one in state.units if one.unit.precinct == precinct and one.figures is None]
    return [
        MachineFiguresTaken(machine_figures(counted, unit, contest, boxes, _cast(counted, contest, unit, ballots_cast)))
        for unit in waiting
        for contest in (state.contest(unit.contest),)
    ]


def _cast(counted: RecordState, contest: AuditContest, unit: Unit, ballots_cast: int | None) -> int | None:
    return ballots_cast if ballots_cast is not None and _on_every_ballot(counted, unit.precinct, contest) else None


def _on_every_ballot(counted: RecordState, precinct: PrecinctId, contest: AuditContest) -> bool:
    """Whether every ballot of the precinct that was read carries the contest."""
    return all(
        contest.id in {reading.contest for reading in kept.votes.contests}
        for batch in counted.batches.values()
        for kept in batch.kept
        if kept.votes is not None and (kept.votes.precinct or batch.opened.precinct) == precinct
    )
