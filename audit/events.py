"""Everything that can happen in a random-sample audit: one frozen noun per kind of event, closed by `AuditEvent`.

The ledger carries each as an entry of kind "audit": `write(event)` gives the event's name and its canonical body,
`read(name, body)` the event again. Dates are written as in 2026-11-03; hashes are SHA-256 in hex. What an event may
follow, and what follows from it, is in `random_sample.py`.
"""

from dataclasses import dataclass
from enum import StrEnum

from audit.committee import Member, MemberId
from audit.contests import AuditContest, AuditPrecinct
from audit.coverage import Container, MachineFigures
from audit.dice import Faces
from audit.errors import AuditError
from audit.machines import Approval, Consultation, Examination
from audit.rules import DiscrepancyPolicy, RuleSetId
from audit.selection import NumberedList
from audit.tally_sheets import Call, EntryMode, Figures
from tabulate.canonical_json import CanonicalJson, NotTheNoun, UnknownWord
from tabulate.election import ContestId, PrecinctId


@dataclass(frozen=True, slots=True)
class AuditOpened:
    """The first event, and only the first: the election, as far as the audit needs it, and the rules."""

    rules: RuleSetId
    policy: DiscrepancyPolicy
    election_title: str
    election_date: str
    county: str
    definition_sha256: str
    contests: tuple[AuditContest, ...]
    precincts: tuple[AuditPrecinct, ...]
    """The official list, in its order: what the dice number."""
    hand_count_county: bool = False
    """No vote-counting machine is used in the county (13-17-503(5)(a))."""


@dataclass(frozen=True, slots=True)
class CommitteeAppointed:
    """The county governing body appoints the committee, before the election (13-17-504(1))."""

    members: tuple[Member, ...]
    secretary: str
    """The election administrator (13-17-504(4))."""
    appointed_by: str
    on: str


@dataclass(frozen=True, slots=True)
class OathTaken:
    """A member took and subscribed the official oath (13-17-504(3))."""

    member: MemberId
    sworn_before: str
    on: str


@dataclass(frozen=True, slots=True)
class MemberReplaced:
    """Another serves in a member's place; open counts in which the one who leaves took part are counted again."""

    leaving: MemberId
    member: Member
    reason: str
    appointed_by: str
    on: str


@dataclass(frozen=True, slots=True)
class ResultsPublished:
    """The unofficial results of the county are available to the public (13-17-503(1))."""

    on: str
    results_sha256: str
    """Of the results as published."""
    county_ballots: int


@dataclass(frozen=True, slots=True)
class ExemptionNoticed:
    """The notice of exemption was filed with the secretary of state (13-17-503(5)): nothing else exempts a county."""

    reason: str
    contest: ContestId | None
    """The close contest; None for a county that counts by hand."""
    filed_by: str
    on: str
    notice_sha256: str


@dataclass(frozen=True, slots=True)
class CountywideRaceRequested:
    """The county commissioners ask for a countywide race (13-17-510)."""

    requested_by: str
    on: str


@dataclass(frozen=True, slots=True)
class ListFrozen:
    """A numbered list was published, with its hash, before the first roll for it."""

    numbered: NumberedList
    sha256: str
    on: str


@dataclass(frozen=True, slots=True)
class DiceRolled:
    """One roll, also one that selects nothing."""

    drawn: str
    """Which list, as in `NumberedList.drawn`."""
    rehearsal: bool
    roll_number: int
    """From 1 for each list."""
    faces: Faces
    rolled_by: str


@dataclass(frozen=True, slots=True)
class SelectionAnnounced:
    """The selection is complete, announced and sent to the election administrator (13-17-505)."""

    on: str
    announced_by: str


@dataclass(frozen=True, slots=True)
class BoxesOpened:
    """The sealed packages of a precinct were opened, for the audit only: the chain of custody (13-1-303(1)(b))."""

    precinct: PrecinctId
    containers: tuple[Container, ...]
    opened_by: tuple[str, ...]
    on: str


@dataclass(frozen=True, slots=True)
class MachineFiguresTaken:
    """The machines' count of one unit, fixed before it is counted by hand and shown only after."""

    figures: MachineFigures


@dataclass(frozen=True, slots=True)
class TallyStarted:
    """A count of a unit begins: one reads, every other member records (13-17-506(2)(a))."""

    precinct: PrecinctId
    contest: ContestId
    round_number: int
    """From 1 for each unit."""
    reader: MemberId
    recorders: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class MarksMade:
    """A recorder's running marks for some ballots more: kept at once, so that nothing is lost."""

    precinct: PrecinctId
    contest: ContestId
    round_number: int
    member: MemberId
    entered_by: MemberId
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class MarkStruck:
    """A recorder strikes the last of their own running marks before handing in; the ledger keeps both."""

    precinct: PrecinctId
    contest: ContestId
    round_number: int
    member: MemberId
    entered_by: MemberId
    ballot: int
    """The ballot whose mark is struck: the last one marked, counted from 1."""


@dataclass(frozen=True, slots=True)
class SheetEntered:
    """A recorder hands in a tally sheet."""

    precinct: PrecinctId
    contest: ContestId
    round_number: int
    member: MemberId
    entered_by: MemberId
    mode: EntryMode
    figures: Figures


