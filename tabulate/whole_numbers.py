"""Whole numbers as people type them."""

import re

_MOST_ENTRIES = 999_999_999_999
"""No ledger has more."""
_IN_THOUSANDS = re.compile("[0-9]{1,3}(,[0-9]{3})+")


def whole_number(text: str, at_most: int) -> int | None:
    """The number that a text writes in the digits 0 to 9 and nothing else; None where it is none, or over `at_most`.

    It may have no more digits than `at_most` has. int() alone would take blanks, signs, underscores and the digits of
    every script, and fail on thousands of them.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(at_most))):
        return None
    number = int(text)
    return number if number <= at_most else None


def figure(text: str, at_most: int) -> int | None:
    """As `whole_number`, and with commas that set thousands apart: 1,204.

    A comma anywhere else is no such one: 1,5 is one and a half where it was written, and nobody can tell what 12,04 is.
    """
    return whole_number(text.replace(",", "") if _IN_THOUSANDS.fullmatch(text) else text, at_most)


def entry_number(text: str) -> int | None:
    """The number of a ledger's entry, with commas or without; None where a text writes none."""
    return figure(text, _MOST_ENTRIES)
