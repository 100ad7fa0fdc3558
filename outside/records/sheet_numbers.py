"""The number of a sheet in a ballot of several."""

from tabulate.whole_numbers import whole_number

_MOST_SHEETS = 99


def sheet_number(text: str) -> int | None:
    """1, 2, 3 and so on; None for what is no such number."""
    return whole_number(text.lstrip("0"), _MOST_SHEETS)
