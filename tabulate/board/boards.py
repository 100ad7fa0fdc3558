"""Boards: three named election judges each, under oath (13-15-112), and how the election lets them work."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About

JUDGES_A_BOARD = 3


class WorkingMode(StrEnum):
    """How a board decides; one way for the whole election."""

    OWN_SCREENS = "own screens"
    """Each judge decides alone; nobody sees another's decision until all three are in."""
    SHARED_SCREEN = "shared screen"
    """They decide together, and each confirms under the own password."""


@dataclass(frozen=True, slots=True)
class Judge:
    """An election judge on a board."""

    account: str
    """By which the judge signs in and is named in decisions."""
    name: str
    oath_taken_on: str
    """The day of the constitutional oath, as in 2026-11-02."""
    affirmation_witness: str | None = None
    """Before whom the non-disclosure affirmation was signed (13-15-207(4)): needed for an early count."""


@dataclass(frozen=True, slots=True)
class BoardAppointed:
    """A board as appointed; the same name again is the board with another judge in somebody's place."""

    kind: ClassVar[str] = "board appointed"
    about: ClassVar[About] = ()

    board: str
    judges: tuple[Judge, ...]
    early_count: bool
    """Works before the polls close: every judge has signed the affirmation."""
    appointed_by: str


@dataclass(frozen=True, slots=True)
class BoardDismissed:
    """The board's work is over. What it decided stands; what it had begun is to be opened again."""

    kind: ClassVar[str] = "board dismissed"
    about: ClassVar[About] = ()

    board: str
    dismissed_by: str


@dataclass(frozen=True, slots=True)
class WorkingModeSet:
    """How boards work from here on."""

    kind: ClassVar[str] = "working mode set"
    about: ClassVar[About] = ()

    mode: WorkingMode
    set_by: str


def check_appointed(entry: BoardAppointed, boards: Iterable[BoardAppointed]) -> None:
    """Check that three judges under oath sit on the board, and on no other of `boards`. Raises NotAllowed."""
    accounts = {judge.account for judge in entry.judges} - {""}
    if len(entry.judges) != JUDGES_A_BOARD or len(accounts) != JUDGES_A_BOARD:
        raise NotAllowed("three different judges (13-15-112)", f"{len(accounts)}", "Name three.")
    for judge in entry.judges:
        if not judge.oath_taken_on or not judge.name.strip():
            raise NotAllowed("the name of each judge and the day of the oath", f"none for {judge.account}")
        if entry.early_count and not judge.affirmation_witness:
            raise NotAllowed(
                "the non-disclosure affirmation of each judge of an early count (13-15-207(4))",
                f"none of {judge.name}",
                "Have it signed before the administrator or chief judge, and enter the witness.",
            )
    for other in boards:
        busy = accounts & {judge.account for judge in other.judges}
        if other.board != entry.board and busy:
            raise NotAllowed("judges of no other board", f"{min(busy)} on board {other.board}", "Name another.")
