"""`canvass seals list`: every container as it stands, and what is open too long."""

import json
from pathlib import Path

import click

from canvass import clock
from canvass.commands.seals.custody_options import RECORD
from canvass.console.text import say
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.reporting.custody import custody_json, custody_standing, say_custody
from tabulate.ledger.fold import fold


@click.command("list")
@RECORD
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with all that was done to each container.")
def listing(record: Path, as_json: bool) -> ExitCode:
    """Show every container of RECORD: what lies in it, its seals, who has it, and whether it is open."""
    with open_record(record) as opened:
        state, head, election = fold(opened.outlines()), opened.head(), opened.election
    standing = custody_standing(state.board.office.custody, election, clock.now())
    if as_json:
        say(json.dumps(custody_json(standing) | {"head": {"number": head.number, "hash": head.hash}}))
    else:
        say_custody(standing)
        say(f"Ledger entry {head.number} {head.hash}")
    return ExitCode.WAITING if standing.needs_people else ExitCode.DONE
