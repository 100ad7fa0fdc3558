"""Numbers of records and tabulators, which spreadsheets like to change."""

import re

from outside.errors import OutsideFileError
from outside.ess_records.record_grid import GridRow

_MANGLED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+|\d{16,}\.0", re.IGNORECASE)
"""Written with an exponent, or with more digits than a spreadsheet's numbers have."""
_HEXADECIMAL = re.compile(r"[0-9A-F]{16}", re.IGNORECASE)
_POINT_ZERO = re.compile(r"[0-9]+\.0")
_NUMBER = re.compile(r"[0-9]{1,18}")
_SHORT = re.compile(r"[0-9]{7,9}")
_SEVEN_TO_TEN = re.compile(r"[0-9]{7,10}")
_TEN = 10
_FROM_THE_SYSTEM = "A spreadsheet changed it: export the file again, and do not open and save it."


def record_number(row: GridRow, column: int) -> str:
    """The number of a cast vote record. Raises OutsideFileError for none, and for one that a spreadsheet changed."""
    text = row.cells[column]
    number = _without_point(text)
    if not _NUMBER.fullmatch(number) or _MANGLED.fullmatch(text):
        found = repr(text[:40]) if text else "no number"
        raise OutsideFileError(found, "the record's number", _FROM_THE_SYSTEM, row.where)
    return number


def without_zeros(number: str) -> str:
    """A record's number as all files of one export have it: some write zeros at its front, and some do not."""
    return number.lstrip("0") or "0" if number.isdigit() else number


def tabulator_numbers(rows: tuple[GridRow, ...], column: int) -> list[str]:
    """The numbers of a column `Tabulator CVR`: ten digits, or sixteen that are hexadecimal.

    Zeros at their front, which a spreadsheet takes away, are put back only where all numbers then have ten digits.
    Raises OutsideFileError for numbers that were changed in another way.
    """
    numbers = []
    for row in rows:
        text = row.cells[column]
        if _MANGLED.fullmatch(text) and not _HEXADECIMAL.fullmatch(text):
            expected = "ten digits, or sixteen that are hexadecimal"
            raise OutsideFileError(repr(text), expected, _FROM_THE_SYSTEM, row.where)
        numbers.append(_without_point(text))
    short = next((place for place, number in enumerate(numbers) if _SHORT.fullmatch(number)), None)
    if short is None:
        return numbers
    if not all(number == "" or _SEVEN_TO_TEN.fullmatch(number) for number in numbers):
        found = f"{numbers[short]!r}, which lacks digits that others have"
        raise OutsideFileError(found, "ten digits in every row", _FROM_THE_SYSTEM, rows[short].where)
    return [number.zfill(_TEN) if number else "" for number in numbers]


def _without_point(text: str) -> str:
    """1.0 is how some programs save 1."""
    return text[:-2] if _POINT_ZERO.fullmatch(text) else text


def tabulator_of(number: str) -> tuple[str, str]:
    """The tabulator and the position that a number of ten digits is made of; empty for others."""
    return (number[:4], number[4:]) if len(number) == _TEN and number.isdigit() else ("", "")
