"""Checking the folder of a state's canvass: its steps, packages, declarations, papers and signatures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from pathlib import Path

from canvass.errors import CanvassError, RecordError
from canvass.state_canvass.declaring_now import papers_due
from canvass.state_canvass.papers_of_state import problems_of_signatures
from canvass.state_canvass.receiving_each.audit_files import audit_kept
from canvass.state_canvass.state_accesses import accesses_in
from canvass.state_canvass.state_declarations import results_of
from canvass.state_canvass.state_folder import canvass_in, package_kept
from canvass.state_canvass.state_standing import standing_of
from tabulate.state_canvass.state_chain import StateCanvass
from tabulate.state_canvass.state_steps import (
    AuditReceived,
    PackageReceived,
    StateDeclared,
    StatePaperMade,
    StateResultsDeclared,
)


@dataclass(frozen=True, slots=True)
class StateVerified:
    """What was checked, and what does not fit."""

    canvass: StateCanvass
    problems: tuple[str, ...]


def verify_state(folder: Path) -> StateVerified:
    """Every step, package, paper and signature. Raises InputError, and RecordError where a chain is broken."""
    canvass = canvass_in(folder)
    accesses_in(folder)
    packages = tuple(_packages(folder, canvass))
    declared = () if packages else tuple(_declarations(folder, canvass))
    audits = tuple(_audits(folder, canvass))
    return StateVerified(canvass, (*packages, *audits, *declared, *problems_of_signatures(canvass)))


def _packages(folder: Path, canvass: StateCanvass) -> Iterator[str]:
    """Also of those whose place another took."""
    for number, step in enumerate(canvass.steps, 1):
        if isinstance(step, PackageReceived):
            try:
                package_kept(folder, step)
            except CanvassError as wrong:
                yield f"Step {number}: {wrong}"


def _audits(folder: Path, canvass: StateCanvass) -> Iterator[str]:
    """Each is replayed once more, also those whose place another took."""
    for number, step in enumerate(canvass.steps, 1):
        if isinstance(step, AuditReceived):
            try:
                audit_kept(folder, step)
            except CanvassError as wrong:
                yield f"Step {number}: {wrong}"


def _declarations(folder: Path, canvass: StateCanvass) -> Iterator[str]:
    """Each is worked out once more from the packages of its hour."""
    for number, step in enumerate(canvass.steps, 1):
        if isinstance(step, StateResultsDeclared):
            try:
                yield from (f"Step {number}: {one}" for one in _declaration(folder, canvass, number, step))
            except RecordError:
                raise
            except CanvassError as wrong:
                yield f"Step {number}: what the board declared does not follow from the packages: {wrong}"


def _declaration(folder: Path, canvass: StateCanvass, number: int, entry: StateResultsDeclared) -> Iterator[str]:
    then = standing_of(folder, canvass_in(folder, number))
    if then.canvass.packages != entry.packages:
        yield "the board declared by other packages than were in"
        return
    found = results_of(then, date.fromisoformat(entry.filed_on), entry.recounted)
    if tuple(StateDeclared(one.contest.contest.id, one.result.act, one.result.names) for one in found) != entry.results:
        yield "the packages give other results than the board declared"
    made = list(takewhile(lambda step: isinstance(step, StatePaperMade), canvass.steps[number:]))
    due = [(one.contest, one.sha256, one.signed_by) for one in papers_due(then, entry, found)]
    said = [(one.contest, one.sha256, one.signed_by) for one in made if isinstance(one, StatePaperMade)]
    if said and said != due:
        yield "the papers that the board signs do not say what follows from the packages"
