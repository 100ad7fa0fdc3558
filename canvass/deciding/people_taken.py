"""What a record takes of the county's register of people (13-4-102, 13-15-112)."""

from pathlib import Path
from typing import TYPE_CHECKING

from canvass.console.text import plural
from canvass.deciding.decisions import Deciding
from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError
from canvass.people_register.beside import PEOPLE_FILE, holds_line
from canvass.people_register.lines import PRIVATE, people_of, text_of
from canvass.people_register.people import PeopleRegister, Service
from tabulate.board.office.people_taken import PeopleRegisterTaken

if TYPE_CHECKING:
    from canvass.record.store import Record


def people_for(file: Path, county: str) -> PeopleRegister:
    """The register of a file, for a record of that county. Raises InputError for none, or for another's."""
    register = people_of(file)
    if register.county != county:
        raise InputError(
            f"The register is of {register.county}; the record is of {county}. Nothing was written. Give this "
            "county's register."
        )
    return register


def take_people(record: "Record", file: Path, by: str) -> PeopleRegister:
    """Put the register of a file beside the record, and its line into the ledger; what was taken.

    Raises InputError for another county's, or where what was taken before does not stand in it any more.
    """
    register = people_for(file, record.election.county)
    before = Deciding(record).state().office.people
    if before is not None and not holds_line(register, before):
        raise InputError(
            f"Line {before.lines} of the register is not the one that was taken before: it was written anew, or lines "
            "were taken out. Nothing was written. Take the county's own register."
        )
    copy = record.directory / PEOPLE_FILE
    save_bytes(copy, text_of(file).encode("ascii"), PRIVATE)
    copy.chmod(PRIVATE)  # Of a copy that was put back, too.
    Deciding(record).enter(PeopleRegisterTaken(register.hashes[-1], len(register.hashes), by))
    return register


def people_words(register: PeopleRegister | None) -> str:
    """What a record took of the register, or that it took none."""
    if register is None:
        return (
            "No register of people was given: judges' lists, oaths, certificates and kin are taken as they are typed "
            "(13-4-102, 13-4-107, 13-4-203)."
        )
    judges = sum(one.service is Service.JUDGE for one in register.people)
    observers = len(register.people) - judges
    return (
        f"Register of people: {plural(judges, 'judge')}, {plural(observers, 'observer')}. "
        f"Line {len(register.hashes)} {register.hashes[-1]}"
    )
