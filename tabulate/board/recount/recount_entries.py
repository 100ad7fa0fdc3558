"""What is said of a recount: filed, its board met, a precinct begun, ballots missing, certified (13-16-201 to -420).

The tally sheets of a recount and the ballots set aside in it are those of any hand count: one reads, two record apart,
and the count is repeated until both are equal (13-15-206(2)). Days are written as 2026-11-20, money in cents.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.by_hand.hand_counts import ChoiceFigure
from tabulate.board.recount.tie_entries import TieEntry
from tabulate.board.signing.signed_papers import SignedPaper
from tabulate.board.subjects import About, HandCountName, RecountPackages
from tabulate.election import ContestId, PrecinctId


class RecountGround(StrEnum):
    """Why votes are recounted."""

    PETITION = "petition"
    BOND = "petition with a bond"
    TIE = "tie"
    """Without a petition (13-16-203)."""
    ERROR = "error found in the canvass"
    """On the canvassers' petition (13-15-403(4), 13-16-201(1)(f))."""
    COURT = "court order"

    @property
    def section(self) -> str:
        """Of Title 13."""
        return _SECTIONS[self]


_SECTIONS = {
    RecountGround.PETITION: "13-16-201",
    RecountGround.BOND: "13-16-211",
    RecountGround.TIE: "13-16-203",
    RecountGround.ERROR: "13-15-403(4)",
    RecountGround.COURT: "13-16-301",
}


@dataclass(frozen=True, slots=True)
class CountySignatures:
    """How many electors of a county signed."""

    county: str
    electors: int


@dataclass(frozen=True, slots=True)
class Petition:
    """A verified petition, or the verified application to a court."""

    petitioner: str
    """Of an office the candidate as totals name one: a choice's id, or `write-in:NAME`. Else the first signer."""
    statement: str
    """What it says under oath."""
    verified_before: str
    signatures: tuple[CountySignatures, ...] = ()
    """Of an issue."""
    bond_cents: int = 0
    """Posted for all costs (13-16-211); 0 where there is none."""


@dataclass(frozen=True, slots=True)
class CourtOrder:
    """The court's order, which names what is recounted (13-16-301)."""

    order: str
    applied_on: str
    ordered_on: str
    deposit_cents: int
    """In cash, of the expense that the court found probable."""


@dataclass(frozen=True, slots=True)
class RecountFiled:
    """There is a ground for a recount of one contest, and the board is given notice."""

    kind: ClassVar[str] = "recount filed"
    about: ClassVar[About] = ()

    recount: str
    """Its name, as R-1."""
    contest: ContestId
    ground: RecountGround
    canvassed_on: str
    filed_on: str
    """Of a petition; of a tie or an error the day on which it was certified; of an order its day."""
    notice_on: str
    """To the members of the recount board."""
    precincts: tuple[PrecinctId, ...]
    """To be recounted here, in the definition's order."""
    entered_by: str
    petition: Petition | None = None
    """None of a tie."""
    order: CourtOrder | None = None
    elsewhere: tuple[ChoiceFigure, ...] = ()
    """The votes canvassed in the other counties, of a contest that more than one votes on."""
    noticed_by: str = ""
    """The hash of the step by which the secretary of state gave the county notice; empty where it was filed here."""


class MemberFrom(StrEnum):
    """Why somebody sits on the recount board (13-16-101)."""

    GOVERNING_BODY = "governing body"
    COUNTY_OFFICER = "county officer in a vacancy"


@dataclass(frozen=True, slots=True)
class RecountMember:
    """One of the three."""

    account: str
    """By which the member decides on ballots."""
    name: str
    member_from: MemberFrom = MemberFrom.GOVERNING_BODY


@dataclass(frozen=True, slots=True)
class RecountClerk:
    """Who reads or records for the board."""

    account: str
    name: str


@dataclass(frozen=True, slots=True)
class RecountBoardMet:
    """The recount board assembled (13-16-101, 13-16-204)."""

    kind: ClassVar[str] = "recount board met"
    about: ClassVar[About] = ()

    recount: str
    members: tuple[RecountMember, ...]
    secretary: str
    """The election administrator."""
    clerks: tuple[RecountClerk, ...]
    met_on: str
    entered_by: str

    @property
    def people(self) -> tuple[RecountMember | RecountClerk, ...]:
        """Who may read and record: members, then clerks."""
        return (*self.members, *self.clerks)


def count_name(recount: str, precinct: PrecinctId) -> str:
    """What the count of one precinct is called on its tally sheets."""
    return f"{recount} of {precinct}"


@dataclass(frozen=True, slots=True)
class RecountBegun:
    """One precinct's ballots lie before the board: one reads, two record (13-16-412, 13-15-206(2))."""

    kind: ClassVar[str] = "recount of a precinct begun"

    recount: str
    precinct: PrecinctId
    ballots: int
    """As counted before the tally: those that carry the contest."""
    reader: str
    recorders: tuple[str, str]
    """All three by account, of the board or its clerks."""
    entered_by: str

    @property
    def about(self) -> About:
        """The count."""
        return (HandCountName(count_name(self.recount, self.precinct)),)


@dataclass(frozen=True, slots=True)
class RecountBallotsMissing:
    """Ballots of a precinct are missing, and the administrator was asked to search (13-16-420). The newest counts."""

    kind: ClassVar[str] = "ballots missing at recount"

    recount: str
    precinct: PrecinctId
    missing: int
    """Still: those found were put with the precinct's."""
    found: int
    note: str
    """The petition to the administrator, and where they were found."""
    entered_by: str

    @property
    def about(self) -> About:
        """The count."""
        return (HandCountName(count_name(self.recount, self.precinct)),)


@dataclass(frozen=True, slots=True)
class RecountCertified:
    """The board's certificate; from here on its votes are the correct ones (13-16-418, 13-16-419)."""

    kind: ClassVar[str] = "recount certified"

    recount: str
    precincts: tuple[PrecinctId, ...]
    """Recounted: all of the recount's."""
    certified_on: str
    signers: tuple[str, ...]
    """Names of at least two members."""
    attested_by: str
    """The election administrator, under seal."""
    proceedings: str
    """Their substance."""
    appearances: tuple[str, ...]
    costs_cents: int
    entered_by: str
    elsewhere: tuple[ChoiceFigure, ...] = ()
    """The votes of the other counties once they have recounted; as they were canvassed where empty."""

    @property
    def about(self) -> About:
        """The counts, and the packages, which are sealed again by then."""
        counts = (HandCountName(count_name(self.recount, one)) for one in self.precincts)
        return (*counts, RecountPackages())

    @property
    def paper(self) -> SignedPaper:
        """What people sign."""
        return SignedPaper(f"Certificate of recount {self.recount}", (*self.signers, self.attested_by))


@dataclass(frozen=True, slots=True)
class RecountWithdrawn:
    """A recount is over without a certificate: withdrawn, stayed, or entered in error. What was counted is kept."""

    kind: ClassVar[str] = "recount withdrawn"
    about: ClassVar[About] = ()

    recount: str
    reason: str
    withdrawn_on: str
    entered_by: str


RecountEntry = (
    RecountFiled
    | RecountBoardMet
    | RecountBegun
    | RecountBallotsMissing
    | RecountCertified
    | RecountWithdrawn
    | TieEntry
)
