"""`canvass new`: open an election record."""

import hashlib
from pathlib import Path

import click

from canvass.auditing.purposes import left_open
from canvass.commands.options import LAYOUT
from canvass.console.text import hour, say, warn
from canvass.deciding.people_taken import people_words
from canvass.reporting.separate_words import separate_words
from canvass.starting.election_given import FilesGiven, election_given, held_words, make_record
from tabulate.definitions.doubts import definition_doubts


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
    given = election_given(FilesGiven(definition, layouts, machines, people))
    election, made = given.election, make_record(record, given, "canvass new")
    say(f"Opened {record} for {election.title}, {election.date.isoformat()}.")
    say(f"{', '.join(held_words(election))}. Totals are sealed until {hour(election.polls_close)}.")
    for line in separate_words(election):
        say(line)
    if not election.cards:
        say("No layout is given: no sheet is counted in this record. Where sheets are counted, open one with --layout.")
    say(made.machines_said)
    say(people_words(made.people))
    for line in left_open(election):
        say(line)
    for doubt in definition_doubts(election):
        warn(f"LOOK AT THE DEFINITION. {doubt}")
    say(f"Definition {election.definition_sha256}")
    if given.layout is not None:
        say(f"Layout {hashlib.sha256(given.layout).hexdigest()}")
    say(f"Ledger entry {made.head.number} {made.head.hash}")
