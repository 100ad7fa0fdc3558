"""What is said of the returns that the county sends to the state: what was sent, and that it was mailed (13-15-501)."""

from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.signing.signed_papers import SignedPaper
from tabulate.board.subjects import About, CanvassOfCounty
from tabulate.election import ContestId, PrecinctId


@dataclass(frozen=True, slots=True)
class SentContest:
    """What the package has of one contest, as hashes: another figure gives another hash, and says where it stands."""

    contest: ContestId
    named: str
    """SHA-256 in hex of all but the votes by place: title, choices, by which count."""
    rows: tuple[str, ...]
    """The same of the votes of each place, in the package's order; the county is the last."""


@dataclass(frozen=True, slots=True)
class ReturnsSent:
    """A package for the secretary of state was made by the report that the board adopted (13-15-501, 13-27-503)."""

    kind: ClassVar[str] = "canvass returns sent"
    about: ClassVar[About] = (CanvassOfCounty(),)

    report_entry: int
    """The number of the entry that adopted the report."""
    contests: tuple[SentContest, ...]
    """Those that the board of state canvassers canvasses, and no other."""
    electors: tuple[str, ...]
    """SHA-256 of each row of electors voting, in the package's order."""
    rest: str
    """SHA-256 of everything else that the package says."""
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return (
            f"A package of {len(self.contests)} contests was made for the secretary of state, by the report of entry "
            f"{self.report_entry:,} (13-15-501): {', '.join(one.contest for one in self.contests)}."
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (self.entered_by,)

    @property
    def words(self) -> tuple[str, ...]:
        """What people typed."""
        return ()

    @property
    def precincts(self) -> tuple[PrecinctId, ...]:
        """The precincts that it names."""
        return ()

    @property
    def paper(self) -> SignedPaper:
        """What people sign."""
        return SignedPaper("Election returns for the secretary of state", ())


@dataclass(frozen=True, slots=True)
class ReturnsMailed:
    """The signed returns went to the secretary of state by certified mail (13-15-501)."""

    kind: ClassVar[str] = "canvass returns mailed"
    about: ClassVar[About] = (CanvassOfCounty(),)

    sent_entry: int
    """The number of the entry that says what was sent."""
    postal_number: str
    mailed_on: str
    """As 2026-11-18."""
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return (
            f"The returns of entry {self.sent_entry:,} were mailed to the secretary of state on {self.mailed_on} by "
            f"certified mail, number {self.postal_number} (13-15-501)."
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (self.entered_by,)

    @property
    def words(self) -> tuple[str, ...]:
        """What people typed."""
        return (self.postal_number,)

    @property
    def precincts(self) -> tuple[PrecinctId, ...]:
        """The precincts that it names."""
        return ()
