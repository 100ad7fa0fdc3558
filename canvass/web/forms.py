"""How forms look, and how a step that cannot be undone is asked about once more, before anything is written.

Each field has its label, help and errors, by `web/form.html` and `web/field.html`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.forms import BoundField, Form
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]

_SURE, _YES, _SHOWN = "sure", "yes", "shown"


class PageRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ field.as_field_group }}` by our templates."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """What a page asks before a step."""

    title: str
    """As a question: `Issue this certificate?`"""
    facts: tuple[tuple[str, str], ...]
    """What will be written: each with its heading."""
    stays: str
    """What it means that it stays, in a sentence."""
    button: str
    back: str
    """The address of the page on which it was typed."""
    mark: str = ""
    """Of what it was worked out from, where that may be another by the time somebody is sure."""


def is_sure(request: HttpRequest, mark: str = "") -> bool:
    """Whether the form comes from the page that asks once more, and what that page showed is still so."""
    return request.POST.get(_SURE) == _YES and request.POST.get(_SHOWN, "") == mark


def ask_again(request: HttpRequest, asked: AskedAgain, form: Form) -> HttpResponse:
    """The page that asks; it sends the same form to the same address, and says that somebody is sure."""
    return _asked(request, asked, form=form)


def asks_first(asking: Callable[..., AskedAgain | None]) -> Callable[[View], View]:
    """A step that is asked about before it is taken, with a script or without one.

    `asking` gets what the view gets. It says what to ask, or None where the view itself has to answer: a field is
    wrong, or there is nothing to lose. What was typed is sent again; no file and no password is, so ask without these.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def asked_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            asked = asking(request, *args, **kwargs) if request.method == "POST" else None
            if asked is None or is_sure(request, asked.mark):
                return view(request, *args, **kwargs)
            sent = [(name, value) for name, values in request.POST.lists() for value in values]
            return _asked(request, asked, sent=_without_ours(sent))

        return asked_first

    return decorate


def said_in(form: Form) -> tuple[tuple[str, str], ...]:
    """What a valid form says, field by field, as a page shows it: label and words. Empty fields are left out."""
    said = ((str(field.label), "; ".join(_words(field, form.cleaned_data.get(field.name)))) for field in form)
    return tuple((label, words) for label, words in said if words)


def _words(field: BoundField, value: object) -> Iterator[str]:
    """The labels of what was chosen, or what was typed."""
    if value is True:
        yield "yes"
        return
    labels = dict(getattr(field.field, "choices", ()))
    # what is sent is looked up, since a field may make a noun of it
    sent = field.data if isinstance(field.data, list) else [field.data]
    chosen = [str(labels[one]) for one in sent if one and one in labels]
    yield from chosen or ([str(value)] if value else [])


def _asked(request: HttpRequest, asked: AskedAgain, **again: object) -> HttpResponse:
    """The page that asks, with what it sends again."""
    words = {"sure": _SURE, "yes": _YES, "shown": _SHOWN}
    return render(request, "web/asked_again.html", {"asked": asked, **again, **words})


def _without_ours(sent: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in sent if name not in ("csrfmiddlewaretoken", _SURE, _SHOWN)]
