"""What is said of a halt on its page: that there is one, the judges' votes, tests, and how to go on (13-15-209)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from canvass.board.forms import lines, named, names_in, text
from tabulate.board.batches.halts import FoundByTest, HaltChoice, HaltQuestion


class HaltForm(forms.Form):
    """Reason to believe that the system errs (13-15-209)."""

    machine = forms.ChoiceField(label="What is halted", required=False)
    reason = lines("Reason to believe that the system errs")

    def __init__(self, machines: Iterable[str], *args: Any, **kwargs: Any) -> None:
        """For the machines that have counted."""
        super().__init__(*args, **kwargs)
        _choices(self, "machine", [("", "The whole count"), *((one, f"Machine {one}") for one in machines)])


class HaltVoteForm(forms.Form):
    """A judge's vote on a halt."""

    question = forms.ChoiceField(label="I vote on", choices=named(HaltQuestion), widget=forms.RadioSelect)
    vote = forms.ChoiceField(label="My vote", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)


class MachineTestForm(forms.Form):
    """A test deck counted on a machine, and whether it came out right."""

    deck = forms.ChoiceField(label="Test deck", help_text="Counted on the machine, with the kind test.")
    result = forms.ChoiceField(
        label="The test", choices=[("passed", "Passed"), ("failed", "Did not pass")], widget=forms.RadioSelect
    )
    note = text("Note", 240, "What the deck was to come to, and what it came to.", required=False)

    def __init__(self, decks: Iterable[str], *args: Any, **kwargs: Any) -> None:
        """For the test batches that were counted."""
        super().__init__(*args, **kwargs)
        _choices(self, "deck", [(one, one) for one in decks])


class EndHaltForm(forms.Form):
    """The test after a halt, and the recorded choice of how to go on."""

    found = forms.ChoiceField(label="The test found", choices=named(FoundByTest), widget=forms.RadioSelect)
    choice = forms.ChoiceField(label="So the board chooses to", choices=named(HaltChoice), widget=forms.RadioSelect)
    batches = forms.MultipleChoiceField(
        label="Affected batches",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="All that the machine counted since its last good test: they leave the totals until they are counted "
        "anew. None where no error was found.",
    )
    left_out_because = text("Why batches are left out", 240, "Where not all of these are named.", required=False)
    corrected = lines("What was wrong, and what was done", "Where an error was corrected.", required=False)
    deck_before = forms.ChoiceField(label="Test deck that showed the error", required=False)
    deck_after = forms.ChoiceField(label="Test deck that came out right afterwards", required=False)
    rule = text(
        "Rule that allows another machine",
        120,
        "The law says to count by hand (13-15-209(3)). Another machine needs a rule, and the consent of each board.",
        required=False,
    )
    decided_by = text("Chosen by", 240, "The names, parted by commas.")
    reason = lines("Reason")

    def __init__(self, batches: Iterable[str], decks: Iterable[str], *args: Any, **kwargs: Any) -> None:
        """For the batches counted before the halt, and the test batches of the machine."""
        super().__init__(*args, **kwargs)
        _choices(self, "batches", [(one, one) for one in batches])
        of_decks = [("", "None"), *((one, one) for one in decks)]
        for name in ("deck_before", "deck_after"):
            _choices(self, name, of_decks)

    @property
    def people(self) -> tuple[str, ...]:
        """Who chose."""
        return names_in(self.cleaned_data["decided_by"])


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
