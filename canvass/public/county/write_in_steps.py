"""Whom the judges read in the write-ins of another system's count, entered on the canvass's page (13-15-206(5))."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from canvass.accounts.roles import Role
from canvass.board.forms import ballots, lines, offer
from canvass.board.steps import say_errors
from canvass.canvassing.write_ins_read import WriteInsTold, write_ins_told, write_ins_typed
from canvass.console.text import plural
from canvass.deciding.custody_typed import words_typed
from canvass.deciding.decisions import Deciding
from canvass.errors import BusyError, InputError, RefusedError
from canvass.web.access import account_of, page
from canvass.web.served import served

_CANVASS = "public:county-canvass"


class WriteInsForm(forms.Form):
    """The write-ins of one contest in one precinct."""

    place = forms.ChoiceField(label="Contest and precinct")
    found = lines("Votes of those who declared", "One a line: Wilma Wren=4", required=False)
    not_valid = ballots("For nobody who declared", "No votes: they are undervotes.")
    judges = lines("Judges who read them", "One a line; three at least.")

    def __init__(self, told: tuple[WriteInsTold, ...], data: Any = None) -> None:
        """Those that wait first."""
        super().__init__(data, auto_id="write-ins_%s")
        self.fields["not_valid"].initial = 0
        self.told = {str(number): one for number, one in enumerate(told)}
        waiting = sorted(self.told.items(), key=lambda pair: not pair[1].unread)
        offer(self.fields["place"], [(key, _called(one)) for key, one in waiting])

    def chosen(self) -> WriteInsTold:
        """Of a valid form alone."""
        return self.told[self.cleaned_data["place"]]


def _called(one: WriteInsTold) -> str:
    waits = f"{one.unread:,} of {plural(one.counted, 'write-in')} unread"
    return f"{one.contest.title}, {one.precinct}: {waits if one.unread else 'read'}"


def _told() -> tuple[WriteInsTold, ...]:
    election = served().election
    return served().state.read(lambda state: tuple(write_ins_told(election, state.board.office.outside)))


def write_ins_form() -> WriteInsForm | None:
    """The form; None where another system counted no write-ins. Whether totals are sealed is asked before."""
    told = _told()
    return WriteInsForm(told) if told else None


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def name_write_ins(request: HttpRequest) -> HttpResponse:
    """Enter it; where it may not be, say why."""
    if served().seal():
        return redirect(_CANVASS)
    form = WriteInsForm(_told(), request.POST)
    if not form.is_valid():
        say_errors(request, form)
        return redirect(_CANVASS)
    try:
        _enter(form, account_of(request).name)
    except (RefusedError, InputError, BusyError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The write-ins are named.")
    return redirect(_CANVASS)


def _enter(form: WriteInsForm, by: str) -> None:
    said, one, at = form.cleaned_data, form.chosen(), served()
    counts, declared = at.state.read(lambda state: (state.board.office.outside, tuple(state.board.declared)))
    found, judges = (tuple(map(words_typed, said[key].split("\n"))) for key in ("found", "judges"))
    place = (str(one.precinct_id), str(one.contest.id))
    entry = write_ins_typed(
        at.election,
        counts,
        declared,
        place,
        filter(None, found),
        said["not_valid"],
        tuple(filter(None, judges)),
        by,
    )
    Deciding(at.record).enter(entry)
