"""By which edition of its steps an audit goes, and which ballots it compares: settled when it is opened.

What an audit's events come to follows from the steps. An audit keeps those that it was opened with, so that ledgers and
published files of before come to what they came to.
"""

from enum import StrEnum


class AuditEdition(StrEnum):
    """Which steps an audit goes by. What differs is said where the step is, by its section."""

    FIRST = "1"
    """Of audits that were opened before editions had numbers."""
    SECOND = "2"
    """Valid write-in votes by person; contests drawn from the drawn precincts' ballots; escalation by dice."""


CURRENT_EDITION = AuditEdition.SECOND
"""Of every audit that is opened now."""


class BallotsCompared(StrEnum):
    """The readings of 13-17-503(2): which ballots stay out of both counts, when the machine could not process them."""

    MACHINE = "machine"
    RESOLVED = "resolved"
    WHOLE = "whole"

    @property
    def said(self) -> str:
        """The reading in words."""
        return _SAID[self]


_SAID = {
    BallotsCompared.MACHINE: "contest by contest, what the machine was sure of",
    BallotsCompared.RESOLVED: "contest by contest, whatever is resolved: machine and board together",
    BallotsCompared.WHOLE: "whole ballots, where all on them is resolved: machine and board together",
}
