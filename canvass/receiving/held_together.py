"""Provisional ballots held together with ordinary ones, so that no elector's ballot can be told (13-15-107(5)).

A provisional elector signs the precinct register. Where few such ballots of a precinct are counted by themselves, their
votes could be known. So the office holds back ordinary ballots of that precinct and counts all of them in one batch.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from canvass.receiving.accepted_scanned import papers_in
from tabulate.ballots_cast import ballots_by_row
from tabulate.board.intake.intake_state import IntakeState
from tabulate.election import Election, PrecinctId
from tabulate.ledger.batch_kinds import HELD_KINDS, BatchKind
from tabulate.ledger.state import RecordState
from tabulate.publication.cells import FEWEST


@dataclass(frozen=True, slots=True)
class HeldPrecinct:
    """A precinct's provisional ballots that count after the sixth day."""

    precinct: PrecinctId
    pending: int
    """In the log, not decided yet."""
    counting: int
    """Decided after election day, to be counted."""
    held_back: int
    """Ordinary ballots, as entered."""
    scanned: int
    """Ballots of the precinct in batches of kind provisional."""
    alone: tuple[tuple[str, int], ...] = ()
    """Each batch that is held and has few ballots of the precinct, with their number."""

    @property
    def to_hold_back(self) -> int:
        """Ordinary ballots to keep by them: nine, where the held ones are fewer than ten; none where none is held."""
        held = self.pending + self.counting
        return FEWEST - 1 if 0 < held < FEWEST else 0

    @property
    def said(self) -> str:
        """What is to be done, or that it is done."""
        short = self.to_hold_back - self.held_back
        if self.alone:
            few = "; ".join(f"{ballots:,} lie alone in batch {batch}" for batch, ballots in self.alone)
            return f"{few}: withdraw it, and count them with ordinary ballots"
        if short > 0 and not self.scanned:
            return f"hold back {short:,} ordinary ballots more"
        if short > 0:
            return f"{self.held_back:,} ordinary ballots lie with them: {self.to_hold_back} are needed"
        expected = self.counting + self.held_back
        if self.scanned and self.scanned != expected and not self.pending:
            return f"{expected:,} expected, {self.scanned:,} scanned"
        return "counted together" if self.scanned else "held together"

    @property
    def can_be_told(self) -> bool:
        """Whether a batch shows so few ballots that they could be told."""
        return bool(self.alone)


def held_together(state: RecordState, election: Election) -> tuple[HeldPrecinct, ...]:
    """Every precinct with ballots that are held, or held back."""
    intake = state.board.office.intake
    batches = tuple(
        _HeldBatch(name, batch.opened.batch_kind, ballots_by_row(election, papers_in(batch)))
        for name, batch in state.batches_kept()
        if batch.opened.batch_kind in HELD_KINDS
    )
    found = (_held(one.id, intake, batches, election) for one in election.precincts)
    return tuple(one for one in found if one.pending or one.counting or one.held_back or one.scanned or one.alone)


@dataclass(frozen=True, slots=True)
class _HeldBatch:
    """A batch that is held, and its ballots by precinct."""

    name: str
    kind: BatchKind
    ballots: Mapping[PrecinctId | None, int]


def _held(
    precinct: PrecinctId, intake: IntakeState, batches: tuple[_HeldBatch, ...], election: Election
) -> HeldPrecinct:
    lines = [one for one in intake.provisional.values() if one.received.precinct == precinct]
    pending = sum(one.decided is None for one in lines)
    counting = sum(
        one.decided is not None and one.decided.outcome.counts and not one.resolved_by(election) for one in lines
    )
    back = intake.held_back.get(precinct)
    scanned = sum(one.ballots.get(precinct, 0) for one in batches if one.kind is BatchKind.PROVISIONAL)
    alone = tuple((one.name, few) for one in batches if 0 < (few := one.ballots.get(precinct, 0)) < FEWEST)
    return HeldPrecinct(precinct, pending, counting, 0 if back is None else back.ballots, scanned, alone)
