"""Vote-counting machines after a finding: barred, examined, cleared (13-17-507(2)(a), 13-17-509(2)).

The unit is one piece of equipment (13-17-502(3)) with what is installed on it. It stays barred until three things are
recorded: a qualified expert's report, consultation with the vendor, and the secretary of state's approval.
"""

from dataclasses import dataclass, replace
from datetime import date

from audit.errors import Refused

_RULE = "13-17-507(2)(a)"
_CLEAR = "13-17-509(2)"


@dataclass(frozen=True, slots=True)
class Expert:
    """Who examined: what 13-17-502(1) asks of a computer software expert."""

    name: str
    computer_science_degree: bool
    """A bachelor of science degree in computer science."""
    software_engineering_expertise: bool
    election_vendor_ties: bool


@dataclass(frozen=True, slots=True)
class Examination:
    """The expert's report on a barred machine."""

    expert: Expert
    on: date
    report_sha256: str
    """Of the report as it was filed."""
    sound: bool
    """Whether the report finds that the machine works as it must."""


@dataclass(frozen=True, slots=True)
class Consultation:
    """The vendor was consulted."""

    vendor: str
    on: date


@dataclass(frozen=True, slots=True)
class Approval:
    """The secretary of state's approval."""

    approved_by: str
    on: date
    document_sha256: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A machine that was barred, and what has been done since."""

    machine: str
    barred_because: str
    examination: Examination | None = None
    consultation: Consultation | None = None
    approval: Approval | None = None

    @property
    def barred(self) -> bool:
        """Until approval; approval waits for the other two."""
        return self.approval is None

    @property
    def missing(self) -> tuple[str, ...]:
        """What stands between the machine and its use, in the law's words."""
        steps = (
            (self.examination, "examination and test by a computer software expert"),
            (self.consultation, "consultation with a vendor"),
            (self.approval, "approval by the secretary of state"),
        )
        return tuple(what for done, what in steps if done is None)


Machines = tuple[Standing, ...]
"""Every machine that was ever barred here, the latest standing of each, in the order barred."""


def standing_of(machines: Machines, machine: str) -> Standing | None:
    """The machine's standing; None where it was never barred."""
    return next((one for one in machines if one.machine == machine), None)


def barred(machines: Machines, machine: str) -> bool:
    """Whether the machine may not be used."""
    standing = standing_of(machines, machine)
    return standing is not None and standing.barred


def check_may_count(machines: Machines, machine: str) -> None:
    """Refuse a count on a barred machine."""
    standing = standing_of(machines, machine)
    if standing is not None and standing.barred:
        raise Refused(
            _RULE,
            f"The machine {machine} is barred: {standing.barred_because} Missing: {'; '.join(standing.missing)}.",
            "Count on another machine, or by hand.",
        )


def bar(machines: Machines, machine: str, because: str) -> Machines:
    """Bar a machine; one that was cleared and fails again starts anew."""
    fresh = Standing(machine, because)
    if barred(machines, machine):
        return machines
    return (*(one for one in machines if one.machine != machine), fresh)


def examine(machines: Machines, machine: str, examination: Examination) -> Machines:
    """Record the expert's report. Raises Refused where the expert is not what the law asks for."""
    standing = _barred(machines, machine)
    expert = examination.expert
    if not expert.computer_science_degree:
        _unqualified(expert, "has no bachelor of science degree in computer science")
    if not expert.software_engineering_expertise:
        _unqualified(expert, "has no expertise in software engineering")
    if expert.election_vendor_ties:
        _unqualified(expert, "is tied to a vendor of election software")
    return _put(machines, replace(standing, examination=examination))


def _unqualified(expert: Expert, why: str) -> None:
    raise Refused("13-17-502(1)", f"{expert.name} {why}.", "Have a computer software expert examine the machine.")


def consult(machines: Machines, machine: str, consultation: Consultation) -> Machines:
    """Record that the vendor was consulted."""
    return _put(machines, replace(_barred(machines, machine), consultation=consultation))


def approve(machines: Machines, machine: str, approval: Approval) -> Machines:
    """Clear the machine. Raises Refused before the report and the consultation, or against the report."""
    standing = _barred(machines, machine)
    before = standing.missing[:-1]
    if before:
        raise Refused(_CLEAR, f"{machine} cannot be approved yet: {' and '.join(before)} missing.", "Record it first.")
    if standing.examination is not None and not standing.examination.sound:
        found = f"The report on {machine} does not find that it works as it must."
        raise Refused(_CLEAR, found, "Have it put right and examined again.")
    return _put(machines, replace(standing, approval=approval))


def _barred(machines: Machines, machine: str) -> Standing:
    standing = standing_of(machines, machine)
    if standing is None or not standing.barred:
        raise Refused(_CLEAR, f"The machine {machine} is not barred.", "Check its name; nothing has to be cleared.")
    return standing


def _put(machines: Machines, standing: Standing) -> Machines:
    return tuple(standing if one.machine == standing.machine else one for one in machines)
