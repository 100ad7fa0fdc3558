"""Numbers of records and tabulators, which spreadsheets like to change."""

import re
from collections.abc import Iterable

from outside.errors import OutsideFileError

_MANGLED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"[0-9A-F]{16}", re.IGNORECASE)
_POINT_ZERO = re.compile(r"(\d+)\.0")
_SHORT = re.compile(r"\d{7,9}")
_TEN = 10
_FROM_THE_SYSTEM = "A spreadsheet changed it: export the file again, and do not open and save it."


def record_number(text: str, where: str) -> str:
    """The number of a cast vote record. Raises OutsideFileError for none, and for one that a spreadsheet changed."""
    if not text or _MANGLED.fullmatch(text):
        raise OutsideFileError(repr(text) if text else "no number", "the record's number", _FROM_THE_SYSTEM, where)
    return _POINT_ZERO.sub(r"\1", text) if _POINT_ZERO.fullmatch(text) else text


def tabulator_numbers(texts: Iterable[tuple[str, str]]) -> list[str]:
    """The numbers of a column `Tabulator CVR`, each given with its place: ten digits, or sixteen hexadecimal ones.

    Zeros at their front, which a spreadsheet takes away, are put back only where all numbers then have ten digits.
    Raises OutsideFileError for numbers that were changed in another way.
    """
    pairs = list(texts)
    for text, where in pairs:
        if _MANGLED.fullmatch(text) and not _HEXADECIMAL.fullmatch(text):
            raise OutsideFileError(repr(text), "ten digits, or sixteen that are hexadecimal", _FROM_THE_SYSTEM, where)
    numbers = [_POINT_ZERO.sub(r"\1", text) if _POINT_ZERO.fullmatch(text) else text for text, _ in pairs]
    short = next((place for place, number in enumerate(numbers) if _SHORT.fullmatch(number)), None)
    if short is None:
        return numbers
    if not all(
        number == "" or (number.isascii() and number.isdigit() and 7 <= len(number) <= _TEN) for number in numbers
    ):
        found = f"{numbers[short]!r}, which lacks digits that others have"
        raise OutsideFileError(found, "ten digits in every row", _FROM_THE_SYSTEM, pairs[short][1])
    return [number.zfill(_TEN) if number else "" for number in numbers]


def tabulator_of(number: str) -> tuple[str, str]:
    """The tabulator and the position that a number of ten digits is made of; empty for others."""
    return (number[:4], number[4:]) if len(number) == _TEN and number.isdigit() else ("", "")
