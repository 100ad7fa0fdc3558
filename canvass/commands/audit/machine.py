"""`canvass audit machine`: barred machines, and what clears them (13-17-507(2)(a), 13-17-509(2))."""

import hashlib
from pathlib import Path

import click

from audit.events.consequences import MachineApproved, MachineExamined, VendorConsulted
from audit.machines import Approval, Consultation, Examination, Expert
from canvass.auditing.barred import barred_in
from canvass.auditing.machine_register import register_words
from canvass.auditing.opening import opened_if_needed
from canvass.commands.audit.working import (
    audit_of,
    day,
    hash_of_paper,
    on_option,
    open_audit_of,
    read_text,
    record_argument,
)
from canvass.console.text import plural, say, say_table
from canvass.deciding.decisions import Deciding

_MACHINE = click.argument("name")


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
@_MACHINE
@click.option("--expert", required=True, help="Who examined it.")
@click.option("--report", required=True, type=click.Path(path_type=Path), help="The report's file.")
@click.option("--degree/--no-degree", required=True, help="The expert has a bachelor of science in computer science.")
@click.option("--expertise/--no-expertise", required=True, help="And expertise in software engineering.")
@click.option("--ties/--no-ties", required=True, help="And ties to a vendor of election software.")
@click.option("--sound/--not-sound", required=True, help="The report finds that the machine works as it must.")
@on_option
def examine(
    record: Path,
    name: str,
    expert: str,
    report: Path,
    degree: bool,
    expertise: bool,
    ties: bool,
    sound: bool,
    on: str | None,
) -> None:
    """Record the report of a computer software expert (13-17-502(1)) on the barred machine NAME."""
    with audit_of(record) as log:
        found = Examination(
            Expert(expert, degree, expertise, ties), day(on, log.record.election), hash_of_paper(report), sound
        )
        log.take(MachineExamined(name, found))
    say(f"The report on {name} is recorded.")


@machine.command()
@record_argument
@_MACHINE
@click.option("--vendor", required=True)
@on_option
def consult(record: Path, name: str, vendor: str, on: str | None) -> None:
    """Record that a vendor was consulted about the barred machine NAME."""
    with audit_of(record) as log:
        found = Consultation(vendor, day(on, log.record.election))
        log.take(VendorConsulted(name, found))
    say(f"The consultation about {name} is recorded.")


@machine.command()
@record_argument
@_MACHINE
@click.option("--by", "approved_by", required=True, help="Who approves, for the secretary of state.")
@click.option("--document", required=True, type=click.Path(path_type=Path), help="The approval's file.")
@on_option
def approve(record: Path, name: str, approved_by: str, document: Path, on: str | None) -> None:
    """Record the secretary of state's approval: NAME may count again."""
    with audit_of(record) as log:
        found = Approval(approved_by, day(on, log.record.election), hash_of_paper(document))
        log.take(MachineApproved(name, found))
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
