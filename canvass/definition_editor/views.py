"""The pages of a definition in the making. Every one works without a script; every step is saved at once."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.defining.definition_drafts import DEFINITION_FILE, FORMER_CONTESTS
from canvass.defining.finished_definitions import write_definition
from canvass.defining.former_elections import take_former_content
from canvass.defining.list_files import LIST_BYTES, list_in
from canvass.defining.mended_lists import LinesToMend, lines_shown
from canvass.definition_editor.defining_steps import GROUP_TITLES, group_of, next_step, steps_of
from canvass.definition_editor.draft_faults import not_found
from canvass.definition_editor.draft_forms import ElectionForm, LastElectionForm, ListsForm, as_answered
from canvass.definition_editor.edited_draft import SeenDraft, edited_draft, seen
from canvass.errors import CanvassError
from canvass.web.access import invited_page, public_page
from canvass.web.invitation import let_in
from canvass.web.uploads import content_of
from tabulate.defining.asked import AskedGroup, AskedQuestion
from tabulate.defining.given_answers import NotAnAnswer
from tabulate.defining.list_columns import ListKind, columns_in_words
from tabulate.errors import DefinitionError, Problem
from tabulate.printable import folded_words

_MOST_SHOWN = 40
_GET_OR_POST = ["GET", "POST"]


def _shown(request: HttpRequest, draft: SeenDraft, page: str, context: Mapping[str, object]) -> HttpResponse:
    status = 422 if context.get("wrong") else 200
    common = {
        "steps": steps_of(draft),
        "here": request.path,
        "standing": draft.standing,
        "folder": edited_draft(request).folder.name,
        "saved": request.GET.get("saved"),
    }
    return render(request, f"definition_editor/{page}.html", {**common, **context}, status=status)


def go_on(request: HttpRequest, after: str) -> HttpResponse:
    """To the next step that has something open."""
    return HttpResponseRedirect(f"{next_step(seen(request), after).url}?saved=yes")


@public_page
@require_GET
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """The printed address: it lets one browser in."""
    return let_in(request, token, to=reverse("overview"))


@invited_page
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every step, and all that is missing."""
    draft = seen(request)
    context = {"problems": draft.standing.problems[:_MOST_SHOWN], "next": next_step(draft, request.path)}
    return _shown(request, draft, "overview", context)


@invited_page
@require_http_methods(_GET_OR_POST)
def election(request: HttpRequest) -> HttpResponse:
    """What the law asks of the election itself."""
    form = ElectionForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            edited_draft(request).answer(form.texts())
            return go_on(request, request.path)
        except (NotAnAnswer, CanvassError) as error:
            form.add_error(None, str(error))
    draft = seen(request)
    shown = form or ElectionForm(initial=as_answered(draft.content.answers))
    return _shown(request, draft, "election", {"form": shown, "wrong": form is not None})


@invited_page
@require_http_methods(_GET_OR_POST)
def lists(request: HttpRequest) -> HttpResponse:
    """Both lists: given, read, and what is wrong with them line by line."""
    form = ListsForm(request.POST, request.FILES) if request.method == "POST" else None
    if form is not None and form.is_valid():
        given = [kind for kind in ListKind if form.cleaned_data.get(kind.value)]
        try:
            for kind in given:
                file = form.cleaned_data[kind.value]
                edited_draft(request).take_list(kind, file.name, content_of(file, LIST_BYTES))
        except CanvassError as error:
            form.add_error(None, str(error))
        else:
            if not given:
                form.add_error(None, "Choose a file.")
            elif not any(list_in(kind, _kept(request, kind)).problems for kind in given):
                return go_on(request, request.path)
            else:
                return HttpResponseRedirect(request.path)
    return lists_page(request, form, None)


def _kept(request: HttpRequest, kind: ListKind) -> bytes:
    draft = edited_draft(request)
    return draft.list_content(draft.read().lists[kind])


def lists_page(
    request: HttpRequest, form: ListsForm | None, former: LastElectionForm | None, fault: str = ""
) -> HttpResponse:
    """Both lists as they stand, with the lines in which something is wrong; `fault`: why cells were not mended."""
    draft = seen(request)
    rows = [
        {
            "kind": kind.value,
            "kept": draft.content.lists.get(kind),
            "problems": read.problems[:_MOST_SHOWN],
            "more": max(0, len(read.problems) - _MOST_SHOWN),
            "unused": read.unused,
            "columns": columns_in_words(kind),
            "lines": _lines(request, draft, kind, read.problems),
        }
        for kind, read in ((ListKind.CONTESTS, draft.contests), (ListKind.PRECINCTS, draft.precincts))
    ]
    context = {
        "form": form or ListsForm(),
        "former": former or LastElectionForm(),
        "rows": rows,
        "counts": (len(draft.standing.contests), len(draft.precincts.precincts), len(draft.standing.parts)),
        "between": [one for one in draft.standing.problems if not draft.contests.problems + draft.precincts.problems],
        "former_contests": (edited_draft(request).folder / FORMER_CONTESTS).is_file(),
        "wrong": form is not None or former is not None or bool(fault),
        "fault": fault,
    }
    return _shown(request, draft, "lists", context)


