"""A roll of the dice: what it selects is shown first, and recorded once somebody is sure (ARM 44.3.1719)."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from audit.dice import COLORS
from audit.errors import DiceError
from audit.selection import RollOutcome
from audit.selection import roll as selection_after
from canvass.auditing.drawing import check_meeting_day, freezing, rolling, selection_of
from canvass.committee.current_audit import ADMINISTRATOR, STATE, acting, number_given
from canvass.committee.meeting import is_rehearsal
from canvass.web.access import page
from canvass.web.forms import AskedAgain, ask_again, is_sure
from canvass.web.served import served
from tabulate.whole_numbers import whole_number

_FIELDS = ("list", "roll_number", *(f"die_{color}" for color in COLORS), "rolled_by")


class RollForm(forms.Form):
    """A roll as it was typed."""

    def __init__(self, data: dict[str, str]) -> None:
        """With the dice that were rolled."""
        super().__init__(data)
        self.fields.update({name: forms.CharField() for name in _FIELDS if name in data})


@page(ADMINISTRATOR, STATE)
@require_POST
def roll(request: HttpRequest, kind: str) -> HttpResponse:
    """One roll: shown with what it selects, then recorded as it fell."""
    rehearsal = is_rehearsal(kind)
    typed = {name: request.POST[name] for name in _FIELDS if name in request.POST}
    mark = " ".join(typed.values())
    asked: AskedAgain | None = None
    with acting(request, "The roll is recorded." if is_sure(request, mark) else "") as turn:
        if not rehearsal:
            check_meeting_day(turn.state, served().today)
        selection = selection_of(turn.state, rehearsal)
        by, number = typed.get("rolled_by", "").strip(), number_given(typed.get("roll_number", ""))
        rolled = rolling(selection, typed.get("list", ""), _faces(typed), number, by or turn.state.rules.selector)
        after = selection_after(selection, rolled.drawn, rolled.roll_number, rolled.faces, rolled.rolled_by)
        if is_sure(request, mark):
            turn.take(rolled)
            # What contests are drawn from follows from the precincts, and is frozen before its own first roll.
            turn.take(*freezing(turn.state, served().today, rehearsal))
        elif (drawn := after.of(rolled.drawn)) is not None:
            outcome = drawn.draw.outcomes[-1]
            name = drawn.numbered.items[outcome.number - 1].name if outcome.taken else ""
            asked = _asked(outcome, name, reverse(f"committee:{kind}"), mark)
    return redirect(f"committee:{kind}") if asked is None else ask_again(request, asked, RollForm(typed))


def _faces(typed: dict[str, str]) -> tuple[int, ...]:
    """What the dice show, red first. Raises DiceError."""
    return tuple(_face(typed[f"die_{color}"]) for color in COLORS if f"die_{color}" in typed)


def _face(text: str) -> int:
    face = whole_number(text, 999)
    if face is None:
        raise DiceError(f'"{text}" is no face of a die: a ten-sided die shows 0 to 9. Look at the dice again.')
    return face


def _asked(outcome: RollOutcome, name: str, back: str, mark: str) -> AskedAgain:
    selects = f"nothing: {outcome.why.value}; roll again" if outcome.why else name
    as_what = () if outcome.taken is None else (("As", outcome.taken.value),)
    return AskedAgain(
        title="Do the dice show this?",
        facts=(
            *((color.capitalize(), str(face)) for color, face in zip(COLORS, outcome.faces, strict=False)),
            ("Number", str(outcome.number)),
            ("Selects", selects),
            *as_what,
        ),
        stays="A recorded roll stays: none is taken back. Read the dice aloud before you go on.",
        button="Record the roll",
        back=back,
        mark=mark,
    )
