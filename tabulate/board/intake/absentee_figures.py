"""Absentee ballots in numbers: issued, void, returned, accepted, rejected, deposited, by precinct (13-13-233, -241).

Numbers only, and never a voter's name: what the state's system has of one envelope is added up before it is written.
No entry says of one ballot what became of it. Batches of accepted envelopes are named as the scanned batches are.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.intake.intake_words import check_named, check_over, second_said
from tabulate.board.subjects import About, IntakeLog, OfficeLog
from tabulate.board.words_said import check_sha256
from tabulate.election import PrecinctId

MOST_BALLOTS = 9_999_999


class EnvelopeRejection(StrEnum):
    """Why an envelope is rejected (13-13-241, 13-15-201(7))."""

    LATE = "received after 8 p.m. of election day"
    NO_MATCH = "signature not verified"
    NO_REQUEST = "no request: to be rejected"
    """Marked so with the exact time."""
    SEVERAL = "several ballots in one envelope"
    OTHER = "another reason"


@dataclass(frozen=True, slots=True)
class RejectedEnvelopes:
    """How many for one reason."""

    reason: EnvelopeRejection
    envelopes: int
    times: tuple[str, ...] = ()
    """The exact time of each that is marked "to be rejected", sorted; empty for other reasons."""


@dataclass(frozen=True, slots=True)
class PrecinctIntake:
    """One precinct's absentee ballots."""

    precinct: PrecinctId
    numbers: str
    """Of the ballots issued, as `1-410, 415`."""
    issued: int
    void: int
    """With those that were replaced."""
    replaced: int
    returned: int
    accepted: int
    rejected: tuple[RejectedEnvelopes, ...]
    deposited: int
    """Taken out of their envelopes and put into a ballot box."""

    @property
    def rejections(self) -> int:
        """For whatever reason."""
        return sum(one.envelopes for one in self.rejected)

    @property
    def pending(self) -> int:
        """Returned, and not yet decided about."""
        return self.returned - self.accepted - self.rejections

    @property
    def out(self) -> int:
        """Issued, not void and not returned."""
        return self.issued - self.void - self.returned


@dataclass(frozen=True, slots=True)
class AcceptedBatch:
    """Accepted envelopes of one precinct that lie in one batch."""

    batch: str
    precinct: PrecinctId
    accepted: int
    deposited: int


@dataclass(frozen=True, slots=True)
class AbsenteeFiguresTaken:
    """The numbers of all precincts at one moment; the newest hold."""

    kind: ClassVar[str] = "absentee figures taken"
    about: ClassVar[About] = (OfficeLog(IntakeLog.ABSENTEE),)

    as_of: str
    """The second at which the state's system said so."""
    rows_sha256: str
    """Of the columns that were used, as CSV: no other column of the file is in it."""
    precincts: tuple[PrecinctIntake, ...]
    batches: tuple[AcceptedBatch, ...]
    at: str
    entered_by: str

    @property
    def named(self) -> tuple[PrecinctId, ...]:
        """The precincts that it names; likewise in other entries."""
        return tuple(one.precinct for one in self.precincts)


def check_figures(entry: AbsenteeFiguresTaken, last: AbsenteeFiguresTaken | None) -> None:
    """Check that the numbers agree with each other, and are not older than the last ones. Raises NotAllowed."""
    moment = check_over(entry.as_of, entry.at, "the hour of the figures")
    check_sha256(entry.rows_sha256, "of the rows")
    if last is not None and moment < second_said(last.as_of, "the hour of the figures"):
        raise NotAllowed(f"figures as of {last.as_of} or later", entry.as_of, "Take the newest ones.")
    for one in entry.precincts:
        _check_precinct(one)
    _check_once("precinct", (str(one.precinct) for one in entry.precincts))
    _check_once("batch of a precinct", (f"{one.batch} of {one.precinct}" for one in entry.batches))
    by_precinct = {one.precinct: one for one in entry.precincts}
    in_batches: Counter[PrecinctId] = Counter()
    for batch in entry.batches:
        check_named(batch.batch)
        if batch.precinct not in by_precinct or not 0 <= batch.deposited <= batch.accepted <= MOST_BALLOTS:
            raise NotAllowed("a batch of a precinct that is named", batch.batch, "Look at the file's rows.")
        in_batches[batch.precinct] += batch.accepted
    for precinct, intake in by_precinct.items():
        if (lie := in_batches[precinct]) > intake.accepted:
            raise NotAllowed(f"{intake.accepted:,} accepted in precinct {precinct}", f"{lie:,} in batches", "Look.")


def _check_once(what: str, names: Iterable[str]) -> None:
    if twice := next((one for one, times in Counter(names).items() if times > 1), None):
        raise NotAllowed(f"each {what} once", twice, "Add the numbers up.")


def _check_precinct(one: PrecinctIntake) -> None:
    counts = (one.issued, one.void, one.replaced, one.returned, one.accepted, one.deposited, one.pending, one.out)
    found = (*counts, *(each.envelopes for each in one.rejected))
    if not all(0 <= count <= MOST_BALLOTS for count in found):
        raise NotAllowed(
            "issued = void + returned + still out, and returned = accepted + rejected + pending",
            f"precinct {one.precinct}: issued {one.issued:,}, void {one.void:,}, returned {one.returned:,}, "
            f"accepted {one.accepted:,}, rejected {one.rejections:,}",
            "Look at the file's rows.",
        )
    if one.replaced > one.void or one.deposited > one.accepted:
        raise NotAllowed(
            "no more replaced than void, and no more deposited than accepted",
            f"precinct {one.precinct}: void {one.void:,}, replaced {one.replaced:,}, accepted {one.accepted:,}, "
            f"deposited {one.deposited:,}",
            "Look at the file's rows.",
        )
    _check_once("reason of a precinct", (each.reason for each in one.rejected))
    for each in one.rejected:
        wanted = each.envelopes if each.reason is EnvelopeRejection.NO_REQUEST else 0
        if len(each.times) != wanted:
            raise NotAllowed(
                'the exact time of each envelope marked "to be rejected"', f"{len(each.times)} of {wanted}", "Say them."
            )
        for time in each.times:
            second_said(time, 'the exact time of an envelope marked "to be rejected"')
