"""Collecting the problems of a definition, so that all of them are told at once."""

import json
from collections.abc import Iterable, Sequence, Set
from datetime import date
from decimal import Decimal
from typing import Any

from tabulate.errors import DefinitionError, Problem
from tabulate.hours import RECKONED_YEARS, is_reckoned

_SHOWN = 60
"""Characters shown of a value that was found."""


class Findings:
    """The problems found so far, in order."""

    def __init__(self) -> None:
        """Begin with none."""
        self._problems: list[Problem] = []

    def add(self, field: str, found: str, expected: str, remedy: str) -> None:
        """Note one problem. See `Problem` for the words."""
        self._problems.append(Problem(field, found, expected, remedy))

    def stop_if_any(self) -> None:
        """Raise DefinitionError with everything found so far, if anything was."""
        if self._problems:
            raise DefinitionError(self._problems)

    def distinct(self, named: Iterable[tuple[str, str]], what: str) -> None:
        """Each of `named`, pairs of field and id, must have an id of its own; `what` names them in the plural."""
        first: dict[str, str] = {}
        for field, value in named:
            if value in first:
                found = f"{quoted(value)}, which {first[value]} has too"
                self.add(field, found, f"{what} to have different ids", "Give one of them another id.")
            first.setdefault(value, field)

    def known(self, field: str, value: str, known: Set[str], where: str) -> bool:
        """Whether `value` is among `known`; if not, it is a problem. `where` names the list that should have it."""
        if value in known:
            return True
        self.add(field, quoted(value), f"an id that is listed under {where}", f"Correct it, or add it to {where}.")
        return False

    def listed(self, field: str, values: Sequence[str], known: Set[str], where: str) -> None:
        """A list of ids: each must be among `known`, as `where` has them, and stand once."""
        for place, value in enumerate(values):
            self.known(f"{field}[{place}]", value, known, where)
        self.distinct(((f"{field}[{place}]", value) for place, value in enumerate(values)), "the items of this list")

    def usable(self, field: str, day: date) -> bool:
        """Whether the days of the law around an election day can be reckoned; if not, it is a problem."""
        if is_reckoned(day):
            return True
        expected = f"a day of the years {RECKONED_YEARS[0]} to {RECKONED_YEARS[-1]}, such as 2026-11-03"
        self.add(field, quoted(day.isoformat()), expected, "Correct it.")
        return False


def quoted(value: Any) -> str:
    """A JSON value as it is shown to people: as JSON, cut where long; a list or an object by its size."""
    match value:
        case dict():
            return f"an object of {len(value)} fields"
        case list():
            return f"a list of {len(value)} items"
        case Decimal():
            return str(value)
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
