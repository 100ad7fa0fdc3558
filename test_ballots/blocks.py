"""How high a contest's block is: the one arithmetic that the layout engine and the drawing share.

All heights are whole rows of the timing-mark grid. A block is, from the top: a section bar where a new section or a
new column begins, the heading, and two rows a choice.
"""

from dataclasses import dataclass
from math import ceil
from typing import assert_never

from reportlab.lib.utils import simpleSplit

from tabulate.election import Contest, ContestKind, ContestScope
from tabulate.offices import FEDERAL, JUDICIAL, LEGISLATIVE, OF_A_COUNTY, OF_THE_STATE, Office

PITCH_PT = 18.0
BLOCK_COLUMNS = 10.0
"""The width of a column of contests, in columns of the grid; the last one is drawn a little wider."""
PADDING_COLUMNS = 0.45
ROWS_PER_CHOICE = 2
HEADING_TO_TARGET = 0.75
"""From the lower edge of the heading to the first oval's centre, in rows."""
HEADING_PT = 10.5
BODY_PT = 9.0
VOTE_FOR_PT = 8.5
BOLD, PLAIN = "Helvetica-Bold", "Helvetica"
LEADING = 1.18
TEXT_WIDTH_PT = (BLOCK_COLUMNS - 2 * PADDING_COLUMNS) * PITCH_PT
INSTRUCTIONS = (
    "Fill in the oval to the left of your choice completely in blue or black ink, like this:",
    "To write in a name, fill in the oval to the left of a blank line AND print the name on the line.",
    "Make no identifying marks, do not cross out or erase, use no correction fluid. If you make a mistake, ask for a "
    "new ballot.",
    "Vote in all columns and on both sides of the ballot.",
)
INSTRUCTION_PT = 8.5
INSTRUCTION_GAP_PT = 3.5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text of a heading."""

    text: str
    font: str
    size_pt: float

    @property
    def leading_pt(self) -> float:
        """From this line's top to the next one's."""
        return self.size_pt * LEADING


def section(contest: Contest) -> str:
    """The heading under which a contest stands."""
    if contest.kind is ContestKind.ISSUE:
        return "Ballot Issues"
    if contest.purpose.office is not None:
        return _section_of(contest.purpose.office)
    match contest.scope:
        case ContestScope.FEDERAL:
            return "Federal Offices"
        case ContestScope.STATEWIDE:
            return "State Offices"
        case ContestScope.LEGISLATIVE:
            return "State Legislature"
        case ContestScope.JUDICIAL:
            return "Judicial Offices"
        case ContestScope.COUNTY:
            return "County Offices"
        case ContestScope.LOCAL:
            return "Local Offices"
        case None:
            return "Offices"
        case unknown:
            assert_never(unknown)


def _section_of(office: Office) -> str:
    """By the office, in the order of 13-12-207."""
    if office in FEDERAL:
        return "Federal Offices"
    if office in LEGISLATIVE:
        return "State Legislature"
    if office in JUDICIAL:
        return "Judicial Offices"
    if office in OF_THE_STATE:
        return "State Offices"
    return "County Offices" if office in OF_A_COUNTY else "Local Offices"


def vote_for(contest: Contest) -> str:
    """How many may be voted for, in words."""
    if contest.kind is not ContestKind.CANDIDATE:
        return "Vote YES or NO"
    numbers = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX")
    count = numbers[contest.seats - 1] if contest.seats <= len(numbers) else str(contest.seats)
    return f"Vote for {count}" if contest.seats == 1 else f"Vote for not more than {count}"


def heading(contest: Contest) -> list[Line]:
    """The contest's title, its question if it has one (what follows ": "), and how many to vote for."""
    title, _, body = contest.title.partition(": ")
    lines = [Line(text, BOLD, HEADING_PT) for text in simpleSplit(title, BOLD, HEADING_PT, TEXT_WIDTH_PT)]
    lines += [Line(text, PLAIN, BODY_PT) for text in simpleSplit(body, PLAIN, BODY_PT, TEXT_WIDTH_PT)]
    return [*lines, Line(vote_for(contest), PLAIN, VOTE_FOR_PT)]


def height_pt(lines: list[Line]) -> float:
    """How high the lines are together."""
    return sum(line.leading_pt for line in lines)


def heading_rows(contest: Contest) -> int:
    """Rows of the grid that the heading takes, with a little air."""
    return ceil((height_pt(heading(contest)) + 5.0) / PITCH_PT)


def begins_section(contest: Contest, before: Contest | None) -> bool:
    """Whether a section bar stands above the contest, given the one before it on the ballot."""
    return before is None or section(before) != section(contest)


def rows_above_first_target(contest: Contest, bar: bool) -> int:
    """Rows of the section bar, if it has one, and the heading."""
    return heading_rows(contest) + int(bar)


def block_rows(contest: Contest, bar: bool) -> int:
    """Rows of the whole block."""
    targets = len(contest.choices) + contest.write_ins
    return rows_above_first_target(contest, bar) + ROWS_PER_CHOICE * targets


def instruction_lines() -> list[list[Line]]:
    """The instructions to voters, a list of lines each."""
    return [
        [Line(text, PLAIN, INSTRUCTION_PT) for text in simpleSplit(each, PLAIN, INSTRUCTION_PT, TEXT_WIDTH_PT)]
        for each in INSTRUCTIONS
    ]


def instruction_rows() -> int:
    """Rows of the instructions with their bar."""
    text_pt = sum(height_pt(lines) + INSTRUCTION_GAP_PT for lines in instruction_lines())
    return 1 + ceil((text_pt + 6.0) / PITCH_PT)
