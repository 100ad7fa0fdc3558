"""After the lock, and only then: which ballots of a count had marks closest to a threshold, with pictures (13-17-507).

A help to find why two counts differ; it decides nothing.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from canvass.auditing.close_marks import ClosestBallot, ballot_of, closest_ballots
from canvass.board.pictures.contest_areas import contest_areas
from canvass.board.pictures.cutting import contest_on_page
from canvass.committee.current_audit import (
    ADMINISTRATOR,
    MEMBER,
    STATE,
    NumberedUnit,
    audit_or_404,
    number_given,
    show,
    unit_or_404,
)
from canvass.web.access import page
from canvass.web.pictures import Picture
from canvass.web.served import served
from imaging.sheets import ReadSheet
from tabulate.ledger.entries import SheetCounted, SheetQuestioned

SHOWN = 25
"""Ballots on one page."""
_LOOKERS = (ADMINISTRATOR, MEMBER, STATE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A ballot, and whether its picture is in the record."""

    ballot: ClosestBallot
    pictured: bool


@page(*_LOOKERS)
@require_safe
def why(request: HttpRequest, number: int) -> HttpResponse:
    """The ballots of one locked count, the closest marks first."""
    state = audit_or_404()
    unit = unit_or_404(state, number)
    if unit.state.manual is None:
        return show(request, "not_locked.html", {"unit": unit}, status=403)
    ballots = closest_ballots(served().record, unit.state.unit, _batches(unit))
    first = number_given(request.GET.get("from", "1"))
    begin = first - 1 if 0 < first <= len(ballots) else 0
    shown = [Shown(one, _pictured(one)) for one in ballots[begin : begin + SHOWN]]
    following = begin + SHOWN + 1 if begin + SHOWN < len(ballots) else None
    context = {"unit": unit, "ballots": shown, "count": len(ballots), "following": following, "begin": begin}
    return show(request, "why.html", context)


def _batches(unit: NumberedUnit) -> tuple[str, ...]:
    figures = unit.state.figures
    return tuple(batch.batch for batch in figures.batches) if figures is not None else ()


def _pictured(one: ClosestBallot) -> bool:
    images = served().record.images
    return all(images.place(image.sha256, image.file).exists() for image in one.entry.images)


@page(*_LOOKERS)
@require_safe
def why_picture(request: HttpRequest, number: int, entry: int) -> HttpResponse:
    """The contest on one ballot, cut from its scan as stored; only after the lock."""
    unit = unit_or_404(audit_or_404(), number)
    if unit.state.manual is None:
        raise Http404("The manual count is not locked.")
    found = ballot_of(served().record, entry)
    if found is None or found.batch not in _batches(unit):
        raise Http404("There is no such ballot in this count.")
    picture = _picture(found, unit)
    if picture is None:
        raise Http404("There is no picture of this ballot.")
    response = HttpResponse(picture.content, content_type=picture.media_type)
    response["Cache-Control"] = "private, max-age=600"
    return response


def _picture(found: SheetCounted | SheetQuestioned, unit: NumberedUnit) -> Picture | None:
    if not isinstance(found.reading, ReadSheet):
        return None
    election = served().election
    card = election.card(found.reading.card)
    for area in contest_areas(election, card, unit.state.unit.contest):
        for one in found.reading.pages:
            if one.side is area.side:
                return contest_on_page(served().record.images, one, area)
    return None
