"""The file of a list, CSV or workbook, to the rows of a table; whatever else it is is refused in words."""

from datetime import date, datetime
from itertools import islice

from canvass.importing.defining.office_titles import office_of
from outside.errors import OutsideFileError
from outside.limits import OutsideLimits, check_size
from outside.opening import ContentKind, kind_of, opened
from outside.source import OutsideFile
from outside.texts import text_of
from outside.whole_workbooks import check_workbook
from outside.workbooks import Cell, Workbook, cell_text
from tabulate.csv_rows import Accepted, CsvRefused, CsvTable, rows_of, spreadsheet_text
from tabulate.defining.contest_rows import ContestList, contest_list
from tabulate.defining.list_columns import ListKind, known_columns
from tabulate.defining.precinct_rows import PrecinctList, precinct_list
from tabulate.errors import Problem
from tabulate.offices import Office

_MEGABYTE = 1 << 20
LIST_BYTES = 4 * _MEGABYTE
_ROWS = 20_000
_ACCEPTED = Accepted(content_bytes=2 * LIST_BYTES, rows=_ROWS, cell_characters=2_000, delimiters=",;\t|")
_LIMITS = OutsideLimits(file_bytes=LIST_BYTES, text_bytes=LIST_BYTES, unpacked_bytes=64 * _MEGABYTE, entries=500,
                        sheet_cells=2_000_000)  # fmt: skip
_MOST_SHOWN = 100
_TEMPLATE = "Begin with the template."


def contests_in(content: bytes) -> ContestList:
    """The contests of a file, or what is wrong with it."""
    table = _table(content, ListKind.CONTESTS)
    if isinstance(table, Problem):
        return ContestList(problems=(table,))
    return contest_list(table, office_named)


def precincts_in(content: bytes) -> PrecinctList:
    """The precincts of a file, or what is wrong with it."""
    table = _table(content, ListKind.PRECINCTS)
    return PrecinctList(problems=(table,)) if isinstance(table, Problem) else precinct_list(table)


def list_in(kind: ListKind, content: bytes) -> ContestList | PrecinctList:
    """The one or the other."""
    return contests_in(content) if kind is ListKind.CONTESTS else precincts_in(content)


def office_named(words: str) -> Office | None:
    """The office that is called so, by the law's word for it or by its own title."""
    plain = " ".join(words.split()).casefold()
    return next((one for one in Office if one.value == plain), None) or office_of(words)


class _WrongHeading(Exception):  # noqa: N818  (said as such)
    """A heading that is no list's, as a title above it: the rows below are not to blame."""

    def __init__(self, heading: CsvTable) -> None:
        super().__init__()
        self.heading = heading


def _table(content: bytes, kind: ListKind) -> CsvTable | Problem:
    """The table; of one with a wrong heading that alone, so that what is wrong with it is said."""

    def check(heading: CsvTable) -> None:
        if known_columns(heading, kind)[1]:
            raise _WrongHeading(heading)

    try:
        return rows_of(_as_csv(content), _ACCEPTED, check)
    except _WrongHeading as wrong:
        return wrong.heading
    except CsvRefused as refused:
        return refused.problem
    except OutsideFileError as error:
        return Problem("", error.found, error.expected, error.remedy)


def ending_of(content: bytes) -> str:
    """What the name of a list's file ends in, by what it holds."""
    if content.startswith(b"PK"):
        return "ods" if b"opendocument.spreadsheet" in content[:200] else "xlsx"
    return "xls" if content.startswith(b"\xd0\xcf\x11\xe0") else "csv"


def table_of(content: bytes) -> CsvTable | None:
    """The rows of a list as they stand there, whatever their headings; None of a file that is no table."""
    try:
        return rows_of(_as_csv(content), _ACCEPTED)
    except (CsvRefused, OutsideFileError):
        return None


def _as_csv(content: bytes) -> bytes:
    """Any text as UTF-8; a workbook's one sheet as CSV. Raises OutsideFileError."""
    check_size(content, _LIMITS)
    match kind_of(content):
        case ContentKind.TEXT:
            return text_of(content, _LIMITS).encode()
        case ContentKind.WORKBOOK:
            if content.startswith(b"PK"):
                check_workbook(content, _LIMITS)
            book = opened(OutsideFile("", content)).workbook
            assert book is not None
            return spreadsheet_text(_sheet(book)).encode()
        case _:
            raise OutsideFileError("a file that is no table", "CSV, or a workbook (.xlsx, .ods)", _TEMPLATE)


def _sheet(book: Workbook) -> list[list[str]]:
    """The one sheet with rows, without the empty columns at its right. Raises OutsideFileError where there are more."""
    every = {name: _cells(book, place) for place, name in enumerate(book.names)}
    filled = [name for name, rows in every.items() if any(map(any, rows))]
    if len(filled) > 1:
        found = f"rows on {len(filled)} sheets: {', '.join(map(repr, filled))[:_MOST_SHOWN]}"
        raise OutsideFileError(found, "the whole list on one sheet", "Put all rows on one sheet, under one heading.")
    rows = every[filled[0]] if filled else []
    width = max((place for row in rows for place, cell in enumerate(row, 1) if cell), default=0)
    return [row[:width] for row in rows]


def _cells(book: Workbook, sheet: int) -> list[list[str]]:
    return [[_cell(cell) for cell in row] for row in islice(book.rows(sheet, _ROWS + 2), _ROWS + 2)]


def _cell(cell: Cell) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return " ".join(cell_text(cell).split())
