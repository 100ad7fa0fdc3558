"""What the machine saw at a target, in words for judges and clerks: shape, ink, and why it is not sure."""

from types import MappingProxyType
from typing import Final

from imaging.sheets import Cause, Doubt, Nearby, Refusal, Shape, TargetReading

SHAPES: Final = MappingProxyType(
    {
        Shape.FILLED: "filled",
        Shape.SCRIBBLE: "a scribble",
        Shape.CHECK: "a check mark",
        Shape.CROSS: "a cross",
        Shape.LINE: "a line",
        Shape.LOOP: "a loop",
        Shape.DOT: "a dot",
        Shape.ERASED: "gray without ink, as an eraser leaves",
    }
)

CAUSES: Final = MappingProxyType(
    {
        Cause.STREAK: "on a line that runs on down the image, as a scanner's streak does",
        Cause.FOLD: "on a line that runs on across the image, as a fold does",
        Cause.BLEED: "lighter than the ink on the other side, which may shine through",
    }
)

DOUBTS: Final = MappingProxyType(
    {
        Doubt.SLIGHT: "too slight to be surely a mark",
        Doubt.EXPLAINED: "it need not be a mark",
        Doubt.SMALL: "enough ink, but in one small place",
        Doubt.THIN: "one thin stroke, or one that runs on",
        Doubt.AROUND: "clean inside, with ink above and below",
        Doubt.LIGHT: "too light for ink, and gray all over",
        Doubt.POSITION: "the oval's place is not sure, and the ink is near a threshold",
        Doubt.ODD: "much less, or much lighter, than the other marks on this sheet",
        Doubt.HABIT: "very slight, but so are the other marks on this sheet",
        Doubt.LETTERS: "more ink beside it than a mark leaves: it may be letters of a stamp",
        Doubt.OUTLINE: "close to the outline alone, as in most ovals of this page: it may be print",
        Doubt.COLOUR: "ink that only colour shows, as a highlighter's: in gray it looks like paper",
    }
)

NEARBY: Final = MappingProxyType(
    {
        Nearby.INSIDE: "not marked, with a little ink inside",
        Nearby.CROSSING: "not marked, with a stroke through its edge",
        Nearby.LARGE: "not marked, with something drawn around it or beside it",
        Nearby.BESIDE: "not marked, with a stroke close beside it",
        Nearby.COLOUR: "not marked, with ink beside it that only colour shows",
    }
)

REFUSALS: Final = MappingProxyType(
    {
        Refusal.OFF_IMAGE: "its oval is not on the image",
        Refusal.COVERED: "something dark covers its oval",
        Refusal.NOT_PRINTED: "its oval is not there",
        Refusal.UNCERTAIN: "where its oval lies is not sure",
        Refusal.UNNAMED: "what should be printed beside its oval was not found",
    }
)


def seen_words(target: TargetReading) -> str:
    """What was seen at one target, in one line; empty where nothing was.

    Ledgers that earlier versions wrote hold neither shape nor doubt: then only the ink is told.
    """
    if target.refused is not None:
        return f"{REFUSALS[target.refused]}, and nothing was measured"
    parts = []
    if target.shape is not None:
        parts.append(SHAPES[target.shape])
    if target.ink_px:
        parts.append(f"{_percent(target)} of the inside inked")
    if target.cause is not None:
        parts.append(CAUSES[target.cause])
    if target.doubt is not None:
        parts.append(DOUBTS[target.doubt])
    if target.nearby is not None:
        parts.append(NEARBY[target.nearby])
    return ", ".join(parts)


def _percent(target: TargetReading) -> str:
    tenths = 1000 * target.ink_px // max(1, target.target_px)
    return f"{tenths // 10} %" if tenths >= 100 else f"{tenths // 10}.{tenths % 10} %"
