"""How forms look, and how a step that cannot be undone is asked about once more, before anything is written.

Each field has its label, help and errors, by `web/form.html` and `web/field.html`.
"""

from dataclasses import dataclass

from django.forms import Form
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
    words = {"sure": _SURE, "yes": _YES, "shown": _SHOWN}
    return render(request, "web/asked_again.html", {"asked": asked, "form": form, **words})
