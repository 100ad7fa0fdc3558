"""What is said of certificates of nomination and election: notices, acceptances of people written in, what was issued.

Each is one entry of the election administrator's, not of the board's (13-15-406). Times are Montana's.
That a recount makes a certificate void is no entry: it follows from later ones.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.signing.signed_papers import SignedPaper
from tabulate.board.subjects import About, CanvassOfCounty
from tabulate.election import ContestId


class CertificateKind(StrEnum):
    """What a certificate is of (13-15-406)."""

    ELECTION = "certificate of election"
    NOMINATION = "certificate of nomination"


class FilingFee(StrEnum):
    """What became of the filing fee of somebody who was written in (13-10-202, 13-10-203)."""

    PAID = "paid with the acceptance"
    INDIGENT = "statement of indigence filed"
    """In place of the fee (13-10-203)."""
    PAID_BEFORE = "paid with the declaration of intent"
    """13-10-211."""
    NONE = "none for this office"


@dataclass(frozen=True, slots=True)
class CertifiedPerson:
    """Somebody who was declared elected or nominated, or who was written in and may be nominated."""

    contest: ContestId
    choice: str
    """The choice's id, or `write-in:NAME`."""
    name: str
    """As the board's declaration has it: of somebody written in with that word behind it."""
    kind: CertificateKind
    written_in: bool = False

    def __str__(self) -> str:
        """For people."""
        return f"{self.name}, {self.contest}"

    @property
    def called(self) -> str:
        """The name alone."""
        return self.name.removesuffix(" (write-in)")


class _OfCertificate:
    """What every entry about certificates says of itself, where it says nothing else."""

    __slots__ = ()
    about: ClassVar[About] = (CanvassOfCounty(),)

    @property
    def words(self) -> tuple[str, ...]:
        """What people typed."""
        return ()


@dataclass(frozen=True, slots=True)
class CandidateCleared(_OfCertificate):
    """The commissioner of political practices wrote that somebody complied; nothing is issued before (13-37-127)."""

    kind: ClassVar[str] = "candidate cleared"

    person: CertifiedPerson
    notice_date: str
    """The notice's day, as 2026-11-19."""
    notice_sha256: str
    """Of its file."""
    at: str
    """When it came in, as in 2026-11-20T09:10-07:00; likewise in the other entries."""
    entered_by: str

    @property
    def did(self) -> str:
        """What was done, in words; likewise in the other entries."""
        return (
            f"The commissioner of political practices wrote on {self.notice_date} that {self.person.called} complied "
            f"(13-37-127): {self.person.contest}."
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names; likewise in the other entries."""
        return (self.person.name, self.entered_by)


@dataclass(frozen=True, slots=True)
class LastGeneralStated(_OfCertificate):
    """The votes of who won the office at the last general election: 5% of them nominate a write-in (13-10-204(1))."""

    kind: ClassVar[str] = "votes at the last general election stated"

    contest: ContestId
    won_with: int
    """Votes."""
    source: str
    """Where the figure stands, as the state's report of the canvass of that election."""
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return (
            f"{self.contest}: {self.won_with:,} votes won the office at the last general election (13-10-204(1)). "
            f"{self.source}"
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (self.entered_by,)

    @property
    def words(self) -> tuple[str, ...]:
        """What people typed."""
        return (self.source,)


@dataclass(frozen=True, slots=True)
class WriteInAccepted(_OfCertificate):
    """Somebody written in accepted, with the fee or its statement and the reports (13-15-111, 13-10-204(1)(b))."""

    kind: ClassVar[str] = "write-in accepted"

    person: CertifiedPerson
    fee: FilingFee
    fee_cents: int
    """0 where none was paid with the acceptance."""
    reports_on: str
    """The day on which the reports were filed (13-37-225, 13-37-126), as 2026-11-19."""
    at: str
    """When the acceptance was filed."""
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return f"{self.person.called}, written in, accepted: {self.person.contest}. Filing fee: {self.fee}."

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (self.person.name, self.entered_by)


@dataclass(frozen=True, slots=True)
class CertificateIssued(_OfCertificate):
    """The administrator made a certificate of nomination or election for delivery (13-15-406)."""

    kind: ClassVar[str] = "certificate issued"

    person: CertifiedPerson
    declared_entry: int
    """The number of the entry that declared the result."""
    cleared_entry: int
    """Likewise that has the commissioner's notice."""
    accepted_entry: int | None
    """Likewise that has the acceptance; None of somebody who was printed."""
    certificate_sha256: str
    """Of what the certificate says."""
    at: str
    issued_by: str
    """The election administrator."""
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return (
            f"{self.person.kind.value.capitalize()} issued to {self.person.called} by {self.issued_by} (13-15-406): "
            f"{self.person.contest}."
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (self.person.name, self.issued_by, self.entered_by)

    @property
    def paper(self) -> SignedPaper:
        """What people sign."""
        return SignedPaper(
            f"{self.person.kind.value.capitalize()}: {self.person.called}", (self.issued_by,), self.certificate_sha256
        )


@dataclass(frozen=True, slots=True)
class CertificateAnnulled(_OfCertificate):
    """A court's judgment in a contest of the election took a certificate away (13-36-207, 13-36-212)."""

    kind: ClassVar[str] = "certificate annulled"

    person: CertifiedPerson
    issued_entry: int
    """The number of the entry that issued it."""
    judgment: str
    """The case."""
    judged_on: str
    """The judgment's day, as 2027-02-01."""
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return (
            f"{self.person.called}: the judgment {self.judgment} of {self.judged_on} took away the certificate of "
            f"entry {self.issued_entry:,} (13-36-212): {self.person.contest}."
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (self.person.name, self.entered_by)

    @property
    def words(self) -> tuple[str, ...]:
        """What people typed."""
        return (self.judgment,)


@dataclass(frozen=True, slots=True)
class PartyChosen(_OfCertificate):
    """Somebody whom several parties nominated for one office chose one of them in writing (13-10-303)."""

    kind: ClassVar[str] = "party chosen by a nominee"

    person: CertifiedPerson
    """In the contest of the party that was chosen."""
    others: tuple[ContestId, ...]
    """In which the person was nominated, too: those nominations end."""
    filed_on: str
    """The day on which the choice was filed, as 2026-06-12."""
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return (
            f"{self.person.called} chose the nomination {self.person.contest} and not {', '.join(self.others)}, in "
            f"writing on {self.filed_on} (13-10-303)."
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names."""
        return (self.person.name, self.entered_by)


CertificateEntry = (
    CandidateCleared | LastGeneralStated | WriteInAccepted | CertificateIssued | CertificateAnnulled | PartyChosen
)
