"""Elections that are not held for as few candidates as positions, and who holds the office (13-1-403, 13-1-502).

One candidate a position is elected by acclamation; a position without a candidate is filled by appointment. A local
government cancels by resolution, trustees likewise (20-3-313). Of a special district the administrator does it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About, OpenToAnyone
from tabulate.board.words_said import check_day, check_said, day_in_montana
from tabulate.election import Contest, Election
from tabulate.hours import is_day
from tabulate.offices import NOT_HELD_BY, Office

_LONGEST = 200
BY_RESOLUTION = frozenset({Office.MUNICIPAL_OFFICE, Office.SCHOOL})
"""Whose governing body cancels, by resolution; of the others the election administrator does."""


@dataclass(frozen=True, slots=True)
class ElectionCancelled(OpenToAnyone):
    """One office is not voted on. The last entry of a contest holds, and its appointments begin anew."""

    kind: ClassVar[str] = "election cancelled"
    about: ClassVar[About] = ()

    contest: str
    decided_by: str
    """The governing body, the trustees or the election administrator, by name."""
    resolution: str
    """Its number or title; empty where the election administrator decides."""
    decided_on: str
    acclaimed: tuple[str, ...]
    """Candidates elected by acclamation, by the ids of their choices."""
    vacant: int
    """Positions without a candidate, to be filled by appointment."""
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class PositionAppointed(OpenToAnyone):
    """Somebody was appointed to a position without a candidate."""

    kind: ClassVar[str] = "position appointed"
    about: ClassVar[About] = ()

    contest: str
    name: str
    appointed_by: str
    appointed_on: str
    at: str
    entered_by: str


CancelledEntry = ElectionCancelled | PositionAppointed


@dataclass(frozen=True, slots=True)
class CancelledElection:
    """A decision, by its entry's number, and who was appointed since."""

    number: int
    decided: ElectionCancelled
    appointed: tuple[PositionAppointed, ...] = ()


@dataclass(frozen=True, slots=True)
class ElectionsCancelled:
    """All of them, by contest."""

    every: Mapping[str, CancelledElection] = field(default_factory=dict)

    def check(self, entry: CancelledEntry) -> None:
        """Whether the entry may follow. Raises NotAllowed."""
        today = day_in_montana(entry.at)
        if isinstance(entry, ElectionCancelled):
            check_said((entry.decided_by, entry.entered_by), _LONGEST, f"who decided it, in {_LONGEST} letters")
            check_day(entry.decided_on, today, "the day of the decision (13-1-304)")
            return
        found = self.every.get(entry.contest)
        if found is None:
            expected = "an election that was cancelled: appointments follow the decision"
            raise NotAllowed(expected, entry.contest[:_LONGEST], "Enter the decision first: canvass cancelled enter.")
        check_said((entry.name, entry.appointed_by, entry.entered_by), _LONGEST, f"names, in {_LONGEST} letters")
        check_day(entry.appointed_on, today, "the day of the appointment")
        if len(found.appointed) >= found.decided.vacant:
            expected = f"a position without a candidate; {found.decided.vacant} had none"
            raise NotAllowed(expected, entry.name, "Look at canvass cancelled list; or enter the decision again.")
        if entry.name.casefold() in (one.name.casefold() for one in found.appointed):
            raise NotAllowed("somebody who is not appointed yet", entry.name, "Name another one.")

    def after(self, number: int, entry: CancelledEntry) -> "ElectionsCancelled":
        """With an entry that was found allowed."""
        if isinstance(entry, ElectionCancelled):
            return ElectionsCancelled({**self.every, entry.contest: CancelledElection(number, entry)})
        found = self.every[entry.contest]
        more = replace(found, appointed=(*found.appointed, entry))
        return ElectionsCancelled({**self.every, entry.contest: more})


def not_held(election: Election, contest: str) -> Contest | None:
    """The cancelled contest of an id from outside; None where the definition has none."""
    return next((one for one in election.not_held if one.id == contest), None)


def check_cancelled(entry: CancelledEntry, election: Election) -> None:
    """Check what the definition knows: who filed, how many positions there are, who decides. Raises NotAllowed."""
    contest = not_held(election, entry.contest)
    if contest is None:
        expected = "a contest that the definition says is not held (not_held)"
        raise NotAllowed(expected, entry.contest[:_LONGEST], "An election with a ballot is counted, not cancelled.")
    if isinstance(entry, PositionAppointed):
        return
    office = contest.purpose.office
    section = NOT_HELD_BY.get(office, "13-1-403") if office else "13-1-403"
    if entry.acclaimed != tuple(one.id for one in contest.choices):
        names = ", ".join(one.name for one in contest.choices) or "nobody"
        raise NotAllowed(f"all who filed: {names} ({section})", ", ".join(entry.acclaimed), "Look at the definition.")
    if entry.vacant != contest.seats - len(entry.acclaimed):
        left = contest.seats - len(entry.acclaimed)
        raise NotAllowed(f"{left} positions without a candidate", f"{entry.vacant}", "Look at the definition.")
    if is_day(entry.decided_on) and entry.decided_on >= election.date.isoformat():
        raise NotAllowed(f"a day before the election of {election.date} ({section})", entry.decided_on, "Correct it.")
    if (office in BY_RESOLUTION) is not bool(entry.resolution):
        expected = f"a resolution of the governing body ({section})"
        if office not in BY_RESOLUTION:
            expected = f"no resolution: the election administrator cancels it ({section})"
        raise NotAllowed(expected, entry.resolution or "none", "Correct it.")
