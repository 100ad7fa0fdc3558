"""CSV files that people make for the audit: rolls, members, tally sheets. Read as any table program writes them."""

import csv
import io

from canvass.errors import InputError


def checked_csv(text: str, name: str) -> str:
    """The text of a CSV file with one kind of line end. Raises InputError, naming the line, for one that is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise InputError(f"{name} is no CSV file: it has characters that are no text. Nothing was recorded.")
    reader = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True, strict=True)
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        for _ in reader:
            pass
    except csv.Error as error:
        raise InputError(
            f"{name} is no CSV file: line {reader.line_num} cannot be read ({error}). Write it anew with a table "
            "program. Nothing was recorded."
        ) from None
    twice = sorted({cell for cell in heading if cell and heading.count(cell) > 1})
    if twice:
        raise InputError(
            f"{name} has two columns {', '.join(twice)}: nobody can tell which one counts. Nothing was recorded."
        )
    return text
