"""`canvass county check`: the checks of every precinct's return, and what the board does about one (13-15-403)."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from canvass import clock
from canvass.canvassing.check_papers import check_paper_bytes, checks_document, petition_document
from canvass.canvassing.checks_shown import checks_json, say_checks
from canvass.canvassing.county_standing import standing_now
from canvass.canvassing.entering import checked, settle
from canvass.commands.county.county_options import AT, FORMAT, OUT, RECORD, form_of, say_written, write_out
from canvass.commands.options import named, people, reasoned
from canvass.console.text import say
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.returning.made_return import precinct_named
from tabulate.board.county.canvass_terms import HowSettled, ReturnCheck

if TYPE_CHECKING:
    from canvass.record.store import Record

_HOW = {
    "explained": HowSettled.EXPLAINED,
    "corrected": HowSettled.CORRECTED,
    "petition-recount": HowSettled.RECOUNT_PETITIONED,
    "petition-inspection": HowSettled.INSPECTION_PETITIONED,
}
_CHECKS = tuple(ReturnCheck)


@click.command()
@RECORD
@click.option("--precinct", metavar="ID", help="Only this precinct, by its id or its name.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@FORMAT
@OUT
@click.option("--petition", is_flag=True, help="Write what the board petitioned for, instead of the checks.")
@click.option("--number", type=click.IntRange(1, len(_CHECKS)), help="The check that the board settles; with --how.")
@click.option("--how", type=click.Choice(list(_HOW)), help="What the board did about it.")
@click.option(
    "--words", callback=reasoned, default="", help="The explanation, the petition's words, or what was corrected."
)
@click.option("--said-by", callback=people, default="", help="Who explains it, or speaks for the board.")
@click.option("--entry", "entries", multiple=True, type=int, help="Of a correction: a ledger entry; repeat.")
@AT
@click.option("--by", "entered_by", callback=named, default="", help="Who enters it.")
def check(
    record: Path,
    precinct: str | None,
    as_json: bool,
    wanted: str | None,
    out: Path | None,
    petition: bool,
    number: int | None,
    how: str | None,
    words: str,
    said_by: str,
    entries: tuple[int, ...],
    at: str | None,
    entered_by: str,
) -> ExitCode:
    """Show how the six checks of every return stand; or enter what the board did about one that failed.

    An answer settles exactly what was found: another difference fails again.
    """
    with open_record(record) as opened:
        if number is None and how is None:
            if petition or out is not None or wanted is not None:
                return _write(opened, precinct, form_of(wanted, out), out, petition)
            return _show(opened, precinct, as_json)
        if number is None or how is None or precinct is None or not (words and said_by and entered_by):
            raise click.UsageError("To settle a check, name --precinct, --number, --how, --words, --said-by and --by.")
        when, standing = moment_typed(at, clock.now()), standing_now(opened)
        own = precinct_named(opened.election, precinct).id
        one = checked(standing, own, _CHECKS[number - 1])
        said = (_HOW[how], words_typed(words), words_typed(said_by), entries, when, words_typed(entered_by))
        after = settle(opened, standing, one, *said)
    say_written(f"Check ({number}) of precinct {own}: {_HOW[how]}.", after.head)
    return ExitCode.DONE


def _write(record: "Record", precinct: str | None, form: str, out: Path | None, petition: bool) -> ExitCode:
    only = None if precinct is None else precinct_named(record.election, precinct).id
    standing = standing_now(record)
    document = (petition_document if petition else checks_document)(standing, only)
    write_out(document, form, lambda: check_paper_bytes(standing, only, document, form), out)
    return ExitCode.WAITING if standing.failing else ExitCode.DONE


def _show(record: "Record", precinct: str | None, as_json: bool) -> ExitCode:
    only = None if precinct is None else precinct_named(record.election, precinct).id
    standing = standing_now(record)
    if as_json:
        say(json.dumps(checks_json(standing, only)))
    else:
        say_checks(standing, only)
    return ExitCode.WAITING if standing.failing else ExitCode.DONE
