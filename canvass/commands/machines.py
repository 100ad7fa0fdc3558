"""`canvass machines`: the county's register of machines, kept from election to election (13-17-507(2)(a))."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.events.consequences import MachineApproved, MachineExamined, VendorConsulted
from audit.machine_register import MachineEntered, MachineRetired, RegisterEvent, carried_over
from audit.machines import Approval, Consultation, Examination
from audit.publication import replay_real
from canvass.auditing.barred import counted_though_barred
from canvass.auditing.machine_register import (
    add_to_file,
    begin_file,
    register_for,
    register_of,
    register_words,
    take_register,
    taken_of,
)
from canvass.commands.audit.clearing import approval, consultation, examination, machine_argument
from canvass.commands.audit.working import day_said, on_option, read_text, record_argument
from canvass.commands.options import named, reasoned
from canvass.console.text import plural, say, say_table, warn
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode, InputError
from canvass.reading.tested_software import SoftwareOfMachine, machines_tested, software_of_machine
from canvass.record import open_record
from canvass.record.audit_log import AuditLog
from tabulate.board.office.software_answered import SoftwareAnswered
from tabulate.ledger.fold import fold

if TYPE_CHECKING:
    from canvass.record.store import Record

_REGISTER = click.argument("register", type=click.Path(path_type=Path))


@click.group()
def machines() -> None:
    """The county's register of machines. A record takes it, and counts on none that another election's audit bars."""


@machines.command()
@_REGISTER
@click.option("--county", callback=reasoned, required=True, help="As election definitions name it.")
def begin(register: Path, county: str) -> None:
    """Begin the file REGISTER."""
    begin_file(register, county)
    say(f"Begun: {register}")


@machines.command()
@_REGISTER
@machine_argument
@click.option("--type", "machine_type", callback=reasoned, required=True, help="Maker and model.")
@click.option("--software", required=True, metavar="SHA256", help="The hash of the software installed on it.")
@on_option
def add(register: Path, name: str, machine_type: str, software: str, on: str | None) -> None:
    """Enter the machine NAME, or what changed of it."""
    _add(register, MachineEntered(name, machine_type, software, day_said(on).isoformat()))
    say(f"{name} is entered.")


@machines.command()
@_REGISTER
@machine_argument
@click.option("--reason", callback=reasoned, required=True)
@on_option
def retire(register: Path, name: str, reason: str, on: str | None) -> None:
    """Take the machine NAME out of use. What bars it stays."""
    _add(register, MachineRetired(name, reason, day_said(on).isoformat()))
    say(f"{name} is retired.")


@machines.command()
@_REGISTER
@click.argument("published", type=click.Path(path_type=Path))
def carry(register: Path, published: Path) -> None:
    """Carry into REGISTER what an election's published audit bars and clears."""
    text = read_text(published)
    replayed, sha256 = replay_real(text), hashlib.sha256(text.encode()).hexdigest()
    events = add_to_file(register, lambda known: carried_over(known, replayed, sha256))
    say(f"{plural(len(events), 'line')} added.")
    _say_register(register)


@machines.command()
@_REGISTER
@machine_argument
@examination
def examine(register: Path, name: str, found: Callable[[date], Examination], on: str | None) -> None:
    """Record the report of a computer software expert (13-17-502(1)) on the barred machine NAME."""
    _add(register, MachineExamined(name, found(day_said(on))))
    say(f"The report on {name} is recorded.")


@machines.command()
@_REGISTER
@machine_argument
@consultation
def consult(register: Path, name: str, found: Callable[[date], Consultation], on: str | None) -> None:
    """Record that a vendor was consulted about the barred machine NAME."""
    _add(register, VendorConsulted(name, found(day_said(on))))
    say(f"The consultation about {name} is recorded.")


@machines.command()
@_REGISTER
@machine_argument
@approval
def approve(register: Path, name: str, found: Callable[[date], Approval], on: str | None) -> None:
    """Record the secretary of state's approval (13-17-509(2)): NAME may count again, once records take the register."""
    _add(register, MachineApproved(name, found(day_said(on))))
    say(f"{name} is cleared.")


@machines.command("list")
@_REGISTER
def list_register(register: Path) -> None:
    """Every machine of REGISTER, and what bars it."""
    _say_register(register)


@machines.command()
@record_argument
@_REGISTER
@click.option("--by", callback=named, required=True, help="Who takes it: the election administrator's name.")
def take(record: Path, register: Path, by: str) -> None:
    """Take REGISTER into RECORD, as it stands now."""
    with open_record(record) as opened:
        taken = take_register(opened, register_for(register, opened.election.county), by)
        head = opened.head()
        machines = counted_though_barred(opened.election, fold(opened.outlines()), AuditLog(opened).events)
    say(register_words(taken))
    for line in machines:
        warn(line)
    say(f"Ledger entry {head.number} {head.hash}")


@machines.command()
@record_argument
@click.argument("name", required=False)
@click.option(
    "--ground",
    callback=reasoned,
    default="",
    help="With NAME: on what ground its ballots count with what was not tested.",
)
@click.option("--by", callback=named, default="", help="With NAME: the election administrator's name.")
def software(record: Path, name: str | None, ground: str, by: str) -> ExitCode:
    """Show the software that was tested for each machine of RECORD, and what counts now; or answer for NAME."""
    with open_record(record) as opened:
        if name is not None:
            Deciding(opened).enter(_answer(opened, name, ground, by))
        tested = machines_tested(opened)
    if not tested:
        say("The record has no test of a machine (13-17-212(1)).")
    for one in tested:
        say(f"{one.machine}: tested in batch {one.batch}. {_software_words(one)}")
    return ExitCode.WAITING if any(one.asks for one in tested) else ExitCode.DONE


def _answer(record: "Record", name: str, ground: str, by: str) -> SoftwareAnswered:
    found = software_of_machine(record, name)
    if found is None:
        raise InputError(f"The record has no test of a machine {name!r}. Nothing was written. Check its name.")
    return SoftwareAnswered(name, found.batch, found.tested, found.now, ground, by)


def _software_words(one: SoftwareOfMachine) -> str:
    if not one.differs:
        return "The same counts now."
    words = f"Different now: {'; '.join(one.differs)}."
    if one.answer is None:
        return f"{words} NOBODY HAS ANSWERED: its ballots are not counted."
    return f"{words} Answered by {one.answer.answered_by}: {one.answer.ground}"


def _add(register: Path, event: RegisterEvent) -> None:
    add_to_file(register, lambda _: (event,))


def _say_register(file: Path) -> None:
    taken = taken_of(register_of(file), "")
    rows = [
        (
            one.machine,
            one.machine_type or "not in use",
            one.software_sha256[:12],
            one.barred_by and f"barred by the audit of {one.barred_by}; missing: {'; '.join(one.missing)}",
        )
        for one in taken.machines
    ]
    if rows:
        say_table(("machine", "type", "software", "standing"), rows, left=4, indent="")
    say(register_words(taken))
