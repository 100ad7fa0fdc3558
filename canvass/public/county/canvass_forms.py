"""The forms of the canvass's page. What they let through, the law and the figures check once more."""

from collections.abc import Mapping
from typing import Any

from django import forms

from canvass.board.forms import lines, named, offer, text
from canvass.canvassing.county_standing import CountyStanding
from canvass.web.uploads import SeveralFilesField
from tabulate.board.county.canvass_terms import HowSettled, ReturnCheck, SeatOnBoard

_AT = "As 2026-11-17T10:00, in Montana. Left empty: now."
Said = Mapping[str, Any] | None


def _at() -> forms.CharField:
    return text("When", 40, _AT, required=False)


class ReceiveForm(forms.Form):
    """The signed returns of precincts came in: all are entered, or none."""

    returns = SeveralFilesField(label="The returns' files", help_text="One or several .json, made with the papers.")
    signers = lines("Judges who signed", "One a line; of several returns, each of them signed each.", required=False)
    all_signed = forms.BooleanField(label="All the judges whom a form names signed it", required=False)
    at = _at()

    def __init__(self, data: Said = None, files: Any = None) -> None:
        """With ids of its own."""
        super().__init__(data, files, auto_id="receive_%s")


class MeetingForm(forms.Form):
    """The board meets."""

    members = lines("Members of the governing body who are there", "One a line.")
    officers = lines("County officers in absent members' places", "One a line: Sam Short=sheriff for Cy Cole", False)
    joining = lines("Members of bodies that join", "One a line: Lou Lake=City of Larch", required=False)
    seats = forms.IntegerField(label="Members that the governing body has", min_value=1, max_value=99, initial=3)
    secretary = text("Secretary: the election administrator", 200)
    place = text("Where it meets", 200)
    at = _at()

    def __init__(self, data: Said = None) -> None:
        """With ids of its own."""
        super().__init__(data, auto_id="meet_%s")


class PostponeForm(forms.Form):
    """The board postpones to the next day."""

    reason = text("Why returns are missing", 1000)
    messengers = lines("Messengers sent", "One a line: Jo Jay=P07", required=False)
    at = _at()

    def __init__(self, data: Said = None) -> None:
        """With ids of its own."""
        super().__init__(data, auto_id="postpone_%s")


class NotOpenForm(forms.Form):
    """Polls were not open."""

    precinct = forms.ChoiceField(label="Precinct")
    reason = text("Why", 1000)
    at = _at()

    def __init__(self, standing: CountyStanding, data: Said = None) -> None:
        """With the precincts whose returns are missing."""
        super().__init__(data, auto_id="closed_%s")
        offer(self.fields["precinct"], [(one.id, one.name) for one in standing.missing])


class SettleForm(forms.Form):
    """What the board did about a check."""

    check = forms.ChoiceField(label="Check")
    how = forms.ChoiceField(label="The board's answer", choices=named(HowSettled))
    words = text("In words", 1500)
    said_by = text("Said by", 200)
    entries = text("Of a correction, the ledger's entries", 200, "Numbers, parted by commas.", required=False)
    at = _at()

    def __init__(self, standing: CountyStanding, data: Said = None) -> None:
        """With every check, the failing ones first."""
        super().__init__(data, auto_id="settle_%s")
        found = sorted(standing.checks, key=lambda one: not one.problems)
        choices = [
            (
                f"{one.check.number} {one.precinct.id}",
                f"{one.precinct.name}, ({one.check.number}) {one.check}, {one.standing}",
            )
            for one in found
        ]
        offer(self.fields["check"], choices)

    def chosen(self) -> tuple[str, ReturnCheck]:
        """The precinct and the check; only of a valid form."""
        number, _, precinct = self.cleaned_data["check"].partition(" ")
        return precinct, tuple(ReturnCheck)[int(number) - 1]


class SignedForm(forms.Form):
    """Who of the board signed."""

    signers = forms.MultipleChoiceField(label="Signed by", widget=forms.CheckboxSelectMultiple)
    at = _at()

    def __init__(self, standing: CountyStanding, data: Said = None) -> None:
        """With the board as it met last."""
        super().__init__(data, auto_id="signed_%s")
        board = () if standing.canvass.board is None else standing.canvass.board.board
        seated = sorted(board, key=lambda one: one.seat is SeatOnBoard.JOINING)
        offer(self.fields["signers"], [(one.name, str(one)) for one in seated])
