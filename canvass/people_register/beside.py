"""The register as a record took it: a copy beside the record, held to the line that the ledger names."""

from pathlib import Path

from canvass.errors import InputError, RecordError
from canvass.people_register.lines import first_lines, people_of
from canvass.people_register.people import PeopleRegister
from tabulate.board.office.people_taken import PeopleRegisterTaken

PEOPLE_FILE = "people-register.jsonl"


def register_beside(directory: Path, taken: PeopleRegisterTaken) -> PeopleRegister:
    """The register that the record in `directory` took. Raises RecordError where the copy is gone or was changed."""
    file = directory / PEOPLE_FILE
    remedy = "Put the copy back, or take the county's register anew with canvass people take."
    if not file.is_file():
        raise RecordError(f"{file} is gone, the register of people that the record took. {remedy}")
    try:
        register = people_of(file)
    except InputError as error:
        raise RecordError(f"{error} {remedy}") from None
    if not holds_line(register, taken):
        raise RecordError(f"{file} has not the line {taken.lines} that the ledger names ({taken.sha256}). {remedy}")
    return first_lines(register, taken.lines)


def holds_line(register: PeopleRegister, taken: PeopleRegisterTaken) -> bool:
    """Whether the register still has the line that was taken: if not, it was written anew."""
    return register.hashes[taken.lines - 1 : taken.lines] == (taken.sha256,)
