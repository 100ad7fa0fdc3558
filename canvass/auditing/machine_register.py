"""The county's register of machines as a file, and what a record takes of it (13-17-507(2)(a), 13-17-509(2))."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import AuditError
from audit.machine_register import MachineRegister, RegisterEvent, begun, read_register, with_events
from audit.machines import standing_of
from canvass.console.text import plural
from canvass.deciding.decisions import Deciding
from canvass.disk.one_at_a_time import alone, lock_beside
from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError, disk_errors
from tabulate.board.office.machines_taken import MachineRegisterTaken, MachineStanding

if TYPE_CHECKING:
    from canvass.record.store import Record

_MOST_BYTES = 16 * 1024 * 1024


def begin_file(file: Path, county: str) -> None:
    """Write a new register. Raises InputError where the file is there, AuditError without a county."""
    text = begun(county)
    with disk_errors(file):
        try:
            with file.open("x", encoding="ascii") as new:
                new.write(text)
        except FileExistsError:
            raise InputError(f"{file} is there already. Name a new file. Nothing was written.") from None


def register_of(file: Path) -> MachineRegister:
    """The register of a file. Raises InputError for one that is none or was changed."""
    return _checked(file, _text(file))


def add_to_file(file: Path, found: Callable[[MachineRegister], Iterable[RegisterEvent]]) -> tuple[RegisterEvent, ...]:
    """Add what `found` says of the register to its file, whole or not at all; the events added.

    Raises InputError as `register_of`, AuditError where an event may not happen.
    """
    with alone(lock_beside(file)):
        text = _text(file)
        events = tuple(found(_checked(file, text)))
        save_bytes(file, with_events(text, events).encode("ascii"))
    return events


def taken_of(register: MachineRegister, by: str) -> MachineRegisterTaken:
    """The register as a record takes it."""
    entered = {one.machine: one for one in register.entered}
    names = dict.fromkeys([*entered, *(one.machine for one in register.standings if one.barred)])
    machines = []
    for name in names:
        standing, one = standing_of(register.standings, name), entered.get(name)
        machines.append(
            MachineStanding(
                name,
                one.machine_type if one is not None else "",
                one.software_sha256 if one is not None else "",
                register.barred_by(name),
                standing.missing if standing is not None and standing.barred else (),
            )
        )
    return MachineRegisterTaken(register.hashes[-1], len(register.hashes), tuple(machines), by)


def take_register(record: "Record", register: MachineRegister, by: str) -> MachineRegisterTaken:
    """Put the register into the record's ledger. Raises InputError for another county's, or where it was altered since.

    What was taken before must stand in it still: so a register that was written anew is found out.
    """
    _check_county(register, record.election.county)
    before = Deciding(record).state().office.machines
    if before is not None and before.sha256 not in register.hashes[before.lines - 1 : before.lines]:
        raise InputError(
            f"Line {before.lines} of the register is not the one that was taken before: it was written anew, or lines "
            "were taken out. Nothing was written. Take the county's own register."
        )
    entry = taken_of(register, by)
    Deciding(record).enter(entry)
    return entry


def register_for(file: Path, county: str) -> MachineRegister:
    """The register of a file, for a record of that county. Raises InputError as `register_of`, or for another's."""
    register = register_of(file)
    _check_county(register, county)
    return register


def register_words(taken: MachineRegisterTaken | None) -> str:
    """What a record took of the register, or that it took none."""
    if taken is None:
        return (
            "No register of machines was given: nothing here says whether an earlier election's audit bars a machine "
            "(13-17-507(2)(a))."
        )
    barred = [one.machine for one in taken.machines if one.barred_by]
    return (
        f"Register of machines: {plural(sum(one.in_use for one in taken.machines), 'machine')} in use, "
        f"barred: {', '.join(barred) or 'none'}. Line {taken.lines} {taken.sha256}"
    )


def _check_county(register: MachineRegister, county: str) -> None:
    if register.county != county:
        raise InputError(
            f"The register is of {register.county}; the record is of {county}. Nothing was written. Give this "
            "county's register."
        )


def _text(file: Path) -> str:
    with disk_errors(file), file.open("rb") as opened:
        content = opened.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES or not content.isascii():
        raise InputError(f"{file} is no register of machines. Check which file was given. Nothing was written.")
    return content.decode("ascii")


def _checked(file: Path, text: str) -> MachineRegister:
    try:
        return read_register(text)
    except AuditError as error:
        raise InputError(f"{file}: {error} Nothing was written.") from None
