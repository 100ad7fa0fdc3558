"""A machine's name that is close to a known one is asked about: a slip of the pen would step round what bars a machine.

Where the record took the county's register of machines, names that it does not have are refused before this.
"""

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from canvass.deciding.decisions import Deciding
from canvass.errors import InputError
from canvass.record.audit_log import AuditLog
from tabulate.ledger.entries import BatchOpened

if TYPE_CHECKING:
    from canvass.record.store import Record

_CLOSE = 0.85
"""Of the letters of both names together, so many stand in the same order."""
_MOST = 100_000


def check_new_machine(record: "Record", machine: str) -> None:
    """Check a machine that the record has not seen before. Raises InputError where its name is close to a known one."""
    if Deciding(record).state().office.machines is not None:
        return
    known = known_machines(record)
    if machine in known:
        return
    near = [name for name in known if are_close(machine, name)]
    if near:
        raise InputError(
            f"No machine {machine!r} has counted here. Close to it: {', '.join(map(repr, near))}. Nothing was counted. "
            "Write the name as before where it is that machine. Where it is another one, say --new-machine."
        )


def known_machines(record: "Record") -> tuple[str, ...]:
    """Every machine that counted a batch of the record, or that its audit bars."""
    opened = (one.entry() for one in record.newest_of_kind(BatchOpened.kind, None, _MOST))
    counted = [entry.machine for entry in opened if isinstance(entry, BatchOpened)]
    audit = AuditLog(record).state
    barred = [] if audit is None else [one.machine for one in audit.machines]
    return tuple(dict.fromkeys([*counted, *barred]))


def are_close(one: str, other: str) -> bool:
    """Whether two names may be meant for one machine. Names that differ in their numbers are of two."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    first, second = (re.sub(r"[\W_\d]+", "", name.casefold()) for name in (one, other))
    return first == second or SequenceMatcher(None, first, second).ratio() >= _CLOSE
