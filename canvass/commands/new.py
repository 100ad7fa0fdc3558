"""`canvass new`: open an election record."""

from pathlib import Path

import click

from canvass import VERSION
from canvass.record import create_record
from canvass.self_test import run_self_test
from canvass.sheets import read_definition
from canvass.text import hour, plural, say


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("definition", type=click.Path(path_type=Path))
def new(record: Path, definition: Path) -> None:
    """Open an election record in the directory RECORD for the election that DEFINITION describes."""
    content, election = read_definition(definition)
    with create_record(record, content, VERSION, run_self_test()) as opened:
        head = opened.head()
    say(f"Opened {record} for {election.title}, {election.date.isoformat()}.")
    say(
        f"{plural(len(election.contests), 'contest')}, {plural(len(election.precincts), 'precinct')}, "
        f"{plural(len(election.ballot_styles), 'ballot style')}, {plural(len(election.cards), 'card')}. "
        f"Totals are sealed until {hour(election.polls_close)}."
    )
    say(f"Definition {election.definition_sha256}")
    say(f"Ledger entry {head.number} {head.hash}")
