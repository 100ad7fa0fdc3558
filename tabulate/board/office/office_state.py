"""What the office has entered, as it stands."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, get_args

from tabulate.board.county.canvass_entries import CanvassEntry
from tabulate.board.county.canvass_state import CountyCanvass
from tabulate.board.county.certificate_entries import CertificateEntry
from tabulate.board.county.certificate_state import Certificates
from tabulate.board.county.court_actions import CourtActions
from tabulate.board.county.court_entries import CourtEntry
from tabulate.board.county.entitling import EndedTie, Entitling
from tabulate.board.custody.container_entries import ContainerDisposed, ContainerEntry
from tabulate.board.custody.kept_containers import Custody, PapersOfRecord
from tabulate.board.custody.retention import Retention, check_free
from tabulate.board.custody.retention_entries import RetentionEntry
from tabulate.board.intake.intake_state import IntakeEntry, IntakeState
from tabulate.board.office.audit_costs import AuditCostEntry, AuditCosts
from tabulate.board.office.candidates_died import CandidatesDied, DeathEntry
from tabulate.board.office.early_count import AffirmationSigned, DesigneesNamed, EarlyCount
from tabulate.board.office.elections_cancelled import CancelledEntry, ElectionsCancelled
from tabulate.board.office.electors_voting import ElectorsVoting, check_electors
from tabulate.board.office.local_policies import LocalPoliciesAdopted, check_policies
from tabulate.board.office.machines_taken import MachineRegisterTaken, check_taken
from tabulate.board.office.open_readings import OpenReading
from tabulate.board.office.people_taken import PeopleRegisterTaken, check_people_taken
from tabulate.board.office.qualified_electors import QualifiedElectorsStated, check_qualified
from tabulate.board.office.readings import ReadingSet, ReadingsInForce
from tabulate.board.office.software_answered import SoftwareAnswered, check_answered
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.outside.outside_entries import OutsideEntry
from tabulate.board.outside.picture_entries import PictureEntry
from tabulate.board.outside.pictures_read import OutsidePictures
from tabulate.board.outside.record_entries import RecordsEntry
from tabulate.board.outside.records_taken import RecordsTaken
from tabulate.board.signing.signatures import Signatures
from tabulate.board.signing.signing_entries import SigningEntry
from tabulate.calendar.duties import LastDay
from tabulate.election import ContestId
from tabulate.precincts import PartId

OfficeEntry = (
    AffirmationSigned
    | DesigneesNamed
    | ReadingSet
    | MachineRegisterTaken
    | PeopleRegisterTaken
    | ElectorsVoting
    | SoftwareAnswered
    | LocalPoliciesAdopted
    | DeathEntry
    | QualifiedElectorsStated
    | CancelledEntry
)
OfficeWork = (
    OfficeEntry
    | ContainerEntry
    | CanvassEntry
    | CertificateEntry
    | CourtEntry
    | RetentionEntry
    | AuditCostEntry
    | SigningEntry
    | OutsideEntry
    | PictureEntry
    | RecordsEntry
    | IntakeEntry
)
"""With containers, the county canvass, its certificates, and signatures: the service asks for what it needs."""
KNOWN_OF_OFFICE = (*get_args(OfficeEntry), *get_args(CourtEntry), *get_args(RetentionEntry), *get_args(AuditCostEntry))
"""Of these, what others depend on whatever it is about."""


class RecountsDone(Protocol):
    """What recounts and ties have come to."""

    @property
    def ties_ended(self) -> Mapping[ContestId, EndedTie]:
        """Lots and appointments, by contest."""

    @property
    def open_names(self) -> tuple[str, ...]:
        """The recounts that are neither certified nor withdrawn."""


@dataclass(frozen=True, slots=True)
class OtherWork:
    """What other boards did, as far as the office's entries depend on it."""

    papers: PapersOfRecord
    hand_counts: Container[str]
    counted_anew: Container[str]
    recounts: RecountsDone


