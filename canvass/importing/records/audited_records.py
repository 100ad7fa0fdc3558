"""Cast vote records for the audit: read again from the files that the record keeps."""

from typing import TYPE_CHECKING

from audit.state import AuditState
from canvass.auditing.reported.records_counted import CountedRecords
from canvass.importing.records.kept_records import RecordsOfRecord, taken_records
from canvass.importing.records.opened_records import comparable_contests
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from canvass.record.store import Record


def counted_records(record: "Record", counted: RecordState, content_sha256: str = "") -> CountedRecords | None:
    """The records with that hash, or those taken last; None where there are none. Raises RecordError."""
    found = taken_records(counted, content_sha256)
    return None if found is None else _read(record, found)


def records_of_precinct(
    record: "Record", audit: AuditState | None, counted: RecordState, precinct: PrecinctId
) -> CountedRecords | None:
    """The records that a precinct's first count is the sum of; None where it is something else. Raises RecordError."""
    chosen = None if audit is None else audit.report_of(precinct)
    if chosen is None or chosen.records is None:
        return None
    return counted_records(record, counted, chosen.records.content_sha256)


def _read(record: "Record", found: RecordsOfRecord) -> CountedRecords:
    records = found.read(record.directory, record.election)
    return CountedRecords(found.name, found.entry.content_sha256, records, comparable_contests(record.election))
