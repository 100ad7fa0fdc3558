"""The county's own policies for how votes are counted and decided upon, as they were adopted (13-15-206(8))."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About
from tabulate.hours import MONTANA_TIME, is_day, moment_of
from tabulate.printable import says_something

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
    for text in (*entry.policies.every, entry.adopted_by, entry.entered_by):
        if text != text.strip() or not says_something(text) or len(text) > _LONGEST:
            raise NotAllowed(
                f"words of at most {_LONGEST:,} letters for each policy ({SECTION})", repr(text[:80]), "Say it."
            )
    moment = moment_of(entry.at)
    if moment is None:
        raise NotAllowed(
            "a day and an hour with the offset, as 2026-09-01T09:00-06:00", repr(entry.at[:40]), "Say when."
        )
    if not is_day(entry.adopted_on) or date.fromisoformat(entry.adopted_on) > moment.astimezone(MONTANA_TIME).date():
        raise NotAllowed(f"the day of adoption, which has come ({SECTION})", repr(entry.adopted_on[:40]), "Say when.")
