"""The cells of a list, each held to what it may be; what is wrong is collected with line and column."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from tabulate.csv_rows import CsvRow, plain_cell, spreadsheet_cell
from tabulate.defining.list_columns import KnownColumns, compared
from tabulate.definitions.shape import BLANK
from tabulate.errors import Problem
from tabulate.printable import says_something, shown

_Word = TypeVar("_Word", bound=StrEnum)
_MOST_CHARACTERS = 1_000
_YES, _NO = frozenset({"yes", "y", "true", "x", "1"}), frozenset({"no", "n", "false", "0"})
_WHOLE = re.compile(r"[0-9]{1,8}|[0-9]{1,3}(?:,[0-9]{3}){1,2}")
"""A comma parts thousands alone: `1,0` is no 10."""
_MOST_SHOWN = 60
_DASHES = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}"})
"""As people leave a cell empty."""


class ListCells:
    """Reads cells of one list, and notes what is wrong with them."""

    def __init__(self, columns: KnownColumns, problems: list[Problem]) -> None:
        """Problems are added to those given."""
        self.columns, self.problems = columns, problems

    def wrong(self, row: CsvRow, column: str, found: str, expected: str, remedy: str = "Correct it.") -> None:
        """Note one problem of a cell."""
        self.problems.append(Problem(f"line {row.line}, column {self.columns.shown(column)}", found, expected, remedy))

    def text(self, row: CsvRow, column: str) -> str:
        """A text of one line; empty where nothing stands there or it is refused."""
        return self.checked(row, column, self.columns.cell(row, column))

    def checked(self, row: CsvRow, column: str, cell: str) -> str:
        """The same of a cell that was looked up."""
        text = " ".join(plain_cell(cell).split(" ")).strip()
        if not text or text in _DASHES:
            return ""
        if text.startswith(BLANK):
            found, expected = "a blank", text.removeprefix(BLANK)[:_MOST_CHARACTERS]
        elif not says_something(text):
            found, expected = f"{shown(text)[:_MOST_SHOWN]!r}, with signs that cannot be printed", "letters on one line"
        elif spreadsheet_cell(cell) != cell:
            found, expected = f"{text[:_MOST_SHOWN]!r}, which a spreadsheet would compute", "the words or the figure"
        elif len(text) > _MOST_CHARACTERS:
            found, expected = f"{len(text):,} characters", f"at most {_MOST_CHARACTERS:,}"
        else:
            return text
        self.wrong(row, column, found, expected)
        return ""

    def number(self, row: CsvRow, column: str, least: int, most: int) -> int | None:
        """A whole number; None where nothing stands there or it is refused."""
        text = self.text(row, column).removesuffix(".0")
        if not text:
            return None
        if _WHOLE.fullmatch(text) and least <= (number := int(text.replace(",", ""))) <= most:
            return number
        self.wrong(row, column, repr(text[:_MOST_SHOWN]), f"a whole number from {least:,} to {most:,}")
        return None

    def yes_or_no(self, row: CsvRow, column: str) -> bool | None:
        """Yes or no; None where nothing stands there or it is refused."""
        text = compared(self.text(row, column))
        if not text or text in _YES | _NO:
            return (text in _YES) if text else None
        self.wrong(row, column, repr(text[:_MOST_SHOWN]), "yes or no")
        return None

    def word(self, row: CsvRow, column: str, words: Iterable[_Word]) -> _Word | None:
        """One of the words; None where nothing stands there or it is none of them."""
        text, possible = compared(self.text(row, column)), tuple(words)
        if not text:
            return None
        found = next((one for one in possible if compared(one.value) == text), None)
        if found is None:
            expected = f"one of: {', '.join(one.value for one in possible)}"
            self.wrong(row, column, repr(text[:_MOST_SHOWN]), expected)
        return found
