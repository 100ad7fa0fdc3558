"""Fields and forms that several logs have."""

from abc import abstractmethod
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django import forms

from canvass.board.forms import lines, named, offer, text
from canvass.board.office.office_forms import OfficeForm
from canvass.deciding.custody_typed import name_typed, words_typed
from tabulate.board.intake.intake_state import IntakeEntry

SECOND = "As 2026-11-03T19:59:30, in Montana; without seconds, the full minute."


def second(label: str, help_text: str = SECOND, required: bool = True) -> forms.CharField:
    """An exact hour."""
    return text(label, 40, help_text, required=required)


def officials(fewest: int) -> forms.CharField:
    """Names, one a line."""
    return lines("Officials", f"One a line, {fewest} or more.")


def choice(label: str, values: Iterable[StrEnum]) -> forms.ChoiceField:
    """One of a list."""
    return forms.ChoiceField(label=label, choices=[("", "Choose"), *named(values)])


class OfferingForm(OfficeForm):
    """A form of a log; lists that the record has are offered as it is asked."""

    def __init__(self, data: Any = None, files: Any = None, **offered: list[tuple[str, str]]) -> None:
        """With what may be chosen in each field."""
        super().__init__(data, files)
        for name, choices in offered.items():
            offer(self.fields[name], choices)

    def words(self, field: str) -> str:
        """What was typed in a line. Raises InputError."""
        return words_typed(self.cleaned_data[field])

    def people(self, field: str = "officials") -> tuple[str, ...]:
        """Names, a line each. Raises InputError."""
        return tuple(name_typed(one, "the official") for one in self.lines_of(field))


class LogForm(OfferingForm):
    """A step in a log."""

    @abstractmethod
    def entry(self, by: str) -> IntakeEntry:
        """What was typed, as an entry. Raises InputError."""
