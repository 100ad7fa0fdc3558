"""Numbers of expected ballots from a CSV file, read with suspicion: wrong encodings, huge files, formulas, repeats."""

from collections import Counter
from dataclasses import dataclass

from canvass.errors import InputError
from tabulate.csv_rows import Accepted, CsvRefused, CsvRow, CsvTable, rows_of
from tabulate.election import Election, PrecinctId
from tabulate.whole_numbers import figure

MOST_BYTES = 500_000
_MOST_BALLOTS = 10_000_000
_MOST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One line: ballots of a precinct, or of a batch."""

    precinct: PrecinctId | None
    batch: str | None
    ballots: int


def read_expected(content: bytes, election: Election, batches: frozenset[str]) -> tuple[ExpectedLine, ...]:
    """Every line of the file. Raises InputError with the line's number; then nothing of the file is used."""
    try:
        table = rows_of(content, Accepted(MOST_BYTES), _check_columns)
    except CsvRefused as refused:
        raise InputError(
            f"{refused.sentence} Nothing of the file was written. Correct it and choose it again."
        ) from None
    of = table.columns[0]
    precincts = _by_name(election) if of == "precinct" else None
    found: dict[tuple[PrecinctId | None, str | None], ExpectedLine] = {}
    for row in table.rows:
        line = _line(row, precincts, batches)
        if (line.precinct, line.batch) in found:
            raise _wrong(row.line, f"each {of} once", f"{row[of]} again")
        found[line.precinct, line.batch] = line
    if not found:
        raise _wrong(2, f"a {of} and its ballots", "nothing below the first line")
    return tuple(found.values())


def _check_columns(table: CsvTable) -> None:
    if table.columns not in (("precinct", "ballots"), ("batch", "ballots")):
        heading = ",".join(table.heading)
        raise _wrong(1, "the first line to be `precinct,ballots` or `batch,ballots`", heading)


def _by_name(election: Election) -> dict[str, PrecinctId]:
    """Precincts by id and by name; a name that several have names none, and ids go first."""
    names = Counter(one.name.casefold() for one in election.precincts)
    by_name = {one.name.casefold(): one.id for one in election.precincts if names[one.name.casefold()] == 1}
    return by_name | {one.id.casefold(): one.id for one in election.precincts}


def _line(row: CsvRow, precincts: dict[str, PrecinctId] | None, batches: frozenset[str]) -> ExpectedLine:
    name = row["batch" if precincts is None else "precinct"]
    ballots = figure(row["ballots"], _MOST_BALLOTS)
    if ballots is None:
        raise _wrong(row.line, "a number of ballots", row["ballots"])
    if precincts is None:
        if name not in batches:
            raise _wrong(row.line, "a batch of this record", name)
        return ExpectedLine(None, name, ballots)
    if name.casefold() not in precincts:
        raise _wrong(row.line, "a precinct of this election, by its id or name", name)
    return ExpectedLine(precincts[name.casefold()], None, ballots)


def _wrong(number: int, expected: str, found: str) -> InputError:
    return InputError(
        f"Line {number}: expected {expected}; found {found[:_MOST_SHOWN]!r}. Nothing of the file was written. "
        "Correct it and choose it again."
    )
