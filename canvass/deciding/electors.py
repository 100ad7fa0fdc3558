"""Electors voting by precinct part, typed or from a CSV file, as entries of the record (13-15-404(1)(a))."""

from collections import Counter

from canvass.deciding.expected_csv import MOST_BYTES
from canvass.errors import InputError
from tabulate.board.office.electors_voting import ElectorsFrom, ElectorsVoting
from tabulate.csv_rows import Accepted, CsvRefused, CsvTable, rows_of
from tabulate.precinct_parts import PartsOfElection
from tabulate.precincts import PartId
from tabulate.whole_numbers import figure

MOST_ELECTORS = 10_000_000
_MOST_SHOWN = 80


def electors_typed(part: str, electors: str, source: ElectorsFrom, entered_by: str) -> ElectorsVoting:
    """One part's number as typed. Raises InputError where it is no number."""
    number = figure(electors, MOST_ELECTORS)
    if number is None:
        raise InputError(f"{electors[:_MOST_SHOWN]!r} is no number of electors. Nothing was written. Write 214.")
    return ElectorsVoting(PartId(part), number, source, entered_by)


def electors_in_file(
    content: bytes, parts: PartsOfElection, source: ElectorsFrom, entered_by: str
) -> tuple[ElectorsVoting, ...]:
    """Every line of a file `part,electors`. Raises InputError with the line's number; then nothing of it is used."""
    try:
        table = rows_of(content, Accepted(MOST_BYTES), _check_columns)
    except CsvRefused as refused:
        raise InputError(
            f"{refused.sentence} Nothing of the file was written. Correct it and choose it again."
        ) from None
    known, found = _by_name(parts), dict[PartId, ElectorsVoting]()
    for row in table.rows:
        part = known.get(row["part"].casefold())
        number = figure(row["electors"], MOST_ELECTORS)
        if part is None:
            raise _wrong(row.line, "a precinct part of this election, by its id or name", row["part"])
        if number is None:
            raise _wrong(row.line, "a number of electors", row["electors"])
        if part in found:
            raise _wrong(row.line, "each part once", f"{row['part']} again")
        found[part] = ElectorsVoting(part, number, source, entered_by)
    if not found:
        raise _wrong(2, "a part and its electors voting", "nothing below the first line")
    return tuple(found.values())


def _check_columns(table: CsvTable) -> None:
    if table.columns != ("part", "electors"):
        raise _wrong(1, "the first line to be `part,electors`", ",".join(table.heading))


def _by_name(parts: PartsOfElection) -> dict[str, PartId]:
    """Parts by id and by name; a name that several have names none, and ids go first."""
    names = Counter(part.name.casefold() for part in parts.parts)
    by_name = {part.name.casefold(): part.id for part in parts.parts if names[part.name.casefold()] == 1}
    ids = Counter(part.id.casefold() for part in parts.parts)
    by_id = {part.id.casefold(): part.id for part in parts.parts if ids[part.id.casefold()] == 1}
    return by_name | by_id


def _wrong(number: int, expected: str, found: str) -> InputError:
    return InputError(
        f"Line {number}: expected {expected}; found {found[:_MOST_SHOWN]!r}. Nothing of the file was written. "
        "Correct it and choose it again."
    )
