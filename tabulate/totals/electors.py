"""Electors voting, by precinct part and by precinct, as far as they are entered (13-15-404(1)(a)).

A part has the number that was entered for it. A precinct that is one part has its own number from the pollbook or the
record of accepted ballots, where none was entered for it as a part.
"""

from collections.abc import Iterable, Mapping

from tabulate.board.reconciliation_entries import ExpectedFrom
from tabulate.board.state import BoardState
from tabulate.precinct_parts import PartsOfElection
from tabulate.precincts import PartId, PrecinctId


def electors_by_part(board: BoardState, parts: PartsOfElection) -> Mapping[PartId, int]:
    """Electors voting of every part of which they are known."""
    found = {part.id: board.office.electors[part.id] for part in parts.parts if part.id in board.office.electors}
    for part in parts.parts:
        entered = board.expected.get((part.precinct, None))
        alone = len(parts.of_precinct(part.precinct)) == 1
        if alone and entered is not None and entered.source is not ExpectedFrom.TRANSMITTAL:
            found.setdefault(part.id, entered.ballots)
    return found


def together(electors: Mapping[PartId, int], parts: Iterable[PartId]) -> int | None:
    """The electors voting of several parts; None where a part's are not known, or there is no part."""
    named = tuple(parts)
    return sum(electors[part] for part in named) if named and all(part in electors for part in named) else None


def entered_for_parts(board: BoardState, parts: PartsOfElection, precinct: PrecinctId) -> int | None:
    """What was entered for a precinct's parts, added up; None where it was not for each."""
    return together(board.office.electors, (part.id for part in parts.of_precinct(precinct)))
