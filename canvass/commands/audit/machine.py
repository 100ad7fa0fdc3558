"""`canvass audit machine`: barred machines, and what clears them (13-17-507(2)(a), 13-17-509(2))."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from audit.events.consequences import MachineApproved, MachineExamined, VendorConsulted
from audit.machines import Approval, Consultation, Examination
from canvass.auditing.barred import barred_in
from canvass.auditing.machine_register import register_words
from canvass.auditing.opening import opened_if_needed
from canvass.commands.audit.clearing import approval, consultation, examination, machine_argument
from canvass.commands.audit.working import (
    audit_of,
    day,
    open_audit_of,
    read_text,
    record_argument,
)
from canvass.console.text import plural, say, say_table
from canvass.deciding.decisions import Deciding


@click.group()
def machine() -> None:
    """Machines that an audit barred. Another election's counts refuse them until all three steps are recorded."""


@machine.command("list")
@record_argument
def list_machines(record: Path) -> None:
    """Every machine of RECORD that was ever barred, and what is missing; and the county's register as it was taken."""
    with audit_of(record) as log:
        state = open_audit_of(log)
        say(register_words(Deciding(log.record).state().office.machines))
    if not state.machines:
        say("No machine is barred.")
        return
    rows = [
        (one.machine, "barred" if one.barred else "cleared", "; ".join(one.missing) or "nothing")
        for one in state.machines
    ]
    say_table(("machine", "standing", "missing"), rows, left=3, indent="")


@machine.command()
@record_argument
@machine_argument
@examination
def examine(record: Path, name: str, found: Callable[[date], Examination], on: str | None) -> None:
    """Record the report of a computer software expert (13-17-502(1)) on the barred machine NAME."""
    with audit_of(record) as log:
        log.take(MachineExamined(name, found(day(on, log.record.election))))
    say(f"The report on {name} is recorded.")


@machine.command()
@record_argument
@machine_argument
@consultation
def consult(record: Path, name: str, found: Callable[[date], Consultation], on: str | None) -> None:
    """Record that a vendor was consulted about the barred machine NAME."""
    with audit_of(record) as log:
        log.take(VendorConsulted(name, found(day(on, log.record.election))))
    say(f"The consultation about {name} is recorded.")


@machine.command()
@record_argument
@machine_argument
@approval
def approve(record: Path, name: str, found: Callable[[date], Approval], on: str | None) -> None:
    """Record the secretary of state's approval: NAME may count again."""
    with audit_of(record) as log:
        log.take(MachineApproved(name, found(day(on, log.record.election))))
    say(f"{name} is cleared and may count again.")


@machine.command()
@record_argument
@click.argument("published", type=click.Path(path_type=Path))
def bar(record: Path, published: Path) -> None:
    """Bar in RECORD what an earlier election's published audit of this county leaves barred."""
    text = read_text(published)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    with audit_of(record) as log:
        found = barred_in(text, sha256, opened_if_needed(log))
        log.take(*found)
    say(f"{plural(len(found), 'machine')} barred{': ' if found else '.'}{', '.join(one.machine for one in found)}")
