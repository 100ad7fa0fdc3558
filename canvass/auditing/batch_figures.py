"""What the machines counted of a precinct in the batches in its boxes, and every ballot outside that (13-17-503(2)).

The machine's figure of a contest is what the machine was sure of. Where it was not, the ballot is listed: re-made and
scanned, resolved by people and added by hand, or not resolved. The copy of a re-made ballot is counted like any other.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from audit.contests import WRITE_INS, AuditContest, Unit
from audit.coverage import LEFT_OUT, BatchFigures, ChoiceVotes, Container, ListedBallot, MachineFigures, Treatment
from audit.errors import Refused
from imaging.sheets import ReasonCode
from tabulate.board.places import Place, SheetName
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.ledger.state import BatchState, KeptSheet, RecordState
from tabulate.votes import CastVoteRecord, Counted

_NO_BALLOTS = frozenset({ReasonCode.OTHER_ELECTION, ReasonCode.REPEATED_IMAGE, ReasonCode.TEST_BALLOT})
"""Sheets set aside for these reasons are no ballots of this count."""
_NOT_HERE = frozenset({Place.STRUCK, Place.NOT_A_BALLOT, Place.SPOILED_COPY, Place.REPLACED})
"""Paper that is counted elsewhere, or is no ballot."""
_WHOLE = frozenset({Place.NOT_READ, Place.LAID_ASIDE, Place.COPY_WAITING, Place.REJECTED, Place.VOID})
"""Ballots of which nothing is in the machine's count."""


@dataclass(frozen=True, slots=True)
class PrecinctBatch:
    """A batch with ballots of a precinct."""

    batch: str
    machine: str
    kind: str
    ballots: int
    """Of that precinct, those set aside too."""


def batches_of(state: RecordState, precinct: PrecinctId) -> tuple[PrecinctBatch, ...]:
    """The batches with ballots of a precinct, in the order opened; test decks left out."""
    found = (
        PrecinctBatch(
            batch.opened.batch,
            batch.opened.machine,
            batch.opened.batch_kind.value,
            sum(
                count for (where, place), count in batch.places.items() if where == precinct and place not in _NOT_HERE
            ),
        )
        for batch in state.batches.values()
        if not batch.test
    )
    return tuple(one for one in found if one.ballots)


def county_ballots(state: RecordState) -> int:
    """Ballots in the county's count and waiting for people, test decks left out."""
    return sum(
        count
        for batch in state.batches.values()
        if not batch.test
        for (_, place), count in batch.places.items()
        if place not in _NOT_HERE and place is not Place.TRANSFERRED
    )


def machine_figures(
    state: RecordState, unit: Unit, contest: AuditContest, boxes: tuple[Container, ...], ballots_cast: int | None = None
) -> MachineFigures:
    """The machines' figures for exactly the batches in the boxes; `ballots_cast` where the poll book says it.

    Raises Refused for a batch that the record does not have, or that holds no ballot of the precinct.
    """
    counts = [_count(state, unit, batch) for box in boxes for batch in box.batches]
    batches = tuple(_figures(count, contest) for count in counts)
    listed = tuple(ballot for count in counts for ballot in count.listed)
    left_out = sum(ballot.treatment in LEFT_OUT for ballot in listed)
    cast = sum(batch.ballots for batch in batches) + left_out
    return MachineFigures(unit, cast if ballots_cast is None else ballots_cast, batches, listed)


@dataclass(slots=True)
class _Count:
    """One unit in one batch."""

    batch: BatchState
    ballots: int = 0
    votes: Counter[ChoiceId] = field(default_factory=Counter)
    undervotes: int = 0
    listed: list[ListedBallot] = field(default_factory=list)


def _count(state: RecordState, unit: Unit, name: str) -> _Count:
    batch = state.batches.get(name)
    if batch is None or name not in {one.batch for one in batches_of(state, unit.precinct)}:
        known = ", ".join(one.batch for one in batches_of(state, unit.precinct)) or "none"
        raise Refused(
            "13-17-503(2)",
            f"Batch {name} holds no ballot of precinct {unit.precinct}. The batches that do: {known}.",
            "Name the batches in the boxes.",
        )
    count = _Count(batch)
    for sheet in sheets_of_precinct(state, batch, unit.precinct):
        _add(state, count, sheet, unit.contest)
    count.listed += [_listed(sheet, Treatment.PRECINCT_UNKNOWN) for sheet in _of_unknown_precinct(state, batch)]
    return count


