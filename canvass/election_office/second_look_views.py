"""The second look on pages: records beside our readings of their pictures; people enter what they find."""

import hashlib
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from canvass import VERSION
from canvass.accounts.roles import Role
from canvass.board.forms import text
from canvass.board.steps import entered
from canvass.comparing.cause_words import CauseSaid, cause_said
from canvass.comparing.comparison_tables import (
    LIMITS,
    ballots_table,
    changes_table,
    classes_table,
    contests_table,
    findings_table,
    line_row,
    rates_table,
)
from canvass.comparing.made_comparison import MadeComparison, made_comparison
from canvass.comparing.names_said import CLASS_WORDS, NamesSaid
from canvass.comparing.our_pictures import stored_picture
from canvass.comparing.shown_pictures import contest_pictures, sheet_pictures
from canvass.errors import InputError
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.pictures import Picture
from canvass.web.served import served
from outside.comparing.classes import ComparedAs
from outside.comparing.comparison import ListedLine
from tabulate.board.outside.record_entries import DifferenceFinding, DifferenceFound
from tabulate.election import ContestId
from tabulate.ledger.entries import Access

_A_PAGE = 50
_CONTEST, _CONTEST_SEEN, _SHEET = "contest", "contest-seen", "sheet"
_MOST_PARTS = 4
_NOTE = 300


class SecondLookForm(forms.Form):
    """What people found on one difference."""

    finding = forms.ChoiceField(
        label="What do you find?",
        choices=[(one.value, one.value[0].upper() + one.value[1:]) for one in DifferenceFinding],
        widget=forms.RadioSelect,
    )
    note = text("Note", _NOTE, "As that you looked at the paper. It may stay empty.", required=False)


@dataclass(frozen=True, slots=True)
class DifferenceShown:
    """One line of the list."""

    place: int
    """From 1, in the comparison."""
    contest: str
    kind: str
    key: str
    precinct: str
    ours: str
    theirs: str
    found: str


@dataclass(frozen=True, slots=True)
class _Found:
    """The comparison, or why there is none."""

    made: MadeComparison | None
    why: str


def _comparison() -> _Found:
    try:
        return _Found(served().state.read(lambda state: made_comparison(served().record, state)), "")
    except InputError as missing:
        return _Found(None, str(missing))


