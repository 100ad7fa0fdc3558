"""Figures of another system are under the seal of results (13-15-207, 13-35-241)."""

from typing import TYPE_CHECKING

from canvass.errors import SealedError
from canvass.reporting.sealing import check_open
from tabulate.election import Election
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from canvass.record.store import Record


def figures_open(record: "Record") -> bool:
    """Whether figures may be shown by now."""
    return is_open(record.election, fold(record.outlines()))


def is_open(election: Election, state: RecordState) -> bool:
    """The same, of a record that is folded."""
    try:
        check_open(election, state)
    except SealedError:
        return False
    return True
