"""The edition of the counting rules that a record is counted by, from its first entry to its last.

What entries come to follows from the rules. A record keeps those that it was opened with, so its totals stay what they
were when a later version opens it.
"""

from enum import StrEnum


class RulesEdition(StrEnum):
    """Which rules turn entries into votes. What differs is said where the rule is, by its section."""

    FIRST = "1"
    """Of records that were opened before editions had numbers."""
    SECOND = "2"
    """The rules held against Title 13 place by place."""


CURRENT_RULES = RulesEdition.SECOND
"""Of every record that is opened now."""
