"""What the pages say where there is none, or something stopped; the draft is as it was saved last."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def stopped(request: HttpRequest, message: str, status: int) -> HttpResponse:
    """A page with what happened."""
    return render(request, "definition_editor/stopped.html", {"message": message}, status=status)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Another browser than the one that opened the printed address."""
    return render(request, "definition_editor/refused.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page."""
    return stopped(request, "The draft has no such page.", 404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that these pages did not hand out."""
    message = "This form was not handed out here. Go back, load the page again, and answer once more."
    return stopped(request, message, 403)


def fault(request: HttpRequest) -> HttpResponse:
    """Whatever else went wrong."""
    return stopped(request, "The page could not be made. The terminal says more.", 500)
