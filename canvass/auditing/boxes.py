"""Opening a precinct's boxes: the custody log, and at once the first count's figures of exactly their batches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from audit.contests import Unit
from audit.coverage import HAND_COUNT, Container, MachineFigures
from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.counting import BoxesCorrected, BoxesOpened, MachineFiguresTaken
from audit.outside_reports import ALL_GROUPS
from audit.random_sample import apply
from audit.state import AuditState
from canvass.auditing.batch_figures import batches_of, comparing, machine_figures
from canvass.auditing.poll_book import BallotsCast, check_known, on_every_ballot
from canvass.auditing.reported.outside_report import ALL_BOXES, is_outside, outside_figures
from canvass.auditing.reported.records_counted import CountedRecords, records_figures
from tabulate.board.custody.container_entries import ContainerHolds, OpeningGround
from tabulate.board.custody.kept_containers import KeptContainer
from tabulate.board.subjects import SealNumber
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState

_CUSTODY = "13-1-303(1)(b)"


def opening_boxes(
    state: AuditState,
    counted: RecordState,
    precinct: PrecinctId,
    boxes: tuple[Container, ...],
    *,
    opened_by: tuple[str, ...],
    on: date,
    cast: BallotsCast | None = None,
    records: CountedRecords | None = None,
) -> list[AuditEvent]:
    """The custody log, and the figures of every contest to be counted there. Raises Refused.

    `cast` is what the poll book says; `records` are those of another system, where the first count is their sums.
    """
    cast = cast or BallotsCast()
    reported = state.report_of(precinct) is not None
    if not reported and (is_outside(counted, precinct) or not batches_of(counted, precinct)):
        raise Refused("13-17-506(2)", *_nothing_counted(counted, precinct))
    check_known(state, precinct, cast)
    boxes = _named_boxes(counted, boxes)
    waiting = any(one.figures is None for one in state.units if one.unit.precinct == precinct)
    if waiting and state.boxes_of(precinct) == boxes:
        # Opened before; a contest came to be counted here after that.
        return list(figures_of(state, counted, precinct, boxes, cast, records))
    _check_two(opened_by)
    _check_opened(counted, precinct, boxes, reported)
    return [BoxesOpened(precinct, boxes, opened_by, on), *figures_of(state, counted, precinct, boxes, cast, records)]


def _nothing_counted(counted: RecordState, precinct: PrecinctId) -> tuple[str, str]:
    """What was found of a precinct without own batches, and what to do."""
    if is_outside(counted, precinct):
        found = (
            f"The first count of precinct {precinct} is another system's, and nobody said what its report cannot tell."
        )
        return found, "Say it first: canvass audit figures RECORD PRECINCT --from outside"
    return (
        f"The record holds no batch with ballots of precinct {precinct}.",
        "Count its ballots before they are audited.",
    )


@dataclass(frozen=True, slots=True)
class CustodyLog:
    """What the custody log of a precinct's boxes says."""

    boxes: tuple[Container, ...]
    opened_by: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True)
class CorrectionGround:
    """Why a custody log is corrected."""

    reason: str
    by: str
    on: date
    figures_again: bool = False
    """Whether the machines' figures are taken anew, with what the board decided since."""


def custody_log_of(events: Iterable[AuditEvent], precinct: PrecinctId) -> CustodyLog | None:
    """As it stands after all corrections; None before the boxes are open."""
    standing = None
    for event in events:
        if isinstance(event, BoxesOpened | BoxesCorrected) and event.precinct == precinct:
            standing = CustodyLog(event.containers, event.opened_by, event.on)
    return standing


def correcting_boxes(
    state: AuditState,
    counted: RecordState,
    precinct: PrecinctId,
    log: CustodyLog,
    ground: CorrectionGround,
    cast: BallotsCast | None = None,
    records: CountedRecords | None = None,
) -> list[AuditEvent]:
    """The custody log as it should have been; where the ground says so, with the figures taken anew. Raises Refused.

    `cast` is what the poll book says, once more, for figures that are taken anew.
    """
    cast, boxes = cast or BallotsCast(), _named_boxes(counted, log.boxes)
    check_known(state, precinct, cast)
    _check_two(log.opened_by)
    _check_opened(counted, precinct, boxes, state.report_of(precinct) is not None)
    again = ground.figures_again
    correction = BoxesCorrected(precinct, boxes, log.opened_by, log.on, again, ground.reason, ground.by, ground.on)
    corrected = apply(state, correction)
    if not again:
        return [correction]
    taken = figures_of(corrected, counted, precinct, boxes, cast, records)
    for one in taken:
        _check_poll_book_kept(state.unit(one.figures.unit).figures, one.figures, cast)
    return [correction, *taken]


