"""What is said of the county canvass: returns that came in, meetings, checks that were settled, report, declarations.

Each is one entry; the minutes grow from them (13-15-401(4)). Times are Montana's, with their offset.
"""

from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.county.canvass_terms import (
    DeclaredContest,
    HowSettled,
    ReturnCheck,
    ReturnedFigure,
    ReturnMessenger,
    SeatedCanvasser,
)
from tabulate.board.county.sending_entries import ReturnsMailed, ReturnsSent
from tabulate.board.signing.signed_papers import SignedPaper
from tabulate.board.subjects import About, CanvassOfCounty
from tabulate.election import PrecinctId


class _OfCanvass:
    """What every entry of the canvass says of itself, where it says nothing else."""

    __slots__ = ()
    about: ClassVar[About] = (CanvassOfCounty(),)

    @property
    def words(self) -> tuple[str, ...]:
        """What people typed."""
        return ()

    @property
    def precincts(self) -> tuple[PrecinctId, ...]:
        """The precincts that it names."""
        own: PrecinctId | None = getattr(self, "precinct", None)
        return () if own is None else (own,)


@dataclass(frozen=True, slots=True)
class ReturnReceived(_OfCanvass):
    """The signed return form of a precinct came in (13-15-101(3)). The last one of a precinct holds."""

    kind: ClassVar[str] = "precinct return received"

    precinct: PrecinctId
    made_at_entry: int
    """The number of the ledger's entry that the form says."""
    figures_sha256: str
    """As the form says it."""
    electors: int | None
    ballots: int
    figures: tuple[ReturnedFigure, ...]
    """What counts, as the form has it."""
    signed_by: tuple[str, ...]
    """All the judges completing the count."""
    at: str
    """As in 2026-11-03T23:10-07:00; likewise in the other entries."""
    entered_by: str

    @property
    def did(self) -> str:
        """What was done, in words; likewise in the other entries."""
        return f"The return of precinct {self.precinct} came in, signed by {', '.join(self.signed_by)} (13-15-101(3))."

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names; likewise."""
        return (*self.signed_by, self.entered_by)

    @property
    def paper(self) -> SignedPaper:
        """What people sign."""
        return SignedPaper(f"Return of precinct {self.precinct}", self.signed_by, self.figures_sha256)


@dataclass(frozen=True, slots=True)
class CanvassMet(_OfCanvass):
    """The board met: for the first time, after a postponement, or again for a corrected report."""

    kind: ClassVar[str] = "county canvass met"

    seats: int
    """Of the governing body: so many canvass, whoever is absent."""
    board: tuple[SeatedCanvasser, ...]
    secretary: str
    """The election administrator."""
    place: str
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return (
            f"The board of county canvassers met in public at {self.place} (13-15-401): "
            f"{'; '.join(map(str, self.board))}. Secretary: {self.secretary}, election administrator."
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names, their offices too."""
        seated = (one for each in self.board for one in (each.name, each.office, each.in_place_of) if one)
        return (*seated, *(one.name for one in self.board), self.secretary, self.entered_by)

    @property
    def words(self) -> tuple[str, ...]:
        """What people typed."""
        return (self.place,)


@dataclass(frozen=True, slots=True)
class CanvassPostponed(_OfCanvass):
    """Returns are missing, and the board meets again the next day (13-15-402)."""

    kind: ClassVar[str] = "county canvass postponed"

    until: str
    """The next day, as 2026-11-18."""
    missing: tuple[PrecinctId, ...]
    messengers: tuple[ReturnMessenger, ...]
    reason: str
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        sent = "; ".join(f"{one.name} to precinct {one.precinct}" for one in self.messengers)
        return (
            f"Returns are missing of {', '.join(self.missing)}. The board postponed the canvass to {self.until} "
            f"(13-15-402). {self.reason}" + (f" Messengers were sent: {sent}." if sent else "")
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (*(one.name for one in self.messengers), self.entered_by)

    @property
    def precincts(self) -> tuple[PrecinctId, ...]:
        """The precincts that it names."""
        return (*self.missing, *(one.precinct for one in self.messengers))

    @property
    def words(self) -> tuple[str, ...]:
        """What people typed."""
        return (self.reason,)


@dataclass(frozen=True, slots=True)
class PollsNotOpened(_OfCanvass):
    """The board certified that the polls of a precinct were not open (13-15-402(3))."""

    kind: ClassVar[str] = "polls not open certified"

    precinct: PrecinctId
    reason: str
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return (
            f"The board certified to the election administrator that the polls of precinct {self.precinct} were not "
            f"open (13-15-402(3)). {self.reason}"
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (self.entered_by,)

    @property
    def words(self) -> tuple[str, ...]:
        """What people typed."""
        return (self.reason,)


@dataclass(frozen=True, slots=True)
class CheckSettled(_OfCanvass):
    """What the board did about a check that failed in a precinct (13-15-403)."""

    kind: ClassVar[str] = "canvass check settled"

    precinct: PrecinctId
    check: ReturnCheck
    how: HowSettled
    found: str
    """What was wrong, as the check said it: another difference is not settled by this."""
    words_of_board: str
    said_by: str
    entries: tuple[int, ...]
    """Of a correction, the entries of the ledger that made it."""
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        by = f" by entries {', '.join(map(str, self.entries))}" if self.entries else ""
        return (
            f"Precinct {self.precinct}, check ({self.check.number}) {self.check}: {self.found} "
            f"{self.how.capitalize()}{by} (13-15-403). {self.said_by}: {self.words_of_board}"
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (self.said_by, self.entered_by)

    @property
    def words(self) -> tuple[str, ...]:
        """What people typed."""
        return (self.found, self.words_of_board)


@dataclass(frozen=True, slots=True)
class ReportAdopted(_OfCanvass):
    """The board adopted and signed the report of the canvass (13-15-404). A later one takes its place."""

    kind: ClassVar[str] = "canvass report adopted"

    figures_sha256: str
    made_at_entry: int
    made_at_hash: str
    """With the number, the ledger's head at which the report was made: from there it can be made again."""
    with_held: bool
    """Whether ballots held until the sixth day are counted in it."""
    signed_by: tuple[str, ...]
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return (
            f"The board adopted the report of the canvass, of entry {self.made_at_entry:,} (13-15-404). Signed by "
            f"{', '.join(self.signed_by)}."
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (*self.signed_by, self.entered_by)

    @property
    def paper(self) -> SignedPaper:
        """What people sign."""
        return SignedPaper("Report of the county canvass", self.signed_by, self.figures_sha256)


@dataclass(frozen=True, slots=True)
class ResultsDeclared(_OfCanvass):
    """The board declared results by the report that it adopted (13-15-405). A later one takes a contest's place."""

    kind: ClassVar[str] = "canvass results declared"

    report_entry: int
    """The number of the entry that adopted the report."""
    contests: tuple[DeclaredContest, ...]
    signed_by: tuple[str, ...]
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        said = "; ".join(f"{one.contest}: {one.act}, {', '.join(one.names) or 'nobody'}" for one in self.contests)
        return f"The board declared results (13-15-405): {said}. Signed by {', '.join(self.signed_by)}."

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (*self.signed_by, self.entered_by)

    @property
    def paper(self) -> SignedPaper:
        """What people sign."""
        return SignedPaper("Declaration of results", self.signed_by)


CanvassEntry = (
    ReturnReceived
    | CanvassMet
    | CanvassPostponed
    | PollsNotOpened
    | CheckSettled
    | ReportAdopted
    | ResultsDeclared
    | ReturnsSent
    | ReturnsMailed
)
