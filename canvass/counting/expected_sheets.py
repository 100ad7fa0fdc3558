"""How many sheets a batch is to have, as was said last: when it was opened, or afterwards (13-15-201)."""

from typing import TYPE_CHECKING

from canvass.errors import InputError
from tabulate.board.reconciliation_entries import KIND_OF_EXPECTED, sheets_said_last

if TYPE_CHECKING:
    from canvass.record.store import Record
    from tabulate.ledger.entries import BatchOpened

_MOST = 100_000


def sheets_expected_now(record: "Record", opened: "BatchOpened") -> int | None:
    """The number that holds; None where nobody said one."""
    newest_first = (row.entry() for row in record.newest_of_kind(KIND_OF_EXPECTED, None, _MOST))
    said = sheets_said_last(newest_first, opened.batch)
    return opened.expected_sheets if said is None else said


def check_expected(record: "Record", opened: "BatchOpened", asked: int | None) -> None:
    """Raise InputError where a count says another number than the one that holds, with the command that corrects it."""
    if asked is None or asked == opened.expected_sheets or asked == (now := sheets_expected_now(record, opened)):
        return
    said = "without an expected number of sheets" if now is None else f"to have {now:,} sheets"
    raise InputError(
        f"Batch {opened.batch} is {said}, and --expected says {asked:,}. A count does not change what was said. Enter "
        f"the number, and count again: canvass batches expect {record.directory} {opened.batch} {asked} --by NAME, or "
        "the page Reconciliation. Nothing was counted."
    )
