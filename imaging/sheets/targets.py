"""What the machine saw at a target: the mark, its shape, what may explain it, and what is in doubt."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, make_dataclass
from enum import StrEnum
from typing import Any

from imaging.layout import Side


class Mark(StrEnum):
    """The three decisions a target can get."""

    UNMARKED = "unmarked"
    AMBIGUOUS = "ambiguous"
    MARKED = "marked"


class Shape(StrEnum):
    """What the ink at a target looks like, by its measures alone. It may raise a question, and never makes a vote."""

    FILLED = "filled"
    SCRIBBLE = "scribble"
    CHECK = "check"
    CROSS = "cross"
    LINE = "line"
    LOOP = "loop"
    DOT = "dot"
    ERASED = "erased residue"
    """Gray all over, without ink: what an eraser leaves, or a very hard pencil."""


class Cause(StrEnum):
    """What explains at least half of the ink inside a target, so that it need not be a mark."""

    STREAK = "streak"
    """A line that runs on down the image, as dirt on a scanner's glass leaves."""
    FOLD = "fold"
    """A line that runs on across the image."""
    BLEED = "bleed-through"
    """Lighter ink where the other side has darker ink."""


class Doubt(StrEnum):
    """Why a target is ambiguous."""

    SLIGHT = "slight"
    """Ink between the two thresholds."""
    EXPLAINED = "explained"
    """Ink enough, but a streak, a fold or bleed-through explains it."""
    SMALL = "small"
    """Ink enough, but in one small place."""
    THIN = "thin"
    """Ink enough, but one thin stroke, or one that runs on."""
    AROUND = "around"
    """Clean inside, with ink above and below."""
    LIGHT = "light"
    """Too light for ink, and gray all over."""
    POSITION = "position"
    """Ink near a threshold, and the target's place is not sure."""
    ODD = "odd"
    """Much less, or much lighter, than the sheet's other marks."""
    HABIT = "habit"
    """Too little ink, but the sheet's other marks are slight too."""
    LETTERS = "letters"
    """Ink enough, and much beside it where the page's other targets have none, as letters of a stamp leave it."""
    OUTLINE = "outline"
    """Ink enough, but close to the outline alone, and most of the page's targets have the same."""
    COLOUR = "colour"
    """Ink that only colour shows: gray shows paper."""


class Nearby(StrEnum):
    """What may be drawn by hand at a target that is unmarked: of it people are asked where its contest has votes left.

    Never print, as far as one sheet can tell: not the page's lines, nor what stands alike at its other targets.
    """

    INSIDE = "inside"
    """Ink inside, below the lower threshold."""
    CROSSING = "crossing"
    """A stroke that goes through the outline, or touches it from outside."""
    LARGE = "large"
    """A stroke larger than print around the outline or beside it."""
    BESIDE = "beside"
    """A stroke close to the outline, where the page's other targets have clean paper."""
    COLOUR = "colour"
    """Ink over what stands beside it that only colour shows."""


class Refusal(StrEnum):
    """Why a target was not measured: off the image; under something dark and larger, a band or a hole; its outline not
    there, nor ink to hide it; the estimated error of its place too large; the print beside it not the blank's."""

    OFF_IMAGE = "off the image"
    COVERED = "covered"
    NOT_PRINTED = "outline not found"
    UNCERTAIN = "place uncertain"
    UNNAMED = "print beside it not found"


@dataclass(frozen=True, slots=True)
class TargetReading:
    """What the machine saw at one target. `ink_px` of `target_px` pixels inside the outline are inked."""

    number: int
    side: Side
    mark: Mark
    ink_px: int
    target_px: int
    centre_row_px: float
    centre_col_px: float
    error_px: float
    """Estimated error of the centre's position, in pixels."""
    writing_px: int | None = None
    """Inked pixels in the write-in area; None where the target has none."""
    writing_area_px: int | None = None
    writing: bool = False
    """True where something is written in the write-in area."""
    around_px: int = 0
    """Inked pixels close above and below the outline."""
    shape: Shape | None = None
    """None where there is hardly any ink."""
    cause: Cause | None = None
    doubt: Doubt | None = None
    """None where the mark is not ambiguous."""
    refused: Refusal | None = None
    """Why nothing was measured here; such a target is ambiguous, for its position, and has no pixels."""
    nearby: Nearby | None = None
    """What may be drawn at it, or near it, though it is unmarked."""


_OpenReading = make_dataclass("_OpenReading", [one.name for one in fields(TargetReading)], slots=True)


def make_target_readings(*columns: Iterable[object]) -> list[TargetReading]:
    """Target readings from all their fields, column by column, in order.

    A frozen dataclass makes its objects nine times as slowly as an open one, and a sheet has a hundred; so they are
    made open, and frozen by becoming of the class with the same slots.
    """
    readings: list[Any] = list(map(_OpenReading, *columns))
    for reading in readings:
        reading.__class__ = TargetReading
    return readings
