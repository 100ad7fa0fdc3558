"""The county's register of vote-counting machines, kept from election to election (13-17-502(3), 13-17-507(2)(a)).

A machine that an audit barred "may not be used in another election" until it is examined, its vendor consulted and the
secretary of state approves (13-17-509(2)). The register carries that over. It is a text, a line for each event with the
hash of a chain, so nobody changes or takes out a line without being seen; bars come from published audit files.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from audit import machines as barring
from audit.audit_json import JSON
from audit.errors import PublicationAltered, PublicationError, Refused
from audit.events.consequences import MachineApproved, MachineBarredElsewhere, MachineExamined, VendorConsulted
from audit.machines import Machines, Standing, standing_of
from audit.publication import Replayed, chain
from tabulate.canonical_json import NotTheNoun, UnknownWord

_RULE = "13-17-502(3)"


@dataclass(frozen=True, slots=True)
class RegisterBegun:
    """The first line: whose register it is."""

    county: str


@dataclass(frozen=True, slots=True)
class MachineEntered:
    """A machine of the county; the same name again is the machine with other software or of another type."""

    machine: str
    """Its own name, as each batch states it."""
    machine_type: str
    software_sha256: str
    """Of the software installed on it, in hex."""
    on: str
    """As in 2026-09-01."""


@dataclass(frozen=True, slots=True)
class MachineRetired:
    """The county uses the machine no more."""

    machine: str
    reason: str
    on: str


RegisterEvent = (
    RegisterBegun
    | MachineEntered
    | MachineRetired
    | MachineBarredElsewhere
    | MachineExamined
    | VendorConsulted
    | MachineApproved
)
_NAMES: dict[str, type[RegisterEvent]] = {
    "register begun": RegisterBegun,
    "machine entered": MachineEntered,
    "machine retired": MachineRetired,
    "machine barred": MachineBarredElsewhere,
    "machine examined": MachineExamined,
    "vendor consulted": VendorConsulted,
    "machine approved": MachineApproved,
}
_NAME_OF = {noun: name for name, noun in _NAMES.items()}


@dataclass(frozen=True, slots=True)
class MachineRegister:
    """What the register's lines come to."""

    county: str
    hashes: tuple[str, ...]
    """Of the chain, a line each."""
    entered: tuple[MachineEntered, ...] = ()
    """The machines in use, as they were entered last, in that order."""
    standings: Machines = ()
    """Of every machine that was ever barred."""
    bars: tuple[MachineBarredElsewhere, ...] = ()
    """Every bar of a machine that was not barred then, in order."""

    def barred_by(self, machine: str) -> str:
        """The election whose audit bars the machine now; empty where none does."""
        if not barring.barred(self.standings, machine):
            return ""
        return next(one.election for one in reversed(self.bars) if one.machine == machine)


def begun(county: str) -> str:
    """The text of a new register. Raises Refused without a county."""
    if not county.strip():
        raise Refused(_RULE, "The register names no county.", "Name the county whose machines it lists.")
    return _lines([RegisterBegun(county)])


def read_register(text: str) -> MachineRegister:
    """The register of a text. Raises PublicationError for what is none, PublicationAltered where it was changed."""
    return _folded(_events(text))


def with_events(text: str, events: Iterable[RegisterEvent]) -> str:
    """The text with these events after it. Raises Refused where one may not happen, and as `read_register`."""
    all_events = [*_events(text), *events]
    _folded(all_events)
    return _lines(all_events)


def carried_over(register: MachineRegister, replayed: Replayed, sha256: str) -> tuple[RegisterEvent, ...]:
    """What an audit that was published says of machines and the register does not have yet.

    `sha256` is the published file's. Raises Refused for another county's.
    """
    there = replayed.state.opened
    if there.county != register.county:
        found = f"The file is of {there.county}; the register is of {register.county}."
        raise Refused("13-17-507(2)(a)", found, "Give this county's file.")
    known = {(one.machine, one.election) for one in register.bars}
    bars = {one.machine: one for one in replayed.barred_elsewhere} | _found_there(replayed, sha256)
    events: list[RegisterEvent] = []
    for one in replayed.state.machines:
        bar, here = bars[one.machine], register.barred_by(one.machine)
        if not here and (one.machine, bar.election) not in known:
            events.append(bar)
        elif here != bar.election:
            continue
        events += _steps(one, standing_of(register.standings, one.machine))
    return tuple(events)


