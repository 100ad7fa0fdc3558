"""Cells of a list that are mended on the page, in the table that shows what is wrong with them."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from canvass.definition_editor.draft_faults import not_found
from canvass.definition_editor.edited_draft import edited_draft, seen
from canvass.definition_editor.views import go_on, lists_page
from canvass.errors import CanvassError
from canvass.web.access import invited_page
from tabulate.defining.list_columns import ListKind

_FIELD = re.compile(r"cell-([0-9]{1,6})-([0-9]{1,4})")


@invited_page
@require_POST
def mend(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep the list with the cells as they were typed; the one before stays in its folder."""
    if kind not in {one.value for one in ListKind}:
        return not_found(request)
    cells = {
        (int(found[1]), int(found[2])): text
        for name, text in request.POST.items()
        if isinstance(text, str) and (found := _FIELD.fullmatch(name))
    }
    try:
        edited_draft(request).mend_list(ListKind(kind), request.POST.get("sha256", ""), cells)
    except CanvassError as error:
        return lists_page(request, None, None, fault=str(error))
    draft = seen(request)
    if draft.contests.problems or draft.precincts.problems:
        return HttpResponseRedirect(f"{reverse('lists')}?saved=yes#list-{kind}")
    return go_on(request, reverse("lists"))
