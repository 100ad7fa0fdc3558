"""What somebody says to open an election: the files, a name for the record, and the own account."""

from __future__ import annotations

from typing import Any

from django import forms

from canvass.front_desk.election_drafted import FilesSent
from canvass.people.forms import FirstAccountForm
from canvass.starting.first_record import FirstAccount
from canvass.web.uploads import SeveralFilesField

_JSON = forms.FileInput(attrs={"accept": ".json,application/json"})


class FilesForm(forms.Form):
    """The files of an election."""

    definition = forms.FileField(
        label="Election definition",
        allow_empty_file=True,  # the definition's own words say what is wrong with it
        widget=_JSON,
        error_messages={"required": "Choose the definition's file."},
        help_text="The file that names the contests, the candidates and the precincts; a VotingWorks definition, too.",
    )
    layouts = SeveralFilesField(
        label="Layouts",
        required=False,
        allow_empty_file=True,
        help_text="Where the ovals are printed, as canvass layout learned it; several files may be chosen.",
    )
    machines = forms.FileField(
        label="Register of machines",
        required=False,
        allow_empty_file=True,
        help_text="Of the county. A machine that an audit barred counts nothing.",
    )
    people = forms.FileField(
        label="Register of people",
        required=False,
        allow_empty_file=True,
        help_text="Of the county. Boards are held to it.",
    )

    def sent(self) -> FilesSent:
        """What a valid form was sent with."""
        said = self.cleaned_data
        return FilesSent(said["definition"], said["layouts"], said["machines"], said["people"])


class OpenElectionForm(FirstAccountForm):
    """The first administrator, and the name of the record where it lies with others."""

    record = forms.CharField(
        label="Name of the record",
        max_length=120,
        help_text="A folder of this name is made: letters, digits, spaces, - and _, as in general-2026.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    mark = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    field_order = ("record", "name", "full_name", "new_password", "again")

    def __init__(self, *args: Any, asks_name: bool, **kwargs: Any) -> None:
        """`asks_name` where the record lies with others."""
        super().__init__(*args, **kwargs)
        if not asks_name:
            del self.fields["record"]


def account_said(form: FirstAccountForm) -> FirstAccount:
    """Who signs in first, of a valid form."""
    said = form.cleaned_data
    return FirstAccount(said["name"], said["full_name"], said["new_password"])
