"""What names mean, confirmed by a person: one entry in the ledger, in the place of the one before."""

from dataclasses import replace
from typing import TYPE_CHECKING

from canvass.importing.names_of_record import NamesOfRecord

if TYPE_CHECKING:
    from canvass.record.store import Record


def confirm_names(record: "Record", names: NamesOfRecord, entered_by: str) -> bool:
    """Write the mapping, unless the ledger says it already; whether it was written. Raises RefusedError.

    What waits is not in it: nothing is mapped that no rule and no person knows.
    """
    from canvass.deciding.decisions import Deciding

    entry = names.entry(entered_by)
    if names.recorded is not None and replace(names.recorded, entered_by=entered_by) == entry:
        return False
    Deciding(record).enter(entry)
    return True
