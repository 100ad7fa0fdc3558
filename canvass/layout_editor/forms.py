"""What may be typed into the editor, and what it means."""

import json
from typing import Any

from django import forms

from canvass.layout_editor.changes import Wanted, names_of
from imaging.layout import BoxIn, TargetShape
from tabulate.definitions.layouts.layout_file import BallotLayout, LayoutTarget, Name
from tabulate.election import BallotStyleId, ChoiceId, ContestId

_NO_NAME = ""
_AREA = ("area_top_in", "area_left_in", "area_bottom_in", "area_right_in")


def _inches(label: str, most: float, required: bool = True) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"step": "any", "min": "0", "max": str(most), "inputmode": "decimal"})
    return forms.FloatField(label=label, min_value=0, max_value=most, required=required, widget=widget)


class TargetForm(forms.Form):
    """One target."""

    name = forms.ChoiceField(label="Stands for", required=False)
    x_in = _inches("Centre, inches from the left", 60)
    y_in = _inches("Centre, inches from the top", 60)
    width_in = _inches("Width", 2)
    height_in = _inches("Height", 2)
    shape = forms.ChoiceField(label="Shape", choices=[(shape.value, shape.value) for shape in TargetShape])
    area_top_in = _inches("Top", 60, required=False)
    area_left_in = _inches("Left", 60, required=False)
    area_bottom_in = _inches("Bottom", 60, required=False)
    area_right_in = _inches("Right", 60, required=False)
    revision = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, layout: BallotLayout, style: BallotStyleId, *args: Any, **kwargs: Any) -> None:
        """A form for a target of a ballot style, with the names that the layout knows."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        name = self.fields["name"]
        if isinstance(name, forms.ChoiceField):
            name.choices = name_choices(layout, style)

    def clean(self) -> dict[str, Any]:
        """A write-in area has four sides or none."""
        cleaned = super().clean() or {}
        given = [cleaned.get(side) is not None for side in _AREA]
        if any(given) and not all(given):
            raise forms.ValidationError("Give all four sides of the write-in area, or none.")
        return cleaned

    def wanted(self) -> Wanted:
        """The target that was typed; only after `is_valid`."""
        typed = self.cleaned_data
        sides = [typed[side] for side in _AREA]
        return Wanted(
            name=_name(typed["name"]),
            x_in=typed["x_in"],
            y_in=typed["y_in"],
            width_in=typed["width_in"],
            height_in=typed["height_in"],
            shape=TargetShape(typed["shape"]),
            write_in_area=None if sides[0] is None else BoxIn(*sides),
        )


def name_choices(layout: BallotLayout, style: BallotStyleId) -> list[tuple[str, Any]]:
    """What a target of a style can stand for, contest by contest; else the names that the layout already has."""
    choices: list[tuple[str, Any]] = [(_NO_NAME, "no name")]
    if layout.names is not None:
        for contest in layout.names.contests_of(style):
            choices.append((contest.title, [(key_of(name), text) for name, text in names_of(contest)]))
        return choices
    used = {target.name for card in layout.cards for target in card.targets() if target.name is not None}
    return choices + [(key_of(name), f"{name.contest}: {name.choice}") for name in sorted(used, key=key_of)]


def key_of(name: Name | None) -> str:
    """A name as the form sends it."""
    return _NO_NAME if name is None else json.dumps([name.contest, name.choice])


def _name(key: str) -> Name | None:
    if key == _NO_NAME:
        return None
    contest, choice = json.loads(key)
    return Name(ContestId(contest), ChoiceId(choice))


def as_typed(target: LayoutTarget, revision: str) -> dict[str, Any]:
    """A target as the form shows it."""
    place, area = target.place, target.place.write_in_area
    sides = [None] * 4 if area is None else [area.top_in, area.left_in, area.bottom_in, area.right_in]
    typed: dict[str, Any] = {"name": key_of(target.name), "shape": place.shape.value, "revision": revision}
    typed |= {name: round(getattr(place, name), 4) for name in ("x_in", "y_in", "width_in", "height_in")}
    return typed | dict(zip(_AREA, sides, strict=True))
