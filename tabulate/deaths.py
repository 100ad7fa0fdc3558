"""What the law makes of votes for somebody who died after the ballots were printed (13-15-106)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Death:
    """That a printed candidate, or one of a printed ticket, died between the printing and election day."""

    who: str
    """The person's name."""
    died_on: str
    """As in 2026-10-20."""
    of_ticket: bool = False
    """Whether it was one of a ticket for governor and lieutenant governor."""
    counts_as: str = ""
    """The ticket for which these votes count (13-15-106(2), (3)); empty where they stay with the deceased."""
    counts_for: str = ""
    """The choice that a corrected ballot prints for that ticket; empty where none does."""

    @property
    def words(self) -> str:
        """As it stands behind the printed name."""
        if not self.of_ticket:
            return "deceased"
        return f"{self.who} deceased" + (f"; counts for {self.counts_as}" if self.counts_as else "")
