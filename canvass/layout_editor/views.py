"""The editor's pages: every one works without its script. Cards and pages count from 1 in addresses."""

from typing import Any

import cv2
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.errors import CanvassError
from canvass.layout_editor.changes import (
    EditedPage,
    missing_choices,
    page_of,
    with_new_target,
    with_target,
    without_target,
)
from canvass.layout_editor.documents import ChangedMeanwhile, EditedLayout, Seen, edited_layout
from canvass.layout_editor.forms import TargetForm, as_typed
from canvass.layout_editor.shapes import UNITS_AN_INCH, drawn, drawn_new
from canvass.learning.proofs import page_picture
from canvass.web.access import invited_page, public_page
from canvass.web.invitation import let_in
from tabulate.definitions.layouts.layout_file import LayoutPage, LayoutTarget
from tabulate.errors import DefinitionError


@public_page
@require_GET
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """The printed address: it lets one browser in."""
    return let_in(request, token, to=reverse("pages"))


@invited_page
@require_GET
def pages(request: HttpRequest) -> HttpResponse:
    """Every page of every card, and what is still to do on it."""
    seen = edited_layout(request).read()
    rows = [
        {
            "card": card,
            "page": page,
            "number": page_number,
            "url": reverse("page", args=(number, page_number)),
            "unnamed": sum(target.name is None for target in page.targets),
        }
        for number, card in enumerate(seen.layout.cards, 1)
        for page_number, page in enumerate(card.pages, 1)
    ]
    return render(request, "layout_editor/pages.html", {"file": edited_layout(request).file.name, "rows": rows})


@invited_page
@require_GET
def page(request: HttpRequest, card: int, page: int) -> HttpResponse:
    """A page with its targets, and a form for a new one."""
    return _page_or_not_found(request, EditedPage(card - 1, page - 1), None)


@invited_page
@require_http_methods(["GET", "POST"])
def target(request: HttpRequest, card: int, page: int, number: int) -> HttpResponse:
    """A target's form; what was typed into it is saved."""
    return _page_or_not_found(request, EditedPage(card - 1, page - 1), number)


@invited_page
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, card: int, page: int) -> HttpResponse:
    """The form for a new target; what was typed into it is added."""
    return _page_or_not_found(request, EditedPage(card - 1, page - 1), None)


def _page_or_not_found(request: HttpRequest, place: EditedPage, number: int | None) -> HttpResponse:
    seen = edited_layout(request).read()
    try:
        shown = page_of(seen.layout, place)
    except IndexError:
        return not_found(request)
    chosen = next((one for one in shown.targets if one.place.number == number), None)
    if number is not None and chosen is None:
        return not_found(request)
    if request.method == "POST":
        return _typed(request, seen, place, chosen)
    initial = as_typed(chosen, seen.revision) if chosen else _blank_form(shown, seen.revision)
    form = TargetForm(seen.layout, seen.layout.cards[place.card].ballot_style, initial=initial)
    return _shown(request, seen, place, chosen, form)


def _blank_form(page: LayoutPage, revision: str) -> dict[str, Any]:
    """A new target is as large as the last one, in the middle of the page."""
    like = page.targets[-1].place if page.targets else None
    return {
        "x_in": round(page.width_in / 2, 2),
        "y_in": round(page.height_in / 2, 2),
        "width_in": like.width_in if like else 0.22,
        "height_in": like.height_in if like else 0.15,
        "shape": like.shape.value if like else "oval",
        "revision": revision,
    }


def _typed(request: HttpRequest, seen: Seen, place: EditedPage, chosen: LayoutTarget | None) -> HttpResponse:
    form = TargetForm(seen.layout, seen.layout.cards[place.card].ballot_style, request.POST)
    if form.is_valid():
        try:
            number = _save(edited_layout(request), seen, place, chosen, form)
        except (CanvassError, DefinitionError) as error:
            form.add_error(None, _words(error))
        else:
            address = reverse("target", args=(place.card + 1, place.page + 1, number))
            return HttpResponseRedirect(f"{address}?done={'saved' if chosen else 'added'}")
    return _shown(request, seen, place, chosen, form, status=422)


