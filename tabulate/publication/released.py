"""A release as a tally, so that it is added up, checked and shown like any other."""

from collections import Counter

from tabulate.election import PrecinctId
from tabulate.publication.cells import ContestCell
from tabulate.publication.releases import Release
from tabulate.tally import ContestTally, Tally

NOT_YET_BY_PRECINCT = PrecinctId("counted, not yet shown by precinct")
SMALL_PRECINCTS = PrecinctId("small precincts together")
ROWS_OF_ALL = frozenset({NOT_YET_BY_PRECINCT, SMALL_PRECINCTS})
"""Rows that are no precinct."""


def tally_of(release: Release) -> Tally:
    """The rows of a release: precincts, and last the row of all together."""
    tally = Tally({key: _contest(cell) for key, cell in release.shown.cells.items() if cell.ballots})
    tally.sheets.update(release.shown.sheets)
    tally.papers.update(release.shown.papers)
    tally.outside[None] = _outside(release)
    if release.pooled_sheets:
        row = SMALL_PRECINCTS if release.complete else NOT_YET_BY_PRECINCT
        tally.contests |= {(row, contest): _contest(cell) for contest, cell in release.pool.items() if cell.ballots}
        tally.sheets[row] = release.pooled_sheets
        for layer in release.pooled:
            tally.papers.update({paper.in_row(row): count for paper, count in layer.papers.items()})
    return tally


def _outside(release: Release) -> int:
    """Ballots that another system counted, at least: those of the cell that has most. 0 where it counted none."""
    cells = [*release.shown.cells.values(), *release.pool.values()]
    return max((cell.outside for cell in cells), default=0)


def _contest(cell: ContestCell) -> ContestTally:
    return ContestTally(
        cell.ballots, Counter(dict(cell.votes)), cell.undervotes, overvotes=cell.overvotes, outside=cell.outside
    )
