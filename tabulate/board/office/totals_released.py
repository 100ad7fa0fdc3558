"""Releasing totals to the public: what is published then, the fold works out from what was published before."""

from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About, OpenToAnyone


@dataclass(frozen=True, slots=True)
class TotalsReleased(OpenToAnyone):
    """The administrator releases the totals as they are: as far as they show nobody's choices, or all when complete."""

    kind: ClassVar[str] = "totals released"
    about: ClassVar[About] = ()

    complete: bool
    """Whether the count is complete: the totals of every precinct are released (13-15-404)."""
    with_held: bool
    """Whether the ballots that are held until the sixth day are counted by now (13-15-107(6))."""
    released_by: str


def check_released(entry: TotalsReleased, before: TotalsReleased | None) -> None:
    """Check that nothing is taken back. Raises NotAllowed."""
    if before is not None and (before.complete, before.with_held) > (entry.complete, entry.with_held):
        raise NotAllowed(
            "a release of all that was released before",
            "one of less",
            "Release the complete totals again, or those with the held ballots.",
        )
