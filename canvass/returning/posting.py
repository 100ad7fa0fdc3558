"""Whether a return may be displayed, or is for officials: small figures could show how somebody voted (13-1-102).

The rules are those of results by precinct and of the release of a complete count. Small precincts stand there in one
row together, and never alone. Ballots that were held stand apart by precinct, where few, until the count is complete.
"""

from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState
from tabulate.publication.held import grouped
from tabulate.publication.releases import figures_of, small_precincts

_SMALL = (
    "fewer than ten ballots of a contest could show how somebody voted, here or in a precinct that is shown together "
    "with this one (13-1-102)"
)
_HELD = "few ballots that were held are among the figures, and the count is not complete (13-15-107(5))"


def for_officials(state: RecordState, precinct: PrecinctId, with_held: bool) -> tuple[str, ...]:
    """Why the precinct's figures are not for the public; nothing where they may be displayed."""
    tally = state.countable(with_held)
    small = precinct in small_precincts(figures_of(tally))
    return (*([_SMALL] if small else []), *([_HELD] if with_held and _held_apart(state, precinct) else []))


def _held_apart(state: RecordState, precinct: PrecinctId) -> bool:
    if state.completed is not None or not state.held.sheets[precinct]:
        return False
    return grouped(state.real, state.held).sheets[precinct] != (state.real + state.held).sheets[precinct]
