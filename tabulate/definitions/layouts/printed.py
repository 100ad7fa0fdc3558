"""A layout of our own format as written, before it is given to the cards of its ballot styles."""

from dataclasses import dataclass
from typing import NewType

from imaging.layout import GridBox, Outline, Paper, Side
from tabulate.election import BallotStyle, TargetMeaning

LayoutId = NewType("LayoutId", str)


@dataclass(frozen=True, slots=True)
class PrintedTarget:
    """One target and what it stands for; its place is in `meaning`."""

    meaning: TargetMeaning
    write_in_area: GridBox | None
    blank_ink_permille: int


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One side."""

    side: Side
    rows: int
    bottom_marks: tuple[int, ...] | None
    code_box: GridBox
    targets: tuple[PrintedTarget, ...]


@dataclass(frozen=True, slots=True)
class PrintedLayout:
    """Where everything is printed on the ballots of the styles that name this layout."""

    id: LayoutId
    paper: Paper
    outline: Outline
    columns: int
    pages: tuple[PrintedPage, ...]
    """In the order of the file; front first once checked."""

    def targets(self) -> tuple[PrintedTarget, ...]:
        """Every target in order."""
        return tuple(target for page in self.pages for target in page.targets)


@dataclass(frozen=True, slots=True)
class PrintedStyle:
    """A ballot style and the layouts it is printed with."""

    style: BallotStyle
    layouts: tuple[LayoutId, ...]
    """One for each sheet, in the order of their numbers."""
