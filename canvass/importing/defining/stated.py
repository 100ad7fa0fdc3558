"""What people state beside a report, and what a definition asks for in a blank."""

from dataclasses import dataclass
from datetime import date

from canvass.errors import InputError
from tabulate.definitions.shape import BLANK
from tabulate.offices import Office, Territory


@dataclass(frozen=True, slots=True)
class StatedOfElection:
    """As typed at the command."""

    county: str = ""
    title: str = ""
    day: date | None = None
    offices: tuple[tuple[str, Office], ...] = ()
    """By contest id."""
    territories: tuple[tuple[str, Territory], ...] = ()
    own_officers: bool = False
    """The county shares no officer with another county (Montana Constitution, art. XI, sec. 3(2))."""
    every_ballot: bool = False
    """What is voted on in a precinct is on every ballot of it."""

    def office(self, contest: str) -> Office | None:
        """What was said of a contest."""
        return next((office for id_, office in self.offices if id_ == contest), None)

    def territory(self, contest: str) -> Territory | None:
        """What was said of a contest."""
        return next((territory for id_, territory in self.territories if id_ == contest), None)

    def check_known(self, contests: set[str]) -> None:
        """Raises InputError for a contest that the report does not have."""
        named = [id_ for id_, _ in (*self.offices, *self.territories)]
        unknown = [id_ for id_ in named if id_ not in contests]
        if unknown:
            raise InputError(
                f"The report has no contest {unknown[0]!r}. Its contests are: {', '.join(sorted(contests))}. "
                "Nothing was written."
            )


def blank(asked: str) -> str:
    """A blank that says what it asks."""
    return f"{BLANK}{asked}"


def is_blank(value: object) -> bool:
    """Whether a value is one."""
    return isinstance(value, str) and value.startswith(BLANK)
