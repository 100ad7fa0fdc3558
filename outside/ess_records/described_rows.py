"""What a row says of its record besides votes: precinct, style, batch, tabulator. The same in both kinds of export."""

from collections.abc import Iterable, Iterator, Mapping

from outside.cast_vote_records import OutsideRecord, VotesInContest
from outside.errors import OutsideFileError
from outside.ess_records.record_grid import KEY, GridRow
from outside.ess_records.record_numbers import record_number, tabulator_numbers, tabulator_of
from outside.records.sheet_numbers import sheet_number

_PRECINCT = ("precinct", "precinct name", "precinct id")
_PORTION = ("precinct split", "precinct part", "precinct portion")
_STYLE = ("ballot style",)
_BATCH = ("batch", "batch name", "batch id")
_GROUP = ("reporting group", "counting group")
_STATUS = ("ballot status",)
_MACHINE = ("machine", "tabulator", "machine id", "machine serial")
_SHEET = ("sheet number", "sheet")


def described_records(
    rows: tuple[GridRow, ...], columns: Mapping[str, int], votes: Iterable[tuple[VotesInContest, ...]]
) -> Iterator[OutsideRecord]:
    """The record of each row, with its votes. Raises OutsideFileError for numbers that are missing or were changed."""
    key = columns[KEY]
    column = columns.get("tabulator cvr")
    numbers = [""] * len(rows) if column is None else tabulator_numbers(rows, column)
    precinct, portion, style = (_column(columns, names) for names in (_PRECINCT, _PORTION, _STYLE))
    batch, group, status = (_column(columns, names) for names in (_BATCH, _GROUP, _STATUS))
    machine, sheet = _column(columns, _MACHINE), _column(columns, _SHEET)
    for row, number, cast in zip(rows, numbers, votes, strict=True):
        cells = (*row.cells, "")
        part, position = tabulator_of(number)
        yield OutsideRecord(
            record_number(row, key),
            cast,
            _sheet(cells[sheet], row),
            cells[precinct],
            cells[portion],
            cells[style],
            cells[group],
            cells[machine] or part,
            cells[batch],
            position,
            number,
            cells[status],
        )


def _column(columns: Mapping[str, int], names: tuple[str, ...]) -> int:
    """The first of these columns that is there; else the place behind the last cell, which is empty."""
    return next((columns[name] for name in names if name in columns), -1)


def _sheet(text: str, row: GridRow) -> int | None:
    if not text:
        return None
    number = sheet_number(text)
    if number is None:
        raise OutsideFileError(f"sheet {text[:20]!r}", "1, 2, 3 and so on", "Export it again.", row.where)
    return number
