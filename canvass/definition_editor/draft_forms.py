"""What may be typed about the election, and the files that may be given."""

from collections.abc import Mapping
from typing import Any

from django import forms

from tabulate.defining.given_answers import (
    CLOSING,
    COUNTY,
    DAY,
    KIND,
    OWN_OFFICERS,
    TITLE,
    WRITE_INS,
    GivenAnswers,
    KindOfElection,
    WriteInSpace,
)

_HOUR = "20:00"
_NAMES = {"county": COUNTY, "title": TITLE, "day": DAY, "kind": KIND, "closing": CLOSING, "write_ins": WRITE_INS,
          "own_officers": OWN_OFFICERS}  # fmt: skip
"""The field and the answer's key."""


class ElectionForm(forms.Form):
    """What the law asks of the election itself. Any answer may wait: what is missing is listed."""

    use_required_attribute = False
    county = forms.CharField(label="County", max_length=300, required=False, help_text="Its name, without 'County'.")
    title = forms.CharField(
        label="Title", max_length=300, required=False, help_text="As on the ballot, such as: General Election."
    )
    day = forms.DateField(
        label="Election day", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.ChoiceField(
        label="Kind of election",
        required=False,
        choices=[("", "choose"), *((one.value, one.value) for one in KindOfElection)],
        help_text="In a primary the number of nominees follows (13-14-117).",
    )
    closing = forms.TimeField(
        label="Hour at which the polls close",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="8 p.m., by 13-1-106(1). A school election may have an earlier hour.",
    )
    write_ins = forms.ChoiceField(
        label="Write-in lines of a contest of candidates",
        required=False,
        choices=[("", "choose"), *((one.value, one.value) for one in WriteInSpace)],
        help_text="Where the list has a column for them, the list decides.",
    )
    own_officers = forms.ChoiceField(
        label="Are the county's officers its own, shared with no other county?",
        required=False,
        choices=[("", "choose"), ("yes", "yes"), ("no", "no")],
        help_text="Two counties may share an officer (Montana Constitution, art. XI, sec. 3(2)).",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels end without a colon."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def texts(self) -> Mapping[str, str]:
        """The answers; only after `is_valid`."""
        typed = self.cleaned_data
        said = {field: str(typed[field] or "") for field in _NAMES}
        if typed["closing"] is not None:
            said["closing"] = typed["closing"].strftime("%H:%M")
        return {_NAMES[field]: " ".join(text.split()) for field, text in said.items()}


def as_answered(answers: GivenAnswers) -> dict[str, str]:
    """The form as it was answered; the law's hour where nobody said one."""
    return {"closing": _HOUR} | {field: answers.texts[key] for field, key in _NAMES.items() if answers.texts.get(key)}


class ListsForm(forms.Form):
    """The two lists, one or both."""

    use_required_attribute = False
    contests = forms.FileField(
        label="Contests and candidates",
        required=False,
        help_text="CSV or a workbook (.xlsx, .ods). A row for each candidate: office, district, candidate, party.",
    )
    precincts = forms.FileField(
        label="Precincts",
        required=False,
        help_text="CSV or a workbook (.xlsx, .ods). A row for each precinct or part of one, with its districts.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels end without a colon."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class LastElectionForm(forms.Form):
    """A definition that there is."""

    use_required_attribute = False
    definition = forms.FileField(label="The last election's definition (definition.json)")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Labels end without a colon."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})
