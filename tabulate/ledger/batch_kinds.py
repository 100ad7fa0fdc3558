"""The kinds of batches: where their ballots come from, and the earliest moment at which each may be counted.

Hours are Montana's, over the change of clocks. A rehearsal is a batch of kind `test`, which may be counted at any time.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from tabulate.election import Election
from tabulate.hours import held_until, machine_count_from


class BatchKind(StrEnum):
    """Where a batch's ballots come from. Test decks are never added to real votes."""

    POLLS = "polls"
    ABSENTEE = "absentee"
    RESOLVED = "provisional resolved on election day"
    """Provisional ballots that were resolved by the end of election day: they count with the others (13-15-107(5))."""
    PROVISIONAL = "provisional"
    """Not resolved by then: held until after 3 p.m. of the sixth day (13-15-107(5), (6))."""
    LATE_COVERED_VOTER = "late covered voter"
    """Sent by 8 p.m. of election day, received by 5 p.m. of the next: counted with the provisional (13-21-226(2))."""
    FEDERAL_WRITE_IN = "federal write-in absentee"
    """Transcribed federal write-in absentee ballots: not before the polls close (13-21-206(2))."""
    TEST = "test"
    TRANSFER = "transfer"
    """New ballots that people made of others: each counts only in its original's stead."""


HELD_KINDS = frozenset({BatchKind.PROVISIONAL, BatchKind.LATE_COVERED_VOTER})
"""Held for the sixth day and added up together, so that no kind of few ballots stands alone (13-15-107(5))."""


@dataclass(frozen=True, slots=True)
class KindHour:
    """From when ballots of a kind may be counted."""

    opens: datetime
    after: bool
    """Only after that moment, not at it: the law says "after 3 p.m."."""
    section: str
    remedy: str
    """What to do until then."""

    def open_at(self, now: datetime) -> bool:
        """Whether they may be counted now."""
        return now > self.opens if self.after else now >= self.opens


def hour_of(kind: BatchKind, election: Election) -> KindHour | None:
    """The earliest moment for a batch of this kind in that election; None where there is none."""
    match kind:
        case BatchKind.TEST:
            return None
        case BatchKind.POLLS | BatchKind.ABSENTEE | BatchKind.RESOLVED | BatchKind.TRANSFER:
            opens, section = machine_count_from(election.date), "13-13-241(7)(a), 13-15-104(2)(b)"
            return KindHour(opens, False, section, "Count a test deck as a batch of kind test.")
        case BatchKind.FEDERAL_WRITE_IN:
            return KindHour(election.polls_close, False, "13-21-206(2)", "Keep them sealed until the polls are closed.")
        case BatchKind.PROVISIONAL:
            remedy = f"Keep them sealed. Those resolved by the end of election day are of kind '{BatchKind.RESOLVED}'."
            return KindHour(held_until(election.date), True, "13-15-107(5), (6)", remedy)
        case BatchKind.LATE_COVERED_VOTER:
            remedy = "Keep them sealed, and count them with the provisional ballots."
            return KindHour(held_until(election.date), True, "13-21-226(2)", remedy)
        case _:
            assert_never(kind)
