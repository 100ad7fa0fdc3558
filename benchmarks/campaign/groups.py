"""Where a target or a page belongs in the report: its pen, its cell, what befell it."""

from collections.abc import Iterator, Sequence

from imaging.layout import CardLayout, PageLayout
from test_ballots.scanning.degradation import Degradation
from test_ballots.voters.pens import MarkKind
from test_ballots.voters.true_marks import SheetTruth, TargetTruth, TrueMark

CELLS_DOWN, CELLS_ACROSS = 8, 6
CELLS = tuple(f"{down}/{across}" for down in range(1, CELLS_DOWN + 1) for across in range(1, CELLS_ACROSS + 1))
"""Names of the page's cells: row and column from the top left of the upright page, from 1."""
UNTOUCHED, FILLED, OTHER = "untouched", "filled", "other marks"
"""The classes that are compared by place."""
VERY_FAINT = "faint, very light"
"""A whole fill by a hard pencil: truth leaves open whether a scanner keeps it, but a person sees it."""
_ALWAYS_OPEN = (MarkKind.DOT, MarkKind.LOOP)
_STRONG_SKEW_DEG = 1.0


def pen_of(true: TargetTruth) -> str:
    """What the pen did at a target: a kind, `untouched`, or a kind of which truth itself cannot say what it means."""
    if true.mark is TrueMark.NO:
        return UNTOUCHED if true.kind is None else f"{true.kind} beside the oval"
    kind = true.kind or MarkKind.STRAY
    if true.mark is TrueMark.MARGINAL and true.intent is None and kind not in _ALWAYS_OPEN:
        return VERY_FAINT if kind is MarkKind.FAINT else f"{kind}, too slight or too large to say"
    return kind.value


def class_of(true: TargetTruth) -> str:
    """Of the three that are compared by place."""
    if true.mark is TrueMark.YES:
        return FILLED
    return UNTOUCHED if true.mark is TrueMark.NO and true.kind is None else OTHER


def score_class_of(true: TargetTruth) -> str:
    """Of the five that the histogram draws."""
    if class_of(true) is not OTHER:
        return class_of(true)
    return {True: "plain slight mark", False: "not meant", None: "nobody can say"}[true.intent]


def cells_of(page: PageLayout) -> list[int]:
    """For each target of a page the index of its cell in `CELLS`."""
    rows = page.rows or 1
    return [
        min(CELLS_DOWN - 1, int(target.row / rows * CELLS_DOWN)) * CELLS_ACROSS
        + min(CELLS_ACROSS - 1, int(target.column / page.columns * CELLS_ACROSS))
        for target in page.targets
    ]


def cell_by_target(card: CardLayout) -> dict[int, str]:
    """The name of each target's cell."""
    return {
        target.number: CELLS[cell]
        for page in card.pages
        for target, cell in zip(page.targets, cells_of(page), strict=True)
    }


def damages_of(page: Degradation, scale: float, truth: SheetTruth) -> list[str]:
    """Everything that befell a page, by name."""
    return [name for name, happened in _damages(page, scale, truth) if happened]


def _damages(page: Degradation, scale: float, truth: SheetTruth) -> Iterator[tuple[str, bool]]:
    feed = page.feed
    yield f"skewed over {_STRONG_SKEW_DEG:g} degree", abs(feed.skew_deg) > _STRONG_SKEW_DEG
    yield "skewed less", 0 < abs(feed.skew_deg) <= _STRONG_SKEW_DEG
    yield "sheared", feed.shear != 0
    yield "stretched", feed.stretch != 0
    yield "stretched unevenly", feed.local_stretch != 0
    yield "slipped", feed.slip_in != 0
    yield "upside down", feed.turned
    yield "timing marks cut at an edge", page.cut_edge is not None
    yield "band beside the paper", page.band_edge is not None
    yield "blurred", page.blur_in > 0
    yield "noisy", page.noise > 0
    yield "gray, uneven paper", page.paper_gray < 255
    yield "light and contrast off", (page.contrast, page.brightness, page.gamma) != (1.0, 0.0, 1.0)
    yield "streaks", bool(page.streaks)
    yield "folds", bool(page.folds)
    yield "dust", page.dust > 0
    yield "holes", bool(page.holes)
    yield "timing marks damaged", bool(page.lost_marks)
    yield "other side shines through", page.bleed > 0
    yield f"printed at {scale:.0%}", scale != 1.0
    yield "bitonal", truth.bitonal_level is not None
    yield "colour", truth.colour


def damages_of_sheet(truth: SheetTruth, scale: float) -> tuple[str, ...]:
    """Everything that befell a sheet's pages, each once, in order."""
    found: Sequence[str] = [
        name for page in truth.pages if page.side for name in damages_of(page.degradation, scale, truth)
    ]
    return tuple(dict.fromkeys(found))
