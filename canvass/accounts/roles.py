"""The roles an account may have, in the law's words."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to this election; an account has exactly one."""

    ELECTION_ADMINISTRATOR = "election administrator"
    """Conducts the election and owns its record (13-1-101(13))."""
    SCANNER_OPERATOR = "scanner operator"
    COUNTING_BOARD_MEMBER = "counting-board member"
    """An election judge who decides with two others (13-15-112)."""
    AUDIT_COMMITTEE_MEMBER = "audit-committee member"
    """Counts by hand what the random-sample audit draws (13-17-504)."""
    RECOUNT_BOARD_MEMBER = "recount-board member"
    """Counts by hand in a recount and decides on its ballots, or is a clerk of the board (13-16-101)."""
    SECRETARY_OF_STATE = "secretary of state"
    OBSERVER = "observer"
    """Reads everything public, changes nothing."""

    @property
    def label(self) -> str:
        """As a heading or label has it: `Election administrator`."""
        return self.value[0].upper() + self.value[1:]

    @property
    def with_article(self) -> str:
        """Within a sentence: `an election administrator`, `the secretary of state`."""
        if self is Role.SECRETARY_OF_STATE:
            return f"the {self.value}"
        return f"{'an' if self.value[0] in 'aeiou' else 'a'} {self.value}"


EVERY_ROLE = tuple(Role)
