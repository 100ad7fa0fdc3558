"""Draws cards to PDF: vectors and text, from an Election alone.

The contests' places come from the layout's targets; the text from the election. Lengths are in points, and `y` runs
down the page as rows do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import segno
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from imaging.layout import CardLayout, GridBox, Outline, PageLayout, Side, Target
from tabulate.election import BallotStyle, Card, Choice, Contest, ContestId, ContestKind, Election, TargetMeaning
from test_ballots.blocks import (
    BLOCK_COLUMNS,
    BOLD,
    HEADING_TO_TARGET,
    INSTRUCTION_GAP_PT,
    LEADING,
    PADDING_COLUMNS,
    PLAIN,
    ROWS_PER_CHOICE,
    Line,
    begins_section,
    heading,
    heading_rows,
    height_pt,
    instruction_lines,
    instruction_rows,
    rows_above_first_target,
    section,
)
from test_ballots.page_layout import BODY_TOP, FOOTER_ROWS, OUTLINE, TARGET_COLUMNS
from test_ballots.paper import POINTS_PER_INCH, Page
from test_ballots.sheet_words import onward_words, side_words, whose_ballot

_MARK_WIDTH, _MARK_HEIGHT = 0.75, 0.25
"""Of a timing mark, in pitches: 0.1875 x 0.0625 inch at full size."""
_BLOCK_LEFT = tuple(column - 0.7 for column in TARGET_COLUMNS)
_BODY_RIGHT = _BLOCK_LEFT[-1] + BLOCK_COLUMNS + 0.4
_TEXT_LEFT = 0.8
"""From an oval's centre to the name, in pitches."""
_LARGEST_NAME_PT, _SMALLEST_NAME_PT = 11.0, 7.0
_PARTY_PT = 8.0
_CAP_HEIGHT = 0.72
"""Of Helvetica's capitals, in its size."""


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How the cards are printed. `scale` shrinks the whole page about its centre."""

    scale: float = 1.0
    sample: bool = False


@dataclass(frozen=True, slots=True)
class _Contests:
    """What the drawing looks up while it draws one card."""

    election: Election
    card: Card
    style: BallotStyle
    name_pt: float

    def before(self, contest: Contest) -> Contest | None:
        """The contest before this one on the card."""
        on_card = {meaning.contest for meaning in self.card.meanings}
        own = [one for one in self.style.contests if one in on_card]
        index = own.index(contest.id)
        return self.election.contest(own[index - 1]) if index else None


def draw_cards(election: Election, cards: Sequence[int], options: PrintOptions | None = None) -> bytes:
    """Draw the cards with these indexes, front then back of each, as one PDF. The same bytes every time."""
    chosen = options or PrintOptions()
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(f"{election.title}, {election.county}, {election.state}")
    name_pt = name_size_pt(election)
    for index in cards:
        card, layout = election.cards[index], election.layouts.cards[index]
        contests = _Contests(election, card, election.ballot_style(card.ballot_style), name_pt)
        for page_layout in layout.pages:
            _draw_page(canvas, contests, layout, page_layout, chosen)
    canvas.save()
    return buffer.getvalue()


def name_size_pt(election: Election) -> float:
    """The size at which the longest name fits its column: one size for every name (13-12-202(2))."""
    room_pt = (BLOCK_COLUMNS - 0.7 - _TEXT_LEFT - PADDING_COLUMNS) * 18.0
    widest = max((stringWidth(c.name, BOLD, 1.0) for contest in election.contests for c in contest.choices), default=1)
    return float(max(_SMALLEST_NAME_PT, min(_LARGEST_NAME_PT, room_pt / widest)))


def _draw_page(
    canvas: Canvas, contests: _Contests, layout: CardLayout, page_layout: PageLayout, options: PrintOptions
) -> None:
    paper = layout.paper
    if paper is None or page_layout.rows is None:
        raise ValueError(f"Card {layout.card} has no paper size or no number of rows: it cannot be drawn.")
    width_pt, height_pt_ = paper.width_in * POINTS_PER_INCH, paper.height_in * POINTS_PER_INCH
    canvas.setPageSize((width_pt, height_pt_))
    canvas.translate(width_pt * (1 - options.scale) / 2, height_pt_ * (1 - options.scale) / 2)
    canvas.scale(options.scale, options.scale)
    page = Page(canvas, paper)
    if options.sample:
        _draw_sample(page, page_layout.rows)
    draw_timing_marks(page, page_layout)
    draw_code(page, page_layout)
    _draw_banner(page, contests, page_layout.side, options.sample)
    if page_layout.side is Side.FRONT:
        _draw_instructions(page)
    _draw_contests(page, contests, page_layout, layout.outline or OUTLINE)
    _draw_frame(page, page_layout.rows)
    _draw_footer(page, page_layout, onward_words(contests.card, page_layout.side, len(layout.pages)))
    canvas.showPage()


def draw_timing_marks(page: Page, layout: PageLayout) -> None:
    """The marks of every row and column, and the card code in the bottom row."""
    last_row, last_column = (layout.rows or 1) - 1, layout.columns - 1
    places = {(0, column) for column in range(layout.columns)}
    places |= {(row, column) for row in range(last_row) for column in (0, last_column)}
    places |= {(last_row, column) for column in layout.bottom_marks or range(layout.columns)}
    for row, column in sorted(places):
        half_width, half_height = _MARK_WIDTH / 2, _MARK_HEIGHT / 2
        page.box(GridBox(row - half_height, column - half_width, row + half_height, column + half_width), 0.0)


def draw_code(page: Page, layout: PageLayout) -> None:
    """The page code: error correction M, no quiet zone of its own (the box stands on white)."""
    if layout.code is None or layout.code_box is None:
        return
    modules = [list(row) for row in segno.make_qr(layout.code, error="m", boost_error=False).matrix]
    box = layout.code_box
    step = (box.right - box.left) / len(modules)
    page.canvas.setFillGray(0)
    path = page.canvas.beginPath()
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                x, y = page.x(box.left + column * step), page.y(box.top + (row + 1) * step)
                path.rect(x, y, step * page.pitch_pt, step * page.pitch_pt)
    page.canvas.drawPath(path, stroke=0, fill=1)


def _draw_banner(page: Page, contests: _Contests, side: Side, sample: bool) -> None:
    """The words that make the ballot official (13-13-116), the election, and whose ballot it is."""
    election, left = contests.election, _BLOCK_LEFT[0]
    page.text(left, page.y(2.05), Line("SAMPLE BALLOT" if sample else "OFFICIAL BALLOT", BOLD, 25.0))
    day = f"{election.date:%B} {election.date.day}, {election.date.year}"
    whose = whose_ballot(election, contests.card)
    page.text(left, page.y(3.15), Line(f"{whose}{election.title}, {day}", BOLD, 13.0))
    page.text(left, page.y(4.1), Line(f"{election.county}, State of {election.state}", PLAIN, 11.5))
    card = contests.card
    precinct = election.precinct(card.precinct).name if card.precinct else "All precincts"
    lines = (
        ("Precinct", precinct),
        ("Ballot style", str(contests.card.ballot_style)),
        side_words(card, side),
    )
    for number, (label, value) in enumerate(lines):
        baseline = page.y(1.75 + 1.08 * number)
        page.text(18.6, baseline, Line(label, PLAIN, 8.5))
        page.text(21.6, baseline, Line(value, BOLD, 9.5))


def _draw_frame(page: Page, rows: int) -> None:
    bottom = rows - FOOTER_ROWS
    page.rule(BODY_TOP, _BLOCK_LEFT[0], _BODY_RIGHT, 2.0)
    page.rule(bottom, _BLOCK_LEFT[0], _BODY_RIGHT, 1.0)
    for column in (*_BLOCK_LEFT, _BODY_RIGHT):
        page.upright(column, BODY_TOP, bottom, 0.6)


def _draw_bar(page: Page, left: float, right: float, top: float, text: str) -> None:
    page.box(GridBox(top, left, top + 1.0, right), 0.0)
    baseline = page.y(top + 0.5) - 9.5 * _CAP_HEIGHT / 2
    page.text(left + PADDING_COLUMNS, baseline, Line(text.upper(), BOLD, 9.5), gray=1.0)


def _draw_lines(page: Page, column: float, top_pt: float, lines: Iterable[Line]) -> float:
    """Draw lines of text from `top_pt` downwards; return where they end."""
    for line in lines:
        page.text(column, top_pt - line.size_pt * 0.9, line)
        top_pt -= line.leading_pt
    return top_pt


def _draw_instructions(page: Page) -> None:
    left, right = _BLOCK_LEFT[0], _BLOCK_LEFT[1]
    _draw_bar(page, left, right, BODY_TOP, "Instructions to voters")
    top_pt = page.y(BODY_TOP + 1.0) - 5.0
    for number, lines in enumerate(instruction_lines()):
        end_pt = _draw_lines(page, left + PADDING_COLUMNS, top_pt, lines)
        if number == 0:
            last_pt = stringWidth(lines[-1].text, PLAIN, lines[-1].size_pt)
            column = left + PADDING_COLUMNS + last_pt / page.pitch_pt + 0.55
            row = (page.paper.height_in - page.paper.top_in) / page.paper.pitch_in
            row -= (end_pt + lines[-1].size_pt * (LEADING - 0.9 + _CAP_HEIGHT / 2)) / page.pitch_pt
            page.stadium(column, row, OUTLINE, fill=True)
        top_pt = end_pt - INSTRUCTION_GAP_PT
    page.rule(BODY_TOP + instruction_rows(), left, right, 1.0)


def _draw_contests(page: Page, contests: _Contests, layout: PageLayout, outline: Outline) -> None:
    groups: dict[ContestId, list[tuple[Target, TargetMeaning]]] = {}
    for target in layout.targets:
        meaning = contests.card.meanings[target.number - 1]
        groups.setdefault(meaning.contest, []).append((target, meaning))
    tops = _first_of_columns(layout)
    for contest_id, members in groups.items():
        contest = contests.election.contest(contest_id)
        first = members[0][0]
        left, right = _block_sides(first.column)
        _draw_heading(page, contests, contest, first, first.number in tops)
        for target, meaning in members:
            page.stadium(target.column, target.row, outline, fill=False)
            choice = contest.choice(meaning.choice)
            if choice is None:
                _draw_write_in(page, target)
            else:
                _draw_choice(page, contests, contest, choice, target)
        page.rule(members[-1][0].row + ROWS_PER_CHOICE - HEADING_TO_TARGET, left, right, 0.6)


def _block_sides(target_column: float) -> tuple[float, float]:
    """The left and right rules of the column of contests that a target stands in."""
    place = min(range(len(TARGET_COLUMNS)), key=lambda n: abs(TARGET_COLUMNS[n] - target_column))
    return _BLOCK_LEFT[place], (*_BLOCK_LEFT, _BODY_RIGHT)[place + 1]


def _first_of_columns(layout: PageLayout) -> set[int]:
    """The numbers of the uppermost target of each column of contests."""
    uppermost: dict[tuple[float, float], Target] = {}
    for target in layout.targets:
        sides = _block_sides(target.column)
        if sides not in uppermost or target.row < uppermost[sides].row:
            uppermost[sides] = target
    return {target.number for target in uppermost.values()}


def _draw_heading(page: Page, contests: _Contests, contest: Contest, first: Target, tops_column: bool) -> None:
    left, right = _block_sides(first.column)
    begins = begins_section(contest, contests.before(contest))
    bar = begins or tops_column
    top = first.row - HEADING_TO_TARGET - rows_above_first_target(contest, bar)
    if bar:
        _draw_bar(page, left, right, top, section(contest) if begins else f"{section(contest)}, continued")
        top += 1.0
    lines = heading(contest)
    rows = heading_rows(contest)
    page.box(GridBox(top, left, top + rows, right), 0.92)
    spare_pt = rows * page.pitch_pt - height_pt(lines)
    _draw_lines(page, left + PADDING_COLUMNS, page.y(top) - spare_pt / 2, lines)
    page.rule(top, left, right, 0.6)


def _draw_choice(page: Page, contests: _Contests, contest: Contest, choice: Choice, target: Target) -> None:
    size_pt, column = contests.name_pt, target.column + _TEXT_LEFT
    baseline = page.y(target.row) - size_pt * _CAP_HEIGHT / 2
    page.text(column, baseline, Line(choice.name, BOLD, size_pt))
    if contest.kind is ContestKind.CANDIDATE and choice.parties:
        text = ", ".join(contests.election.party_names(choice))
        page.text(column, baseline - _PARTY_PT * 1.25, Line(text, PLAIN, _PARTY_PT))


def _draw_write_in(page: Page, target: Target) -> None:
    area = target.write_in_area
    right = area.right if area else target.column + 8.75
    page.rule(target.row + 0.55, target.column + _TEXT_LEFT, right, 0.7)
    page.text(target.column + _TEXT_LEFT, page.y(target.row + 0.55) - 7.5, Line("Write-in", PLAIN, 6.5))


def _draw_footer(page: Page, layout: PageLayout, text: str) -> None:
    page.canvas.setFont(BOLD, 13.0)
    middle = (_BLOCK_LEFT[0] + _BODY_RIGHT) / 2
    baseline = page.y((layout.rows or 0) - FOOTER_ROWS + 1.1) - 13.0 * _CAP_HEIGHT / 2
    page.canvas.drawCentredString(page.x(middle), baseline, text.upper())


def _draw_sample(page: Page, rows: int) -> None:
    """The word across the face that keeps a sample from being voted (13-12-214)."""
    canvas = page.canvas
    canvas.saveState()
    canvas.setFillGray(0.88)
    canvas.translate(page.x(16.5), page.y(rows / 2))
    canvas.rotate(55)
    canvas.setFont(BOLD, 130)
    canvas.drawCentredString(0, -45, "SAMPLE")
    canvas.restoreState()
