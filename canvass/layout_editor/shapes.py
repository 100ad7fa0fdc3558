"""Targets as the page draws them: in hundredths of an inch, for the picture's coordinates, with their words."""

from dataclasses import dataclass

from canvass.layout_editor.forms import TargetForm
from tabulate.definitions.layouts.layout_file import KnownNames, LayoutTarget

UNITS_AN_INCH = 100
_AROUND_IN = 0.03


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle of the picture."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class DrawnTarget:
    """One target of the page."""

    number: int
    contest: str
    choice: str
    printed: str
    is_named: bool
    is_chosen: bool
    box: Rectangle
    area: Rectangle | None


def drawn(target: LayoutTarget, names: KnownNames | None, is_chosen: bool) -> DrawnTarget:
    """The target with the words it is known by."""
    place, area = target.place, target.place.write_in_area
    contest, choice = "", "no name"
    if target.name is not None:
        contest, choice = names.text(target.name) if names else (target.name.contest, target.name.choice)
    return DrawnTarget(
        place.number,
        contest,
        choice,
        target.printed,
        target.name is not None,
        is_chosen,
        _around(place.x_in, place.y_in, place.width_in, place.height_in),
        None
        if area is None
        else _rectangle(area.left_in, area.top_in, area.right_in - area.left_in, area.bottom_in - area.top_in),
    )


def drawn_new(form: TargetForm) -> Rectangle | None:
    """Where the new target of a form would be; None where that cannot be said."""
    values = [form[name].value() for name in ("x_in", "y_in", "width_in", "height_in")]
    try:
        return _around(*(min(max(float(value), 0.0), 60.0) for value in values))
    except (TypeError, ValueError):
        return None


def _around(x_in: float, y_in: float, width_in: float, height_in: float) -> Rectangle:
    wide, high = width_in + 2 * _AROUND_IN, height_in + 2 * _AROUND_IN
    return _rectangle(x_in - wide / 2, y_in - high / 2, wide, high)


def _rectangle(left_in: float, top_in: float, width_in: float, height_in: float) -> Rectangle:
    return Rectangle(*(round(side * UNITS_AN_INCH, 2) for side in (left_in, top_in, width_in, height_in)))
