"""The forms of the board's pages beside the review page. What they let through, the domain checks once more."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from canvass.board.words import QUESTIONS
from tabulate.board.boards import BoardAppointed, WorkingMode
from tabulate.board.decisions import PEOPLE_ASK, SetAsked
from tabulate.board.places import SheetName
from tabulate.board.reconciliation_entries import BallotsOf, ExpectedFrom
from tabulate.board.transfers import TransferReason
from tabulate.questions import Question
from tabulate.whole_numbers import whole_number

Choices = list[tuple[str, str]]

_ASKED = PEOPLE_ASK - {Question.FOLDED_TOGETHER}
"""Of one ballot alone; ballots folded together are asked of on a page of their own."""
_PARTING = re.compile(r",(?!\s*(?:jr|sr|junior|senior|ii|iii|iv|esq|m\.?d|ph\.?d)\.?\s*(?:,|$))", re.IGNORECASE)
_OFF: dict[str, Any] = {"autocomplete": "off"}


def text(label: str, most: int = 120, help_text: str = "", required: bool = True, value: str = "") -> forms.CharField:
    """A line of text."""
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=help_text,
        required=required,
        initial=value,
        widget=forms.TextInput(attrs=_OFF),
    )


def lines(label: str, help_text: str = "", required: bool = True, most: int = 4000) -> forms.CharField:
    """Several lines of text."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, help_text=help_text, required=required, widget=widget)


def ballots(label: str, help_text: str = "", required: bool = True) -> forms.IntegerField:
    """A number of ballots; one that is not required may be left empty for 0, as `or_zero` has it."""
    widget = forms.TextInput(attrs={"class": "figure", "inputmode": "numeric", **_OFF})
    return forms.IntegerField(
        label=label, min_value=0, max_value=10_000_000, help_text=help_text, required=required, widget=widget
    )


