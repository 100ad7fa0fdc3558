"""Whole numbers as people type them."""


def whole_number(text: str, at_most: int) -> int | None:
    """The number that a text writes in the digits 0 to 9 and nothing else; None where it is none, or over `at_most`.

    It may have no more digits than `at_most` has. int() alone would take blanks, signs, underscores and the digits of
    every script, and fail on thousands of them.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(at_most))):
        return None
    number = int(text)
    return number if number <= at_most else None