def _lines(request: HttpRequest, draft: SeenDraft, kind: ListKind, problems: Sequence[Problem]) -> LinesToMend | None:
    kept = draft.content.lists.get(kind)
    return lines_shown(edited_draft(request).list_content(kept), problems) if kept and problems else None


@invited_page
@require_POST
def last_election(request: HttpRequest) -> HttpResponse:
    """The precincts of a definition that there is."""
    former = LastElectionForm(request.POST, request.FILES)
    if former.is_valid():
        file = former.cleaned_data["definition"]
        try:
            take_former_content(edited_draft(request), file.name, content_of(file, 8 * LIST_BYTES), with_names=False)
        except (CanvassError, DefinitionError) as error:
            former.add_error(None, str(error))
        else:
            return HttpResponseRedirect(f"{reverse('lists')}?saved=yes")
    return lists_page(request, None, former)


@invited_page
@require_http_methods(_GET_OR_POST)
def questions(request: HttpRequest, group: str) -> HttpResponse:
    """One group of questions in words."""
    if group not in {one.value for one in GROUP_TITLES}:
        return not_found(request)
    draft, which, wrong = seen(request), AskedGroup(group), ""
    asked = group_of(draft, which)
    if request.method == "POST":
        try:
            edited_draft(request).answer(_answers(request, asked))
            return go_on(request, request.path)
        except (NotAnAnswer, CanvassError) as error:
            wrong = str(error)
    headings = dict.fromkeys(one.heading for one in asked)
    groups = [
        {
            "heading": heading,
            "words": next(one.words for one in asked if one.heading == heading),
            "asked": [one for one in asked if one.heading == heading],
            "together": sum(one.heading == heading for one in asked) > 1 and bool(heading),
            "options": list(dict.fromkeys(each for one in asked if one.heading == heading for each in one.options)),
        }
        for heading in headings
    ]
    return _shown(request, draft, "questions", {"title": GROUP_TITLES[which], "groups": groups, "wrong": wrong})


def _answers(request: HttpRequest, asked: tuple[AskedQuestion, ...]) -> dict[str, str]:
    """What was chosen; for those left open, what was chosen for all under their heading. Raises NotAnAnswer."""
    found = {}
    for one in asked:
        text = request.POST.get(f"answer {one.key}", "") or request.POST.get(f"all {one.heading}", "")
        if text and text not in one.options:
            raise NotAnAnswer(f"{one.about}: {text[:40]!r} is none of: {', '.join(one.options)}.")
        found[one.key] = text
    return found


@invited_page
@require_GET
def precincts(request: HttpRequest) -> HttpResponse:
    """Every part with its districts and its ballots; a search narrows it."""
    draft = seen(request)
    names = {one.id: one.named.name for one in draft.standing.districts}
    asked = folded_words(request.GET.get("search", ""))[:100]
    rows: list[dict[str, object]] = [
        {
            "name": part.name,
            "electors": part.source.electors,
            "styles": part.styles,
            "districts": [names[one] for one in part.districts],
            "municipality": "" if part.municipality is None else names[part.municipality],
        }
        for part in draft.standing.parts
    ]
    found = [row for row in rows if asked in folded_words(" ".join(map(str, row.values())))]
    electors = [part.source.electors for part in draft.standing.parts]
    context = {
        "rows": found,
        "all": len(rows),
        "search": request.GET.get("search", "")[:100],
        "electors": sum(one or 0 for one in electors) if any(electors) else None,
    }
    return _shown(request, draft, "precincts", context)


@invited_page
@require_GET
def contests(request: HttpRequest) -> HttpResponse:
    """Every contest in the order of the ballot."""
    draft = seen(request)
    names, places = {one.id: one.named.name for one in draft.standing.districts}, dict(draft.standing.places)
    rows = [
        {
            "contest": one,
            "place": names.get(places.get(one.id) or "", "the whole county" if one.id in places else "not found"),
            "styles": [style for style in draft.standing.styles if one.id in style.contests],
        }
        for one in draft.standing.contests
    ]
    return _shown(request, draft, "contests", {"rows": rows})


@invited_page
@require_GET
def ballot(request: HttpRequest, style: str) -> HttpResponse:
    """What stands on a ballot style, in order."""
    draft = seen(request)
    shown = next((one for one in draft.standing.styles if one.id == style), None)
    if shown is None:
        return not_found(request)
    parts = [one for one in draft.standing.parts if one.id in shown.parts]
    context = {"style": shown, "parts": parts, "contests": draft.standing.contests_of(shown)}
    return _shown(request, draft, "ballot", context)


@invited_page
@require_http_methods(_GET_OR_POST)
def finish(request: HttpRequest) -> HttpResponse:
    """The file, once nothing is missing: what to look at, its hash, the next command."""
    draft, wrong, written = seen(request), "", None
    if request.method == "POST":
        try:
            written = write_definition(edited_draft(request), draft.standing)
        except CanvassError as error:
            wrong = str(error)
    file = edited_draft(request).folder / DEFINITION_FILE
    return _shown(request, draft, "finish", {"written": written, "file": file, "wrong": wrong})