def or_zero(figures: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with 0 for figures that were left empty."""
    return {name: 0 if value is None else value for name, value in figures.items()}


def names_in(said: str) -> tuple[str, ...]:
    """The names that were typed, parted by commas; what follows a comma and belongs to the name before it stays there.

    So `Ann Ash, Jr., Bo Birch` are two people, not three.
    """
    return tuple(name for part in _PARTING.split(said) if (name := " ".join(part.split())))


def named(values: Iterable[Any]) -> Choices:
    """The members of an enumeration of texts, as they are said."""
    return [(one.value, one.value[0].upper() + one.value[1:]) for one in values]


def offer(field: forms.Field, choices: Iterable[Any]) -> None:
    """Let one of these be chosen, or several; groups of them have a heading each."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class ModeForm(forms.Form):
    """How boards work."""

    mode = forms.ChoiceField(
        label="Boards work at",
        choices=named(WorkingMode),
        widget=forms.RadioSelect,
        help_text="Own screens: each judge decides alone, unseen by the others until all three are in. Shared screen: "
        "they decide together, and each confirms under the own password or with a PIN for the sitting.",
    )


class AskForm(forms.Form):
    """A question about a whole ballot that people see and the machine does not."""

    question = forms.ChoiceField(
        label="What is seen",
        choices=[(one.value, QUESTIONS[one].title) for one in Question if one in _ASKED],
    )
    note = text("Note", 400, required=False)


class FoldedForm(forms.Form):
    """Ballots that were folded or stuck together (13-15-201(5))."""

    why = forms.ChoiceField(label="What is seen", choices=named(SetAsked))
    sheets = lines("The ballots", "One a line: the batch, a space, the sheet's number.")
    note = text("Note", 400, required=False)

    def __init__(self, *args: Any, primary: bool, **kwargs: Any) -> None:
        """Only at a `primary` may an elector have voted two party ballots."""
        super().__init__(*args, **kwargs)
        if not primary:
            del self.fields["why"]

    @property
    def asked(self) -> SetAsked:
        """Why they are laid aside."""
        return SetAsked(self.cleaned_data.get("why", SetAsked.FOLDED.value))

    def clean(self) -> dict[str, Any]:
        """Check that each line names a ballot."""
        if "sheets" in self.cleaned_data and None in self._named():
            self.add_error("sheets", "On each line: the batch, a space, and the sheet's number.")
        return self.cleaned_data

    @property
    def ballots(self) -> tuple[SheetName, ...]:
        """The ballots, sorted."""
        return tuple(sorted(one for one in self._named() if one is not None))

    def _named(self) -> list[SheetName | None]:
        parted = [line.rpartition(" ") for line in self.cleaned_data["sheets"].splitlines() if line.strip()]
        numbers = [(batch.strip(), whole_number(number, 10**8)) for batch, _, number in parted]
        return [SheetName(batch, number) if batch and number is not None else None for batch, number in numbers]


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = lines("Reason")


class ObjectionForm(forms.Form):
    """An objection to one decision or to the whole process (13-15-206(8)(d))."""

    objection = lines("The objection")


class ClosePollsForm(forms.Form):
    """The administrator says that the polls are closed."""

    sure = forms.BooleanField(
        label="The polls of every precinct are closed, and nobody stands in line (13-1-106)",
        error_messages={"required": "Tick this to close the polls in the record."},
    )


class TransferForm(forms.Form):
    """Votes of one ballot put on a new one, both under the same number."""

    number = text("Number on both ballots", 40)
    reason = forms.ChoiceField(label="Workflow", choices=named(TransferReason), widget=forms.RadioSelect)
    original_batch = text(
        "Batch of the original", 80, "Leave empty where the original was never scanned.", required=False
    )
    original_sheet = forms.IntegerField(label="Sheet of the original", required=False, min_value=1, max_value=10**8)
    made_by = text("Made by", 240, "At least three names, parted by commas.")

    @property
    def people(self) -> tuple[str, ...]:
        """Who made the new ballot."""
        return names_in(self.cleaned_data["made_by"])


class PairForm(forms.Form):
    """The sheet that is a transfer's new ballot."""

    copy_batch = text("Batch of new ballots", 80)
    copy_sheet = forms.IntegerField(label="Sheet", min_value=1, max_value=10**8)


class ExpectedForm(forms.Form):
    """How many ballots there are to be, of one precinct or batch."""

    subject = forms.ChoiceField(label="Of")
    number = ballots("Ballots")
    source = forms.ChoiceField(label="According to", choices=named(ExpectedFrom))

    def __init__(self, subjects: Choices, *args: Any, **kwargs: Any) -> None:
        """For these precincts and batches."""
        super().__init__(*args, **kwargs)
        offer(self.fields["subject"], subjects)


class ExpectedFileForm(forms.Form):
    """Numbers of ballots as a CSV file."""

    file = forms.FileField(
        label="CSV file",
        help_text="First line: precinct,ballots or batch,ballots. Then a line for each, by id or name; UTF-8.",
    )
    source = forms.ChoiceField(label="According to", choices=named(ExpectedFrom))


class UnvotedForm(forms.Form):
    """The unvoted party ballots of one precinct, counted and kept (13-10-311, 13-15-205(3))."""

    precinct = forms.ChoiceField(label="Precinct")
    sets = ballots("Sets handed out", "Each has one ballot of every party.")
    container = text("Container", 40, "The number on its label: of unvoted ballots.")

    def __init__(self, precincts: Choices, parties: Choices, *args: Any, **kwargs: Any) -> None:
        """For these precincts; a figure for each of these parties, by id and name."""
        super().__init__(*args, **kwargs)
        offer(self.fields["precinct"], precincts)
        self.parties = tuple(id_ for id_, _ in parties)
        container = self.fields.pop("container")
        for number, (_, name) in enumerate(parties):
            what = f"Unvoted: {name}"
            self.fields[f"party_{number}"] = ballots(what, "Empty where the precinct has no such ballot.", False)
        self.fields["container"] = container

    @property
    def unvoted(self) -> tuple[tuple[str, int], ...]:
        """Each party of which a figure was typed, with it."""
        typed = ((party, self.cleaned_data[f"party_{number}"]) for number, party in enumerate(self.parties))
        return tuple((party, figure) for party, figure in typed if figure is not None)


class DifferenceForm(forms.Form):
    """The written report of ballots missing or in excess (13-15-201(3))."""

    subject = forms.ChoiceField(label="Of")
    which = forms.ChoiceField(label="Which ballots", choices=[("", "All"), *named(BallotsOf)], required=False)
    missing = ballots("Ballots missing", required=False)
    excess = ballots("Ballots in excess", required=False)
    reasons = lines("Reasons, as far as known")
    board = forms.ChoiceField(label="Board", help_text="Each judge on the board signs the report.")
    signed_by = text("Signed by", 400, "The names of all its judges, parted by commas.")

    def __init__(
        self, subjects: Choices, boards: Iterable[BoardAppointed], *args: Any, primary: bool, **kwargs: Any
    ) -> None:
        """For these precincts and batches, and these boards; only a `primary` has columns."""
        super().__init__(*args, **kwargs)
        if not primary:
            del self.fields["which"]
        of_boards = [(one.board, f"{one.board}: {', '.join(judge.name for judge in one.judges)}") for one in boards]
        offer(self.fields["subject"], subjects)
        offer(self.fields["board"], of_boards)

    def clean(self) -> dict[str, Any]:
        """A difference there is to be: some missing, or some in excess."""
        cleaned = or_zero(super().clean() or {})
        if not self.errors and not cleaned["missing"] and not cleaned["excess"]:
            self.add_error("missing", "Say how many are missing, or how many are in excess.")
        return cleaned

    @property
    def of(self) -> BallotsOf | None:
        """Of a primary, which ballots; None for all of them."""
        return BallotsOf(said) if (said := self.cleaned_data.get("which")) else None

    @property
    def people(self) -> tuple[str, ...]:
        """Who signed."""
        return names_in(self.cleaned_data["signed_by"])
