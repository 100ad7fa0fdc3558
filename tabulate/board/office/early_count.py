"""Counting before the polls close: who has signed the non-disclosure affirmation, and who is designated.

Every board member and every observer of an early count signs before the election administrator or the chief election
judge (13-15-207(3), (4)). A system that holds early results is for the administrator and those designated
(13-13-241(7)(d)).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About
from tabulate.hours import is_day


class WitnessCapacity(StrEnum):
    """As what somebody witnesses an affirmation (13-15-207(4))."""

    ELECTION_ADMINISTRATOR = "election administrator"
    CHIEF_ELECTION_JUDGE = "chief election judge"


@dataclass(frozen=True, slots=True)
class AffirmationSigned:
    """Somebody signed the non-disclosure affirmation; the same account again is a signature that replaces it."""

    kind: ClassVar[str] = "affirmation signed"
    about: ClassVar[About] = ()

    account: str
    """Of a judge or an observer; the name, of a reader who has no account."""
    signed_on: str
    """As in 2026-11-02."""
    witness: str
    """The witness's account."""
    capacity: WitnessCapacity
    entered_by: str


@dataclass(frozen=True, slots=True)
class DesigneesNamed:
    """Whom the administrator designates to have access while the system holds early results; those before no longer."""

    kind: ClassVar[str] = "designees named"
    about: ClassVar[About] = ()

    accounts: tuple[str, ...]
    """Sorted."""
    named_by: str


EarlyEntry = AffirmationSigned | DesigneesNamed


@dataclass(slots=True)
class EarlyCount:
    """Who may work before the polls close."""

    affirmations: dict[str, AffirmationSigned] = field(default_factory=dict)
    """By account."""
    designees: tuple[str, ...] = ()

    def check(self, entry: EarlyEntry) -> None:
        """Check an affirmation, or the designees, by themselves. Raises NotAllowed."""
        if isinstance(entry, DesigneesNamed):
            if entry.accounts != tuple(sorted(set(entry.accounts) - {""})):
                raise NotAllowed("each designee's account once, sorted", ", ".join(entry.accounts))
            return
        if not entry.account.strip() or not is_day(entry.signed_on):
            raise NotAllowed("who signed the affirmation, and the day", f"{entry.account!r}, {entry.signed_on!r}")
        if entry.witness in ("", entry.account):
            raise NotAllowed(
                "a witness beside the one who signs, the election administrator or the chief election judge "
                "(13-15-207(4))",
                entry.witness or "none",
                "Name the witness's account.",
            )

    def take(self, entry: EarlyEntry) -> None:
        """Take what was found allowed."""
        if isinstance(entry, DesigneesNamed):
            self.designees = entry.accounts
        else:
            self.affirmations[entry.account] = entry

    def check_affirmed(self, people: Iterable[str]) -> None:
        """Check that each of these has signed, before the polls close. Raises NotAllowed."""
        lacking = [one for one in dict.fromkeys(people) if one not in self.affirmations]
        if lacking:
            raise NotAllowed(
                "before the polls close, the non-disclosure affirmation of each who counts (13-15-207(3), (4))",
                f"none of {', '.join(lacking)}",
                "Have it signed before the election administrator or the chief election judge, and enter it under "
                "Early count; or wait until the polls are closed.",
            )
