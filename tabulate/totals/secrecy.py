"""Results by counting method that show no person's choices (13-3-208(4)).

A voter interface device may serve few electors of a precinct; figures for its printouts alone could say how they voted.
The figures of one contest form a table: a row a precinct, a column a counting method. The row sums (the precinct's
results) are public, and so is the sum of all. So of each row both cells are shown or neither; and column sums are shown
only where what is left of them, after the rows shown are taken away, is several rows together and shows nobody's
choices itself. A cell shows somebody's choices where

- votes of fewer than `FEWEST` ballots are counted in it, or
- they agree but for one, who could take himself away. One choice has every vote that was cast, or is on all ballots
  but one, or no vote was cast at all.

A cell of no ballots shows nothing. Where few rows must be hidden, further ones are hidden with them, the smallest
first, until the rest of each column is safe; where it never is, nothing of all precincts together is shown by method.
Figures of two hours can be subtracted from each other: show those of a finished count only.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tabulate.election import ContestId, Election, PrecinctId
from tabulate.publication.cells import DISSENT, FEWEST
from tabulate.tally import ContestTally, Tally, TallyKey


@dataclass(frozen=True, slots=True)
class MethodRow:
    """One contest in one precinct, by counting method."""

    precinct: PrecinctId | None
    hand_marked: ContestTally
    device: ContestTally


@dataclass(frozen=True, slots=True)
class ContestByMethod:
    """What may be shown of one contest by counting method."""

    contest: ContestId
    rows: tuple[MethodRow, ...]
    """The precincts whose figures may be shown; others are suppressed."""
    suppressed: tuple[PrecinctId | None, ...]
    whole: MethodRow | None
    """All precincts together; None where that is suppressed too."""


def by_method(election: Election, tally: Tally, fewest: int = FEWEST) -> tuple[ContestByMethod, ...]:
    """What may be shown by method of every contest, in the definition's order, precincts in theirs."""
    places = {precinct.id: number for number, precinct in enumerate(election.precincts)}
    keys = sorted(tally.contests, key=lambda key: (places.get(key[0], len(places)) if key[0] else -1, str(key[0])))
    return tuple(
        suppress(contest.id, [_row(tally, key) for key in keys if key[1] == contest.id], fewest)
        for contest in election.contests
    )


def suppress(contest: ContestId, rows: Iterable[MethodRow], fewest: int = FEWEST) -> ContestByMethod:
    """What may be shown of a contest whose rows are these."""
    rows = tuple(rows)
    hidden = [row for row in rows if _reveals_row(row, fewest)]
    spare = sorted((row for row in rows if not _reveals_row(row, fewest)), key=_smallness)
    while hidden and spare and (len(hidden) == 1 or _reveals_row(_together(hidden), fewest)):
        hidden.append(spare.pop(0))
    names = {row.precinct for row in hidden}
    shown = tuple(row for row in rows if row.precinct not in names)
    suppressed = tuple(row.precinct for row in rows if row.precinct in names)
    whole = _together(rows)
    safe = bool(rows) and (not hidden or (len(hidden) > 1 and not _reveals_row(_together(hidden), fewest)))
    return ContestByMethod(contest, shown, suppressed, whole if safe and not _reveals_row(whole, fewest) else None)


def reveals(cell: ContestTally, fewest: int = FEWEST) -> bool:
    """Whether these figures could show how somebody voted. A cell of no ballots shows nobody's choices."""
    ballots = cell.sheets - cell.questionable.total()
    if cell.sheets == 0:
        return False
    cast = [votes for votes in cell.votes.values() if votes]
    return ballots < fewest or len(cast) <= 1 or max(cast) > ballots - DISSENT


def _reveals_row(row: MethodRow, fewest: int) -> bool:
    return any(reveals(cell, fewest) for cell in (row.hand_marked, row.device))


def _smallness(row: MethodRow) -> tuple[int, int, str]:
    cells = row.hand_marked.sheets, row.device.sheets
    return min(cells), sum(cells), str(row.precinct)


def _together(rows: Iterable[MethodRow]) -> MethodRow:
    rows = list(rows)
    return MethodRow(
        None,
        sum((row.hand_marked for row in rows), ContestTally()),
        sum((row.device for row in rows), ContestTally()),
    )


def _row(tally: Tally, key: TallyKey) -> MethodRow:
    everything, device = tally.contests[key], tally.by_device.get(key, ContestTally())
    return MethodRow(key[0], everything - device, device)
