"""Where a vendor's design puts each contest and target on the paper, in inches from its upper left corner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.utils import simpleSplit

from tabulate.election import ChoiceId, Contest, ContestId, ContestKind, Election
from test_ballots.blocks import BOLD, PLAIN, Line
from test_ballots.vendors.county import SPANISH, question_text, rotated
from test_ballots.vendors.designs import Design, TargetOutline

SIDE_IN, TOP_IN, BOTTOM_IN = 0.6, 1.75, 1.3
"""Margins of the contests: left and right, above, below."""
GUTTER_IN = 0.2
PAD_IN = 0.1
_POINTS = 72.0
_FILL = 1.1
"""A column may be so much fuller than the mean one."""
EXAMPLE_ROW_IN = 0.3


@dataclass(frozen=True, slots=True)
class PaperBox:
    """A rectangle on the paper."""

    top_in: float
    left_in: float
    bottom_in: float
    right_in: float


@dataclass(frozen=True, slots=True)
class VendorTarget:
    """One target with what stands beside it. `area` is the free place for a name, of a write-in line."""

    contest: ContestId
    choice: ChoiceId
    name: str
    party: str
    down_in: float
    right_in: float
    form: TargetOutline
    cell: PaperBox
    area: PaperBox | None


@dataclass(frozen=True, slots=True)
class VendorBlock:
    """A heading with its lines, and the targets below it. The instructions are a block without targets."""

    box: PaperBox
    heading: tuple[Line, ...]
    heading_bottom_in: float
    targets: tuple[VendorTarget, ...]


@dataclass(frozen=True, slots=True)
class VendorPage:
    """One printed side."""

    blocks: tuple[VendorBlock, ...]
    instructions: VendorBlock | None

    @property
    def targets(self) -> tuple[VendorTarget, ...]:
        """Every target, down the columns."""
        return tuple(target for block in self.blocks for target in block.targets)


def place_style(design: Design, election: Election, style: int) -> tuple[VendorPage, ...]:
    """The pages of ballot style number `style` (from 0). Raises ValueError where the contests do not fit."""
    contests = election.contests_of(election.ballot_styles[style])
    cut = design.front_contests or len(contests)
    groups = [group for group in (contests[:cut], contests[cut:]) if group]
    return tuple(_page(design, election, style, group, page == 0) for page, group in enumerate(groups))


def column_width_in(design: Design) -> float:
    """How wide a column of contests is."""
    return (design.paper_in[0] - 2 * SIDE_IN - (design.columns - 1) * GUTTER_IN) / design.columns


def _page(design: Design, election: Election, style: int, contests: Sequence[Contest], first: bool) -> VendorPage:
    room = design.paper_in[1] - TOP_IN - BOTTOM_IN
    heights = [_height_in(design, contest) for contest in contests]
    instructions = _instructions(design) if first else None
    above = instructions.box.bottom_in - TOP_IN + 0.15 if instructions else 0.0
    wanted = min(room, _FILL * (sum(heights) + above) / design.columns + max(heights) / 2)
    column, down = 0, TOP_IN + above
    blocks = []
    for contest, height in zip(contests, heights, strict=True):
        if down + height > TOP_IN + wanted and down > TOP_IN:
            column, down = column + 1, TOP_IN
        if column == design.columns or down + height > TOP_IN + room + 1e-6:
            raise ValueError(f"{design.vendor}: the contests of ballot style {style + 1} do not fit on a page")
        blocks.append(_block(design, election, style, contest, column, down))
        down += height + 0.15
    return VendorPage(tuple(blocks), instructions)


def _height_in(design: Design, contest: Contest) -> float:
    lines = _heading(design, contest)
    return _heading_in(lines) + design.pitch_in * (len(contest.choices) + contest.write_ins)


def _heading_in(lines: Sequence[Line]) -> float:
    return sum(line.leading_pt for line in lines) / _POINTS + 0.14


def _heading(design: Design, contest: Contest) -> tuple[Line, ...]:
    return tuple(_heading_lines(design, contest))


def _heading_lines(design: Design, contest: Contest) -> Iterator[Line]:
    width_pt = (column_width_in(design) - 2 * PAD_IN) * _POINTS
    yield from _wrapped(contest.title, BOLD, design.name_pt + 1, width_pt)
    if design.two_languages:
        yield from _wrapped(SPANISH[contest.title], BOLD, design.name_pt, width_pt)
    yield from _wrapped(question_text(contest), PLAIN, 8.5, width_pt)
    if contest.kind is ContestKind.CANDIDATE:
        vote_for = "Vote for one" if contest.seats == 1 else "Vote for up to two"
        both = f"{vote_for} / {SPANISH[vote_for]}" if design.two_languages else vote_for
        yield from _wrapped(both, PLAIN, 8.5, width_pt)


def _wrapped(text: str, font: str, size_pt: float, width_pt: float) -> Iterator[Line]:
    return (Line(line, font, size_pt) for line in simpleSplit(text, font, size_pt, width_pt) if text)


def _block(design: Design, election: Election, style: int, contest: Contest, column: int, top: float) -> VendorBlock:
    left = SIDE_IN + column * (column_width_in(design) + GUTTER_IN)
    right = left + column_width_in(design)
    heading = _heading(design, contest)
    below = top + _heading_in(heading)
    form = design.second_form if design.second_form and contest.kind is not ContestKind.CANDIDATE else design.form
    named = [(choice.id, choice.name, ", ".join(election.party_names(choice))) for choice in rotated(contest, style)]
    named += [(ChoiceId(f"write-in-{line}"), "", "") for line in range(contest.write_ins)]
    targets = []
    for place, (choice, name, party) in enumerate(named):
        cell = PaperBox(below + place * design.pitch_in, left, below + (place + 1) * design.pitch_in, right)
        targets.append(_target(design, contest.id, choice, name, party, form, cell))
    return VendorBlock(PaperBox(top, left, below + len(named) * design.pitch_in, right), heading, below, tuple(targets))


def _target(
    design: Design, contest: ContestId, choice: ChoiceId, name: str, party: str, form: TargetOutline, cell: PaperBox
) -> VendorTarget:
    aside = PAD_IN + form.width_in / 2 + form.ends_in + 0.05
    right_in = cell.right_in - aside if design.target_right else cell.left_in + aside
    down_in = (cell.top_in + cell.bottom_in) / 2
    area = None
    if not name:
        clear = form.width_in / 2 + form.ends_in + 0.12
        left = cell.left_in + PAD_IN if design.target_right else right_in + clear
        right = right_in - clear if design.target_right else cell.right_in - PAD_IN
        area = PaperBox(cell.top_in + 0.03, left, cell.bottom_in - 0.12, right)
    shown = SPANISH.get(name, "") if design.two_languages else ""
    printed = f"{name} / {shown}" if shown else name
    return VendorTarget(contest, choice, printed, party, down_in, right_in, form, cell, area)


def _instructions(design: Design) -> VendorBlock:
    """What to do, with a filled and an empty example, at the top of the first column."""
    width_pt = (column_width_in(design) - 2 * PAD_IN) * _POINTS
    lines = [Line("Instructions to Voters", BOLD, 10.0)]
    lines += _wrapped(_HOW, PLAIN, 8.5, width_pt)
    if design.two_languages:
        lines += _wrapped(_HOW_SPANISH, PLAIN, 8.5, width_pt)
    left = SIDE_IN
    bottom = TOP_IN + _heading_in(lines)
    box = PaperBox(TOP_IN, left, bottom + 2 * EXAMPLE_ROW_IN, left + column_width_in(design))
    return VendorBlock(box, tuple(lines), bottom, ())


_HOW = (
    "Use black or blue ink. Mark the place beside the name of your choice so that it is dark all over. To vote for "
    "somebody whose name is not printed, mark the place beside a blank line and write the name on the line."
)
_HOW_SPANISH = "Use tinta negra o azul. Marque el lugar junto al nombre de su preferencia hasta que quede oscuro."