def _of_unknown_precinct(state: RecordState, batch: BatchState) -> Iterator["PlacedSheet"]:
    """The sheets not read in a batch of several precincts: they may be ballots of any of them."""
    others = {kept.votes.precinct for kept in batch.kept if kept.votes is not None}
    if batch.opened.precinct is not None or len(others) == 1:
        return
    for number, kept in enumerate(batch.kept, 1):
        if kept.votes is None and not set(kept.reasons) & _NO_BALLOTS:
            name = SheetName(batch.opened.batch, number)
            place = state.board.place_of(name)
            if place not in _NOT_HERE and place is not Place.TRANSFERRED:
                yield PlacedSheet(name, kept, place)


@dataclass(frozen=True, slots=True)
class PlacedSheet:
    """A sheet of a precinct, and where it stands."""

    name: SheetName
    kept: KeptSheet
    place: Place


def sheets_of_precinct(state: RecordState, batch: BatchState, precinct: PrecinctId) -> Iterator[PlacedSheet]:
    """The sheets of a batch that are ballots of a precinct: as the card says, or else the batch.

    Of a sheet that was not read, in a batch that names no precinct, the precinct is known only where all others of the
    batch are of one.
    """
    others = {kept.votes.precinct for kept in batch.kept if kept.votes is not None}
    unread = batch.opened.precinct or (others.pop() if len(others) == 1 else None)
    for number, kept in enumerate(batch.kept, 1):
        named = unread if kept.votes is None else (kept.votes.precinct or batch.opened.precinct)
        if named == precinct and not set(kept.reasons) & _NO_BALLOTS:
            name = SheetName(batch.opened.batch, number)
            place = state.board.place_of(name)
            if place not in _NOT_HERE:
                yield PlacedSheet(name, kept, place)


def _add(state: RecordState, count: _Count, sheet: PlacedSheet, contest: ContestId) -> None:
    votes = sheet.kept.votes
    if votes is not None and contest not in {reading.contest for reading in votes.contests}:
        return
    if sheet.place is Place.TRANSFERRED:
        transfer = state.board.transfers.of(sheet.name)
        copy = None if transfer is None else transfer.copy
        count.listed.append(_listed(sheet, Treatment.REMADE, copy))
    elif sheet.place in _WHOLE:
        count.listed.append(_listed(sheet, Treatment.UNRESOLVED))
    elif (counted := _counted(votes, contest)) is not None:
        count.ballots += 1
        count.votes.update(counted.choices)
        count.undervotes += counted.undervotes
    else:
        resolved = sheet.place is Place.RESOLVED
        count.listed.append(_listed(sheet, Treatment.ADDED_BY_HAND if resolved else Treatment.UNRESOLVED))


def _counted(votes: CastVoteRecord | None, contest: ContestId) -> Counted | None:
    """What the machine was sure of; None where it was not."""
    readings = () if votes is None else votes.contests
    return next((one for one in readings if one.contest == contest and isinstance(one, Counted)), None)


def _listed(sheet: PlacedSheet, treatment: Treatment, copy: SheetName | None = None) -> ListedBallot:
    return ListedBallot(
        sheet.name.batch,
        sheet.name.sheet,
        treatment,
        _reason(sheet),
        None if copy is None else copy.batch,
        None if copy is None else copy.sheet,
    )


def _reason(sheet: PlacedSheet) -> str:
    if sheet.kept.votes is None:
        return ", ".join(code.value for code in sheet.kept.reasons)
    raised = dict.fromkeys(one.question.value for one in sheet.kept.votes.questions)
    return ", ".join(raised) or sheet.place.value


def _figures(count: _Count, contest: AuditContest) -> BatchFigures:
    printed = {choice.id for choice in contest.printed}
    written = sum(votes for choice, votes in count.votes.items() if choice not in printed)
    votes = tuple(
        ChoiceVotes(choice.id, written if choice.id == WRITE_INS else count.votes[choice.id])
        for choice in contest.choices
    )
    opened = count.batch.opened
    return BatchFigures(opened.batch, opened.machine, count.ballots, votes, count.undervotes, 0)
