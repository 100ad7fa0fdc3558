"""How far the count of each precinct is, in words: never how many of its ballots wait."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from canvass.reporting.released import ReleasedResults
from tabulate.election import PrecinctId


class CountOfPrecinct(StrEnum):
    """How far it is."""

    COMPLETE = "complete"
    """Its electors voting are entered, its ballots are as many, and nothing of it waits (13-15-101(2))."""
    PARTLY = "partly counted"
    NOT_BEGUN = "not begun"
    """No ballot of it is counted."""
    NOT_BY_ITSELF = "not yet shown by itself"
    """Of a release: which precincts stand in the row of all together is not told."""


@dataclass(frozen=True, slots=True)
class PrecinctProgress:
    """A precinct and how far its count is."""

    precinct: PrecinctId
    name: str
    standing: CountOfPrecinct
    counted: int
    """Sheets in the totals, and ballots counted by hand or by another system. For comparing, not for the public."""

    @property
    def tag(self) -> str:
        """The style sheet's word."""
        return {CountOfPrecinct.COMPLETE: "done", CountOfPrecinct.PARTLY: "waiting"}.get(self.standing, "info")


def progress_words(precincts: Sequence[PrecinctProgress]) -> str:
    """`Precincts: 3 complete, 2 partly counted, 1 not begun.`"""
    times = Counter(one.standing for one in precincts)
    return f"Precincts: {', '.join(f'{times[one]:,} {one}' for one in CountOfPrecinct if times[one])}."


def progress_in_release(now: Sequence[PrecinctProgress], found: ReleasedResults) -> tuple[PrecinctProgress, ...]:
    """What is told beside a release: of a precinct that has no row of its own in it, nothing but that.

    A precinct is complete where its row holds all that is counted of it, and nothing waits.
    """
    rows = {row.precinct: row.sheets for row in found.totals.precincts}
    return tuple(
        PrecinctProgress(one.precinct, one.name, _in_release(one, rows.get(one.precinct), found.complete), 0)
        for one in now
    )


def _in_release(now: PrecinctProgress, shown: int | None, complete: bool) -> CountOfPrecinct:
    if complete:
        return CountOfPrecinct.COMPLETE
    if shown is None:
        return CountOfPrecinct.NOT_BY_ITSELF
    whole = now.standing is CountOfPrecinct.COMPLETE and now.counted == shown
    return CountOfPrecinct.COMPLETE if whole else CountOfPrecinct.PARTLY
