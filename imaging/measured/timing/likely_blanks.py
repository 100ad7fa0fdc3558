"""Which of many blanks are worth a closer look on an image, and how each would lie there: by marks, else by corners."""

from collections.abc import Iterable, Sequence

from imaging.family import PrintedImage
from imaging.layout import MeasuredPage
from imaging.measured.features import Features, RoughMatch, describe, match
from imaging.measured.reference import Reference
from imaging.measured.timing.marks_frame import is_frame, marks_on, match_frames, nearest_frames

WORTH_TRYING = 0.5
"""A blank with less than this share of the best one's corners on the page is not looked at closer."""
MORE_UNLIKE = 1
"""So many more timing marks may differ than of the most alike blank: one is damaged, or a pen made it wider."""

_Blank = tuple[Reference, list[MeasuredPage]]
"""A blank, with the pages that have it."""


def worth_trying(
    image: PrintedImage, blanks: Iterable[_Blank]
) -> list[tuple[Reference, RoughMatch, list[MeasuredPage]]]:
    """The blanks that may be on an image, each with how it roughly lies there, by its frame of marks or its corners."""
    features: Features | None = None
    blanks = list(blanks)
    by_marks = _by_marks(image, blanks)
    if by_marks:
        blanks = [one for one in blanks if not is_frame(one[0].marks)]
    rough: list[tuple[Reference, RoughMatch, list[MeasuredPage]]] = []
    for reference, alike in blanks:
        if features is None:
            features = describe(image.gray, _px_per_in(image, alike[0]))
        if (matched := match(reference.features, features)) is not None:
            rough.append((reference, matched, alike))
    best = max((len(matched.blank) for _, matched, _ in rough), default=0)
    return [*by_marks, *(one for one in rough if len(one[1].blank) >= WORTH_TRYING * best)]


def _by_marks(image: PrintedImage, blanks: Sequence[_Blank]) -> list[tuple[Reference, RoughMatch, list[MeasuredPage]]]:
    """The blanks whose frame of timing marks is on the image and differs from what is there in fewest marks."""
    framed = [one for one in blanks if is_frame(one[0].marks)]
    if not framed:
        return []
    px_per_in = _px_per_in(image, framed[0][1][0])
    marks = marks_on(image.gray, image.levels, px_per_in)
    found = match_frames([(reference.marks, reference.dpi) for reference, _ in framed], marks)
    nearest = [(framed[at], found[at]) for at in nearest_frames(found, MORE_UNLIKE)]
    return [(reference, frame.rough, alike) for (reference, alike), frame in nearest if frame is not None]


def _px_per_in(image: PrintedImage, page: MeasuredPage) -> float:
    return float(max(image.gray.shape) / max(page.width_in, page.height_in))