def _found_there(replayed: Replayed, sha256: str) -> dict[str, MachineBarredElsewhere]:
    """What that audit itself barred, by machine."""
    there = replayed.state.opened
    election = f"{there.election_title}, {there.election_date}"
    at_fault = [machine for finding in replayed.state.findings for machine in finding.machines]
    return {machine: MachineBarredElsewhere(machine, election, sha256) for machine in at_fault}


def _steps(there: Standing, here: Standing | None) -> Iterable[RegisterEvent]:
    """What cleared a machine in the audit's own record, as far as the register lacks it."""
    known = here if here is not None and here.barred else Standing(there.machine, "")
    if there.examination is not None and known.examination is None:
        yield MachineExamined(there.machine, there.examination)
    if there.consultation is not None and known.consultation is None:
        yield VendorConsulted(there.machine, there.consultation)
    if there.approval is not None:
        yield MachineApproved(there.machine, there.approval)


def _lines(events: Iterable[RegisterEvent]) -> str:
    links = chain((_NAME_OF[type(event)], JSON.write(event)) for event in events)
    lines = [{"name": name, "body": json.loads(body), "sha256": sha256} for name, body, sha256 in links]
    return "".join(json.dumps(one, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n" for one in lines)


def _events(text: str) -> list[RegisterEvent]:
    events = [_event(number, line) for number, line in enumerate(text.splitlines(), 1)]
    if _lines(events) != text:
        raise PublicationAltered(
            "The register of machines is not letter for letter what was written: a line was changed, or one was taken "
            "out. Take it from the county's copy."
        )
    return events


def _event(number: int, line: str) -> RegisterEvent:
    try:
        one = json.loads(line)
        noun = _NAMES[one["name"]]
        return JSON.read(noun, json.dumps(one["body"]))
    except (ValueError, KeyError, TypeError, RecursionError, NotTheNoun, UnknownWord):
        raise PublicationError(
            f"Line {number} of the register of machines is no line that this version writes. Check which file was "
            "given, and install the version that wrote it."
        ) from None


def _folded(events: list[RegisterEvent]) -> MachineRegister:
    if not events or not isinstance(events[0], RegisterBegun):
        raise PublicationError("The file is no register of machines: its first line names no county. Begin one.")
    lines = _lines(events).splitlines()
    register = MachineRegister(events[0].county, tuple(json.loads(line)["sha256"] for line in lines))
    for event in events[1:]:
        register = _after(register, event)
    return register


def _after(register: MachineRegister, event: RegisterEvent) -> MachineRegister:
    standings = register.standings
    match event:
        case RegisterBegun():
            raise PublicationAltered("The register of machines begins twice. Take it from the county's copy.")
        case MachineEntered():
            _check_entered(event)
            others = tuple(one for one in register.entered if one.machine != event.machine)
            return replace(register, entered=(*others, event))
        case MachineRetired():
            others = tuple(one for one in register.entered if one.machine != event.machine)
            if others == register.entered:
                raise Refused(_RULE, f"The register has no machine {event.machine!r}.", "Check its name.")
            return replace(register, entered=others)
        case MachineBarredElsewhere():
            if register.barred_by(event.machine):
                return register
            now = barring.bar(standings, event.machine, f"The audit of {event.election} barred it.")
            return replace(register, standings=now, bars=(*register.bars, event))
        case MachineExamined():
            return replace(register, standings=barring.examine(standings, event.machine, event.examination))
        case VendorConsulted():
            return replace(register, standings=barring.consult(standings, event.machine, event.consultation))
        case MachineApproved():
            return replace(register, standings=barring.approve(standings, event.machine, event.approval))


def _check_entered(event: MachineEntered) -> None:
    if not event.machine.strip() or not event.machine_type.strip():
        raise Refused(_RULE, "A machine has no name or no type.", "Enter both.")
    sha256 = event.software_sha256
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        found = f"{sha256!r} is no SHA-256."
        raise Refused(_RULE, found, "Enter the hash of the installed software: 64 digits, small letters.")
