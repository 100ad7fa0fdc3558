"""What the administrator types to begin a precinct of a recount."""

from collections.abc import Iterable
from typing import Any

from django import forms

from canvass.board.forms import ballots, offer
from tabulate.board.recount.recount_entries import RecountClerk, RecountMember

_PEOPLE = ("reader", "recorder_1", "recorder_2")


class BeginPrecinctForm(forms.Form):
    """One reads, two record (13-15-206(2))."""

    number = ballots("Ballots with the contest", "As counted before the tally.")
    reader = forms.ChoiceField(label="Who reads the ballots")
    recorder_1 = forms.ChoiceField(label="First recorder")
    recorder_2 = forms.ChoiceField(label="Second recorder")

    def __init__(self, people: Iterable[RecountMember | RecountClerk], *args: Any, **kwargs: Any) -> None:
        """For the members of the board and its clerks."""
        super().__init__(*args, **kwargs)
        offered = [(one.account, f"{one.name} ({one.account})") for one in people]
        for name in _PEOPLE:
            offer(self.fields[name], offered)
