"""The administrator's: electors voting of each precinct part, typed or from a file (13-15-404(1)(a))."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from canvass.board.forms import named, text
from canvass.board.steps import ADMINISTRATOR, entered, say_errors
from canvass.console.text import plural
from canvass.deciding.electors import electors_in_file, electors_typed
from canvass.deciding.expected_csv import MOST_BYTES
from canvass.errors import InputError
from canvass.web.access import account_of, page
from canvass.web.listing.listed_rows import ListColumn, listed
from canvass.web.served import served
from tabulate.board.office.electors_voting import ElectorsFrom
from tabulate.precinct_parts import PartsOfElection, parts_of
from tabulate.totals.part_tallies import PartBallots, ballots_by_part

_COLUMNS: tuple[ListColumn[PartBallots], ...] = (
    ListColumn("Precinct part", lambda row: row.name),
    ListColumn("Electors voting", lambda row: "" if row.electors is None else row.electors),
    ListColumn("Ballots", lambda row: row.ballots),
    ListColumn("In excess", lambda row: row.excess),
)


class ElectorsForm(forms.Form):
    """One part's number."""

    part = forms.ChoiceField(label="Precinct part")
    electors = text("Electors voting", 20)
    source = forms.ChoiceField(label="According to", choices=named(ElectorsFrom))

    def __init__(self, parts: PartsOfElection, *args: Any) -> None:
        """For the election's parts."""
        super().__init__(*args)
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(part.id, parts.called(part)) for part in parts.parts]


class ElectorsFileForm(forms.Form):
    """The numbers of many parts."""

    file = forms.FileField(label="CSV file", help_text="Its first line is part,electors.")
    source = forms.ChoiceField(label="According to", choices=named(ElectorsFrom))


@page(*ADMINISTRATOR)
@require_safe
def electors(request: HttpRequest) -> HttpResponse:
    """Every part with its electors voting and the ballots that are surely its own; forms for the numbers."""
    rows = served().state.read(lambda state: ballots_by_part(served().election, state))
    found = listed(request, "electors by precinct part", rows, _COLUMNS)
    context = {"listing": found, "form": ElectorsForm(_parts()), "file_form": ElectorsFileForm(auto_id="file_%s")}
    return found.file() or render(request, "board/electors.html", context)


@page(*ADMINISTRATOR)
@require_POST
def enter_electors(request: HttpRequest) -> HttpResponse:
    """Enter one number."""
    form = ElectorsForm(_parts(), request.POST)
    if not form.is_valid():
        say_errors(request, form)
        return redirect("board:electors")
    said = form.cleaned_data
    try:
        entry = electors_typed(said["part"], said["electors"], ElectorsFrom(said["source"]), account_of(request).name)
    except InputError as wrong:
        messages.error(request, str(wrong))
    else:
        entered(request, "The number is entered.", entry)
    return redirect("board:electors")


@page(*ADMINISTRATOR)
@require_POST
def electors_file(request: HttpRequest) -> HttpResponse:
    """Enter the numbers of a CSV file, all or none."""
    form = ElectorsFileForm(request.POST, request.FILES)
    if not form.is_valid():
        say_errors(request, form)
        return redirect("board:electors")
    file, source = form.cleaned_data["file"], ElectorsFrom(form.cleaned_data["source"])
    assert isinstance(file, UploadedFile)
    try:
        entries = electors_in_file(file.read(MOST_BYTES + 1), _parts(), source, account_of(request).name)
    except InputError as wrong:
        messages.error(request, str(wrong))
    else:
        entered(request, f"{plural(len(entries), 'number')} entered.", *entries)
    return redirect("board:electors")


def _parts() -> PartsOfElection:
    return parts_of(served().election)
