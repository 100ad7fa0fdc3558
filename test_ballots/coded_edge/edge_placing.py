"""Where the pages of a coded-edge ballot have their contests and targets, in inches from the upper left corner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.utils import simpleSplit

from tabulate.election import ChoiceId, Contest, ContestKind, Election
from test_ballots.blocks import BOLD, PLAIN, Line
from test_ballots.vendors.county import question_text, rotated
from test_ballots.vendors.designs import Design, Marks, OutlineShape, PageCodeKind, TargetOutline
from test_ballots.vendors.placing import PaperBox, VendorBlock, VendorPage, VendorTarget

COLUMNS_LEFT_IN = (0.85, 3.15, 5.45)
COLUMN_WIDTH_IN = 2.2
BODY_TOP_IN = {True: 2.15, False: 1.15}
"""By whether it is the first page, which has a banner."""
BODY_BOTTOM_IN = 12.9
ROW_IN = 0.22
BAR_IN = 0.19
"""Of a section's black bar."""
UNDER_RULE_IN = 0.095
"""From the rule above a row to the middle of its oval: little more than half of the oval's own height."""
OVAL_RIGHT_IN = 0.16
PAD_IN = 0.06
_HEAD_PT, _POINTS = 9.0, 72.0

ABSAROKA = Design(
    vendor="Absaroka Tabulating",
    paper_in=(8.5, 14.0),
    columns=3,
    form=TargetOutline(OutlineShape.OVAL, 0.14, 0.10, 0.55),
    second_form=None,
    target_right=False,
    pitch_in=ROW_IN,
    name_pt=8.5,
    bordered=True,
    shaded=True,
    party_below=False,
    two_languages=False,
    logo=False,
    marks=Marks.NONE,
    code=PageCodeKind.NONE,
    front_contests=6,
)
"""Its marks and its code are drawn by this room alone, so that to the other rooms it has none."""

_SECTIONS = {
    "us-senator": "Federal and State",
    "sheriff": "County",
    "justice-1": "Judicial",
    "levy": "Ballot Issues",
}
"""Before which contests a black bar names a section."""


@dataclass(frozen=True, slots=True)
class SectionBar:
    """A black bar across a column, with white words."""

    box: PaperBox
    words: str


@dataclass(frozen=True, slots=True)
class EdgePage:
    """One printed side: the contests as any vendor's page has them, and the bars above them."""

    page: VendorPage
    bars: tuple[SectionBar, ...]


def place_edge_pages(election: Election, style: int) -> tuple[EdgePage, ...]:
    """The two pages of ballot style number `style` (from 0). Raises ValueError where the contests do not fit."""
    contests = election.contests_of(election.ballot_styles[style])
    cut = ABSAROKA.front_contests or len(contests)
    groups = [group for group in (contests[:cut], contests[cut:]) if group]
    return tuple(_page(election, style, group, number == 0) for number, group in enumerate(groups))


def _page(election: Election, style: int, contests: Sequence[Contest], first: bool) -> EdgePage:
    instructions = _instructions() if first else None
    column, down = 0, BODY_TOP_IN[first] if instructions is None else instructions.box.bottom_in
    columns = 2 if first else 3
    share = (sum(_height_in(one) for one in contests) + down - BODY_TOP_IN[first]) / columns
    blocks: list[VendorBlock] = []
    bars: list[SectionBar] = []
    for contest in contests:
        words = _SECTIONS.get(contest.id)
        height = _height_in(contest)
        full = down + height > BODY_BOTTOM_IN or down - BODY_TOP_IN[first] > 1.1 * share
        if full and column + 1 < columns:
            column, down = column + 1, BODY_TOP_IN[first]
        if down + height > BODY_BOTTOM_IN:
            raise ValueError(f"the contests of ballot style {style + 1} do not fit on a page")
        left = COLUMNS_LEFT_IN[column]
        if words is not None:
            bars.append(SectionBar(PaperBox(down, left, down + BAR_IN, left + COLUMN_WIDTH_IN), words))
            down += BAR_IN
        blocks.append(_block(election, style, contest, left, down))
        down = blocks[-1].box.bottom_in
    return EdgePage(VendorPage(tuple(blocks), instructions), tuple(bars))


def _height_in(contest: Contest) -> float:
    rows = len(contest.choices) + contest.write_ins
    return BAR_IN + _heading_in(_heading(contest)) + ROW_IN * rows


def _heading_in(lines: Sequence[Line]) -> float:
    return sum(line.leading_pt for line in lines) / _POINTS + 0.1


def _heading(contest: Contest) -> tuple[Line, ...]:
    width_pt = (COLUMN_WIDTH_IN - 2 * PAD_IN) * _POINTS
    lines = list(_wrapped(contest.title, BOLD, _HEAD_PT, width_pt))
    lines += _wrapped(question_text(contest), PLAIN, 8.0, width_pt)
    if contest.kind is ContestKind.CANDIDATE:
        lines.append(Line(f"Vote for {contest.seats}", BOLD, _HEAD_PT))
    return tuple(lines)


def _wrapped(text: str, font: str, size_pt: float, width_pt: float) -> Iterator[Line]:
    return (Line(line, font, size_pt) for line in simpleSplit(text, font, size_pt, width_pt) if text)


def _block(election: Election, style: int, contest: Contest, left: float, top: float) -> VendorBlock:
    heading = _heading(contest)
    below, right = top + _heading_in(heading), left + COLUMN_WIDTH_IN
    named = [(choice.id, choice.name, ", ".join(election.party_names(choice))) for choice in rotated(contest, style)]
    named += [(ChoiceId(f"write-in-{line}"), "", "") for line in range(contest.write_ins)]
    targets = []
    for place, (choice, name, party) in enumerate(named):
        cell = PaperBox(below + place * ROW_IN, left, below + (place + 1) * ROW_IN, right)
        down, across = cell.top_in + UNDER_RULE_IN, left + OVAL_RIGHT_IN
        area = PaperBox(cell.top_in + 0.02, left + 0.8, cell.bottom_in - 0.02, right - PAD_IN)
        targets.append(
            VendorTarget(contest.id, choice, name, party, down, across, ABSAROKA.form, cell, None if name else area)
        )
    return VendorBlock(PaperBox(top, left, below + len(named) * ROW_IN, right), heading, below, tuple(targets))


def _instructions() -> VendorBlock:
    width_pt = (COLUMN_WIDTH_IN - 2 * PAD_IN) * _POINTS
    lines = tuple(line for said in _HOW for line in _wrapped(said, PLAIN, 8.0, width_pt))
    left, top = COLUMNS_LEFT_IN[0], BODY_TOP_IN[True]
    bottom = top + BAR_IN + _heading_in(lines) + 0.1
    return VendorBlock(PaperBox(top, left, bottom, left + COLUMN_WIDTH_IN), lines, bottom, ())


_HOW = (
    "If you make a mistake or have a question, ask an election judge for help.",
    "To vote for a name on the ballot, fill in the oval next to the name like this:",
    'To vote for a name that is not on the ballot, write the name on the line marked "write-in:" and fill in its oval.',
)