def _shown(made: MadeComparison, place: int, names: NamesSaid) -> DifferenceShown:
    one = made.comparison.lines[place - 1]
    _, contest, kind, key, precinct, _, _, ours, theirs, found = map(str, line_row(made, one, names))
    return DifferenceShown(place, contest, kind, key, precinct, ours, theirs, found)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def second_look(request: HttpRequest) -> HttpResponse:
    """Limits, causes, contests, and the differences that no cause explains, or all of a contest or cause."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    found = _comparison()
    if found.made is None:
        return render(request, "election_office/second_look.html", {"why": found.why, "limits": LIMITS})
    made, names = found.made, NamesSaid(served().election)
    record_access(request, Access.TOTALS_SEEN, "the second look")
    cause, contest = request.GET.get("cause", ""), request.GET.get("contest", "")
    places = [number for number, one in enumerate(made.comparison.lines, 1) if _wanted(one, cause, contest)]
    part = Paginator(places, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "limits": LIMITS,
        "made": made,
        "causes": [_cause(number, made, names) for number in range(1, len(made.comparison.causes) + 1)],
        "first": (contests_table(made, names), ballots_table(made, names), findings_table(made, names)),
        "further": (
            classes_table(made, names),
            changes_table(made, names),
            rates_table(made.comparison.rates, names, "Machines and precincts"),
            rates_table(made.comparison.outliers, names, "Contests that stand out"),
        ),
        "part": part,
        "lines": [_shown(made, place, names) for place in part],
        "contests": [(one.contest, names.contest(one.contest)) for one in made.comparison.contests],
        "cause": cause,
        "contest": contest,
    }
    return render(request, "election_office/second_look.html", context)


def _wanted(one: ListedLine, cause: str, contest: str) -> bool:
    if cause:
        return one.cause is not None and str(one.cause + 1) == cause
    if contest:
        return one.line.contest == contest
    return one.cause is None


def _cause(number: int, made: MadeComparison, names: NamesSaid) -> tuple[int, CauseSaid, int]:
    found = made.comparison.causes[number - 1]
    return number, cause_said(found.cause, names), len(found.lines)


def _line(taken: int, place: int) -> tuple[MadeComparison, ListedLine]:
    """A difference by its address. Raises Http404 where other records were taken since."""
    made = _comparison().made
    if made is None or made.taken_at != taken or not 1 <= place <= len(made.comparison.lines):
        raise Http404("There is no such difference: other records or pictures were taken since.")
    return made, made.comparison.lines[place - 1]


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def difference(request: HttpRequest, taken: int, place: int) -> HttpResponse:
    """One difference: the picture, both readings, and what people find."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    made, one = _line(taken, place)
    before = made.finding(one)
    initial = {} if before is None else {"finding": before.finding.value, "note": before.note}
    form = SecondLookForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        entry = DifferenceFound(
            taken,
            one.line.record.key,
            ContestId(one.line.contest),
            DifferenceFinding(form.cleaned_data["finding"]),
            form.cleaned_data["note"].strip(),
            account_of(request).name,
        )
        if entered(request, "The finding is entered.", entry):
            messages.success(request, f"Record {entry.key}: {entry.finding.value}.")
            return redirect(_next(made, place))
    names = NamesSaid(served().election)
    cause = None if one.cause is None else _cause(one.cause + 1, made, names)
    context = {
        "line": _shown(made, place, names),
        "kind": CLASS_WORDS[one.line.kind],
        "own_first": one.line.kind is ComparedAs.WE_DOUBT and before is None,
        "record": one.line.record,
        "picture": one.line.picture,
        "cause": cause,
        "form": form,
        "of": len(made.comparison.lines),
        "before": _address(made, place - 1),
        "after": _address(made, place + 1),
        "contest_parts": range(1, _parts(one) + 1),
        "sides": range(1, _sides(one) + 1),
        "taken": taken,
    }
    return render(request, "election_office/difference.html", context, status=422 if form.errors else 200)


def _parts(one: ListedLine) -> int:
    """How many parts of the contest there are to see."""
    number = int(one.line.picture.picture or 0)
    return sum(1 for _ in contest_pictures(served().record, number, one.line.contest, seen=False))


def _sides(one: ListedLine) -> int:
    """How many pages the picture has."""
    stored = stored_picture(served().record, int(one.line.picture.picture or 0))
    return 0 if stored is None else len(stored.images)


def _address(made: MadeComparison, place: int) -> str:
    if not 1 <= place <= len(made.comparison.lines):
        return ""
    return reverse("office:difference", args=[made.taken_at, place])


def _next(made: MadeComparison, place: int) -> str:
    return _address(made, place + 1) or reverse("office:second-look")


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def difference_picture(request: HttpRequest, taken: int, place: int, name: str, part: int) -> HttpResponse:
    """A part of the picture. The same address always shows the same."""
    if served().seal():
        raise Http404("Sealed.")
    _, one = _line(taken, place)
    number = int(one.line.picture.picture or 0)
    made_from = f"{VERSION} {served().record.directory} {number} {one.line.contest} {name} {part}"
    etag = f'"{hashlib.sha256(made_from.encode()).hexdigest()[:32]}"'
    drawn = served().pictures.get(etag)
    if drawn is None:
        drawn = _drawn(one, number, name, part)
        if drawn is None:
            raise Http404("There is no such picture.")
        served().pictures.keep(etag, drawn)
    response = HttpResponse(drawn.content, content_type=drawn.media_type)
    response["Cache-Control"] = "private, max-age=600"
    return response


def _drawn(one: ListedLine, number: int, name: str, part: int) -> Picture | None:
    record = served().record
    if name == _SHEET:
        found = sheet_pictures(record, number)
    elif name in (_CONTEST, _CONTEST_SEEN):
        found = contest_pictures(record, number, one.line.contest, seen=name == _CONTEST_SEEN)
    else:
        return None
    return next((each for place, each in enumerate(found, 1) if place == part <= _MOST_PARTS), None)
