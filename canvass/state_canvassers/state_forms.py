"""The forms of the state's pages. What they let through, the canvass checks once more."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from canvass.canvassing.package_zip import MOST_BYTES
from canvass.state_canvass.receiving_packages import SentFile
from canvass.web.uploads import SeveralFilesField
from tabulate.state_canvass.state_steps import OFFICES

_AT = "As 2026-11-30T10:00, in Montana. Left empty: now."


def _text(label: str, most: int, help_text: str = "", required: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=most, help_text=help_text, required=required, widget=widget)


class SentFilesForm(forms.Form):
    """Files that counties sent, of every kind."""

    packages = SeveralFilesField(
        label="Files",
        help_text="Choose many at once, or drag them here: packages of the canvass (.zip), published audits (.json).",
        required=False,
        allow_empty_file=True,
    )
    folder = SeveralFilesField(
        label="A whole folder",
        help_text="Every file in it is looked at, and has its own answer.",
        required=False,
        allow_empty_file=True,
    )
    label = _text("What the envelope's label says", 120, "As 41:5f2c..., with a single package.", required=False)
    replace = forms.BooleanField(
        label="It takes the place of the county's package that is in", required=False, help_text="Both are kept."
    )
    at = _text("When", 40, _AT, required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        """With ids of its own."""
        super().__init__(data, files, auto_id="packages_%s")
        self.fields["folder"].widget.attrs["webkitdirectory"] = True

    def clean(self) -> dict[str, Any]:
        """A label is of one package."""
        if not self._files() and "packages" not in self.errors and "folder" not in self.errors:
            self.add_error("packages", "No file came. Choose the files, or a folder.")
        if self.cleaned_data.get("label") and len(self._files()) > 1:
            self.add_error("label", "A label is of one package. Send that one alone.")
        return self.cleaned_data

    def sent(self) -> Iterator[SentFile]:
        """The files, one after the other."""
        for one in self._files():
            # one byte more than any of them may have is enough to refuse it
            yield SentFile(one.name or "The file", one.read(MOST_BYTES + 1))

    def _files(self) -> list[UploadedFile]:
        return [*(self.cleaned_data.get("packages") or ()), *(self.cleaned_data.get("folder") or ())]


class StateDeclareForm(forms.Form):
    """What the board of state canvassers declares."""

    secretary = _text("Secretary of the board: the secretary of state", 200)
    recounted = forms.MultipleChoiceField(
        label="Ties that a recount has left",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="A tie that is not ticked is recounted as if a petition were filed (13-16-203).",
    )
    filed_on = _text(
        "The day on which the canvass is filed", 10, "As 2026-11-30. Left empty: the day of the hour.", required=False
    )
    at = _text("When", 40, _AT, required=False)

    def __init__(self, tied: Iterable[tuple[str, str]], data: Any = None) -> None:
        """`tied` are the contests with equal votes."""
        super().__init__(data, auto_id="declare_%s")
        for number, office in enumerate(OFFICES):
            self.fields[f"member_{number}"] = _text(office.capitalize(), 200)
        self.order_fields([f"member_{number}" for number in range(len(OFFICES))])
        found = list(tied)
        field = self.fields["recounted"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = found
        if not found:
            del self.fields["recounted"]

    def members(self) -> tuple[str, ...]:
        """`NAME=OFFICE`, each, as the command takes them."""
        return tuple(f"{self.cleaned_data[f'member_{number}']}={office}" for number, office in enumerate(OFFICES))
