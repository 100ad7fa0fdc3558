"""`canvass close-polls`: the election administrator's closing of the polls, from which on totals are open."""

from pathlib import Path

import click

from canvass.commands.options import named
from canvass.console.text import say
from canvass.deciding.decisions import Deciding
from canvass.record import open_record
from tabulate.board.polls import PollsClosed


@click.command("close-polls")
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--by", "closed_by", callback=named, required=True, help="The election administrator's name.")
def close_polls(record: Path, closed_by: str) -> None:
    """Close the polls in RECORD, once their hour has come (13-1-106); its totals are open from here on."""
    with open_record(record) as opened:
        Deciding(opened).enter(PollsClosed(closed_by))
        head = opened.head()
    say(f"The polls are closed in {record} by {closed_by}: its totals are open.")
    say(f"Ledger entry {head.number} {head.hash}")
