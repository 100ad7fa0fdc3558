"""The rows of a member's own tally sheet, and its form (13-17-506(2)(a)). No figure of a machine is in them."""

from dataclasses import dataclass
from typing import Any

from django import forms

from audit.contests import WRITE_INS, AuditChoice
from audit.coverage import ChoiceVotes
from audit.sheet_figures import Figures, TallyRows
from audit.state import AuditState
from canvass.committee.current_audit import NumberedUnit
from canvass.committee.forms import FIGURE, LARGEST


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What every sheet of a unit has rows for, with the names of the people written in."""

    rows: TallyRows
    people: tuple[AuditChoice, ...]
    """In the order of `rows.people`."""

    @property
    def written(self) -> bool:
        """Whether anybody may be written in."""
        return WRITE_INS in self.rows.contest.names

    @property
    def numbers(self) -> range:
        """How many write-in ovals of one ballot may be marked, none among them."""
        return range(self.rows.contest.seats + 1)

    @property
    def valid(self) -> tuple[tuple[AuditChoice, str], ...]:
        """Each person written in, and what their row of valid votes is called."""
        return tuple((person, f"Valid write-in votes: {person.name}") for person in self.people)


def sheet_rows(state: AuditState, unit: NumberedUnit) -> SheetRows:
    """The rows of that unit's sheets."""
    figures = unit.state.figures
    people = () if figures is None else figures.write_ins
    return SheetRows(state.rows_of(unit.state.unit), tuple(AuditChoice(one.person, one.name) for one in people))


class SheetForm(forms.Form):
    """A tally sheet: one figure for each row of the contest."""

    round_number = forms.IntegerField(widget=forms.HiddenInput)
    ballots = forms.IntegerField(
        label="Ballots counted", min_value=0, max_value=LARGEST, widget=forms.TextInput(attrs=FIGURE)
    )

    def __init__(self, sheet: SheetRows, *args: Any, **kwargs: Any) -> None:
        """The rows are those of `sheet`."""
        super().__init__(*args, **kwargs)
        self._sheet = sheet
        contest = sheet.rows.contest
        overvotes = "Overvotes" if contest.seats == 1 else f"Overvotes ({contest.seats} for each overvoted ballot)"
        names = [choice.name for choice in contest.choices]
        for number, name in enumerate([*names, "Undervotes", overvotes]):
            self.fields[f"row_{number}"] = _figure(name)
        for number, (_, name) in enumerate(sheet.valid):
            self.fields[f"valid_{number}"] = _figure(name)

    @property
    def people(self) -> tuple[AuditChoice, ...]:
        """Who has a row of valid write-in votes."""
        return self._sheet.people

    def figures(self) -> Figures:
        """As the audit knows a sheet's figures."""
        choices, people = self._sheet.rows.contest.choices, self._sheet.rows.people
        rows = [int(self.cleaned_data[f"row_{number}"]) for number in range(len(choices) + 2)]
        votes = tuple(ChoiceVotes(choice.id, count) for choice, count in zip(choices, rows[:-2], strict=True))
        valid = tuple(
            ChoiceVotes(person, int(self.cleaned_data[f"valid_{number}"])) for number, person in enumerate(people)
        )
        return Figures(self.cleaned_data["ballots"], votes, rows[-2], rows[-1], valid)


def _figure(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=LARGEST, widget=forms.TextInput(attrs=FIGURE))
