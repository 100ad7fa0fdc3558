"""The seal and its hours: no total before the polls are closed, nor provisional ballots before the sixth day."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PollsClosed:
    """The election administrator closes the polls in the record; with the hour past, totals are open from here on."""

    closed_by: str


@dataclass(frozen=True, slots=True)
class WriteInDeclared:
    """A write-in candidate who is not in the definition: a late declaration, or an office that needs none."""

    contest: str
    person: str
    """The id that votes are counted under."""
    name: str
    forms: tuple[str, ...]
    """The designations filed (13-10-211(1)(a))."""
    ground: str
    """The section, as 13-10-211(2)."""
    entered_by: str
