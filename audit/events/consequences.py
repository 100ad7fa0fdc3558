"""Over the threshold: the cause found, and the standing of machines (13-17-507(2), (3), 13-17-509(2))."""

from dataclasses import dataclass
from enum import StrEnum

from audit.committee import MemberId
from audit.machines import Approval, Consultation, Examination
from tabulate.election import ContestId


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
    """As in 2026-11-03. A text: earlier versions checked no finding's day, and what they signed stands."""


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


ConsequenceEvent = CauseFound | MachineBarredElsewhere | MachineExamined | VendorConsulted | MachineApproved
