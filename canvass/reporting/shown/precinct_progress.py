"""How far the count of each precinct is, in words: never how many of its ballots wait."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from canvass.reporting.released import ReleasedResults
from tabulate.election import PrecinctId
from tabulate.totals.results import PrecinctTotals

Settled = frozenset[tuple[object, ...]]
"""The settled figures of a row: equal where every contest's are."""


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
    settled: Settled = frozenset()
    """All that is settled of it. For comparing with a release, not for the public."""

    @property
    def tag(self) -> str:
        """The style sheet's word."""
        return {CountOfPrecinct.COMPLETE: "done", CountOfPrecinct.PARTLY: "waiting"}.get(self.standing, "info")


def settled_in(row: PrecinctTotals) -> Settled:
    """What is settled in a row: a ballot that is decided afterwards makes it another."""
    return frozenset(
        (
            *(one.contest, one.sheets - one.waiting, one.undervotes, one.overvotes, one.write_ins_pending),
            *((choice.choice, choice.votes) for choice in (*one.choices, *one.write_ins) if choice.votes),
        )
        for one in row.contests
        if one.sheets > one.waiting
    )


def progress_words(precincts: Sequence[PrecinctProgress]) -> str:
    """`Precincts: 3 complete, 2 partly counted, 1 not begun.`"""
    times = Counter(one.standing for one in precincts)
    return f"Precincts: {', '.join(f'{times[one]:,} {one}' for one in CountOfPrecinct if times[one])}."


def progress_in_release(now: Sequence[PrecinctProgress], found: ReleasedResults) -> tuple[PrecinctProgress, ...]:
    """What is told beside a release: of a precinct that has no row of its own in it, nothing but that.

    A precinct is complete where nothing of it waits, and its row has the figures that it has now.
    """
    rows = {row.precinct: row for row in found.totals.precincts}
    return tuple(
        PrecinctProgress(one.precinct, one.name, _in_release(one, rows.get(one.precinct), found.complete))
        for one in now
    )


def _in_release(now: PrecinctProgress, row: PrecinctTotals | None, complete: bool) -> CountOfPrecinct:
    if complete:
        return CountOfPrecinct.COMPLETE
    if row is None:
        return CountOfPrecinct.NOT_BY_ITSELF
    whole = now.standing is CountOfPrecinct.COMPLETE and now.settled == settled_in(row)
    return CountOfPrecinct.COMPLETE if whole else CountOfPrecinct.PARTLY
