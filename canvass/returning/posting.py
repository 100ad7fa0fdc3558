"""Whether a return may be displayed, or is for officials: small figures could show how somebody voted (13-1-102).

The rules are those of results by precinct and of the release of a complete count. Small precincts stand there in one
row together, and never alone. Ballots that were held stand apart by precinct, where few, until the count is complete.
"""

from collections.abc import Iterable, Mapping

from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState
from tabulate.publication.held import grouped
from tabulate.publication.releases import figures_of, small_precincts

_SMALL = (
    "fewer than ten ballots of a contest could show how somebody voted, here or in a precinct that is shown together "
    "with this one (13-1-102)"
)
_HELD = "few ballots that were held are among the figures, and the count is not complete (13-15-107(5))"


def for_officials(
    state: RecordState, precincts: Iterable[PrecinctId], with_held: bool
) -> Mapping[PrecinctId, tuple[str, ...]]:
    """Why a precinct's figures are not for the public; nothing where they may be displayed."""
    small, apart = small_precincts(figures_of(state.countable(with_held))), _held_apart(state) if with_held else set()
    return {one: (*([_SMALL] if one in small else []), *([_HELD] if one in apart else [])) for one in precincts}


def _held_apart(state: RecordState) -> set[PrecinctId]:
    """The precincts whose held ballots stand apart, since they are few."""
    real, held = state.in_totals()
    if state.completed is not None or not held.sheets.total():
        return set()
    together, added = grouped(real, held).sheets, (real + held).sheets
    own = (one for one, number in held.sheets.items() if one is not None and number)
    return {one for one in own if together[one] != added[one]}
