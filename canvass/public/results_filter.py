"""Which contests and which precinct of the results are shown: chosen by a form that needs no script."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.http import urlencode

from canvass.reporting.results import Breakdown
from canvass.reporting.shown.contests_shown import ContestAsShown
from tabulate.totals.results import PrecinctTotals

LONGEST_WORDS = 100
NOT_STATED = "-"
"""Stands for the row of sheets of which nothing names the precinct."""


def row_id(row: PrecinctTotals) -> str:
    """A row as an address names it."""
    return NOT_STATED if row.precinct is None else str(row.precinct)


class ResultsFilter(forms.Form):
    """What of the results is to be shown; what is empty, or names nothing, leaves nothing out."""

    contest = forms.ChoiceField(label="Contest", required=False)
    precinct = forms.ChoiceField(label="Precinct", required=False)
    find = forms.CharField(
        label="Words", required=False, max_length=LONGEST_WORDS, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(
        self,
        by: Breakdown,
        contests: Sequence[ContestAsShown],
        rows: Sequence[PrecinctTotals],
        asked: Mapping[str, Any],
    ) -> None:
        """Of these contests and of the rows that are shown."""
        super().__init__({name: asked.get(name, "") for name in ("contest", "precinct", "find")})
        self._by = by
        _offer(self.fields["contest"], [("", "Every contest"), *((str(one.contest), one.short) for one in contests)])
        if by is Breakdown.PRECINCT:
            _offer(self.fields["precinct"], [("", "All, in one table"), *((row_id(row), row.name) for row in rows)])
        else:
            del self.fields["precinct"]
        self.full_clean()

    def _said(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    @property
    def precinct_chosen(self) -> str:
        """As an address names it; empty where all are shown."""
        return self._said("precinct")

    @property
    def leaves_out(self) -> bool:
        """Whether anything is left out."""
        return bool(self._said("contest") or self._said("find") or self.precinct_chosen)

    @property
    def query(self) -> str:
        """What was chosen, as an address has it."""
        said = {name: self._said(name) for name in self.fields}
        return urlencode({"by": self._by.key, **{name: word for name, word in said.items() if word}})

    def takes(self, shown: ContestAsShown) -> bool:
        """Whether a contest is shown: by its id, or by words that its title or a choice has."""
        contest, words = self._said("contest"), self._said("find").casefold().split()
        names = " ".join([shown.totals.title, shown.short, shown.party, *(one.called for one in shown.choices)])
        return contest in ("", str(shown.contest)) and all(word in names.casefold() for word in words)


def _offer(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
