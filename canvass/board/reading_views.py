"""Readings of the law that the state must settle: how each stands, and the administrator's form that sets one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from canvass.board.forms import offer, text
from canvass.board.steps import ADMINISTRATOR, deciding, entered
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.office.open_readings import READINGS, OpenReading, ReadingRule, readings_in
from tabulate.board.office.readings import ReadingSet
from tabulate.primaries.parties import is_primary


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """One reading as it stands."""

    rule: ReadingRule
    holds: str
    """The words of the choice in force."""
    entry: ReadingSet | None


class ReadingForm(forms.Form):
    """A reading settled by the state, with its ground."""

    settled = forms.ChoiceField(label="Reading")
    ground = text("Ground", 240, "The rule, opinion or directive that settles it.")
    settled_on = forms.DateField(label="Of the day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, known: Sequence[OpenReading], *args: Any, **kwargs: Any) -> None:
        """For these readings."""
        super().__init__(*args, **kwargs)
        rules = ((reading, READINGS[reading]) for reading in known)
        groups = (
            (rule.question, [(f"{reading.value} {choice.value}", choice.words) for choice in rule.choices])
            for reading, rule in rules
        )
        offer(self.fields["settled"], groups)

    def entry(self, by: str) -> ReadingSet:
        """The reading as it is to be recorded; only of a valid form."""
        said: dict[str, Any] = self.cleaned_data
        reading, _, choice = said["settled"].partition(" ")
        return ReadingSet(OpenReading(reading), choice, said["ground"], said["settled_on"].isoformat(), by)


@page(*ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def readings(request: HttpRequest) -> HttpResponse:
    """Every reading, and the form that sets one."""
    known = readings_in(primary=is_primary(served().election))
    form = ReadingForm(known, request.POST or None)
    by, done = account_of(request).name, "The reading is set. It decides from here on."
    if request.method == "POST" and form.is_valid() and entered(request, done, form.entry(by)):
        return redirect("board:readings")
    in_force = deciding().state().office.readings
    lines = [
        ReadingShown(rule, _words(rule, in_force.choice(reading)), in_force.entered.get(reading))
        for reading in known
        for rule in (READINGS[reading],)
    ]
    return render(request, "board/readings.html", {"lines": lines, "form": form})


def _words(rule: ReadingRule, value: str) -> str:
    return next(choice.words for choice in rule.choices if choice.value == value)