def _check_poll_book_kept(before: MachineFigures | None, now: MachineFigures, cast: BallotsCast) -> None:
    """Check that a number of the poll book is not lost with the figures that had it. Raises Refused."""
    if before is None or not before.unaccounted or before.ballots_cast == now.ballots_cast:
        return
    contest = now.unit.contest
    if now.ballots_cast not in (cast.precinct, *(dict(one).get(contest) for one in (cast.by_contest, cast.by_parts))):
        found = f"The poll book had {before.ballots_cast:,} ballots cast in {now.unit} when the boxes were opened."
        raise Refused("13-17-507(2)", found, "Say its number once more (--cast, or in the field for it).")


def _check_two(opened_by: tuple[str, ...]) -> None:
    """The paper's custody log has two names. Raises Refused."""
    if len({name.strip().casefold() for name in opened_by if name.strip()}) < 2:
        found = f"{', '.join(opened_by) or 'Nobody'} alone is named as having opened the boxes."
        raise Refused(_CUSTODY, found, "Two sign the custody log. Name both.")


def _named_boxes(counted: RecordState, boxes: tuple[Container, ...]) -> tuple[Container, ...]:
    return tuple(Container(box.seal, tuple(_named(counted, one) for one in box.batches)) for box in boxes)


def _named(counted: RecordState, batch: str) -> str:
    """A hand count may be named without the words before its name, where no batch is called so."""
    if batch.casefold() in ALL_BOXES:
        return ALL_GROUPS
    return HAND_COUNT + batch if batch not in counted.batches and batch in counted.board.hand_counts else batch


def figures_of(
    state: AuditState,
    counted: RecordState,
    precinct: PrecinctId,
    boxes: tuple[Container, ...],
    cast: BallotsCast | None = None,
    records: CountedRecords | None = None,
) -> list[MachineFiguresTaken]:
    """The figures of every contest to be counted there that has none yet: after an escalation, too."""
    cast = cast or BallotsCast()
    waiting = [one.unit for one in state.units if one.unit.precinct == precinct and one.figures is None]
    return [MachineFiguresTaken(first_figures(state, counted, unit, boxes, cast, records)) for unit in waiting]


def first_figures(
    state: AuditState,
    counted: RecordState,
    unit: Unit,
    boxes: tuple[Container, ...],
    cast: BallotsCast,
    records: CountedRecords | None = None,
) -> MachineFigures:
    """The first count of a unit, by the readings that this audit was opened with."""
    contest = state.contest(unit.contest)
    chosen = state.report_of(unit.precinct)
    if chosen is not None and chosen.records is not None:
        return records_figures(counted.outside_count(), unit, contest, chosen, cast, records)
    if chosen is not None:
        return outside_figures(counted.outside_count(), unit, contest, chosen, cast)
    ballots = cast.of(unit.contest, on_every_ballot(counted, unit.precinct, contest))
    return machine_figures(counted, unit, contest, boxes, ballots, comparing(state, contest, counted))


def _check_opened(counted: RecordState, precinct: PrecinctId, boxes: tuple[Container, ...], reported: bool) -> None:
    """Check that each box is a container opened for the audit, by its seal and batches. Raises Refused.

    Batches of another system are not in the record: where the count is its report, the seals alone are looked at.

    A record that knows no ballots voted of the precinct in a container asks nothing.
    """
    known = [one for one in _containers(counted) if precinct in one.sealed.precincts]
    for box in boxes if known else ():
        kept = next((one for one in known if SealNumber.of(box.seal) in map(SealNumber.of, one.seals)), None)
        if kept is None:
            seals = ", ".join(seal for one in known for seal in one.seals)
            raise Refused(
                _CUSTODY, f"No container of precinct {precinct} bears seal {box.seal}: {seals}.", "Look at it."
            )
        if kept.opened is None or kept.opened.ground is not OpeningGround.AUDIT:
            found = f"Container {kept.sealed.container}, with seal {box.seal}, was not opened for the audit."
            raise Refused(_CUSTODY, found, "Enter its opening first: canvass seals open, with the ground audit.")
        if not reported and (strange := sorted(set(box.batches) - set(kept.batches))):
            found = f"Batch {strange[0]} does not lie in container {kept.sealed.container}."
            raise Refused(_CUSTODY, found, "Name each batch with a seal of its own container.")


def package_of(counted: RecordState, batch: str) -> str:
    """Where the paper of a batch lies, for the list of what to fetch; empty where the record does not know it."""
    for one in _containers(counted):
        if batch in one.batches:
            return f"{one.sealed.container}: {', '.join(one.seals)}" + (" (open)" if one.is_open else "")
    return ""


def _containers(counted: RecordState) -> list[KeptContainer]:
    every = counted.board.office.custody.containers.values()
    return [one for one in every if one.sealed.holds is ContainerHolds.VOTED]
