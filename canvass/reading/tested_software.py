"""Whether what counts now is what was tested: asked before a count, and answered by a person with a ground.

Compared is the newest test deck that the record has of the machine (13-17-212(1)). A test deck is always counted.
Of a test that an earlier version made the record does not know the software: nothing is asked then.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass import VERSION
from canvass.errors import InputError
from canvass.reading.self_test import run_self_test
from canvass.reading.software import software_sha256
from tabulate.board.office.machines_taken import MachineRegisterTaken
from tabulate.board.office.software_answered import SoftwareAnswered, SoftwareSeen, answer_of
from tabulate.ledger.entries import BatchKind, BatchOpened

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class SoftwareOfMachine:
    """A machine's software at its newest test, and now."""

    machine: str
    batch: str
    tested: SoftwareSeen
    now: SoftwareSeen
    answer: SoftwareAnswered | None

    @property
    def differs(self) -> tuple[str, ...]:
        """What differs, in words."""
        return self.now.differs_from(self.tested)

    @property
    def asks(self) -> bool:
        """Whether somebody has to answer before the machine's ballots are counted."""
        return bool(self.differs) and self.answer is None


def check_tested_software(record: "Record", machine: str) -> None:
    """Raise InputError, which asks for an answer, where other software counts than was tested for the machine."""
    found = software_of_machine(record, machine)
    if found is None or not found.asks:
        return
    raise InputError(
        f"Machine {machine} was tested in batch {found.batch} with other software than counts now. Different: "
        f"{'; '.join(found.differs)}. The system is tested before the election (13-17-212(1)), and in the 30 days that "
        "follow a federal election nothing on it is changed (13-17-509(1)). Nothing was counted. Put back what was "
        "tested; or count a test deck again (--kind test); or say on what ground it counts all the same: canvass "
        f'machines software {record.directory} {machine} --ground "..." --by NAME.'
    )


def software_of_machine(record: "Record", machine: str) -> SoftwareOfMachine | None:
    """The machine's software at its newest test and now; None where the record has no test of it that notes it."""
    from canvass.record.work.replay import Replay

    newest = _newest_test(record, machine)
    if newest is None:
        return None
    number, test = newest
    office = Replay(record.alias).state.office
    tested = SoftwareSeen(
        test.canvass_version,
        test.reader_digest,
        test.software_sha256,
        _on_machine(_register_at(record, number), machine),
    )
    now = SoftwareSeen(VERSION, run_self_test(), software_sha256(), _on_machine(office.machines, machine))
    return SoftwareOfMachine(machine, test.batch, tested, now, answer_of(office.software_answers, machine, tested, now))


def machines_tested(record: "Record") -> tuple[SoftwareOfMachine, ...]:
    """Every machine of which the record has a test, by name."""
    entries = (row.entry() for row in record.newest_of_kind(BatchOpened.kind, None, _ALL))
    machines = {one.machine for one in entries if isinstance(one, BatchOpened) and one.batch_kind is BatchKind.TEST}
    found = (software_of_machine(record, machine) for machine in sorted(machines))
    return tuple(one for one in found if one is not None)


_ALL = 1_000_000


def _newest_test(record: "Record", machine: str) -> tuple[int, BatchOpened] | None:
    """The newest test batch of a machine, and the number of the entry that opened it."""
    for row in record.newest_of_kind(BatchOpened.kind, None, _ALL):
        entry = row.entry()
        if isinstance(entry, BatchOpened) and entry.machine == machine and entry.batch_kind is BatchKind.TEST:
            return (row.number, entry) if entry.software_sha256 else None
    return None


def _register_at(record: "Record", number: int) -> MachineRegisterTaken | None:
    """The register as the record had it when that entry was written."""
    rows = record.newest_of_kind(MachineRegisterTaken.kind, number, 1)
    entry = rows[0].entry() if rows else None
    return entry if isinstance(entry, MachineRegisterTaken) else None


def _on_machine(taken: MachineRegisterTaken | None, machine: str) -> str:
    machines = () if taken is None else taken.machines
    return next((one.software_sha256 for one in machines if one.machine == machine), "")
