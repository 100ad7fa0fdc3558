"""The public selection meeting, roll by roll, and the rehearsal of it (13-17-505, ARM 44.3.1719)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from audit.dice import COLORS
from audit.lists import lists_of
from audit.selection import DrawnList, RollOutcome
from canvass.auditing.drawing import (
    announcement,
    drawn_alone,
    freezing,
    may_be_announced,
    next_list,
    precincts_drawn,
    selection_of,
)
from canvass.auditing.state_drawing import state_races_taken
from canvass.committee.current_audit import (
    ADMINISTRATOR,
    STATE,
    acting,
    audit_or_404,
    machines_told,
    show,
)
from canvass.web.access import account_of, page, public_page
from canvass.web.served import served

_MOST_BYTES = 2_000_000
"""Of the board's published selection: some hundred lines of contests and rolls."""


@dataclass(frozen=True, slots=True)
class ShownRoll:
    """A roll with what it selects."""

    number: int
    roll: RollOutcome
    name: str
    rolled_by: str

    @property
    def dice(self) -> tuple[tuple[str, int], ...]:
        """Each die's color and face, red first."""
        return tuple(zip(COLORS, self.roll.faces, strict=False))


@dataclass(frozen=True, slots=True)
class ShownList:
    """A frozen list and its rolls, newest last."""

    drawn: DrawnList
    rolls: tuple[ShownRoll, ...]

    @property
    def taken(self) -> tuple[tuple[int, str, str], ...]:
        """Number, name and what it was taken for, for each number drawn."""
        draw, items = self.drawn.draw, self.drawn.numbered.items
        sample = [(number, items[number - 1].name, "sample") for number in draw.sample]
        return (*sample, *((number, items[number - 1].name, "reserve") for number in draw.reserves))

    @property
    def colors(self) -> tuple[str, ...]:
        """Of the dice that are rolled."""
        return COLORS[: self.drawn.draw.dice]


@public_page
@require_safe
def selection(request: HttpRequest) -> HttpResponse:
    """The selection, for the room and for everyone."""
    return _meeting(request, rehearsal=False)


@public_page
@require_safe
def rehearsal(request: HttpRequest) -> HttpResponse:
    """A rehearsal: never the selection."""
    return _meeting(request, rehearsal=True)


def _meeting(request: HttpRequest, rehearsal: bool) -> HttpResponse:
    state = audit_or_404()
    found = selection_of(state, rehearsal)
    shown = {one.numbered.drawn: _shown(one) for one in found.lists}
    following = next_list(found)
    last = next((one.rolls[-1] for one in reversed(shown.values()) if one.rolls), None)
    context = {
        "rehearsal": rehearsal,
        "lists": tuple(shown.values()),
        "unfrozen": [one for one in lists_of(state, rehearsal) if one.drawn not in shown],
        "next": shown[following.numbered.drawn] if following is not None else None,
        "last": last,
        "may_be_announced": not rehearsal and may_be_announced(state),
        "frozen": bool(found.lists),
        "machines": () if rehearsal else machines_told(precincts_drawn(state)),
        "drawn_alone": () if rehearsal or state.announced is not None else drawn_alone(state),
        "state_races": None if rehearsal else state.state_races,
        "under_way": rehearsal or state.announced is None or bool(state.awaiting_dice),
    }
    return show(request, "selection.html", context)


def _shown(one: DrawnList) -> ShownList:
    pairs = zip(one.draw.outcomes, one.rollers, strict=True)
    rolls = tuple(
        ShownRoll(number, roll, one.numbered.items[roll.number - 1].name if roll.taken else "", roller)
        for number, (roll, roller) in enumerate(pairs, 1)
    )
    return ShownList(one, rolls)


@page(ADMINISTRATOR, STATE)
@require_POST
def freeze(request: HttpRequest, kind: str) -> HttpResponse:
    """Freeze and publish the numbered lists, with their hashes, before the first roll."""
    rehearsal = is_rehearsal(kind)
    with acting(request, "The lists are frozen: no number will change its place.") as turn:
        due = freezing(turn.state, served().today, rehearsal)
        again = rehearsal and ("again" in request.POST or not due)
        turn.take(*(freezing(turn.state, served().today, rehearsal, again=True) if again else due))
    return redirect(f"committee:{kind}")


@page(ADMINISTRATOR, STATE)
@require_POST
def take_state_races(request: HttpRequest) -> HttpResponse:
    """Take what the board of state canvassers drew for all counties, from its published file (13-17-505(1)(a))."""
    file = request.FILES.get("state_races")
    if file is None or (file.size or 0) > _MOST_BYTES:
        messages.error(request, "No published selection came, or one that is too large. Nothing was taken.")
        return redirect("committee:selection")
    content = b"".join(file.chunks())
    with acting(request, "What the board of state canvassers drew is taken.") as turn:
        # What is no text is no selection either, and refused as such.
        turn.take(state_races_taken(content.decode("utf-8", "replace"), served().today))
    return redirect("committee:selection")


@page(ADMINISTRATOR, STATE)
@require_POST
def announce(request: HttpRequest) -> HttpResponse:
    """The selection is complete and announced (13-17-505)."""
    by = account_of(request).full_name
    with acting(request, "The selection is announced.") as turn:
        turn.take(announcement(served().today, by))
    return redirect("committee:selection")


def is_rehearsal(kind: str) -> bool:
    """Whether a page's address is of the rehearsal. Raises Http404 where it is of neither."""
    if kind not in ("selection", "rehearsal"):
        raise Http404(kind)
    return kind == "rehearsal"
