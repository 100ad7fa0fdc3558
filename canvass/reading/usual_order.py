"""Sheets that order alone paired, and whose sides come otherwise than those of the first sheets: perhaps two papers.

Two faults of a feed that undo each other leave no gap, and between them each sheet is made of two papers. Then the back
comes first where the fronts came first before. A stack whose papers lie either way round is known by its first sheets.
Two images that show one side tell where such a fault begins, and which side should come first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from canvass.reading.outcomes import SheetOutcome, VotedSheet
from imaging.layout import Layouts, Side
from imaging.pages import PlannedSheet, SeenPage, Shows, may_be_one_paper, seen_side
from imaging.sheets import ImageSource, ReadSheet, Reason, ReasonCode, ScannedSheet, UnreadSheet

if TYPE_CHECKING:
    from tabulate.ledger.entries import SheetNotRead

FIRST_SHEETS = 16
"""So many tell in which order the sides come."""
FEWEST_TOLD = 3
USUAL_SHARE = 2 / 3
_OF_TWO_PAPERS = frozenset({ReasonCode.SIDE_TWICE, ReasonCode.PAGES_DISAGREE})
_SIDES = {Shows.FRONT: Side.FRONT, Shows.BACK: Side.BACK}

Read = TypeVar("Read")
Pages = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SidesTold:
    """What a sheet of two images tells of the order in which the sides come."""

    first: Side | None = None
    """The side on its first image, where both sides were read."""
    meant: Side | None = None
    """The side that should come first, as two images tell that cannot be one paper."""
    twice: bool = False
    """They show that side both: behind them each pair may be of two papers."""
    seen: tuple[SeenPage, ...] = ()
    """What its two images show, in order, where both show a side."""


TELLS_NOTHING = SidesTold()
ToldBySheet = tuple[PlannedSheet, SidesTold]


def _begins(first: Sequence[ToldBySheet]) -> Side | None:
    return None


def in_usual_order(
    read_all: Callable[[Sequence[PlannedSheet]], Iterator[Read]],
    planned: Sequence[PlannedSheet],
    todo: Sequence[PlannedSheet],
    told_by: Callable[[Read], SidesTold],
    of_two_papers: Set[Pages] = frozenset(),
    begin: Callable[[Sequence[ToldBySheet]], Side | None] = _begins,
) -> Iterator[tuple[Read, Side | None]]:
    """What was read of each sheet that is to do, in order; and the usual first side, where the sheet has another.

    `read_all` reads sheets in order, each once. The usual side is that of the first sheets of the whole plan, whichever
    of them are still to do; where they tell too little it is, in each run, that of the first two images that show one
    side. `of_two_papers` are sheets that an earlier count set aside as such. `begin` is told what the first sheets
    tell, before any is handed on: it raises, or says which side is the usual one where all that leaves it open.
    """
    own = {pages_of(sheet): sheet for sheet in todo}
    is_asked = any(sheet.run is not None for sheet in todo)
    paired = [sheet for sheet in planned if is_asked and sheet.run is not None]
    met = [sheet for sheet in paired[FIRST_SHEETS:] if pages_of(sheet) in of_two_papers and pages_of(sheet) not in own]
    first = [own.get(pages_of(sheet), sheet) for sheet in [*paired[:FIRST_SHEETS], *met[:FIRST_SHEETS]]]
    read = dict(zip(map(pages_of, first), read_all(first), strict=False))
    told = [(sheet, told_by(read[pages_of(sheet)])) for sheet in first if pages_of(sheet) in read]
    fallback = begin(told[: len(paired[:FIRST_SHEETS])])
    usual = _usual(_before_a_side_twice(told[:FIRST_SHEETS]))
    meant = _meant([one for one in told if pages_of(one[0]) not in own])
    others = read_all([sheet for sheet in todo if pages_of(sheet) not in read])
    for sheet in todo:
        one = read.pop(pages_of(sheet)) if pages_of(sheet) in read else next(others, None)
        if one is None:
            return
        sides = told_by(one)
        meant = _meant([(sheet, sides)]) | meant
        expected = None if sheet.run is None else usual or meant.get(sheet.run) or fallback
        yield one, expected if sides.first is not None and sides.first is not expected else None


def _before_a_side_twice(told: Iterable[ToldBySheet]) -> Iterator[Side | None]:
    """The first sides of sheets, but for those of a run that come behind two images of one side."""
    broken: set[int | None] = set()
    for sheet, sides in told:
        if sides.twice:
            broken.add(sheet.run)
        elif sheet.run not in broken:
            yield sides.first or sides.meant


def _meant(told: Iterable[ToldBySheet]) -> dict[int, Side]:
    """For each run, the side that its first two images of one side show."""
    meant: dict[int, Side] = {}
    for sheet, sides in told:
        if sheet.run is not None and sides.twice and sides.meant is not None:
            meant.setdefault(sheet.run, sides.meant)
    return meant


def sides_told(scanned: ScannedSheet, outcome: SheetOutcome, layouts: Layouts) -> SidesTold:
    """What a sheet tells; the images of one that is of two papers are looked at once more, each by itself."""
    if isinstance(outcome, VotedSheet):
        return _told_by_reading(scanned, outcome)
    if len(scanned.pages) != 2 or not any(reason.code in _OF_TWO_PAPERS for reason in outcome.reasons):
        return TELLS_NOTHING
    from imaging.looking import look_at

    one, other = (look_at(page, layouts) for page in scanned.pages)
    sides = _SIDES.get(one.shows), _SIDES.get(other.shows)
    if None in sides:
        return TELLS_NOTHING
    return SidesTold(meant=sides[1], twice=sides[0] is sides[1], seen=(one, other))


def _told_by_reading(scanned: ScannedSheet, outcome: VotedSheet) -> SidesTold:
    reading = outcome.reading
    if not isinstance(reading, ReadSheet) or len(reading.pages) != 2:
        return TELLS_NOTHING
    sides = {page.source: page.side for page in reading.pages}
    seen = tuple(seen_side(sides[page.source], reading.card) for page in scanned.pages if page.source in sides)
    return SidesTold(sides.get(scanned.pages[0].source), seen=seen if len(seen) == 2 else ())


def told_by_look(seen: Sequence[SeenPage]) -> SidesTold:
    """What a sheet's pages tell that were looked at each by itself."""
    sides = [_SIDES.get(page.shows) for page in seen]
    if len(sides) != 2 or None in sides:
        return TELLS_NOTHING
    one, other = seen
    if may_be_one_paper(one, other):
        return SidesTold(sides[0], seen=(one, other))
    return SidesTold(meant=sides[1], twice=sides[0] is sides[1], seen=(one, other))


