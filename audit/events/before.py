"""Before the selection: the audit opened, its committee, the unofficial results, exemption (13-17-503, 13-17-504)."""

from dataclasses import dataclass
from datetime import date

from audit.audit_json import later
from audit.committee import Member, MemberId
from audit.contests import AuditContest, AuditPrecinct
from audit.edition import AuditEdition, BallotsCompared
from audit.rules import DiscrepancyPolicy, RuleSetId
from tabulate.election import ContestId


@later("edition", "compared", "rehearsal")
@dataclass(frozen=True, slots=True)
class AuditOpened:
    """The first event, and only the first: the election, as far as the audit needs it, and the rules."""

    rules: RuleSetId
    policy: DiscrepancyPolicy
    election_title: str
    election_date: date
    county: str
    definition_sha256: str
    contests: tuple[AuditContest, ...]
    precincts: tuple[AuditPrecinct, ...]
    """The official list, in its order: what the dice number."""
    hand_count_county: bool = False
    """No vote-counting machine is used in the county (13-17-503(5)(a))."""
    edition: AuditEdition = AuditEdition.FIRST
    """The steps this audit goes by."""
    compared: BallotsCompared = BallotsCompared.MACHINE
    """The reading of 13-17-503(2) that it goes by."""
    rehearsal: bool = False
    """A rehearsal of the whole audit: on any day, and never the audit of an election."""


@dataclass(frozen=True, slots=True)
class CommitteeAppointed:
    """The county governing body appoints the committee, before the election (13-17-504(1))."""

    members: tuple[Member, ...]
    secretary: str
    """The election administrator (13-17-504(4))."""
    appointed_by: str
    on: date


@dataclass(frozen=True, slots=True)
class OathTaken:
    """A member took and subscribed the official oath (13-17-504(3))."""

    member: MemberId
    sworn_before: str
    on: date


@dataclass(frozen=True, slots=True)
class MemberReplaced:
    """Another serves in a member's place; open counts in which the one who leaves took part are counted again."""

    leaving: MemberId
    member: Member
    reason: str
    appointed_by: str
    on: date


@dataclass(frozen=True, slots=True)
class CanvassSet:
    """The day of the county canvass is set (13-15-401)."""

    on: date


@later("report_sha256")
@dataclass(frozen=True, slots=True)
class ResultsPublished:
    """The unofficial results of the county are available to the public (13-17-503(1))."""

    on: date
    results_sha256: str
    """Of the results as published."""
    county_ballots: int
    report_sha256: str = ""
    """Of another system's report among them, where only a part of the county is counted by that system."""

    def has_report(self, sha256: str) -> bool:
        """Whether what was made public is this report, or has its figures among others."""
        return sha256 in (self.results_sha256, self.report_sha256)


@dataclass(frozen=True, slots=True)
class ExemptionNoticed:
    """The notice of exemption was filed with the secretary of state (13-17-503(5)): nothing else exempts a county."""

    reason: str
    contest: ContestId | None
    """The close contest; None for a county that counts by hand."""
    filed_by: str
    on: date
    notice_sha256: str


@dataclass(frozen=True, slots=True)
class CountywideRaceRequested:
    """The county commissioners ask for a countywide race (13-17-510)."""

    requested_by: str
    on: date


BeforeEvent = (
    AuditOpened
    | CommitteeAppointed
    | OathTaken
    | MemberReplaced
    | CanvassSet
    | ResultsPublished
    | ExemptionNoticed
    | CountywideRaceRequested
)
