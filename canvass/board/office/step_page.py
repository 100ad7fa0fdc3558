"""A page with one form for a step of the administrator: what is refused stands above it, with all that was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from canvass.deciding.decisions import Deciding
from canvass.errors import BusyError, InputError, RefusedError
from canvass.web.forms import AskedAgain, ask_again, is_sure
from canvass.web.served import served
from tabulate.board.state import BoardEntry

Step = TypeVar("Step", bound=BoardEntry | tuple[BoardEntry, ...])
"""One entry, or several that are written all or none."""


@dataclass(frozen=True, slots=True)
class StepPage:
    """What stands round the form."""

    title: str
    about: str
    """Which contest, recount or container, behind the title."""
    lead: str
    facts: tuple[tuple[str, str], ...]
    button: str
    back: str
    """The address to go back to."""
    then: str
    """The address to go to once it is entered."""
    done: str


def step_page(
    request: HttpRequest,
    shown: StepPage,
    form: Form,
    make: Callable[[], Step],
    once_more: Callable[[Step], AskedAgain | None] | None = None,
) -> HttpResponse:
    """Show the form; enter what `make` makes of it, or say why it may not be.

    With `once_more` a page asks before, where that says what to ask.
    """
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = make()
            asked = None if once_more is None or is_sure(request) else once_more(made)
            if asked is not None:
                return ask_again(request, asked, form)
            Deciding(served().record).enter(*(made if isinstance(made, tuple) else (made,)))
        except (RefusedError, InputError, BusyError) as refused:
            form.add_error(None, str(refused))
            status = 422
        else:
            messages.success(request, shown.done)
            return HttpResponseRedirect(shown.then)
    return render(request, "board/step.html", {"shown": shown, "form": form}, status=status)
