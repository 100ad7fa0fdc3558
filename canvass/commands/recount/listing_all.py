"""`canvass recount list`: every recount as it stands; no figure of any."""

import json
from pathlib import Path

import click

from canvass.commands.recount.recount_options import RECORD
from canvass.console.text import say
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.recounting.standing import recounts_standing, say_standing, standing_json
from tabulate.ledger.fold import fold


@click.command("list")
@RECORD
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def listing(record: Path, as_json: bool) -> ExitCode:
    """Show every recount of RECORD: its ground, its board, and how far each precinct has come."""
    with open_record(record) as opened:
        state, head, election = fold(opened.outlines()), opened.head(), opened.election
    standing = recounts_standing(election, state)
    if as_json:
        say(json.dumps({"recounts": standing_json(standing), "head": {"number": head.number, "hash": head.hash}}))
    else:
        say_standing(standing)
        say(f"Ledger entry {head.number} {head.hash}")
    return ExitCode.WAITING if any(one.open for one in standing) else ExitCode.DONE
