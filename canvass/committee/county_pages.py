"""All counties beside each other, each from its published file, replayed before it is believed (13-17-505, -507(4))."""

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from audit.publication import publish as published_text
from audit.report import CountyReport
from audit.statewide import statewide_report
from canvass.auditing.counties import checked_report
from canvass.auditing.papers.report_files import CONTENT_TYPES, bytes_of
from canvass.auditing.papers.report_tables import statewide_document
from canvass.committee.current_audit import ADMINISTRATOR, OBSERVER, STATE, show
from canvass.committee.forms import PublishedFilesForm
from canvass.errors import InputError, disk_errors
from canvass.reporting.tables import Document
from canvass.web.access import page
from canvass.web.served import served

_LARGEST_BYTES = 40_000_000
_FORMS = ("pdf", "html", "csv")


def _folder() -> Path:
    """Other counties' files: no part of the record, kept beside it."""
    return served().record.directory / "counties"


@lru_cache(maxsize=128)
def _replayed(text: str, name: str) -> CountyReport:
    return checked_report(text, name)


@page(STATE, ADMINISTRATOR, OBSERVER)
@require_safe
def counties(request: HttpRequest) -> HttpResponse:
    """The list of all counties whose published files are here."""
    document = _document()
    return show(request, "counties.html", {"document": document, "form": PublishedFilesForm(), "formats": _FORMS})


def _document() -> Document | None:
    files = sorted(_folder().glob("*.json")) if _folder().is_dir() else []
    reports = {}
    for file in files:
        found = _replayed(file.read_text(encoding="utf-8"), file.name)
        reports[found.county] = found
    if served().audit.state is not None:
        own = _replayed(published_text(served().audit.events), "this county")
        reports[own.county] = own
    return statewide_document(statewide_report(reports.values())) if reports else None


@page(STATE, ADMINISTRATOR, OBSERVER)
@require_safe
def counties_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same list as a file."""
    document = _document()
    if document is None or form not in _FORMS:
        raise Http404(form)
    response = HttpResponse(bytes_of(document, form), content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="all-counties.{form}"'
    return response


@page(STATE, ADMINISTRATOR)
@require_POST
def add_county(request: HttpRequest) -> HttpResponse:
    """Take in a county's published file, once it proves itself. A later file of the same county replaces it."""
    file = request.FILES.get("published")
    if file is None or (file.size or 0) > _LARGEST_BYTES:
        messages.error(request, "No published file came, or one that is too large. Nothing was taken in.")
        return redirect("committee:counties")
    content = b"".join(file.chunks())
    try:
        found = _checked(content, str(file.name))
    except InputError as error:
        messages.error(request, str(error))
        return redirect("committee:counties")
    _keep(content, found.county)
    messages.success(request, f"{found.county} is taken in: {found.phase.value}, replayed without a difference.")
    return redirect("committee:counties")


def _checked(content: bytes, name: str) -> CountyReport:
    try:
        found = checked_report(content.decode("utf-8"), name)
    except UnicodeDecodeError:
        raise InputError(f"{name} is no text. Get the file again from where it was published.") from None
    here = served().election.date
    if found.election_date != here:
        raise InputError(f"{name} is of the election of {found.election_date}; this one is of {here}.")
    return found


def _keep(content: bytes, county: str) -> None:
    folder = _folder()
    place = folder / f"{hashlib.sha256(county.encode()).hexdigest()[:16]}.json"
    arriving = place.with_suffix(".arriving")
    with disk_errors(place):
        folder.mkdir(exist_ok=True)
        arriving.write_bytes(content)
        os.replace(arriving, place)
