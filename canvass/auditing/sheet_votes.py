"""What each ballot of a precinct adds to a unit's figures, by the readings of 13-17-503(2); and what to the county's.

The rows are those of a tally sheet: printed choices, write-in ovals marked, and by person the valid write-in votes.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from audit.contests import WRITE_INS, AuditContest
from audit.coverage import Treatment
from audit.edition import BallotsCompared
from imaging.sheets import ReasonCode
from tabulate.board.outcomes import ContestOutcome
from tabulate.board.places import OUT_OF_COUNT, Place, SheetName
from tabulate.board.rulings import Case, LineFinding
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.ledger.batch_state import BatchState, KeptSheet
from tabulate.ledger.state import RecordState
from tabulate.tally import IN_THE_TOTALS
from tabulate.votes import CastVoteRecord, ContestReading, Counted, Questionable

NO_BALLOTS = frozenset({ReasonCode.OTHER_ELECTION, ReasonCode.REPEATED_IMAGE, ReasonCode.TEST_BALLOT})
"""Sheets set aside for these reasons are no ballots of this count."""
NOT_HERE = OUT_OF_COUNT | {Place.STRUCK, Place.NOT_A_BALLOT, Place.SPOILED_COPY}
"""Paper that is counted elsewhere, or is no ballot."""
_WHOLE = frozenset({Place.NOT_READ, Place.LAID_ASIDE, Place.COPY_WAITING, Place.REJECTED, Place.VOID})
"""Ballots of which nothing is in the machine's count."""

Standing = ContestReading | ContestOutcome
"""A contest of a ballot as it stands: as the machine read it, as the board decided it, or waiting."""


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
        if named == precinct and not set(kept.reasons) & NO_BALLOTS:
            name = SheetName(batch.opened.batch, number)
            place = state.board.place_of(name)
            if place not in NOT_HERE:
                yield PlacedSheet(name, kept, place)


@dataclass(frozen=True, slots=True)
class SheetVotes:
    """What one ballot adds to a unit: votes + undervotes + overvotes = the seats."""

    votes: tuple[ChoiceId, ...]
    """Printed choices, and `WRITE_INS` for each write-in oval marked."""
    undervotes: int
    overvotes: int = 0
    people: tuple[ChoiceId, ...] = ()
    """Whose valid write-in votes the board found among the ovals."""
    pending: int = 0
    """Ovals whose names the board has yet to read."""
    by_board: bool = False
    """Whether the machine was not sure, and the board decided."""


def compared_votes(
    state: RecordState, sheet: PlacedSheet, contest: AuditContest, how: BallotsCompared
) -> SheetVotes | Treatment | None:
    """What a ballot adds to the first count of a unit; or why it is in neither count; None without the contest."""
    votes = sheet.kept.votes
    if votes is not None and contest.id not in {reading.contest for reading in votes.contests}:
        return None
    if sheet.place is Place.TRANSFERRED:
        return Treatment.REMADE if votes is not None or _copy_carries(state, sheet.name, contest.id) else None
    if sheet.place in _WHOLE:
        return Treatment.UNRESOLVED
    readings = state.ballot(sheet.name).readings()
    standing = next((one for one in readings if one.contest == contest.id), None)
    machine = _machine_reading(votes, contest.id)
    match how:
        case BallotsCompared.MACHINE:
            if machine is not None:
                return _of_machine(contest, machine, standing)
            return Treatment.ADDED_BY_HAND if sheet.place is Place.RESOLVED else Treatment.UNRESOLVED
        case BallotsCompared.RESOLVED:
            return _resolved(contest, machine, standing)
        case BallotsCompared.WHOLE:
            waits = any(isinstance(one, Questionable) for one in readings)
            return Treatment.UNRESOLVED if waits else _resolved(contest, machine, standing)
        case _:
            assert_never(how)


def _copy_carries(state: RecordState, original: SheetName, contest: ContestId) -> bool:
    """Whether the new ballot of a sheet that was not read has a contest: it may be another sheet of the ballot."""
    transfer = state.board.transfers.of(original)
    copy = None if transfer is None or transfer.copy is None else state.sheet(transfer.copy).votes
    return copy is None or contest in {reading.contest for reading in copy.contests}


def _machine_reading(votes: CastVoteRecord | None, contest: ContestId) -> Counted | None:
    """What the machine was sure of; None where it was not."""
    readings = () if votes is None else votes.contests
    return next((one for one in readings if one.contest == contest and isinstance(one, Counted)), None)


def _resolved(contest: AuditContest, machine: Counted | None, standing: Standing | None) -> SheetVotes | Treatment:
    if machine is not None and not isinstance(standing, Questionable):
        return _of_machine(contest, machine, standing)
    return _of_board(contest, standing) if isinstance(standing, ContestOutcome) else Treatment.UNRESOLVED


def _of_machine(contest: AuditContest, machine: Counted, standing: Standing | None) -> SheetVotes:
    printed = {choice.id for choice in contest.printed}
    votes = tuple(choice if choice in printed else WRITE_INS for choice in machine.choices)
    if isinstance(standing, ContestOutcome):
        named = Counter(standing.votes) - Counter(votes)
        return SheetVotes(votes, machine.undervotes, people=tuple(named.elements()))
    return SheetVotes(votes, machine.undervotes, pending=votes.count(WRITE_INS))


def _of_board(contest: AuditContest, outcome: ContestOutcome) -> SheetVotes:
    """A ballot of which the machine was not sure, in the rows of the paper: ovals marked, and whose votes are valid."""
    people = _written_in(contest, outcome)
    printed = tuple((Counter(outcome.votes) - Counter(people)).elements())
    room = 0 if outcome.overvotes else contest.seats - len(printed)
    marked = sum(line.finding is not LineFinding.OVAL_NOT_MARKED for line in outcome.lines)
    written = min(room, max(marked, len(people))) if WRITE_INS in contest.names else 0
    votes = (*printed, *(WRITE_INS,) * written)
    return SheetVotes(votes, room - written, outcome.overvotes, people, by_board=True)


def _written_in(contest: AuditContest, outcome: ContestOutcome) -> tuple[ChoiceId, ...]:
    """Votes by a name written in: for a printed choice only where its own oval is not marked (case W-d1)."""
    own_oval = Case.W_D1 in outcome.cases
    printed = {choice.id for choice in contest.printed}
    named = {line.person for line in outcome.lines}
    return tuple(vote for vote in outcome.votes if vote not in printed or (vote in named and not own_oval))


def in_the_county(state: RecordState, name: SheetName, contest: AuditContest) -> Counter[ChoiceId]:
    """The votes of one contest on one ballot that are in the county's total now; ovals not yet read as `WRITE_INS`.

    Of a ballot whose votes were put on a new one, those of the new one (13-15-206(4)(b)).
    """
    transfer = state.board.transfers.of(name)
    if transfer is not None and transfer.copy is not None and state.place_of(name) is Place.TRANSFERRED:
        name = transfer.copy
    if state.place_of(name) not in IN_THE_TOTALS:
        return Counter()
    for reading in state.ballot(name).readings():
        if reading.contest == contest.id:
            return _total_of(reading, {choice.id for choice in contest.printed})
    return Counter()


def _total_of(reading: Standing, printed: set[ChoiceId]) -> Counter[ChoiceId]:
    match reading:
        case Counted():
            return Counter(choice if choice in printed else WRITE_INS for choice in reading.choices)
        case ContestOutcome():
            return Counter(reading.votes)
        case Questionable():
            return Counter()
        case _:
            assert_never(reading)
