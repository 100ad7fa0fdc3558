"""`canvass recount tally`, `missing`: what the board counted, and what it did not find (13-16-412, 13-16-420)."""

from pathlib import Path

import click

from canvass.commands.audit.working import read_csv
from canvass.commands.options import people, reasoned, say_written
from canvass.commands.recount.recount_options import BY, RECORD, RECOUNT, precincts_named
from canvass.console.text import plural, say
from canvass.deciding.custody_typed import words_typed
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.recounting.counting import RoundStands, RoundTyped, enter_round, note_missing
from tabulate.board.recount.recount_entries import RecountBallotsMissing
from tabulate.csv_rows import CsvTable

_NUMBER = click.IntRange(0, 99_999_999)


def _any_columns(_: CsvTable) -> None:
    """They are looked at once the contest is known."""


@click.command()
@RECORD
@RECOUNT
@click.argument("sheets", type=click.Path(path_type=Path))
@click.option("--precinct", required=True, metavar="ID")
@click.option("--ballots", type=_NUMBER, help="As counted before the tally: those with the contest.")
@click.option(
    "--reader", callback=people, required=True, metavar="ACCOUNT", help="Who read the ballots aloud; records nothing."
)
@click.option("--set-aside", "aside", type=click.Path(path_type=Path), help="A CSV file of the ballots set aside.")
@BY
def tally(
    record: Path,
    recount: str,
    sheets: Path,
    precinct: str,
    ballots: int | None,
    reader: str,
    aside: Path | None,
    entered_by: str,
) -> ExitCode:
    """Enter one round of a precinct of RECOUNT from the CSV file SHEETS.

    Its first line is: row, and the accounts of the two who recorded. Then a line for `ballots`, one for each choice by
    its id, for `undervotes` and for `overvotes`. Ballots set aside have the columns number, why and the accounts of the
    members; each cell is what a member found. All is entered, or nothing.
    """
    set_aside = None if aside is None else read_csv(aside, _any_columns)
    table = read_csv(sheets, _any_columns)
    with open_record(record) as opened:
        (where,) = precincts_named(opened.election, (precinct,))
        said = RoundTyped(recount, where, ballots, words_typed(reader), table, set_aside, words_typed(entered_by))
        found = enter_round(opened, said)
        head = opened.head()
    _say_round(found, where)
    say(f"Ledger entry {head.number} {head.hash}")
    return ExitCode.DONE if found.locked else ExitCode.WAITING


def _say_round(found: RoundStands, precinct: str) -> None:
    if found.locked:
        say(f"Precinct {precinct}: both sheets are equal, and its votes are locked.")
    elif found.equal:
        waiting = plural(found.undecided, "ballot")
        say(f"Precinct {precinct}: both sheets are equal. The members have yet to decide on {waiting} set aside.")
    else:
        say(f"Precinct {precinct}: the sheets differ. Count all of it again, as round {found.number} (13-15-206(2)).")


@click.command()
@RECORD
@RECOUNT
@click.option("--precinct", required=True, metavar="ID")
@click.option("--missing", "still", type=_NUMBER, required=True, help="How many are missing still.")
@click.option("--found", type=_NUMBER, default=0, help="How many were found, and put with the precinct's.")
@click.option(
    "--note", callback=reasoned, required=True, help="The petition to the administrator; where ballots were found."
)
@click.option("--ballots", type=_NUMBER, help="Of a precinct that was begun: how many it has now; it begins anew.")
@BY
def missing(
    record: Path, recount: str, precinct: str, still: int, found: int, note: str, ballots: int | None, entered_by: str
) -> None:
    """Note that ballots of a precinct of RECOUNT are missing, or were found (13-16-420)."""
    with open_record(record) as opened:
        (where,) = precincts_named(opened.election, (precinct,))
        entry = RecountBallotsMissing(recount, where, still, found, words_typed(note), words_typed(entered_by))
        note_missing(opened, entry, ballots)
        say_written(f"Precinct {where}: {plural(still, 'ballot')} missing, {found} found.", opened.head())
