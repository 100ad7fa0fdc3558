"""Releasing totals from the page: the administrator's, as they are now or as those of a complete count."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from canvass.accounts.roles import Role
from canvass.board.steps import entered, say_errors
from canvass.errors import RefusedError, SealedError
from canvass.reporting.releasing import releasing
from canvass.web.access import account_of, page
from canvass.web.forms import AskedAgain, asks_first, said_in
from canvass.web.served import served


class ReleaseForm(forms.Form):
    """How much is released."""

    complete = forms.TypedChoiceField(
        label="Release",
        choices=[
            ("no", "what is counted now, as far as it shows nobody's choices"),
            ("yes", "the totals of every precinct: the count is complete (13-15-404)"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one of the two."},
    )


def _once_more(request: HttpRequest) -> AskedAgain | None:
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return None
    return AskedAgain(
        title="Release these totals to the public?",
        facts=said_in(form),
        stays="Anyone may see them from then on. What was seen cannot be taken back.",
        button="Release",
        back=reverse("public:results"),
    )


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
@asks_first(_once_more)
def release(request: HttpRequest) -> HttpResponse:
    """Release the totals to the public."""
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        say_errors(request, form)
        return redirect("public:results")
    complete, name = form.cleaned_data["complete"], account_of(request).name
    try:
        entry = served().state.read(lambda state: releasing(served().election, state, complete, name))
    except (RefusedError, SealedError) as refused:
        messages.error(request, str(refused))
        return redirect("public:results")
    entered(request, "The totals are released: anyone may see them.", entry)
    return redirect("public:released")
