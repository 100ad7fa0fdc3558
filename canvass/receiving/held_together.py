"""Provisional ballots held together with ordinary ones, so that no elector's ballot can be told (13-15-107(5)).

A provisional elector signs the precinct register. Where few such ballots of a precinct are counted by themselves, their
votes could be known. So the office holds back ordinary ballots of that precinct and counts all of them in one batch.
"""

from collections import Counter
from dataclasses import dataclass

from tabulate.board.intake.intake_state import IntakeState
from tabulate.board.places import OUT_OF_COUNT, Place
from tabulate.election import Election, PrecinctId
from tabulate.ledger.batch_kinds import HELD_KINDS
from tabulate.ledger.state import RecordState

FEWEST = 10
"""Ballots of a precinct that are counted together."""
_NO_BALLOT = OUT_OF_COUNT | {Place.STRUCK, Place.NOT_A_BALLOT}


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
    """Sheets of the precinct in batches that are held."""

    @property
    def to_hold_back(self) -> int:
        """Ordinary ballots to keep by them: nine, where the held ones are fewer than ten; none where none is held."""
        held = self.pending + self.counting
        return FEWEST - 1 if 0 < held < FEWEST else 0

    @property
    def said(self) -> str:
        """What is to be done, or that it is done."""
        short = self.to_hold_back - self.held_back
        if 0 < self.scanned < FEWEST:
            return f"{self.scanned:,} lie alone in a batch: withdraw it, and count them with ordinary ballots"
        if short > 0 and not self.scanned:
            return f"hold back {short:,} ordinary ballots more"
        expected = self.counting + self.held_back
        if self.scanned and self.scanned != expected and not self.pending:
            return f"{expected:,} expected, {self.scanned:,} scanned"
        return "counted together" if self.scanned else "held together"

    @property
    def can_be_told(self) -> bool:
        """Whether a batch shows so few ballots that they could be told."""
        return 0 < self.scanned < FEWEST


def held_together(state: RecordState, election: Election) -> tuple[HeldPrecinct, ...]:
    """Every precinct with ballots that are held, or held back."""
    intake = state.board.office.intake
    scanned: Counter[PrecinctId | None] = Counter()
    for _, batch in state.batches_kept():
        if batch.opened.batch_kind in HELD_KINDS:
            for (precinct, place), count in batch.places.items():
                scanned[precinct] += 0 if place in _NO_BALLOT else count
    found = (_held(one.id, intake, scanned[one.id], election) for one in election.precincts)
    return tuple(one for one in found if one.pending or one.counting or one.held_back or one.scanned)


def _held(precinct: PrecinctId, intake: IntakeState, scanned: int, election: Election) -> HeldPrecinct:
    lines = [one for one in intake.provisional.values() if one.received.precinct == precinct]
    pending = sum(one.decided is None for one in lines)
    counting = sum(
        one.decided is not None and one.decided.outcome.counts and not one.resolved_by(election) for one in lines
    )
    back = intake.held_back.get(precinct)
    return HeldPrecinct(precinct, pending, counting, 0 if back is None else back.ballots, scanned)
