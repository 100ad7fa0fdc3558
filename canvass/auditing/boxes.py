"""Opening a precinct's boxes: the custody log, and at once the first count's figures of exactly their batches."""

from datetime import date

from audit.contests import Unit
from audit.coverage import HAND_COUNT, Container, MachineFigures
from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.counting import BoxesOpened, MachineFiguresTaken
from audit.state import AuditState
from canvass.auditing.batch_figures import batches_of, comparing, machine_figures
from canvass.auditing.poll_book import BallotsCast, check_known, on_every_ballot
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
    cast: BallotsCast | None = None,
) -> list[AuditEvent]:
    """The custody log, and the figures of every contest to be counted there. Raises Refused.

    `cast` is what the poll book says.
    """
    cast = cast or BallotsCast()
    if not batches_of(counted, precinct):
        found = f"The record holds no batch with ballots of precinct {precinct}."
        raise Refused("13-17-506(2)", found, "Count its ballots before they are audited.")
    check_known(state, precinct, cast)
    boxes = tuple(Container(box.seal, tuple(_named(counted, one) for one in box.batches)) for box in boxes)
    waiting = any(one.figures is None for one in state.units if one.unit.precinct == precinct)
    if waiting and state.boxes_of(precinct) == boxes:
        # Opened before; a contest came to be counted here after that.
        return list(figures_of(state, counted, precinct, boxes, cast))
    return [BoxesOpened(precinct, boxes, opened_by, on), *figures_of(state, counted, precinct, boxes, cast)]


def _named(counted: RecordState, batch: str) -> str:
    """A hand count may be named without the words before its name, where no batch is called so."""
    return HAND_COUNT + batch if batch not in counted.batches and batch in counted.board.hand_counts else batch


def figures_of(
    state: AuditState,
    counted: RecordState,
    precinct: PrecinctId,
    boxes: tuple[Container, ...],
    cast: BallotsCast | None = None,
) -> list[MachineFiguresTaken]:
    """The figures of every contest to be counted there that has none yet: after an escalation, too."""
    waiting = [one.unit for one in state.units if one.unit.precinct == precinct and one.figures is None]
    return [MachineFiguresTaken(first_figures(state, counted, unit, boxes, cast or BallotsCast())) for unit in waiting]


def first_figures(
    state: AuditState, counted: RecordState, unit: Unit, boxes: tuple[Container, ...], cast: BallotsCast
) -> MachineFigures:
    """The first count of a unit, by the readings that this audit was opened with."""
    contest = state.contest(unit.contest)
    ballots = cast.of(unit.contest, on_every_ballot(counted, unit.precinct, contest))
    return machine_figures(counted, unit, contest, boxes, ballots, comparing(state, contest, counted))
