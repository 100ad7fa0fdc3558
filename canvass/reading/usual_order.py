"""Sheets that order alone paired, and whose sides come otherwise than those of the first sheets: perhaps two papers.

Two faults of a feed that undo each other leave no gap, and between them each sheet is made of two papers. Then the back
comes first where the fronts came first before. A stack whose papers lie either way round is known by its first sheets.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from canvass.reading.outcomes import SheetOutcome, VotedSheet
from imaging.layout import Side
from imaging.pages import PlannedSheet
from imaging.sheets import ImageSource, ReadSheet, Reason, ReasonCode, UnreadSheet

FIRST_SHEETS = 16
"""So many tell in which order the sides come."""
FEWEST_TOLD = 3
USUAL_SHARE = 2 / 3

Read = TypeVar("Read")
Pages = tuple[tuple[str, int], ...]


def in_usual_order(
    read_all: Callable[[Sequence[PlannedSheet]], Iterator[Read]],
    planned: Sequence[PlannedSheet],
    todo: Sequence[PlannedSheet],
    first_side: Callable[[Read], Side | None],
) -> Iterator[tuple[Read, Side | None]]:
    """What was read of each sheet that is to do, in order; and the usual first side, where the sheet has another.

    `read_all` reads sheets in order, each once. The usual side is that of the first sheets of the whole
    plan, whichever of them are still to do.
    """
    own = {_pages(sheet): sheet for sheet in todo}
    first = [own.get(_pages(sheet), sheet) for sheet in planned if sheet.run is not None][:FIRST_SHEETS]
    read = dict(zip(map(_pages, first), read_all(first), strict=False))
    usual = _usual(map(first_side, read.values()))
    others = read_all([sheet for sheet in todo if _pages(sheet) not in read])
    for sheet in todo:
        one = read.pop(_pages(sheet)) if _pages(sheet) in read else next(others, None)
        if one is None:
            return
        side = first_side(one)
        doubtful = sheet.run is not None and usual is not None and side is not None and side is not usual
        yield one, usual if doubtful else None


def first_side_of(images: Sequence[ImageSource], outcome: SheetOutcome) -> Side | None:
    """The side on the first image of a sheet of which both sides were read."""
    if not isinstance(outcome, VotedSheet) or not isinstance(outcome.reading, ReadSheet):
        return None
    pages = outcome.reading.pages
    return next((page.side for page in pages if page.source == images[0]), None) if len(pages) == 2 else None


def set_aside_for_order(images: Sequence[ImageSource], outcome: VotedSheet, usual: Side) -> UnreadSheet:
    """The sheet, set aside because its sides come in the other order than those of the batch's first sheets."""
    one, other = images
    detail = (
        f"{one.file}, page {one.page}, and {other.file}, page {other.page}, were paired by their order alone, and the "
        f"first sheets of the batch show the {usual} first, this one the other side: perhaps an image before it is "
        "missing, and these two are of two papers. Find the papers, and scan each with both sides"
    )
    reading = outcome.reading
    card = reading.card if isinstance(reading, ReadSheet) else None
    return UnreadSheet(reading.number, tuple(images), (Reason(ReasonCode.PAIR_DOUBTFUL, detail),), card)


def _usual(sides: Iterable[Side | None]) -> Side | None:
    told = [side for side in sides if side is not None]
    most = max(Side, key=told.count)
    return most if len(told) >= FEWEST_TOLD and told.count(most) >= USUAL_SHARE * len(told) else None


def _pages(sheet: PlannedSheet) -> Pages:
    return tuple((page.name, page.page) for page in sheet.pages)
