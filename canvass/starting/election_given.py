"""What a record is opened by: files that somebody gives, read and held to each other before anything is made."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audit.machine_register import MachineRegister
from canvass import VERSION
from canvass.auditing.machine_register import register_for, register_words, take_register
from canvass.console.text import plural
from canvass.deciding.people_taken import people_for, take_people
from canvass.learning.layout_files import with_layout_files
from canvass.people_register.people import PeopleRegister
from canvass.reading.outcomes import read_definition
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from tabulate.definitions.layouts.layout_json import layout_bytes
from tabulate.election import Election
from tabulate.ledger.chain import Head
from tabulate.precinct_parts import parts_of


@dataclass(frozen=True, slots=True)
class FilesGiven:
    """The files by which a record is opened; only the definition must be there."""

    definition: Path
    layouts: tuple[Path, ...] = ()
    machines: Path | None = None
    """The county's register of machines."""
    people: Path | None = None
    """The county's register of people."""


@dataclass(frozen=True, slots=True)
class ElectionGiven:
    """What those files hold; they belong together."""

    definition: bytes
    election: Election
    """With the cards of the layouts."""
    layout: bytes | None
    machines: MachineRegister | None
    people: Path | None
    """The file: it is kept beside the record as it is."""


@dataclass(frozen=True, slots=True)
class RecordMade:
    """A record that was opened: what it took of the registers, and its last entry."""

    machines_said: str
    people: PeopleRegister | None
    head: Head


def election_given(files: FilesGiven) -> ElectionGiven:
    """Read the files; nothing is written. Raises InputError, DefinitionError, EnvironmentFault."""
    content, defined = read_definition(files.definition)
    election, layout = with_layout_files(defined, files.layouts)
    register = None if files.machines is None else register_for(files.machines, election.county)
    if files.people is not None:
        people_for(files.people, election.county)
    kept = None if layout is None else layout_bytes(layout)
    return ElectionGiven(content, election, kept, register, files.people)


def make_record(directory: Path, given: ElectionGiven, by: str) -> RecordMade:
    """Open a record in a directory of its own; `by` takes the registers.

    Raises InputError where the directory is in use, EnvironmentFault.
    """
    with create_record(directory, given.definition, VERSION, run_self_test(), given.layout) as opened:
        taken = None if given.machines is None else take_register(opened, given.machines, by)
        known = None if given.people is None else take_people(opened, given.people, by)
        return RecordMade(register_words(taken), known, opened.head())


def held_words(election: Election) -> Iterator[str]:
    """How much an election holds: `6 contests`, `4 precincts in 5 parts`, `8 ballot styles`, `8 cards`."""
    parts = f" in {plural(len(parts_of(election).parts), 'part')}" if election.parts else ""
    yield plural(len(election.contests), "contest")
    yield plural(len(election.precincts), "precinct") + parts
    yield plural(len(election.ballot_styles), "ballot style")
    yield plural(len(election.cards), "card")