class CauseOfDiscrepancy(StrEnum):
    """What a discrepancy over the threshold was due to (13-17-507(2))."""

    MACHINE = "vote-counting machine"
    ADMINISTRATIVE = "administrative error"
    USER = "user error"


@dataclass(frozen=True, slots=True)
class CauseFound:
    """The recorded human finding for one contest over the threshold; one for the sample, one for the escalation."""

    contest: ContestId
    cause: CauseOfDiscrepancy
    machines: tuple[str, ...]
    """The machines involved: at least one where the cause is a machine, none otherwise."""
    found_by: tuple[MemberId, ...]
    """Members of the committee: a majority."""
    evidence: str
    secretary_of_state_informed: bool
    on: str


@dataclass(frozen=True, slots=True)
class MachineBarredElsewhere:
    """An earlier election's audit barred a machine of this county, and nobody cleared it (13-17-507(2)(a))."""

    machine: str
    election: str
    published_sha256: str


@dataclass(frozen=True, slots=True)
class MachineExamined:
    """A computer software expert examined and tested a barred machine (13-17-509(2))."""

    machine: str
    examination: Examination


@dataclass(frozen=True, slots=True)
class VendorConsulted:
    """A vendor was consulted about a barred machine (13-17-509(2))."""

    machine: str
    consultation: Consultation


@dataclass(frozen=True, slots=True)
class MachineApproved:
    """The secretary of state approved a barred machine for use (13-17-509(2))."""

    machine: str
    approval: Approval


@dataclass(frozen=True, slots=True)
class CanvassSet:
    """The day of the county canvass is set (13-15-401)."""

    on: str


@dataclass(frozen=True, slots=True)
class AuditCertified:
    """The committee certifies the result to the election administrator and the secretary of state (13-17-506(2)(c))."""

    members: tuple[MemberId, ...]
    """Who signed: all of them."""
    on: str
    report_sha256: str
    """Of the report as signed: `report.report_sha256(county_report(state))` of the state before this event."""


@dataclass(frozen=True, slots=True)
class AuditPublished:
    """The results of the audit were made public (13-17-507(4))."""

    on: str
    published_sha256: str
    """Of the published file."""


AuditEvent = (
    AuditOpened
    | CommitteeAppointed
    | OathTaken
    | MemberReplaced
    | ResultsPublished
    | ExemptionNoticed
    | CountywideRaceRequested
    | ListFrozen
    | DiceRolled
    | SelectionAnnounced
    | BoxesOpened
    | MachineFiguresTaken
    | TallyStarted
    | MarksMade
    | MarkStruck
    | SheetEntered
    | CauseFound
    | MachineBarredElsewhere
    | MachineExamined
    | VendorConsulted
    | MachineApproved
    | CanvassSet
    | AuditCertified
    | AuditPublished
)

EVENTS: dict[str, type[AuditEvent]] = {
    "audit opened": AuditOpened,
    "committee appointed": CommitteeAppointed,
    "oath taken": OathTaken,
    "member replaced": MemberReplaced,
    "results published": ResultsPublished,
    "exemption noticed": ExemptionNoticed,
    "countywide race requested": CountywideRaceRequested,
    "list frozen": ListFrozen,
    "dice rolled": DiceRolled,
    "selection announced": SelectionAnnounced,
    "boxes opened": BoxesOpened,
    "machine figures taken": MachineFiguresTaken,
    "tally started": TallyStarted,
    "marks made": MarksMade,
    "mark struck": MarkStruck,
    "sheet entered": SheetEntered,
    "cause found": CauseFound,
    "machine barred elsewhere": MachineBarredElsewhere,
    "machine examined": MachineExamined,
    "vendor consulted": VendorConsulted,
    "machine approved": MachineApproved,
    "canvass set": CanvassSet,
    "audit certified": AuditCertified,
    "audit published": AuditPublished,
}
"""The registry: the name each kind has in the ledger, forever. A new kind is one more line here."""

_NAMES = {noun: name for name, noun in EVENTS.items()}
_JSON = CanonicalJson()


class UnknownEvent(AuditError):  # noqa: N818  (said as such)
    """An event, or a field of one, that a later version may have written. Install that version."""


class BadEvent(AuditError):  # noqa: N818  (said as such)
    """An event's body is not what its name says: the record is damaged or was altered."""


def name_of(event: AuditEvent) -> str:
    """The event's name in the ledger."""
    return _NAMES[type(event)]


def write(event: AuditEvent) -> tuple[str, str]:
    """The event's name and its body as canonical JSON."""
    return name_of(event), _JSON.write(event)


def read(name: str, body: str) -> AuditEvent:
    """The event that was written. Raises UnknownEvent and BadEvent."""
    noun = EVENTS.get(name)
    if noun is None:
        raise UnknownEvent(f'This version knows no audit event "{name}". Install the version that wrote it.')
    try:
        return _JSON.read(noun, body)
    except UnknownWord as word:
        raise UnknownEvent(f'The audit event "{name}" has {word}, which this version does not know.') from None
    except NotTheNoun as fault:
        raise BadEvent(f'The body of the audit event "{name}" is damaged: {fault}.') from None
