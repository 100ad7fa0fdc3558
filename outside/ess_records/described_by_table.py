"""Records with what Electionware's Ballots table tells of their numbers: batch, machine, and what their rows lack."""

from collections.abc import Sequence
from dataclasses import replace

from outside.cast_vote_records import OutsideCastVoteRecords, OutsideRecord
from outside.ess_records.record_numbers import without_zeros
from outside.findings import FindingKind, OutsideFinding
from outside.formats import OutsideFormat


def described_by_table(found: Sequence[OutsideCastVoteRecords]) -> tuple[OutsideCastVoteRecords, ...]:
    """An export of ES&S and its Ballots table as one; anything else as it is.

    What a record says of itself stays. The votes are the export's, and no row of a table becomes a record.
    """
    tables = [one for one in found if one.source.format is OutsideFormat.ESS_BALLOTS_TABLE]
    exports = [one for one in found if one.source.format is OutsideFormat.ESS_CVR]
    match exports, tables:
        case [export], [table] if len(found) == len(exports) + len(tables):
            return (_described(export, table),)
    return tuple(found)


def _described(export: OutsideCastVoteRecords, table: OutsideCastVoteRecords) -> OutsideCastVoteRecords:
    rows = {without_zeros(row.key): row for row in table.records}
    records = tuple(_with_row(one, rows.get(without_zeros(one.key))) for one in export.records)
    known = {without_zeros(one.key) for one in export.records}
    findings = (
        *export.findings,
        *table.findings,
        *_lacking([one for one in export.records if without_zeros(one.key) not in rows], "not in the Ballots table"),
        *_lacking([row for key, row in rows.items() if key not in known], "in the Ballots table, without a record"),
    )
    source = replace(
        export.source,
        files=(*export.source.files, *table.source.files),
        county=table.source.county,
        election=table.source.election,
        election_date=table.source.election_date,
    )
    return OutsideCastVoteRecords(source, export.contests, records, findings)


def _with_row(record: OutsideRecord, row: OutsideRecord | None) -> OutsideRecord:
    if row is None:
        return record
    return replace(
        record,
        sheet=record.sheet or row.sheet,
        precinct=record.precinct or row.precinct,
        portion=record.portion or row.portion,
        style=record.style or row.style,
        group=record.group or row.group,
        tabulator=record.tabulator or row.tabulator,
        batch=record.batch or row.batch,
        position=record.position or row.position,
        imprint=record.imprint or row.imprint,
        status=record.status or row.status,
    )


def _lacking(some: Sequence[OutsideRecord], words: str) -> tuple[OutsideFinding, ...]:
    if not some:
        return ()
    where = f"record {some[0].key}"
    return (OutsideFinding(FindingKind.RECORDS, where, f"{words}: {len(some):,} numbers, this one first"),)
