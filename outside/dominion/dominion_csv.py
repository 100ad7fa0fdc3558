"""Dominion's cast vote records in CSV: one row for each card, one column for each choice."""

from collections.abc import Iterator
from itertools import islice

from outside.cast_vote_records import CardVotes, OutsideCastVoteRecords, OutsideRecord, VotesInContest
from outside.dominion.choice_columns import CsvHeading, csv_heading
from outside.errors import OutsideFileError
from outside.formats import OutsideFormat
from outside.opening import ContentKind, OpenedFile
from outside.records.marked_contests import MarkReader
from outside.records.record_checks import each_record_once, hidden_numbers
from outside.records.record_tables import EXPORT_AGAIN, TableRow, check_width, table_rows
from outside.source import OutsideSource, source_files

_IDS = ("imprintedid", "uniquevotingidentifier")
_HIDDEN = frozenset({"", "x", "*"})


def is_dominion_csv(file: OpenedFile) -> bool:
    """Whether the fourth row names the record's number and tabulator."""
    if file.kind is not ContentKind.TEXT:
        return False
    try:
        rows = list(islice(table_rows(file.text), 4))
    except OutsideFileError:
        return False
    names = {cell.lower() for cell in rows[3].cells} if len(rows) == 4 else set()
    return {"cvrnumber", "tabulatornum", "batchid"} <= names


def read_dominion_csv(files: tuple[OpenedFile, ...]) -> OutsideCastVoteRecords:
    """The records of one export. Raises OutsideFileError, by row."""
    (file,) = files
    rows = table_rows(file.text)
    heading = csv_heading(list(islice(rows, 4)))
    records, repeated = each_record_once(_records(rows, heading))
    if not records:
        raise OutsideFileError("a heading without records", "a row for each card", EXPORT_AGAIN)
    _check_contests(records, heading)
    form = OutsideFormat.DOMINION_CVR_CSV
    source = OutsideSource(form, source_files([file.file]), form.system, election=heading.election)
    return OutsideCastVoteRecords(
        source, tuple(one.recorded for one in heading.contests), records, (*repeated, *hidden_numbers(records))
    )


def _check_contests(records: tuple[OutsideRecord, ...], heading: CsvHeading) -> None:
    """Refuse two contests of one title that stand beside each other: together nearly all of them seem overvoted."""
    for place, contest in enumerate(heading.contests):
        written = [choice.is_write_in for choice in contest.choices]
        if written == sorted(written) or contest.ranks is not None:
            continue
        votes = [one for record in records for one in record.votes if one.contest == place]
        overvoted = sum(isinstance(one, CardVotes) and one.overvoted is True for one in votes)
        if 2 * overvoted > len(votes):
            found = f"{overvoted:,} of {len(votes):,} records with an overvote, and choices behind a write-in line"
            remedy = "Two contests seem to have this one title: give each its own in the system, and export again."
            raise OutsideFileError(found, "one contest", remedy, contest.title)


def _records(rows: Iterator[TableRow], heading: CsvHeading) -> Iterator[OutsideRecord]:
    readers = [MarkReader(place, one) for place, one in enumerate(heading.contests)]
    for row in rows:
        check_width(row, heading.width)
        votes = [reader.votes(row) for reader in readers]
        yield _record(row, heading, tuple([one for one in votes if one is not None]))


def _record(row: TableRow, heading: CsvHeading, votes: tuple[VotesInContest, ...]) -> OutsideRecord:
    def cell(name: str) -> str:
        column = heading.describing.get(name)
        return "" if column is None else row.cells[column]

    tabulator, batch, position = cell("tabulatornum"), cell("batchid"), cell("recordid")
    imprint = next((cell(name) for name in _IDS if cell(name)), "")
    hidden = position.lower() in _HIDDEN or imprint.lower() in _HIDDEN - {""}
    return OutsideRecord(
        "" if hidden else imprint or f"{tabulator}-{batch}-{position}",
        votes,
        precinct=cell("precinctportion"),
        portion=cell("precinctportion"),
        style=cell("ballottype"),
        group=cell("countinggroup"),
        tabulator=tabulator,
        batch=batch,
        position=position,
        imprint=imprint,
    )
