"""What people say of how many ballots there are, and the written report of a difference (13-15-201(2)-(3))."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.boards import BoardAppointed
from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About
from tabulate.election import PrecinctId
from tabulate.rules_edition import RulesEdition


class ExpectedFrom(StrEnum):
    """Where the expected number comes from."""

    POLLBOOK = "pollbook"
    ACCEPTED = "record of accepted ballots"
    """Of 2025 on (13-15-201)."""
    TRANSMITTAL = "transmittal of the batch"


@dataclass(frozen=True, slots=True)
class BallotsExpected:
    """How many ballots there are to be: of a precinct, or of a batch. The last entry for each is what holds."""

    kind: ClassVar[str] = "ballots expected"
    about: ClassVar[About] = ()

    precinct: PrecinctId | None
    batch: str | None
    """Exactly one of the two is named."""
    ballots: int
    source: ExpectedFrom
    entered_by: str


@dataclass(frozen=True, slots=True)
class DifferenceReported:
    """The judges' written report of ballots missing or in excess, with the reasons they know (13-15-201(3))."""

    kind: ClassVar[str] = "difference reported"
    about: ClassVar[About] = ()

    precinct: PrecinctId | None
    batch: str | None
    missing: int
    excess: int
    reasons: str
    signed_by: tuple[str, ...]
    """All the judges, by name."""
    board: str | None = None
    """Whose report it is; None only by the first edition of the rules."""


def check_expected(entry: BallotsExpected) -> None:
    """Check that a number is expected of one precinct or one batch. Raises NotAllowed."""
    check_one_named(entry.precinct, entry.batch)
    if entry.ballots < 0:
        raise NotAllowed("a number of ballots", f"{entry.ballots}")


def check_reported(entry: DifferenceReported, boards: Mapping[str, BoardAppointed], rules: RulesEdition) -> None:
    """Check a report: "each judge on the board shall sign" it (13-15-201(3)). Raises NotAllowed.

    By the first edition a report without a board, signed by anybody, is allowed.
    """
    check_one_named(entry.precinct, entry.batch)
    if rules is RulesEdition.FIRST:
        return
    board = boards.get(entry.board or "")
    if board is None:
        found = "none" if entry.board is None else f"board {entry.board!r}, which there is not"
        raise NotAllowed("the board whose report it is (13-15-201(3))", found, "Name a board that is appointed.")
    signed = {_plain(name) for name in entry.signed_by}
    lacking = [judge.name for judge in board.judges if _plain(judge.name) not in signed]
    if lacking:
        raise NotAllowed(
            f"the report to be signed by each judge of board {board.board} (13-15-201(3))",
            f"none of {', '.join(lacking)}",
            "Have it signed, and enter all their names as the board has them.",
        )
    if not entry.reasons.strip() or min(entry.missing, entry.excess) < 0:
        raise NotAllowed("ballots missing or in excess, with the reasons as far as known", "none", "Enter them.")


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def check_one_named(precinct: PrecinctId | None, batch: str | None) -> None:
    """Check that a precinct or a batch is named, and not both. Raises NotAllowed."""
    if (precinct is None) is (batch is None):
        found = "both" if batch is not None else "neither"
        raise NotAllowed("a precinct or a batch", found, "Name one of the two.")
