"""What the steps of the state's canvass say: what was received, declared and signed."""

from dataclasses import dataclass

from tabulate.board.by_hand.hand_counts import ChoiceFigure
from tabulate.board.recount.recount_entries import Petition, RecountGround
from tabulate.board.signing.signed_papers import SignedPaper
from tabulate.board.signing.signing_entries import PaperSigned, SigningKeyMade
from tabulate.election import ContestId, PrecinctId
from tabulate.state_canvass.state_declaring import StateAct

OFFICES = ("state auditor", "superintendent of public instruction", "attorney general")
"""The board of state canvassers (13-15-502)."""


@dataclass(frozen=True, slots=True)
class StateCanvassOpened:
    """The folder was begun, for one election and these counties."""

    election: str
    date: str
    counties: tuple[str, ...]
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class PackageReceived:
    """A county's package came in. One that replaces another takes its place."""

    county: str
    """As the list of the counties has it."""
    sha256: str
    """Of the file."""
    replaces: str
    """The SHA-256 of the package whose place it takes; empty of the first."""
    label_compared: bool
    """Whether the entry printed on the envelope's label was compared."""
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class AuditReceived:
    """What a county published of its random-sample audit came in (13-17-507(4)). It says no figure of the canvass."""

    county: str
    """As the list of the counties has it."""
    sha256: str
    """Of the file."""
    replaces: str
    """The SHA-256 of the file whose place it takes; empty of the first."""
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class StateCanvasser:
    """Somebody who sits on the board."""

    name: str
    office: str

    def __str__(self) -> str:
        """For people."""
        return f"{self.name}, {self.office}"


@dataclass(frozen=True, slots=True)
class StateDeclared:
    """What the board declared of one contest."""

    contest: str
    act: StateAct
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateResultsDeclared:
    """The board canvassed and declared (13-15-502, 13-15-507)."""

    board: tuple[StateCanvasser, ...]
    secretary: str
    """The secretary of state, or who keeps the minutes for them."""
    packages: tuple[str, ...]
    """The SHA-256 of each package that was canvassed, in the order of the counties."""
    results: tuple[StateDeclared, ...]
    recounted: tuple[str, ...]
    """Contests whose tie a recount has left."""
    filed_on: str
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class PresidentialTicket:
    """Candidates for president and vice president of one party, with the electors that votes for them are for."""

    choice: str
    """The choice's id on the ballot, or `write-in:NAME`."""
    party: str
    """Empty of an independent."""
    electors: tuple[str, ...]
    """As they are certified; empty of a ticket that was replaced."""
    replaced_by: str = ""
    """The choice in its place, where the party replaced it after ballots were printed."""


@dataclass(frozen=True, slots=True)
class TicketsNamed:
    """The tickets for president with their electors (13-25-102); the last ones of a contest hold."""

    contest: str
    tickets: tuple[PresidentialTicket, ...]
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class StatePaperMade:
    """A paper of the declaration before it, which the board signs: the report, or what it declared of a contest."""

    contest: str
    """Empty of the report."""
    title: str
    sha256: str
    """Of what the paper says."""
    signed_by: tuple[str, ...]
    """Whose signatures it bears: the board's, and the secretary's."""
    at: str
    entered_by: str

    @property
    def paper(self) -> SignedPaper:
        """What people sign."""
        return SignedPaper(self.title, self.signed_by, self.sha256)


@dataclass(frozen=True, slots=True)
class NoticedCounty:
    """What is recounted in one county, and its votes: they count wherever the others are recounted."""

    county: str
    precincts: tuple[PrecinctId, ...]
    """None where a petition with a bond names none there: that county has no notice."""
    votes: tuple[ChoiceFigure, ...]
    """As the state canvassed them there; people written in as `write-in:NAME`."""


@dataclass(frozen=True, slots=True)
class RecountNoticed:
    """The secretary of state gives the counties notice of a recount (13-16-201(1)(b), (d), (e), 13-16-203, -204)."""

    recount: str
    """Its name, as R-1."""
    contest: ContestId
    title: str
    ground: RecountGround
    canvassed_on: str
    filed_on: str
    notice_on: str
    petition: Petition | None
    counties: tuple[NoticedCounty, ...]
    declared_in: str
    """The hash of the step by which the board declared the figures."""
    at: str
    entered_by: str


StateStep = (
    StateCanvassOpened
    | PackageReceived
    | StateResultsDeclared
    | TicketsNamed
    | StatePaperMade
    | SigningKeyMade
    | PaperSigned
    | RecountNoticed
    | AuditReceived
)
