"""A contest's votes precinct by precinct, one table a contest: precincts below, choices beside one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from canvass.reporting.shown.contests_shown import PENDING, ContestAsShown
from tabulate.election import PrecinctId
from tabulate.totals.results import ContestTotals, PrecinctTotals


@dataclass(frozen=True, slots=True)
class PrecinctRowVotes:
    """One row: what a precinct gave each choice, and what is no vote."""

    precinct: PrecinctId | None
    name: str
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ContestByPrecinct:
    """A contest's table."""

    shown: ContestAsShown
    """In the county."""
    heads: tuple[str, ...]
    """Of the cells: choices first."""
    rows: tuple[PrecinctRowVotes, ...]
    """Precincts with ballots of the contest, in order."""
    whole: PrecinctRowVotes

    @property
    def choices(self) -> int:
        """How many of the cells are votes for a choice."""
        return len(self.shown.choices)


def contests_by_precinct(
    contests: Iterable[ContestAsShown], precincts: Sequence[PrecinctTotals]
) -> tuple[ContestByPrecinct, ...]:
    """Each contest with the precincts that have ballots of it."""
    return tuple(_contest(one, precincts) for one in contests)


def _contest(shown: ContestAsShown, precincts: Sequence[PrecinctTotals]) -> ContestByPrecinct:
    whole, heads = shown.totals, [one.called for one in shown.choices]
    pairs = [(row, own) for row in precincts for own in row.contests if own.contest == shown.contest and own.sheets]
    besides = [
        ("Undervotes", True),
        ("Overvoted", bool(whole.overvotes)),
        ("Waiting for the board", bool(whole.waiting)),
        ("Not told by the other system", bool(whole.untold)),
        ("Ballots" if whole.outside else "Sheets", True),
    ]
    kept = [wanted for _, wanted in besides]
    return ContestByPrecinct(
        shown,
        (*heads, *(head for head, wanted in besides if wanted)),
        tuple(PrecinctRowVotes(row.precinct, row.name, _cells(shown, own, kept)) for row, own in pairs),
        PrecinctRowVotes(None, "All together", _cells(shown, whole, kept)),
    )


def _cells(shown: ContestAsShown, own: ContestTotals, kept: Sequence[bool]) -> tuple[int, ...]:
    votes = {one.choice: one.votes for one in (*own.choices, *own.write_ins)}
    named = [votes.get(one.choice, 0) for one in (*shown.totals.choices, *shown.totals.write_ins)]
    pending = [own.write_ins_pending] if any(one.name == PENDING for one in shown.choices) else []
    besides = (own.undervotes, own.overvotes, own.waiting, own.untold, own.sheets)
    return (*named, *pending, *(count for count, wanted in zip(besides, kept, strict=True) if wanted))