@dataclass(slots=True)
class OfficeState:
    """Who counts early, how the law is read, which machines may count, who may sit, and how many electors voted."""

    early: EarlyCount = field(default_factory=EarlyCount)
    readings: ReadingsInForce = field(default_factory=ReadingsInForce)
    machines: MachineRegisterTaken | None = None
    """The county's register as it was taken last."""
    people: PeopleRegisterTaken | None = None
    """Likewise that of people."""
    electors: dict[PartId, int] = field(default_factory=dict)
    """Electors voting, by precinct part, as far as they are entered."""
    qualified: dict[str, int] = field(default_factory=dict)
    """Electors qualified to vote on a school bond, by contest."""
    software_answers: list[SoftwareAnswered] = field(default_factory=list)
    custody: Custody = field(default_factory=Custody)
    """Of the service, the containers that it has asked for."""
    canvass: CountyCanvass = field(default_factory=CountyCanvass)
    """Of the service, once it has asked for it."""
    certificates: Certificates = field(default_factory=Certificates)
    """Likewise."""
    courts: CourtActions = field(default_factory=CourtActions)
    retention: Retention = field(default_factory=Retention)
    costs: AuditCosts = field(default_factory=AuditCosts)
    """Of the audit."""
    policies: tuple[int, LocalPoliciesAdopted] | None = None
    """The county's own, as they were adopted last, with the number of the entry."""
    deaths: CandidatesDied = field(default_factory=CandidatesDied)
    """Candidates who died after the ballots were printed."""
    cancelled: ElectionsCancelled = field(default_factory=ElectionsCancelled)
    """Not held, for as few candidates as positions."""
    signatures: Signatures = field(default_factory=Signatures)
    """Likewise."""
    outside: OutsideCounts = field(default_factory=OutsideCounts)
    """Likewise: another system's count."""
    pictures: OutsidePictures = field(default_factory=OutsidePictures)
    """Of a record that is folded whole: another system's pictures, read for comparison."""
    records: RecordsTaken = field(default_factory=RecordsTaken)
    """As `outside`: another system's cast vote records, and what people found where they differ."""
    intake: IntakeState = field(default_factory=IntakeState)
    """Of the service, the logs that it has asked for: absentee numbers, provisional ballots, requests."""

    def held_by(self, recounts: Iterable[str]) -> tuple[str, ...]:
        """What stops the disposal of ballots and records, with these open recounts (13-1-303(1)(c))."""
        return self.retention.held_by((one.begun.case for one in self.courts.open), recounts)

    def check(self, entry: OfficeWork, other: OtherWork) -> None:
        """Whether it may be taken, by what the office has entered and by what `other` boards did. Raises NotAllowed."""
        if isinstance(entry, ContainerEntry):
            self.custody.check(entry, other.papers, other.hand_counts, other.counted_anew)
            if isinstance(entry, ContainerDisposed):
                check_free(self.held_by(other.recounts.open_names))
            return
        if isinstance(entry, CanvassEntry):
            self.canvass.check(entry)
            return
        if isinstance(entry, CertificateEntry):
            last_day = LastDay(self.readings.choice(OpenReading.LAST_DAY))
            self.certificates.check(entry, Entitling(self.canvass, other.recounts.ties_ended, self.courts), last_day)
            return
        if isinstance(entry, CourtEntry):
            self.courts.check(entry)
            return
        if isinstance(entry, RetentionEntry):
            self.retention.check(entry)
            return
        if isinstance(entry, AuditCostEntry):
            self.costs.check(entry)
            return
        if isinstance(entry, SigningEntry):
            self.signatures.check(entry)
            return
        if isinstance(entry, OutsideEntry | PictureEntry | RecordsEntry):
            self._check_outside(entry)
            return
        if isinstance(entry, IntakeEntry):
            self.intake.check(entry)
            return
        self._check_own(entry)

    def _check_own(self, entry: OfficeEntry) -> None:
        match entry:
            case AffirmationSigned() | DesigneesNamed():
                self.early.check(entry)
            case ReadingSet():
                self.readings.check(entry)
            case MachineRegisterTaken():
                check_taken(entry, self.machines)
            case PeopleRegisterTaken():
                check_people_taken(entry, self.people)
            case ElectorsVoting():
                check_electors(entry)
            case SoftwareAnswered():
                check_answered(entry)
            case LocalPoliciesAdopted():
                check_policies(entry)
            case QualifiedElectorsStated():
                check_qualified(entry)
            case _:
                self._check_of_candidates(entry)

    def _check_outside(self, entry: OutsideEntry | PictureEntry | RecordsEntry) -> None:
        if isinstance(entry, PictureEntry):
            self.pictures.check(entry)
        elif isinstance(entry, RecordsEntry):
            self.records.check(entry, self.outside)
        else:
            self.outside.check(entry)

    def take(self, number: int, entry: OfficeWork) -> None:
        """Take what was found allowed, with the entry's number."""
        if isinstance(entry, ContainerEntry):
            self.custody.take(number, entry)
            return
        if isinstance(entry, CanvassEntry):
            self.canvass = self.canvass.after(number, entry)
            return
        if isinstance(entry, CertificateEntry):
            self.certificates = self.certificates.after(number, entry)
            return
        if isinstance(entry, CourtEntry):
            self.courts = self.courts.after(number, entry)
            return
        if isinstance(entry, RetentionEntry):
            self.retention = self.retention.after(number, entry)
            return
        if isinstance(entry, AuditCostEntry):
            self.costs.take(number, entry)
            return
        if isinstance(entry, SigningEntry):
            self.signatures = self.signatures.after(number, entry)
            return
        if isinstance(entry, OutsideEntry | PictureEntry | RecordsEntry):
            self._take_outside(number, entry)
            return
        if isinstance(entry, IntakeEntry):
            self.intake.take(entry)
            return
        self._take_own(number, entry)

    def _take_own(self, number: int, entry: OfficeEntry) -> None:
        match entry:
            case AffirmationSigned() | DesigneesNamed():
                self.early.take(entry)
            case ReadingSet():
                self.readings.take(entry)
            case MachineRegisterTaken():
                self.machines = entry
            case PeopleRegisterTaken():
                self.people = entry
            case ElectorsVoting():
                self.electors[entry.part] = entry.electors
            case SoftwareAnswered():
                self.software_answers.append(entry)
            case LocalPoliciesAdopted():
                self.policies = (number, entry)
            case QualifiedElectorsStated():
                self.qualified[entry.contest] = entry.electors
            case _:
                self._take_of_candidates(number, entry)

    def _check_of_candidates(self, entry: DeathEntry | CancelledEntry) -> None:
        if isinstance(entry, CancelledEntry):
            self.cancelled.check(entry)
        else:
            self.deaths.check(entry)

    def _take_of_candidates(self, number: int, entry: DeathEntry | CancelledEntry) -> None:
        if isinstance(entry, CancelledEntry):
            self.cancelled = self.cancelled.after(number, entry)
        else:
            self.deaths = self.deaths.after(entry)

    def _take_outside(self, number: int, entry: OutsideEntry | PictureEntry | RecordsEntry) -> None:
        if isinstance(entry, PictureEntry):
            self.pictures.take(number, entry)
        elif isinstance(entry, RecordsEntry):
            self.records.take(number, entry)
        else:
            self.outside = self.outside.after(number, entry)
