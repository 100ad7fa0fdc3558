"""What is said of a name that an edition prints otherwise: a correction of it, or somebody else under the same id."""

from dataclasses import dataclass

from tabulate.election import ChoiceId, ContestId


@dataclass(frozen=True, slots=True)
class NameStated:
    """A contest's title or a choice's name that differs from the edition before, and what that means."""

    contest: ContestId
    choice: ChoiceId | None
    """None for the title of the contest itself."""
    before: str
    now: str
    same: bool
    """True: the same contest or person, printed otherwise; its votes add up. False: another person, whose votes are
    counted under an id of their own, since no vote moves from one person to another (13-15-106)."""

    @property
    def path(self) -> str:
        """How it is named where it is said: `CONTEST` or `CONTEST/CHOICE`."""
        return self.contest if self.choice is None else f"{self.contest}/{self.choice}"
