"""Numbers of expected ballots from a CSV file, read with suspicion: wrong encodings, huge files, formulas, repeats."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from canvass.errors import InputError
from tabulate.election import Election, PrecinctId

MOST_BYTES = 500_000
MOST_LINES = 5_000
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
    rows = _rows(_text(content))
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    if head not in (["precinct", "ballots"], ["batch", "ballots"]):
        raise _wrong(1, "the first line to be `precinct,ballots` or `batch,ballots`", ",".join(rows[0] if rows else []))
    precincts = _by_name(election)
    found: dict[tuple[PrecinctId | None, str | None], ExpectedLine] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        line = _line(number, row, precincts if head[0] == "precinct" else None, batches)
        if (line.precinct, line.batch) in found:
            raise _wrong(number, f"each {head[0]} once", f"{row[0].strip()} again")
        found[line.precinct, line.batch] = line
    if not found:
        raise _wrong(2, f"a {head[0]} and its ballots", "nothing below the first line")
    return tuple(found.values())


def _by_name(election: Election) -> dict[str, PrecinctId]:
    """Precincts by id and by name; a name that several have names none, and ids go first."""
    names = Counter(one.name.casefold() for one in election.precincts)
    by_name = {one.name.casefold(): one.id for one in election.precincts if names[one.name.casefold()] == 1}
    return by_name | {one.id.casefold(): one.id for one in election.precincts}


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise InputError(
            f"The file has {len(content):,} bytes; a county's numbers fit into {MOST_BYTES:,}. Nothing was written. "
            "Choose the file that holds a line for each precinct or batch."
        )
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"The file is not UTF-8 text (byte {error.start + 1}). Nothing was written. Save it as `CSV UTF-8` and "
            "choose it again."
        ) from None
    if "\0" in decoded:
        raise InputError(
            "The file is no text: it holds zero bytes, as spreadsheets do that were not saved as CSV. Nothing was "
            "written. Save it as `CSV UTF-8` and choose it again."
        )
    return decoded


def _rows(decoded: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(decoded, newline=""), strict=True):
            rows.append(row)
            if len(rows) > MOST_LINES:
                raise InputError(f"The file has more than {MOST_LINES:,} lines. Nothing was written.")
    except csv.Error as error:
        raise InputError(
            f"Line {len(rows) + 1} is not CSV ({error}). Nothing was written. Save the file as `CSV UTF-8` again."
        ) from None
    return rows


def _line(
    number: int, row: list[str], precincts: dict[str, PrecinctId] | None, batches: frozenset[str]
) -> ExpectedLine:
    if len(row) != 2:  # `P01,1,143` is no 1: a figure with a comma stands in quotes
        raise _wrong(number, "two columns", ",".join(row))
    name, figure = row[0].strip(), row[1].strip().replace(",", "")
    if not (figure.isascii() and figure.isdigit() and len(figure) < 9 and int(figure) <= _MOST_BALLOTS):
        raise _wrong(number, "a number of ballots", row[1])
    if precincts is None:
        if name not in batches:
            raise _wrong(number, "a batch of this record", name)
        return ExpectedLine(None, name, int(figure))
    if name.casefold() not in precincts:
        raise _wrong(number, "a precinct of this election, by its id or name", name)
    return ExpectedLine(precincts[name.casefold()], None, int(figure))


def _wrong(number: int, expected: str, found: str) -> InputError:
    return InputError(
        f"Line {number}: expected {expected}; found {found[:_MOST_SHOWN]!r}. Nothing of the file was written. "
        "Correct it and choose it again."
    )
