"""A further edition of the ballots is taken into the record: ballots corrected after printing (13-12-204)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.subjects import About, OpenToAnyone
from tabulate.editions.names import NameStated
from tabulate.ledger.errors import LedgerBroken


@dataclass(frozen=True, slots=True)
class EditionTaken(OpenToAnyone):
    """From here on, ballots of this edition count beside those of the editions before it."""

    kind: ClassVar[str] = "edition taken"
    about: ClassVar[About] = ()

    number: int
    """From 2: the first edition is the definition that opened the record."""
    definition_sha256: str
    """Of the definition file's bytes, in hex."""
    ground: str
    """Why the ballots were corrected, as it was typed."""
    ordered_on: str
    """The day of the correction, as in 2026-10-20."""
    taken_by: str
    canvass_version: str
    layout_sha256: str | None = None
    """Of the layout file's bytes, in hex; None where the definition alone says where the targets are."""
    names: tuple[NameStated, ...] = ()
    """What was said of names that the edition prints otherwise."""
    apart: bool = False
    """Whether each batch is of one edition from here on, since sheets do not show of which they are."""


def check_taken(number: int, entry: EditionTaken, first_sha256: str, before: Sequence[EditionTaken]) -> None:
    """Check that the entry with this number takes the next edition, and one that is new. Raises LedgerBroken."""
    if entry.number != len(before) + 2:
        raise LedgerBroken(number, f"edition {len(before) + 2} to be taken", f"edition {entry.number}")
    if entry.definition_sha256 in {first_sha256, *(one.definition_sha256 for one in before)}:
        raise LedgerBroken(number, "an edition that was not taken before", "one that was")
