"""One simulated sheet, from a seed: voted, scanned, encoded, with its truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.layout import PageLayout, Side
from test_ballots.press import Press
from test_ballots.scanning.degradation import Degradation, Flaw, LostMark, PageForm, draw_degradation
from test_ballots.scanning.feed import PrintedArea, Transform
from test_ballots.scanning.files import FileKind, encode_sheet
from test_ballots.scanning.scanner import Box, PageToScan, scan
from test_ballots.strokes import lay_on
from test_ballots.voters.judging import judge_contest, judge_page
from test_ballots.voters.true_marks import ContestTruth, PageTruth, SheetTruth, TargetTruth
from test_ballots.voters.voting import PenWork, VotingHabits, vote

Image = NDArray[np.uint8]
_TINT = (1.0, 0.985, 0.945)
"""Of the paper in a colour scan: red, green, blue."""
_TINTS = tuple(np.rint(np.arange(256) * share).astype(np.uint8) for share in _TINT)
"""For each channel what a gray level becomes."""


@dataclass(frozen=True, slots=True)
class Scanning:
    """How a deck is scanned: which flaws at what strength, and which files come out. Chosen anew for each sheet."""

    flaws: Mapping[Flaw, float]
    often: float = 0.5
    """Chance of each flaw on a page."""
    kinds: tuple[FileKind, ...] = (FileKind.JPEG,)
    dpis: tuple[int, ...] = (200,)
    qualities: tuple[int, int] = (75, 92)
    bitonal_levels: tuple[int, int] = (130, 175)
    colour: float = 0.0
    """Chance of a colour scan."""
    back_first: float = 0.0
    """Chance that the back is stored before the front."""


@dataclass(frozen=True, slots=True)
class SheetFiles:
    """A finished sheet: its files' names and bytes, and its truth."""

    names: tuple[str, ...]
    contents: tuple[bytes, ...]
    truth: SheetTruth


@dataclass(frozen=True, slots=True)
class _Setup:
    """What was chosen for one sheet before anything is drawn."""

    kind: FileKind
    dpi: int
    quality: int
    level: int
    colour: bool
    back_first: bool
    turned: bool

    @property
    def bitonal_level(self) -> int | None:
        return self.level if self.kind is FileKind.TIFF_G4 else None


def make_sheet(
    press: Press,
    number: int,
    seed: int,
    habits: VotingHabits,
    scanning: Scanning,
    rescan: int = 0,
    first_scanning: Scanning | None = None,
    of_card: int | None = None,
) -> SheetFiles:
    """Make sheet `number` (from 1) of the deck with this seed: the same bytes whatever other sheets are made.

    With `rescan` 1, 2, ... the same paper with the same marks is scanned again, otherwise than before; where that is
    done with another scanner, `first_scanning` says how it was scanned first. `of_card` says which of the election's
    cards it is, from 0; else any.
    """
    rng = np.random.default_rng((seed, number))
    setup = _set_up(first_scanning or scanning, rng)
    any_card = int(rng.integers(len(press.election.cards)))
    card = any_card if of_card is None else of_card
    work = vote(press, card, habits, seed, rng)
    if rescan:
        rng = np.random.default_rng((seed, number, rescan))
        setup = _set_up(scanning, rng)
    pages = press.election.layouts.cards[card].pages
    marked = [_marked(press, card, index, work, setup) for index in range(len(pages))]
    images: list[Image] = []
    truths: list[TargetTruth] = []
    degradations: list[Degradation] = []
    for index, page in enumerate(pages):
        degradation = draw_degradation(scanning.flaws, setup.turned, _form(press, card, page), rng, scanning.often)
        other = _gray(marked[1 - index]) if len(pages) == 2 and degradation.bleed else None
        image, transform = _scanned(press, card, page, marked[index], other, degradation, setup, rng)
        images.append(image)
        degradations.append(degradation)
        truths += judge_page(press, card, page, work, _centres(press, card, page, transform), setup.bitonal_level)
    sides: list[Side | None] = [page.side for page in pages]
    if len(pages) == 1 and any(len(layout.pages) == 2 for layout in press.election.layouts.cards):
        images.append(np.full_like(images[0], 252))
        sides.append(None)
        degradations.append(Degradation())
    order = [1, 0] if setup.back_first and len(images) == 2 else list(range(len(images)))
    contents = encode_sheet([images[i] for i in order], setup.kind, setup.dpi, setup.quality, setup.level)
    names = _names(number, setup.kind, len(contents))
    stored = stored_pages(names, [(sides[i], images[i], degradations[i]) for i in order])
    return SheetFiles(names, tuple(contents), _truth(press, card, number, setup, work, stored, truths))


