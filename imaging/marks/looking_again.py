"""Questions that print alone raises: where a card's print is known, what was seen is looked at again without it.

Only what stands around outlines is looked at again. What is inside them was measured before, and stays. Print that lies
around an outline is known before anything is asked, so that it hides no question about the inside.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from imaging.layout import MarkThresholds
from imaging.marks.around_targets import Bools, has_more, without_print
from imaging.marks.decisions import DOUBTS, UNMARKED, Decisions, looped
from imaging.marks.drawn_near import find_drawn
from imaging.marks.target_ink import Integers, PageInk, measure_ink
from imaging.marks.writing import Writing, read_writing
from imaging.sheets import Doubt, Nearby, TargetReading
from imaging.sheets.known_print import PlacePrint
from imaging.sheets.registered import RegisteredPage

KnownAt = Callable[[int], PlacePrint | None]
"""What is known to be printed around a target, by its number."""


@dataclass(slots=True)
class SeenAround:
    """What is around a page's targets: writing in areas by the targets' places, and what is drawn at each."""

    writing: dict[int, Writing]
    nearby: list[Nearby | None]


def seen_around(page: RegisteredPage, ink: PageInk, marks: Integers, thresholds: MarkThresholds) -> SeenAround:
    """What is written and drawn around a page's targets, as it is without knowing the card's print."""
    writing = read_writing(page, ink.writing, thresholds)
    written = [i for i, (_, _, is_written) in writing.items() if is_written]
    return SeenAround(writing, find_drawn(page, ink, marks, written))


def may_be_print(target: TargetReading) -> bool:
    """Whether something was seen around a target that print may be as well as a hand."""
    return target.writing or target.nearby is not None or target.doubt is Doubt.AROUND


def without_printed_loops(
    page: RegisteredPage, ink: PageInk, known_at: KnownAt, thresholds: MarkThresholds
) -> tuple[RegisteredPage, Bools]:
    """The page without known print that lies around outlines as a loop does; and where a loop is left: bool (N,)."""
    loops = looped(ink)
    prints = _known(page, loops.nonzero()[0].tolist(), np.zeros_like(loops), known_at)
    bare = without_print(page, prints) if prints else None
    if bare is None:
        return page, loops
    places = [place for place, _ in prints]
    loops[places] = looped(measure_ink(bare, thresholds.marginal_permille))[places]
    return bare, loops


def look_again(
    page: RegisteredPage,
    ink: PageInk,
    decided: Decisions,
    seen: SeenAround,
    known_at: KnownAt,
    thresholds: MarkThresholds,
) -> None:
    """See what is left around targets without the print that is known there: changes `seen`."""
    looped_at = decided.doubts == DOUBTS.index(Doubt.AROUND)
    marked = (decided.marks != UNMARKED) & ~looped_at
    written = {place for place, (_, _, is_written) in seen.writing.items() if is_written}
    around = looped(ink) & ~marked
    asked = [place for place, what in enumerate(seen.nearby) if what is not None or place in written or around[place]]
    prints = _known(page, asked, marked, known_at)
    bare = without_print(page, prints) if prints else None
    if bare is None:
        return
    places = [place for place, _ in prints]
    left = measure_ink(bare, thresholds.marginal_permille)
    again = seen_around(bare, replace(ink, writing=left.writing), decided.marks, thresholds)
    for place in places:
        seen.nearby[place] = again.nearby[place]
        if place in again.writing:
            seen.writing[place] = again.writing[place]


def _known(
    page: RegisteredPage, asked: Sequence[int], marked: Bools, known_at: KnownAt
) -> list[tuple[int, PlacePrint]]:
    """What is known at some of the targets, by their places: where that may be all there is."""
    found = ((place, known_at(page.placed.numbers[place])) for place in asked)
    return [
        (place, known)
        for place, known in found
        if known is not None and not has_more(page, place, known, bool(marked[place]))
    ]
