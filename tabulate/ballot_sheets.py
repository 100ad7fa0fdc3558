"""Ballots of several sheets, and separate ballots (13-10-209, 13-12-204, 13-17-306, 13-27-502(2)), by the law's words.

Sheets, ballots and electors are three counts. A sheet is one piece of paper. A ballot is all that an elector votes on,
on one sheet or several. An elector may return some sheets and not the others, and nothing on a sheet says whose it is
(13-12-202(3)): sheets are never joined to a ballot.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """Which of a ballot's sheets a card is."""

    number: int = 1
    """From 1."""
    of: int = 1
    """How many sheets the ballot has."""

    @property
    def is_whole_ballot(self) -> bool:
        """Whether the ballot has no other sheet."""
        return self.of == 1

    def __str__(self) -> str:
        """For people."""
        return f"sheet {self.number} of {self.of}"


ONLY_SHEET = BallotSheet()


class SeparateBy(StrEnum):
    """The section by which part of what an elector votes on is a ballot of its own."""

    SPACE = "13-17-306"
    """What a voting system's ballot has no room for."""
    ISSUES = "13-27-502(2)"
    """Ballot issues apart from the offices."""
    NONPARTISAN = "13-10-209"
    """A primary's nonpartisan offices and issues, beside the ballot of each party."""
    CORRECTED = "13-12-204"
    """An office whose ballots were corrected after printing, beside a ballot printed before."""

    @property
    def needs_approval(self) -> bool:
        """Whether the secretary of state approves it in writing; the others are the law's own."""
        return self in (SeparateBy.SPACE, SeparateBy.ISSUES)


@dataclass(frozen=True, slots=True)
class SeparateBallot:
    """A sheet that is a separate ballot, and by what it may be one."""

    sheet: int
    """Its number among the style's sheets. Where it is 1 the whole style is one, beside the other styles."""
    section: SeparateBy
    ground: str = ""
    """The written approval, in words: what was approved, why, and where it is kept."""
    approved_on: date | None = None
    """The day of the secretary of state's approval."""


class UnmarkedSheets(StrEnum):
    """What becomes of a sheet without a mark, of a ballot of several (13-15-206(3)(b))."""

    ASKED = "asked"
    UNDERVOTES = "undervotes"