def stored_pages(
    names: Sequence[str], pages: Sequence[tuple[Side | None, Image, Degradation]]
) -> tuple[PageTruth, ...]:
    """Where each image is stored: in a file of its own, or with the others in one; and what befell it."""
    apart = len(names) > 1
    return tuple(
        PageTruth(names[place if apart else 0], 1 if apart else place + 1, side, image.shape[0], image.shape[1], how)
        for place, (side, image, how) in enumerate(pages)
    )


def _set_up(scanning: Scanning, rng: np.random.Generator) -> _Setup:
    low, high = scanning.qualities
    dark, light = scanning.bitonal_levels
    return _Setup(
        kind=scanning.kinds[int(rng.integers(len(scanning.kinds)))],
        dpi=scanning.dpis[int(rng.integers(len(scanning.dpis)))],
        quality=int(rng.integers(low, high + 1)),
        level=int(rng.integers(dark, light + 1)),
        colour=bool(rng.random() < scanning.colour),
        back_first=bool(rng.random() < scanning.back_first),
        turned=bool(rng.random() < scanning.flaws.get(Flaw.TURN, 0.0) / 2),
    )


def _marked(press: Press, card: int, page: int, work: PenWork, setup: _Setup) -> Image:
    image = press.raster(card, page, setup.dpi)
    if setup.colour:
        image = np.stack([tint[image] for tint in _TINTS], axis=2)
    lay_on(image, work.strokes[press.election.layouts.cards[card].pages[page].side], setup.dpi)
    return image


def _gray(image: Image) -> Image:
    return image if image.ndim == 2 else np.ascontiguousarray(image[:, :, 1])


def _form(press: Press, card: int, page: PageLayout) -> PageForm:
    paper = press.paper(card)
    return PageForm(paper.height_in, paper.width_in, page.rows or 0, page.columns, page.bottom_marks or frozenset())


def printed_area(press: Press, card: int, page: PageLayout) -> PrintedArea:
    """The box around the page's timing marks on the printed paper."""
    top, left = press.place_in(card, -0.125, -0.375)
    bottom, right = press.place_in(card, (page.rows or 1) - 1 + 0.125, page.columns - 1 + 0.375)
    return PrintedArea(top, left, bottom, right)


def _scanned(
    press: Press,
    card: int,
    page: PageLayout,
    image: Image,
    other: Image | None,
    degradation: Degradation,
    setup: _Setup,
    rng: np.random.Generator,
) -> tuple[Image, Transform]:
    paper = press.paper(card)
    lost = tuple(_lost_box(press, card, mark) for mark in degradation.lost_marks)
    size_in = (paper.height_in, paper.width_in)
    marked = PageToScan(image.copy(), setup.dpi, size_in, printed_area(press, card, page), lost, other)
    return scan(marked, degradation, rng)


def _lost_box(press: Press, card: int, mark: LostMark) -> Box:
    top, left = press.place_in(card, mark.row - 0.125, mark.column - 0.375)
    bottom, right = press.place_in(card, mark.row + 0.125, mark.column + 0.375)
    return top, left, bottom, left + (right - left) * mark.share


def _centres(press: Press, card: int, page: PageLayout, transform: Transform) -> list[tuple[float, float]]:
    if not page.targets:
        return []
    placed = transform.to_px([press.place_in(card, target.row, target.column) for target in page.targets])
    return [(round(float(row), 2), round(float(column), 2)) for row, column in placed]


def _names(number: int, kind: FileKind, files: int) -> tuple[str, ...]:
    if kind.holds_sheet:
        return (f"sheet-{number:05d}.{kind.value}",)
    return tuple(f"sheet-{number:05d}-{place}.{kind.value}" for place in range(1, files + 1))


def _truth(
    press: Press,
    card: int,
    number: int,
    setup: _Setup,
    work: PenWork,
    pages: tuple[PageTruth, ...],
    targets: Sequence[TargetTruth],
) -> SheetTruth:
    printed = press.election.cards[card]
    return SheetTruth(
        number,
        printed.id,
        printed.ballot_style,
        printed.precinct,
        setup.turned,
        work.pen.name,
        setup.dpi,
        setup.colour,
        setup.bitonal_level,
        setup.quality if setup.kind in (FileKind.JPEG, FileKind.PDF) else None,
        pages,
        tuple(targets),
        _contests(press, card, targets),
    )


def _contests(press: Press, card: int, targets: Sequence[TargetTruth]) -> tuple[ContestTruth, ...]:
    election, printed = press.election, press.election.cards[card]
    on_card = {meaning.contest for meaning in printed.meanings}
    of_style = election.contests_of(election.ballot_style(printed.ballot_style))
    ordered = [contest for contest in of_style if contest.id in on_card]
    own: dict[str, list[TargetTruth]] = {contest.id: [] for contest in ordered}
    for target in targets:
        own[target.contest].append(target)
    return tuple(judge_contest(contest, own[contest.id]) for contest in ordered)
