"""The county's own policies for how votes are counted and decided upon, as they were adopted (13-15-206(8))."""

from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.subjects import About
from tabulate.board.words_said import check_day, check_said, day_in_montana

SECTION = "13-15-206(8)"
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """What the county says in words of its own."""

    security: str
    place: str
    hours: str
    notice: str
    """Where and when the public is told."""
    observation: str
    objections: str
    """With whom they are entered."""
    public_record: str
    """Where it is seen."""

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return (
            self.security,
            self.place,
            self.hours,
            self.notice,
            self.observation,
            self.objections,
            self.public_record,
        )


@dataclass(frozen=True, slots=True)
class LocalPoliciesAdopted:
    """They were adopted; the last ones hold."""

    kind: ClassVar[str] = "local policies adopted"
    about: ClassVar[About] = ()

    policies: PolicyWords
    adopted_by: str
    adopted_on: str
    """As 2026-09-01."""
    at: str
    entered_by: str


def check_policies(entry: LocalPoliciesAdopted) -> None:
    """Check that all is said, in words that can be printed. Raises NotAllowed."""
    said = (*entry.policies.every, entry.adopted_by, entry.entered_by)
    check_said(said, _LONGEST, f"words of at most {_LONGEST:,} letters for each policy ({SECTION})")
    check_day(entry.adopted_on, day_in_montana(entry.at), f"the day of adoption ({SECTION})")
