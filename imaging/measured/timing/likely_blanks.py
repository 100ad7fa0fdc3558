"""Which of many blanks are worth a closer look on an image, and how each would lie there: by marks, else by corners."""

from collections.abc import Iterable, Iterator, Sequence

from imaging.family import PrintedImage
from imaging.layout import MeasuredPage
from imaging.measured.features import Features, RoughMatch, describe, match
from imaging.measured.reference import Reference
from imaging.measured.timing.marks_frame import is_frame, marks_on, match_frames, nearest_frames

WORTH_TRYING = 0.5
"""A blank with less than this share of the best one's corners on the page is not looked at closer."""
_Blank = tuple[Reference, list[MeasuredPage]]
"""A blank, with the pages that have it."""
_Likely = tuple[Reference, RoughMatch, list[MeasuredPage]]
"""A blank, how it may lie on an image, and the pages that have it."""


def worth_trying(image: PrintedImage, blanks: Iterable[_Blank]) -> tuple[list[_Likely], Iterator[_Likely]]:
    """The blanks that may be on an image, each with how it roughly lies there, by its frame of marks or its corners.

    Those behind are to be looked at where none of the first is there whole: of a frame that is there with other marks,
    then by their corners those whose frame may have been taken for another.
    """
    blanks = list(blanks)
    by_marks, behind = _by_marks(image, blanks)
    if not by_marks:
        return _by_corners(image, blanks), iter(behind)
    others = [one for one in blanks if not is_frame(one[0].marks)]
    framed = [one for one in blanks if is_frame(one[0].marks)]
    return [*by_marks, *_by_corners(image, others)], _one_after_the_other(behind, image, framed)


def _one_after_the_other(behind: Sequence[_Likely], image: PrintedImage, framed: Sequence[_Blank]) -> Iterator[_Likely]:
    yield from behind
    yield from _by_corners(image, framed)


def _by_corners(image: PrintedImage, blanks: Sequence[_Blank]) -> list[_Likely]:
    """The blanks with most of their corners on the image."""
    features: Features | None = None
    rough: list[_Likely] = []
    for reference, alike in blanks:
        if features is None:
            features = describe(image.gray, _px_per_in(image, alike[0]))
        if (matched := match(reference.features, features)) is not None:
            rough.append((reference, matched, alike))
    best = max((len(matched.blank) for _, matched, _ in rough), default=0)
    return [one for one in rough if len(one[1].blank) >= WORTH_TRYING * best]


def _by_marks(image: PrintedImage, blanks: Sequence[_Blank]) -> tuple[list[_Likely], list[_Likely]]:
    """The blanks whose frame of timing marks is on the image: those that differ in fewest marks, and the others."""
    framed = [one for one in blanks if is_frame(one[0].marks)]
    if not framed:
        return [], []
    px_per_in = _px_per_in(image, framed[0][1][0])
    marks = marks_on(image.gray, image.levels, px_per_in)
    found = match_frames([(reference.marks, reference.dpi) for reference, _ in framed], marks)
    nearest = set(nearest_frames(found))
    first: list[_Likely] = []
    behind: list[_Likely] = []
    for at, ((reference, alike), frame) in enumerate(zip(framed, found, strict=True)):
        if frame is not None:
            (first if at in nearest else behind).append((reference, frame.rough, alike))
    return first, behind


def _px_per_in(image: PrintedImage, page: MeasuredPage) -> float:
    return float(max(image.gray.shape) / max(page.width_in, page.height_in))
