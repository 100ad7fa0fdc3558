"""`canvass primary unvoted|reconcile`: a precinct's party ballots and its other ballots (13-10-311)."""

import json
from pathlib import Path

import click

from canvass.commands.options import content_of, named, say_written
from canvass.console.text import say, warn
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode, InputError
from canvass.nominating.columns_said import columns_json, say_columns
from canvass.nominating.unvoted_typed import party_ballots_in_file, party_ballots_typed
from canvass.record import open_record
from tabulate.ledger.fold import fold
from tabulate.primaries.party_ballots import primary_differences, primary_unfinished
from tabulate.totals.reconciliation import reconcile
from tabulate.whole_numbers import figure

_RECORD = click.argument("record", type=click.Path(path_type=Path))
_MOST = 10_000_000


@click.command("unvoted")
@_RECORD
@click.argument("precinct", required=False)
@click.option("--sets", type=click.IntRange(0, _MOST), help="Sets handed out: each has one ballot of every party.")
@click.option("--unvoted", "each", multiple=True, metavar="PARTY=NUMBER", help="Ballots of a party; repeat.")
@click.option("--container", metavar="NUMBER", help="Of the container in which they are kept.")
@click.option("--file", type=click.Path(path_type=Path), help="A CSV file of many precincts.")
@click.option("--by", "entered_by", callback=named, required=True, help="Who enters the numbers.")
def unvoted(
    record: Path,
    precinct: str | None,
    sets: int | None,
    each: tuple[str, ...],
    container: str | None,
    file: Path | None,
    entered_by: str,
) -> None:
    """Enter how many sets PRECINCT handed out, and how many ballots of each party were left unvoted.

    The file's first line is precinct,sets,party,unvoted,container. The last entry of a precinct holds.
    """
    if (precinct is None) is (file is None):
        raise click.UsageError("Name one precinct, or a file with --file.")
    with open_record(record) as opened:
        if file is not None:
            entries = party_ballots_in_file(
                content_of(file, "the file of unvoted ballots"), opened.election, entered_by
            )
        elif sets is None or container is None or precinct is None:
            raise click.UsageError("Say --sets, --unvoted of each party, and --container.")
        else:
            typed = [_pair(one) for one in each]
            entries = (party_ballots_typed(opened.election, precinct, sets, typed, container, entered_by),)
        Deciding(opened).enter(*entries)
        named_precincts = ", ".join(one.precinct for one in entries)
        say_written(f"Unvoted party ballots entered: precinct {named_precincts}.", opened.head())


@click.command("reconcile")
@_RECORD
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def reconcile_parties(record: Path, as_json: bool) -> ExitCode:
    """Show party ballots and the others of each precinct of RECORD, each against the electors."""
    with open_record(record) as opened:
        found = reconcile(fold(opened.outlines()), opened.election).primary
        head = opened.head()
    if not found:
        raise InputError("No party has a ballot of its own in this election: it is no primary. See canvass status.")
    troubles = (*primary_differences(found), *primary_unfinished(found))
    if as_json:
        says = {"precincts": columns_json(found), "obstacles": list(troubles)}
        say(json.dumps(says | {"head": {"number": head.number, "hash": head.hash}}))
    else:
        say_columns(found)
        for words in troubles:
            warn(f"THE BALLOTS DO NOT AGREE. {words}")
        say(f"Ledger entry {head.number} {head.hash}")
    return ExitCode.WAITING if troubles else ExitCode.DONE


def _pair(typed: str) -> tuple[str, int]:
    party, mark, number = typed.rpartition("=")
    ballots = figure(number, _MOST)
    if not mark or not party or ballots is None:
        raise click.BadParameter(f"{typed[:80]!r} is no party and number. Write sunrise=12.")
    return party, ballots
