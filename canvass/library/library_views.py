"""The pages of the library. They are public: nothing of a record is in them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canvass.library.known_words import library
from canvass.library.page_help import EVERYWHERE, help_of
from canvass.web.access import public_page


@public_page
@require_safe
def page_help(request: HttpRequest, name: str) -> HttpResponse:
    """What a page is for, its keys, and the words and sections on it."""
    found = help_of(name)
    if found is None:
        raise Http404(name)
    return render(request, "library/page_help.html", {"help": found, "everywhere": EVERYWHERE})


@public_page
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word."""
    return render(request, "library/glossary.html", {"words": library().words})


@public_page
@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """Every section that the program goes by."""
    return render(request, "library/law.html", {"sections": library().sections})
