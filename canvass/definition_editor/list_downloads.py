"""Lists to be filled in or corrected in a spreadsheet, as files."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from canvass.defining.definition_drafts import FORMER_CONTESTS
from canvass.defining.list_files import ending_of
from canvass.definition_editor.draft_faults import not_found
from canvass.definition_editor.edited_draft import edited_draft
from canvass.web.access import invited_page
from tabulate.defining.list_columns import ListKind, template


@invited_page
@require_GET
def former_contests(request: HttpRequest) -> HttpResponse:
    """The contests of the last election without names, to be filled in."""
    file = edited_draft(request).folder / FORMER_CONTESTS
    return _csv(file.read_bytes(), FORMER_CONTESTS) if file.is_file() else not_found(request)


@invited_page
@require_GET
def kept_list(request: HttpRequest, kind: str) -> HttpResponse:
    """A list as it was given, to be corrected and given once more."""
    kept = next((one for of, one in edited_draft(request).read().lists.items() if of.value == kind), None)
    if kept is None:
        return not_found(request)
    content = edited_draft(request).list_content(kept)
    ending = ending_of(content)
    headers = {"Content-Disposition": f'attachment; filename="{kind}.{ending}"'}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@invited_page
@require_GET
def template_file(request: HttpRequest, kind: str) -> HttpResponse:
    """A small example of a list."""
    if kind not in {one.value for one in ListKind}:
        return not_found(request)
    return _csv(template(ListKind(kind)).encode("utf-8-sig"), f"{kind}.csv")


def _csv(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
