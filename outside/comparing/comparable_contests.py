"""A contest as the comparison asks for it, from the definition."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ComparableContest:
    """One contest."""

    id: str
    seats: int
    choices: tuple[str, ...]
    """In the definition's order."""
    has_write_ins: bool = False
