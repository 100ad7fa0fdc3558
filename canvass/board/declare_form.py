"""The form of a write-in candidate whom the definition does not have, with the ground and its facts."""

from typing import Any

from django import forms

from canvass.board.forms import Choices, lines, text
from tabulate.board.polls import LateEvent, LateGround, WriteInDeclared
from tabulate.board.write_ins import person_id
from tabulate.election import Contest, Election


def _people(office: Contest) -> list[tuple[str, str]]:
    printed = [(str(choice.id), choice.name) for choice in office.choices]
    return printed + [(str(one.id), one.name) for one in office.declared_write_ins]


class DeclareForm(forms.Form):
    """A write-in candidate who declared late, or for an office that needs no declaration (13-10-211)."""

    contest = forms.ChoiceField(label="Office")
    name = text("Name")
    forms_filed = lines("Name forms filed", "One a line, as filed under 13-10-211(1)(a).", required=False)
    ground = forms.ChoiceField(
        label="Ground",
        widget=forms.RadioSelect,
        choices=[
            (
                LateGround.CANDIDATE_LOST.value,
                "13-10-211(2): after the deadline a candidate for the office died or was charged with a felony",
            ),
            (LateGround.NOBODY_FILED.value, "13-10-211(7): nobody filed for the office"),
        ],
    )
    candidate = forms.ChoiceField(label="With (2): the candidate", required=False)
    event = forms.ChoiceField(
        label="With (2): who", required=False, choices=[("", "Choose"), *((one.value, one.value) for one in LateEvent)]
    )
    happened_on = forms.DateField(
        label="With (2): on", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    filed_at = forms.DateTimeField(
        label="With (2): declaration filed at",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="By 5 p.m. of the day before the election.",
    )

    def __init__(self, election: Election, *args: Any, **kwargs: Any) -> None:
        """For the offices that have write-in lines."""
        super().__init__(*args, **kwargs)
        offices = [one for one in election.contests if one.write_ins]
        people = [
            (f"{office.id}|{person}", f"{name}, {office.title}")
            for office in offices
            for person, name in _people(office)
        ]
        offered: dict[str, Choices] = {
            "contest": [(one.id, one.title) for one in offices],
            "candidate": [("", "Choose"), *people],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def declared(self, by: str) -> WriteInDeclared:
        """The candidate as it is to be recorded; only of a valid form."""
        said = self.cleaned_data
        name = " ".join(said["name"].split())
        filed = tuple(line for part in said["forms_filed"].splitlines() if (line := " ".join(part.split())))
        office, _, candidate = said["candidate"].partition("|")
        return WriteInDeclared(
            contest=said["contest"],
            person=person_id(said["contest"], name),
            name=name,
            forms=filed or (name,),
            ground=said["ground"],
            entered_by=by,
            event=LateEvent(said["event"]) if said["event"] else None,
            candidate=candidate if office == said["contest"] else said["candidate"],
            happened_on=said["happened_on"].isoformat() if said["happened_on"] else "",
            filed_at=f"{said['filed_at']:%Y-%m-%dT%H:%M}" if said["filed_at"] else "",
        )