def of_two_papers(not_read: Iterable["SheetNotRead"]) -> frozenset[Pages]:
    """The images of those sheets that were set aside since they cannot be one paper's."""
    return frozenset(
        tuple((image.file, image.page) for image in entry.reading.sources)
        for entry in not_read
        if any(reason.code in _OF_TWO_PAPERS for reason in entry.reading.reasons)
    )


def set_aside_for_order(images: Sequence[ImageSource], outcome: VotedSheet, usual: Side) -> UnreadSheet:
    """The sheet, set aside because its sides come in another order than those of the sheets before."""
    one, other = images
    detail = (
        f"{one.file}, page {one.page}, and {other.file}, page {other.page}, were paired by their order alone, and the "
        f"sheets before them show that the {usual} comes first; here the other does: perhaps an image before it is "
        "missing or there twice, and these two are of two papers. Find the papers, and scan each with both sides"
    )
    reading = outcome.reading
    card = reading.card if isinstance(reading, ReadSheet) else None
    return UnreadSheet(reading.number, tuple(images), (Reason(ReasonCode.PAIR_DOUBTFUL, detail),), card)


def _usual(sides: Iterable[Side | None]) -> Side | None:
    told = [side for side in sides if side is not None]
    most = max(Side, key=told.count)
    return most if len(told) >= FEWEST_TOLD and told.count(most) >= USUAL_SHARE * len(told) else None


def pages_of(sheet: PlannedSheet) -> Pages:
    """The names and numbers of a sheet's pages."""
    return tuple((page.name, page.page) for page in sheet.pages)
