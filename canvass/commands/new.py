"""`canvass new`: open an election record."""

import hashlib
from pathlib import Path

import click

from canvass import VERSION
from canvass.auditing.machine_register import register_for, register_words, take_register
from canvass.auditing.purposes import left_open
from canvass.commands.options import LAYOUT
from canvass.console.text import hour, plural, say, warn
from canvass.deciding.people_taken import people_for, people_words, take_people
from canvass.learning.layout_files import with_layout_files
from canvass.reading.outcomes import read_definition
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from canvass.reporting.separate_words import separate_words
from tabulate.definitions.doubts import definition_doubts
from tabulate.definitions.layouts.layout_json import layout_bytes
from tabulate.election import Election
from tabulate.precinct_parts import parts_of


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("definition", type=click.Path(path_type=Path))
@LAYOUT
@click.option(
    "--machines",
    metavar="REGISTER",
    type=click.Path(path_type=Path),
    help="The county's register of machines: what is barred counts nothing.",
)
@click.option(
    "--people",
    metavar="REGISTER",
    type=click.Path(path_type=Path),
    help="The county's register of people: boards are held to it.",
)
def new(record: Path, definition: Path, layouts: tuple[Path, ...], machines: Path | None, people: Path | None) -> None:
    """Open an election record in the directory RECORD for the election that DEFINITION describes."""
    content, defined = read_definition(definition)
    election, layout = with_layout_files(defined, layouts)
    register = None if machines is None else register_for(machines, election.county)
    if people is not None:
        people_for(people, election.county)
    kept = None if layout is None else layout_bytes(layout)
    with create_record(record, content, VERSION, run_self_test(), kept) as opened:
        taken = None if register is None else take_register(opened, register, "canvass new")
        known = None if people is None else take_people(opened, people, "canvass new")
        head = opened.head()
    say(f"Opened {record} for {election.title}, {election.date.isoformat()}.")
    say(
        f"{plural(len(election.contests), 'contest')}, {_precincts(election)}, "
        f"{plural(len(election.ballot_styles), 'ballot style')}, {plural(len(election.cards), 'card')}. "
        f"Totals are sealed until {hour(election.polls_close)}."
    )
    for line in separate_words(election):
        say(line)
    if not election.cards:
        say("No layout is given: no sheet is counted in this record. Where sheets are counted, open one with --layout.")
    say(register_words(taken))
    say(people_words(known))
    for line in left_open(election):
        say(line)
    for doubt in definition_doubts(election):
        warn(f"LOOK AT THE DEFINITION. {doubt}")
    say(f"Definition {election.definition_sha256}")
    if kept is not None:
        say(f"Layout {hashlib.sha256(kept).hexdigest()}")
    say(f"Ledger entry {head.number} {head.hash}")


def _precincts(election: Election) -> str:
    parts = f" in {plural(len(parts_of(election).parts), 'part')}" if election.parts else ""
    return plural(len(election.precincts), "precinct") + parts
