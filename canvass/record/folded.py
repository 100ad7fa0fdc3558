"""The state of a whole record with the entry up to which it is: others may append while it is folded."""

from itertools import islice
from typing import TYPE_CHECKING

from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from canvass.record.store import Record
    from tabulate.ledger.chain import Head


def folded(record: "Record") -> "tuple[RecordState, Head]":
    """Both, at one place of the ledger: where it ended when this began. Raises LedgerBroken or NewerLedger."""
    head = record.head()
    return fold(islice(record.outlines(), head.number)), head
