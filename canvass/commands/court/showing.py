"""`canvass court list`, `paper`, `what-if` (13-36-207, 13-36-211, 13-36-212)."""

from pathlib import Path

import click

from canvass.canvassing.county_standing import standing_now
from canvass.commands.canvassing.check_margins import totals_given
from canvass.commands.county.county_options import FORMAT, OUT, RECORD, form_of, write_out
from canvass.contesting.court_entering import action_named
from canvass.contesting.court_json import court_bytes
from canvass.contesting.court_list import court_list_bytes, court_list_document
from canvass.contesting.court_papers import court_document
from canvass.contesting.what_if import what_if_of
from canvass.errors import ExitCode
from canvass.record import open_record


@click.command("list")
@RECORD
@FORMAT
@OUT
def listing(record: Path, wanted: str | None, out: Path | None) -> ExitCode:
    """Show every action with its days; the exit code is 1 while one is open."""
    form = form_of(wanted, out)
    with open_record(record) as opened:
        standing = standing_now(opened)
    write_out(court_list_document(standing), form, lambda: court_list_bytes(standing, form), out)
    return ExitCode.WAITING if standing.counts.courts.open else ExitCode.DONE


@click.command()
@RECORD
@click.argument("case")
@FORMAT
@OUT
def paper(record: Path, case: str, wanted: str | None, out: Path | None) -> None:
    """Write the paper of CASE: its days, what was found, illegal votes, and the certificates that follow."""
    form = form_of(wanted, out)
    with open_record(record) as opened:
        standing = standing_now(opened)
    action = action_named(standing, case)
    document = court_document(standing, action)
    write_out(document, form, lambda: court_bytes(standing, action, form), out)


@click.command("what-if")
@click.argument("definition", metavar="RECORD|DEFINITION", type=click.Path(path_type=Path))
@click.argument("totals", required=False, type=click.Path(path_type=Path))
@click.option("--contest", required=True, help="By its id.")
@click.option("--illegal", multiple=True, metavar="CHOICE=NUMBER", help="Illegal votes for a choice; repeat.")
@FORMAT
@OUT
def what_if(
    definition: Path, totals: Path | None, contest: str, illegal: tuple[str, ...], wanted: str | None, out: Path | None
) -> None:
    """Say what illegal votes would change. Nothing is entered.

    The totals are the record's, or those of a definition's file and of TOTALS, a CSV file as for `recounts check`.
    """
    form = form_of(wanted, out)
    election, given = totals_given(definition, totals)
    found = what_if_of(election, given, contest, illegal)
    write_out(found.document, form, lambda: found.content(form), out)
