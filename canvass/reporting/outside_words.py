"""That figures are another system's count, said on every paper and page that shows them."""

from collections.abc import Collection

from canvass.console.text import plural
from tabulate.ledger.state import RecordState
from tabulate.outside_figures import OutsideCount, OutsidePrecinctFigures
from tabulate.precincts import PrecinctId

_MOST_NAMED = 12
_HASH_SHOWN = 16


def outside_of(state: RecordState, precinct: PrecinctId) -> OutsidePrecinctFigures | None:
    """What another system tells of a precinct, where its count stands; else None."""
    count = state.outside_count()
    return count.precinct(precinct) if count is not None and precinct in state.counted_outside() else None


def outside_words(count: OutsideCount | None) -> str:
    """Whose count it is, and which report of it; empty where there is none."""
    if count is None:
        return ""
    told = [one for one in (f"run at {count.run_at}" if count.run_at else "", count.label) if one]
    files = ", ".join(one[:_HASH_SHOWN] for one in count.files)
    return f"Counted by another system: {', '.join([count.source, *told])}; files SHA-256 {files}"


def outside_notes(state: RecordState, precincts: Collection[PrecinctId] | None = None) -> tuple[str, ...]:
    """In sentences: which precincts another system counted, by which entry; nothing where it counted none of these."""
    counted, taken = state.counted_outside(), state.board.office.outside.taken
    own = [one for one in counted if precincts is None or one in precincts]
    if taken is None or not own:
        return ()
    named = ", ".join(own[:_MOST_NAMED]) + (f" and {len(own) - _MOST_NAMED:,} more" if len(own) > _MOST_NAMED else "")
    where = "" if precincts is not None and len(precincts) == 1 else f" {plural(len(own), 'precinct')}: {named}."
    return (f"{outside_words(taken[1].count)}; entry {taken[0]:,}.{where} It stands in place of an own count.",)
