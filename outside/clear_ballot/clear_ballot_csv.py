"""Clear Ballot's cast vote records: one row for each card. Overvotes stand there as contests without a mark."""

from collections.abc import Iterator
from itertools import islice

from outside.cast_vote_records import OutsideCastVoteRecords, OutsideRecord
from outside.clear_ballot.clear_ballot_columns import CHOICE, DESCRIBING, contests_in
from outside.errors import OutsideFileError
from outside.findings import FindingKind, OutsideFinding
from outside.formats import OutsideFormat
from outside.opening import ContentKind, OpenedFile
from outside.records.marked_contests import MarkedContest, MarkReader
from outside.records.record_checks import each_record_once
from outside.records.record_tables import EXPORT_AGAIN, TableRow, check_width, table_rows
from outside.source import OutsideSource, source_files


def is_clear_ballot(file: OpenedFile) -> bool:
    """Whether the first row has the columns of boxes and a choice."""
    if file.kind is not ContentKind.TEXT:
        return False
    try:
        first = next(table_rows(file.text), None)
    except OutsideFileError:
        return False
    names = {cell.lower() for cell in first.cells} if first else set()
    return {"boxid", "boxposition", "ballotid"} <= names


def read_clear_ballot(files: tuple[OpenedFile, ...]) -> OutsideCastVoteRecords:
    """The records of one export. Raises OutsideFileError, by row."""
    (file,) = files
    rows = table_rows(file.text)
    heading = next(islice(rows, 1)).cells
    columns = _columns(heading)
    contests = contests_in(heading)
    if not contests:
        raise OutsideFileError("no column of a choice", "columns that begin with Choice_", EXPORT_AGAIN, "row 1")
    records, repeated = each_record_once(_records(rows, columns, contests, len(heading)))
    if not records:
        raise OutsideFileError("a heading without records", "a row for each card", EXPORT_AGAIN)
    form = OutsideFormat.CLEAR_BALLOT_CVR
    return OutsideCastVoteRecords(
        OutsideSource(form, source_files([file.file]), form.system),
        tuple(one.recorded for one in contests),
        records,
        (*repeated, *_by_people(records)),
    )


def _columns(heading: tuple[str, ...]) -> dict[str, int]:
    names = [name.lower() for name in heading]
    others = {name: column for column, name in enumerate(names) if name and not name.startswith(CHOICE)}
    wrong = next((name for name in (*DESCRIBING, *others) if names.count(name) != 1), None)
    if wrong is not None:
        raise OutsideFileError(f"{names.count(wrong)} columns {wrong}", "one", EXPORT_AGAIN, "row 1")
    return others


def _records(
    rows: Iterator[TableRow], columns: dict[str, int], contests: tuple[MarkedContest, ...], width: int
) -> Iterator[OutsideRecord]:
    readers = [MarkReader(place, one) for place, one in enumerate(contests)]
    for row in rows:
        check_width(row, width)
        votes = [reader.votes(row) for reader in readers]
        cells = {name: row.cells[column] for name, column in columns.items()}
        computer = cells.get("scancomputername", "")
        yield OutsideRecord(
            "-".join(part for part in (computer, cells["boxid"], cells["boxposition"]) if part),
            tuple([one for one in votes if one is not None]),
            precinct=cells["precinctid"],
            portion=cells.get("precinctstylename", ""),
            style=cells["ballotstyleid"],
            tabulator=computer,
            batch=cells["boxid"],
            position=cells["boxposition"],
            imprint=cells["ballotid"],
            status=_status(cells.get("status") or "0", cells.get("remade") or "0", row),
            images=(cells["ballotid"],) if cells["ballotid"] else (),
        )


def _status(status: str, remade: str, row: TableRow) -> str:
    match status, remade:
        case "0", "0":
            return ""
        case "-1", "0":
            return "unreadable"
        case "-1", "1":
            return "unreadable, voted by people"
        case "0", "1":
            return "voted by people"
        case "1" | "+1", _:
            return "obstructed"
    if status.isascii() and status.isdigit() and int(status[:6]) >= 2:
        return f"{int(status[:6])} cards over each other"
    found = f"status {status[:20]!r}, remade {remade[:20]!r}"
    raise OutsideFileError(found, "-1, 0, 1 or a number of cards; and 0 or 1", EXPORT_AGAIN, f"row {row.number}")


def _by_people(records: tuple[OutsideRecord, ...]) -> Iterator[OutsideFinding]:
    marked = [record for record in records if record.status]
    if marked:
        number = f"{len(marked):,} of {len(records):,} records"
        words = f"not read by the machine alone: {number}; the first is {marked[0].status}"
        yield OutsideFinding(FindingKind.RECORDS, f"record {marked[0].key}", words)
