"""How many electors were qualified to vote on a school bond: by their turnout it passes or fails (20-9-428)."""

from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About, OpenToAnyone
from tabulate.board.words_said import check_said
from tabulate.election import Election

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class QualifiedElectorsStated(OpenToAnyone):
    """The number for one bond, and where it is from. The last entry of each contest holds."""

    kind: ClassVar[str] = "qualified electors stated"
    about: ClassVar[About] = ()

    contest: str
    electors: int
    source: str
    """As the list of registered electors of a day."""
    at: str
    entered_by: str


def check_qualified(entry: QualifiedElectorsStated) -> None:
    """Check that it is a number of electors, with a source. Raises NotAllowed."""
    if entry.electors < 1:
        raise NotAllowed("a number of qualified electors, at least 1 (20-9-428)", f"{entry.electors}", "Look it up.")
    check_said((entry.source, entry.entered_by), _LONGEST, f"where the number is from, in {_LONGEST} letters")


def check_of_bond(entry: QualifiedElectorsStated, election: Election) -> None:
    """Check that the contest asks for a school bond. Raises NotAllowed."""
    contest = election.find_contest(entry.contest)
    if contest is None or contest.purpose.school_bond is None:
        raise NotAllowed(
            "a contest that the definition calls a school bond (20-9-428)",
            entry.contest[:_LONGEST],
            "Name one, or correct school_bond in the definition.",
        )
