"""How many ballots of a precinct are counted for a contest, and which are left out: as people read it beforehand.

The number counted is said only where it tells nothing that the retrieval list does not: every paper of the batches
carries the contest. How many the machine found with a contest of some ballots is a figure of its count.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from audit.coverage import ListedBallot, MachineFigures
from canvass.auditing.apart.laid_apart import BallotApart, apart_of, ordinal
from canvass.auditing.batch_figures import batches_of
from canvass.console.text import plural
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class OrderedBallot:
    """A ballot to take out, and its place in its batch, which the paper shows: sheets lie as they were scanned."""

    apart: BallotApart
    of: int
    """Sheets in its batch."""

    @property
    def place(self) -> str:
        """`46th of 60`: from the sheet that was scanned first."""
        return f"{ordinal(self.apart.ballot.sheet)} of {self.of:,}"

    @property
    def named(self) -> str:
        """`batch P01-polls, 46th of 60`."""
        return f"batch {self.apart.ballot.batch}, {self.place}"


@dataclass(frozen=True, slots=True)
class LeftToCount:
    """The ballots of one unit as they lie before the committee."""

    out: tuple[OrderedBallot, ...]
    """To be taken out first."""
    papers: int | None = None
    """Of the precinct in its batches; None where not every one carries the contest, or nobody may say how many."""

    @property
    def surely(self) -> tuple[OrderedBallot, ...]:
        """Those that are known to be here."""
        return tuple(one for one in self.out if one.apart.surely_here)

    @property
    def said(self) -> str:
        """`35 ballots of 37; left out: batch P01-polls, 46th of 60.` Empty where nothing is taken out."""
        if self.papers is None or not self.surely:
            return self.out_said
        counted = plural(self.papers - len(self.surely), "ballot")
        return f"{counted} of {self.papers:,}; left out: {_names(self.surely)}.{self._perhaps}"

    @property
    def out_said(self) -> str:
        """The same without how many are counted: `1 ballot left out: batch P01-polls, 46th of 60.`"""
        surely = self.surely
        told = f"{plural(len(surely), 'ballot')} left out: {_names(surely)}." if surely else ""
        return (told + self._perhaps).strip()

    @property
    def _perhaps(self) -> str:
        perhaps = _names(one for one in self.out if not one.apart.surely_here)
        return f" Left out if it lies here: {perhaps}." if perhaps else ""


def _names(ballots: Iterable[OrderedBallot]) -> str:
    return "; ".join(one.named for one in ballots)


def left_to_count(counted: RecordState, figures: MachineFigures | None) -> LeftToCount:
    """What is left of a unit's paper to be counted; nothing is taken out before any figures are known."""
    out = tuple(OrderedBallot(one, _sheets(counted, one.ballot)) for one in apart_of(figures))
    if figures is None or figures.outside is not None:
        return LeftToCount(out)
    named = {batch.batch for batch in figures.batches}
    papers = sum(one.ballots for one in batches_of(counted, figures.unit.precinct) if one.batch in named)
    every = figures.ballots + sum(one.apart.surely_here for one in out) == papers
    return LeftToCount(out, papers if every else None)


def _sheets(counted: RecordState, ballot: ListedBallot) -> int:
    batch = counted.batches.get(ballot.batch)
    return ballot.sheet if batch is None else len(batch.kept)
