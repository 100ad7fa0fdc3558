"""Figures of another system are under the seal of results (13-15-207, 13-35-241)."""

from typing import TYPE_CHECKING

from canvass.errors import SealedError
from canvass.reporting.sealing import check_open
from tabulate.ledger.fold import fold

if TYPE_CHECKING:
    from canvass.record.store import Record


def figures_open(record: "Record") -> bool:
    """Whether figures may be shown by now."""
    try:
        check_open(record.election, fold(record.outlines()))
    except SealedError:
        return False
    return True
