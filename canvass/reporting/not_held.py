"""Elections that were cancelled, as results and reports show them: who holds each office, and no figure (13-1-304)."""

from dataclasses import dataclass
from typing import Any

from tabulate.board.office.elections_cancelled import CancelledElection
from tabulate.election import Contest, Election
from tabulate.ledger.state import RecordState
from tabulate.offices import NOT_HELD_BY, Office


@dataclass(frozen=True, slots=True)
class NotHeldShown:
    """One cancelled election."""

    contest: str
    title: str
    section: str
    acclaimed: tuple[str, ...]
    """By name, of all who filed."""
    vacant: int
    """Positions without a candidate."""
    appointed: tuple[str, ...]
    decided: CancelledElection | None
    """None where nobody entered the decision."""

    @property
    def to_fill(self) -> int:
        """Positions to which nobody is appointed yet."""
        return self.vacant - len(self.appointed)

    @property
    def said(self) -> str:
        """In sentences, without its title."""
        by = ", ".join(self.acclaimed)
        parts = [f"No election is held ({self.section})."]
        if self.decided is None:
            filed = f"{by} filed" if by else "Nobody filed"
            return f"{parts[0]} {filed}; the decision is not entered."
        parts += [f"Elected by acclamation: {by}."] if by else []
        parts += [f"Appointed: {', '.join(self.appointed)}."] if self.appointed else []
        if self.to_fill:
            parts.append(f"To be filled by appointment: {self.to_fill} of {len(self.acclaimed) + self.vacant}.")
        return " ".join(parts)

    @property
    def line(self) -> str:
        """With its title."""
        return f"{self.title}: {self.said}"


def not_held_shown(election: Election, state: RecordState) -> tuple[NotHeldShown, ...]:
    """Every cancelled election, in the definition's order."""
    every = state.board.office.cancelled.every
    return tuple(_shown(one, every.get(one.id)) for one in election.not_held)


def section_of(contest: Contest) -> str:
    """By which its election is not held."""
    return NOT_HELD_BY[contest.purpose.office or Office.SPECIAL_DISTRICT]


def _shown(contest: Contest, decided: CancelledElection | None) -> NotHeldShown:
    appointed = () if decided is None else tuple(one.name for one in decided.appointed)
    names = tuple(one.name for one in contest.choices)
    return NotHeldShown(
        contest.id, contest.title, section_of(contest), names, contest.seats - len(names), appointed, decided
    )


def not_held_json(shown: tuple[NotHeldShown, ...]) -> dict[str, Any]:
    """For the end of a JSON object; nothing where every election is held."""
    if not shown:
        return {}
    return {
        "not_held": [
            {
                "contest": one.contest,
                "title": one.title,
                "section": one.section,
                "decided": one.decided is not None,
                "acclaimed": list(one.acclaimed),
                "appointed": list(one.appointed),
                "vacant": one.to_fill,
            }
            for one in shown
        ]
    }
