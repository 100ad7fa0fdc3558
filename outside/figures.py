"""Figures as other systems print them: digits 0 to 9, with commas between thousands or without."""

from outside.errors import OutsideFileError
from tabulate.whole_numbers import figure

MOST = 999_999_999
"""No county has more of anything that is counted."""


def printed_figure(text: str, where: str) -> int:
    """The whole number that a text prints. Raises OutsideFileError for anything else."""
    number = figure(text, MOST)
    if number is None:
        raise OutsideFileError(
            f"{text[:40]!r}", "a whole number, 0 or more", "Export the file again; do not change it by hand.", where
        )
    return number
