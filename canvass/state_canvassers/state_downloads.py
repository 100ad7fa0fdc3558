"""Files that the state's pages give."""

from django.http import HttpRequest, HttpResponse

from canvass.auditing.papers.report_files import CONTENT_TYPES


def form_asked(request: HttpRequest) -> str:
    """By the address; a PDF without."""
    asked = request.GET.get("form", "")
    return asked if asked in CONTENT_TYPES else "pdf"


def as_file(content: bytes, name: str, form: str) -> HttpResponse:
    """To be kept under this name."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
