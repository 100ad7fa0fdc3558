"""What stops the tabulation's work. Each message says what was found, where, what was expected and what to do.

TabulateError
├── DefinitionError    an election definition that cannot be used, with every problem found in it
│   └── LayoutError    the same of a ballot layout
├── WrongElection      a sheet that was read with another definition than it is counted with
├── CsvRefused         a CSV file that is none, or could be meant in two ways: see csv_rows.py
└── LedgerError        see ledger_errors.py
"""

from collections.abc import Iterable
from dataclasses import dataclass

_LISTED = 40
"""Problems written out in a message; what is beyond is counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file that was given."""

    field: str
    """Where: a path such as `contests[3].seats` (lists count from 0), a line of a table; empty for the whole file."""
    found: str
    expected: str
    remedy: str
    """What to do, as a sentence."""

    def __str__(self) -> str:
        """One line for people."""
        place = f"{self.field}: " if self.field else ""
        return f"{place}found {self.found}; expected {self.expected}. {self.remedy}"


class TabulateError(Exception):
    """Whatever stops the tabulation's work."""


class DefinitionError(TabulateError):
    """An election definition that cannot be used; nothing was read with it."""

    noun = "election definition"

    def __init__(self, problems: Iterable[Problem], file: str | None = None) -> None:
        """`problems` in the order of the file; `file` as the user named it, where there is one."""
        self.problems = tuple(problems)
        self.file = file
        super().__init__(self._message())

    def _message(self) -> str:
        name = f"The {self.noun} {self.file}" if self.file else f"The {self.noun}"
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        lines = [f"{name} cannot be used: {count}."]
        lines += [f"  {problem}" for problem in self.problems[:_LISTED]]
        if len(self.problems) > _LISTED:
            lines.append(f"  ... and {len(self.problems) - _LISTED} more.")
        return "\n".join(lines)


class LayoutError(DefinitionError):
    """A ballot layout that cannot be used with its election definition; nothing was read with it."""

    noun = "layout"


class WrongElection(TabulateError):  # noqa: N818  (said as such)
    """A sheet that was read with another definition than it is counted with."""


class UnknownId(LookupError):  # noqa: N818  (said as such)
    """An election was asked for a part that it does not have: not a wrong file, but a fault of whoever asks."""
