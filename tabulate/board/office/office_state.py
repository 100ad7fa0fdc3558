"""What the office has entered, as it stands."""

from collections.abc import Container
from dataclasses import dataclass, field
from typing import assert_never

from tabulate.board.county.canvass_entries import CanvassEntry
from tabulate.board.county.canvass_state import CountyCanvass
from tabulate.board.county.certificate_entries import CertificateEntry
from tabulate.board.county.certificate_state import Certificates
from tabulate.board.custody.container_entries import ContainerEntry
from tabulate.board.custody.kept_containers import Custody, PapersOfRecord
from tabulate.board.office.early_count import AffirmationSigned, DesigneesNamed, EarlyCount
from tabulate.board.office.electors_voting import ElectorsVoting, check_electors
from tabulate.board.office.machines_taken import MachineRegisterTaken, check_taken
from tabulate.board.office.open_readings import OpenReading
from tabulate.board.office.people_taken import PeopleRegisterTaken, check_people_taken
from tabulate.board.office.readings import ReadingSet, ReadingsInForce
from tabulate.board.office.software_answered import SoftwareAnswered, check_answered
from tabulate.board.signing.signatures import Signatures
from tabulate.board.signing.signing_entries import SigningEntry
from tabulate.calendar.duties import LastDay
from tabulate.precincts import PartId

OfficeEntry = (
    AffirmationSigned
    | DesigneesNamed
    | ReadingSet
    | MachineRegisterTaken
    | PeopleRegisterTaken
    | ElectorsVoting
    | SoftwareAnswered
)
OfficeWork = OfficeEntry | ContainerEntry | CanvassEntry | CertificateEntry | SigningEntry
"""With containers, the county canvass, its certificates, and signatures: the service asks for what it needs."""


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
    software_answers: list[SoftwareAnswered] = field(default_factory=list)
    custody: Custody = field(default_factory=Custody)
    """Of the service, the containers that it has asked for."""
    canvass: CountyCanvass = field(default_factory=CountyCanvass)
    """Of the service, once it has asked for it."""
    certificates: Certificates = field(default_factory=Certificates)
    """Likewise."""
    signatures: Signatures = field(default_factory=Signatures)
    """Likewise."""

    def check(
        self, entry: OfficeWork, papers: PapersOfRecord, hand_counts: Container[str], counted_anew: Container[str]
    ) -> None:
        """Whether the entry may be taken; of containers, by the record's papers. Raises NotAllowed."""
        if isinstance(entry, ContainerEntry):
            self.custody.check(entry, papers, hand_counts, counted_anew)
            return
        if isinstance(entry, CanvassEntry):
            self.canvass.check(entry)
            return
        if isinstance(entry, CertificateEntry):
            last_day = LastDay(self.readings.choice(OpenReading.LAST_DAY))
            self.certificates.check(entry, self.canvass, last_day)
            return
        if isinstance(entry, SigningEntry):
            self.signatures.check(entry)
            return
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
            case _:
                assert_never(entry)

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
        if isinstance(entry, SigningEntry):
            self.signatures = self.signatures.after(number, entry)
            return
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
            case _:
                assert_never(entry)
