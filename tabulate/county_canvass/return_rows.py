"""A precinct's figures of a contest by source, and which the canvass uses (13-15-101(2), 13-17-507(1), 13-16-418)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tabulate.election import ChoiceId, ContestId

ANOTHER_SYSTEM = "another system"
"""As places say by which count their votes are."""


class RowKind(StrEnum):
    """What a row of a return says."""

    CHOICE = "choice"
    WRITE_IN = "write-in"
    UNREAD_WRITE_INS = "write-ins not yet read"
    UNDERVOTES = "undervotes"
    OVERVOTES = "overvotes"
    WAITING = "waiting for the board"
    UNTOLD = "not told by the other system"
    BALLOTS = "ballots with the contest"


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One row of a contest, by source."""

    kind: RowKind
    choice: ChoiceId | None
    """Of a choice or a person; None else."""
    name: str
    machine: int
    board: int
    hand: int
    manual: int | None
    """The audit's manual count; None where the contest was not audited here."""
    counts: int | None
    """What the canvass uses; None where the manual count replaced votes and does not tell this."""
    recount: int | None = None
    """The certified recount; None where the contest was not recounted here."""
    canvassed: int | None = None
    """Where it was recounted, what counted before; None where that was not told."""
    outside: int = 0
    """By another system, whose count stands in place of the own machines' here."""
    told: bool = True
    """False where another system counted and does not tell this."""

    @property
    def figures(self) -> tuple[int | None, ...]:
        """By source, and last what counts."""
        return self.machine, self.outside, self.board, self.hand, self.manual, self.counts

    @property
    def counted(self) -> int:
        """By machine, another system, board and hand together."""
        return self.machine + self.outside + self.board + self.hand


@dataclass(frozen=True, slots=True)
class ReturnContest:
    """A contest in the precinct."""

    contest: ContestId
    title: str
    seats: int
    rows: tuple[ReturnRow, ...]
    audited: str
    """What the audit makes of it, in words; empty where it was not audited here."""
    party: str = ""
    """The name of the party whose ballot of a primary it is on (13-10-209); empty where it is on no such ballot."""
    recounted: str = ""
    """That it was recounted, in words; empty where it was not."""
    recounted_in: int = 0
    """The entry that certified the recount which counts here; 0 where there is none."""
    before: "ReturnContest | None" = None
    """The same as it stood before that recount."""
    outside: str = ""
    """The other system whose count this is, in words; empty where Canvass counted it."""

    @property
    def agrees(self) -> bool:
        """Whether the recount that counts found what had counted before it, as far as that was told."""
        told = [row for row in self.rows if row.recount is not None and row.canvassed is not None]
        return self.before is not None and all(row.counts == row.canvassed for row in told)

    def without_agreeing(self, since: int) -> "ReturnContest":
        """Without the recounts certified after an entry that found the same: they change nothing (13-16-419)."""
        found = self
        while found.before is not None and found.recounted_in > since and found.agrees:
            found = found.before
        return found

    @property
    def through_recounts(self) -> Iterator["ReturnContest"]:
        """As it stands, and as it stood before each recount, the last first."""
        found: ReturnContest | None = self
        while found is not None:
            yield found
            found = found.before

    @property
    def changed(self) -> bool:
        """Whether a count by hand took the place of the record's: the audit's (13-17-507(1)), a recount (13-16-418)."""
        return any(row.counts != row.counted for row in self.rows if row.told)

    @property
    def by_which(self) -> str:
        """The counts that its figures are from, in words."""
        votes = [row for row in self.rows if row.kind is not RowKind.WAITING]
        sources = {
            "machine": any(row.machine for row in votes),
            ANOTHER_SYSTEM: any(row.outside for row in votes),
            "board": any(row.board for row in votes),
            "by hand": any(row.hand for row in votes),
        }
        named = ["audit"] if self.changed else [name for name, has_any in sources.items() if has_any]
        named = ["recount"] if self.recounted else named
        return ", ".join(named)

    def row(self, kind: RowKind) -> ReturnRow | None:
        """The row of a kind that there is one of at most."""
        return next((row for row in self.rows if row.kind is kind), None)

    def no_vote(self, kind: RowKind) -> int | None:
        """Undervotes or overvotes that the canvass uses: the committee's, where it counted all the ballots.

        None where the manual count replaced votes and was not of all ballots with the contest.
        """
        found = self.row(kind)
        if found is None or found.counts is not None:
            return 0 if found is None else found.counts
        ballots = self.row(RowKind.BALLOTS)
        every = ballots is not None and ballots.manual == ballots.counted
        votes = sum(row.counts or 0 for row in self.rows if row.choice is not None)
        others = [row.manual or 0 for row in self.rows if row.kind in (RowKind.UNDERVOTES, RowKind.OVERVOTES)]
        whole = 0 if ballots is None else self.seats * ballots.counted
        return found.manual if every and votes + sum(others) == whole else None

    def changes(self, keys: Iterable[str]) -> tuple[int | None, ...]:
        """What a count by hand changed of each choice by its id, or of the words of a row; last of no votes."""
        found = {row.choice or row.kind.value: row for row in self.rows}
        votes = (found.get(key) for key in keys)
        changed = (0 if row is None else _less(row.counts, row.counted) for row in votes)
        none = (_less(self.no_vote(kind), self._counted(kind)) for kind in (RowKind.UNDERVOTES, RowKind.OVERVOTES))
        return (*changed, *none)

    def _counted(self, kind: RowKind) -> int:
        found = self.row(kind)
        return 0 if found is None else found.counted


def _less(one: int | None, other: int) -> int | None:
    return None if one is None else one - other
