"""What people type on the pages of hand counts."""

from collections.abc import Iterable
from typing import Any

from django import forms

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.board.forms import Choices, ballots, lines, text
from tabulate.election import Contest, Election


class OpenHandCountForm(forms.Form):
    """A hand count of one precinct's ballots (13-15-206(2))."""

    count = text("Name of the hand count", 60, "As in Precinct 4 by hand.")
    precinct = forms.ChoiceField(label="Precinct")
    number = ballots("Ballots", "As counted before the tally.")
    batches = forms.MultipleChoiceField(
        label="Batches that this replaces",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Those that a halt took out of the totals. None for a precinct that is counted by hand alone.",
    )
    reader = text("Who reads the ballots")
    recorder_1 = forms.ChoiceField(label="First recorder")
    recorder_2 = forms.ChoiceField(label="Second recorder")

    def __init__(self, election: Election, replaced: Iterable[str], *args: Any, **kwargs: Any) -> None:
        """For the election's precincts and the counting board's accounts."""
        super().__init__(*args, **kwargs)
        people = Account.objects.filter(role=Role.COUNTING_BOARD_MEMBER.value, is_active=True)
        recorders = [(one.name, f"{one.full_name} ({one.name})") for one in people]
        choices: dict[str, Choices] = {
            "precinct": [(str(one.id), one.name) for one in election.precincts],
            "batches": [(one, one) for one in replaced],
            "recorder_1": recorders,
            "recorder_2": recorders,
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered


class TallySheetForm(forms.Form):
    """One recorder's tally sheet for one contest."""

    def __init__(self, contest: Contest, people: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """`people` are those with a line: printed choices, and declared write-in candidates; ids and names."""
        super().__init__(*args, **kwargs)
        self.people = tuple(people)
        self.fields["ballots"] = ballots("Ballots that carry this contest")
        for place, (_, name) in enumerate(self.people):
            self.fields[f"votes_{place}"] = ballots(name)
        self.fields["undervotes"] = ballots("Undervotes")
        help_text = f"{contest.seats} for each overvoted ballot." if contest.seats > 1 else ""
        self.fields["overvotes"] = ballots("Overvotes", help_text)


class ReopenHandCountForm(forms.Form):
    """Equal tally sheets that were found wrong: counted again, with the reason."""

    contest = forms.ChoiceField(label="Contest", required=False)
    number = ballots("Ballots", "As counted before the tally. Another number opens the whole hand count again.")
    reason = lines("Reason")

    def __init__(self, settled: Iterable[Contest], *args: Any, **kwargs: Any) -> None:
        """For the contests whose two sheets are in and equal."""
        super().__init__(*args, **kwargs)
        field = self.fields["contest"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "The whole hand count"), *((str(one.id), one.title) for one in settled)]
