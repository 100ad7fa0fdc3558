"""A reader who keeps all that was ever published, adds and subtracts it, and looks for a few ballots alone.

He has figures only: rows by their names at each moment. He takes any rows together at two moments, and subtracts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tabulate.election import ContestId, PrecinctId
from tabulate.publication.cells import NOTHING, ContestCell, together

Row = PrecinctId | None
Moment = Mapping[tuple[Row, ContestId], ContestCell]
"""What is published at one moment, by row and contest."""
_MOST_TOGETHER = 5
"""Rows that changed, of which every choice is tried; of more of them pairs, all but one, and all."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A difference that was worked out, and how."""

    contest: ContestId
    rows: frozenset[Row]
    before: int
    """The earlier moment; -1 for before everything."""
    now: int
    cell: ContestCell


def derived_cells(published: Sequence[Moment]) -> Iterator[Derived]:
    """Every difference of the same rows at two moments that is not nothing."""
    moments: list[Moment] = [{}, *published]
    for earlier in range(len(moments)):
        for later in range(earlier + 1, len(moments)):
            yield from _between(moments, earlier, later)


def _between(moments: Sequence[Moment], earlier: int, later: int) -> Iterator[Derived]:
    before, now = moments[earlier], moments[later]
    for contest in dict.fromkeys(key[1] for key in (*before, *now)):
        rows = dict.fromkeys(key[0] for key in (*before, *now) if key[1] == contest)
        changes = {row: now.get((row, contest), NOTHING) - before.get((row, contest), NOTHING) for row in rows}
        changed = [row for row in rows if changes[row] != NOTHING]
        for chosen in _choices(changed):
            cell = together(changes[row] for row in chosen)
            if cell != NOTHING:
                yield Derived(contest, frozenset(chosen), earlier - 1, later - 1, cell)


def _choices(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    sizes = range(1, len(rows) + 1) if len(rows) <= _MOST_TOGETHER else (1, 2, len(rows) - 1, len(rows))
    for size in sizes:
        yield from combinations(rows, size)