def _save(edited: EditedLayout, seen: Seen, place: EditedPage, chosen: LayoutTarget | None, form: TargetForm) -> int:
    """Save what was typed; the target's number."""
    if chosen is None:
        changed, number = with_new_target(seen.layout, place, form.wanted())
    else:
        number = chosen.place.number
        changed = with_target(seen.layout, place, number, form.wanted())
    edited.save(changed, form.cleaned_data["revision"])
    return number


def _words(error: CanvassError | DefinitionError) -> str:
    if isinstance(error, DefinitionError):
        return " ".join(f"Found {p.found}; expected {p.expected}. {p.remedy}" for p in error.problems[:5])
    return str(error)


@invited_page
@require_POST
def remove(request: HttpRequest, card: int, page: int, number: int) -> HttpResponse:
    """Remove a target."""
    seen, place = edited_layout(request).read(), EditedPage(card - 1, page - 1)
    try:
        changed = without_target(seen.layout, place, number)
        edited_layout(request).save(changed, request.POST.get("revision", ""))
    except IndexError:
        return not_found(request)
    except ChangedMeanwhile as error:
        return render(request, "layout_editor/stopped.html", {"message": str(error)}, status=409)
    return HttpResponseRedirect(f"{reverse('page', args=(card, page))}?done=removed")


_DONE = {"saved": "Saved.", "added": "Added.", "removed": "Removed."}


def _shown(
    request: HttpRequest,
    seen: Seen,
    place: EditedPage,
    chosen: LayoutTarget | None,
    form: TargetForm,
    status: int = 200,
) -> HttpResponse:
    shown, layout = page_of(seen.layout, place), seen.layout
    number = chosen.place.number if chosen else None
    context = {
        "file": edited_layout(request).file.name,
        "card": layout.cards[place.card],
        "card_number": place.card + 1,
        "page_number": place.page + 1,
        "page": shown,
        "targets": [drawn(one, layout.names, one.place.number == number) for one in shown.targets],
        "fresh": drawn_new(form) if chosen is None else None,
        "chosen": chosen,
        "form": form,
        "revision": seen.revision,
        "unnamed": sum(one.name is None for one in shown.targets),
        "missing": missing_choices(layout, place),
        "done": _DONE.get(request.GET.get("done", "")),
        "picture_width": round(shown.width_in * UNITS_AN_INCH, 2),
        "picture_height": round(shown.height_in * UNITS_AN_INCH, 2),
        "picture": reverse("picture", args=(place.card + 1, place.page + 1)),
    }
    return render(request, "layout_editor/page.html", context, status=status)


@invited_page
@require_GET
def picture(request: HttpRequest, card: int, page: int) -> HttpResponse:
    """The blank's page."""
    try:
        shown = page_of(edited_layout(request).read().layout, EditedPage(card - 1, page - 1))
    except IndexError:
        return not_found(request)
    _, content = cv2.imencode(".png", page_picture(shown))
    return HttpResponse(content.tobytes(), content_type="image/png")


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Another browser than the one that opened the printed address."""
    return render(request, "layout_editor/refused.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page."""
    return render(request, "layout_editor/stopped.html", {"message": "The layout has no such page."}, status=404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that this editor did not hand out."""
    message = "This form was not handed out by this editor. Go back, load the page again, and repeat the change."
    return render(request, "layout_editor/stopped.html", {"message": message}, status=403)


def fault(request: HttpRequest) -> HttpResponse:
    """Whatever else went wrong; the file is as it was saved last."""
    message = "The page could not be made. The layout's file is as it was saved last; the terminal says more."
    return render(request, "layout_editor/stopped.html", {"message": message}, status=500)
