"""The pages of the library. They are public: nothing of a record is in them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canvass.library.document_html import document_html
from canvass.library.known_words import library
from canvass.library.page_help import EVERYWHERE, help_of
from canvass.library.written_documents import INDEX, document_places, title_of
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


@public_page
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Every document, by its title."""
    titled = sorted((title_of(name), name) for name in document_places() if name.endswith(".md") and name != INDEX)
    return render(request, "library/documents.html", {"titled": titled, "index": INDEX})


@public_page
@require_safe
def document(request: HttpRequest, name: str) -> HttpResponse:
    """One of them, or a picture of one."""
    place = document_places().get(name)
    if place is None:
        raise Http404(name)
    if not name.endswith(".md"):
        pictured = HttpResponse(place.read_bytes(), content_type="image/png")
        pictured["Cache-Control"] = "private, max-age=600"
        return pictured
    context = {"called": title_of(name), "name": name, "shown": document_html(name)}
    return render(request, "library/document.html", context)
