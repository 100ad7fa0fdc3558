"""`canvass state permanent-record`, `write-ins`: the permanent record of votes, and what follows from it (13-1-204)."""

from pathlib import Path

import click

from canvass.commands.county.county_options import FORMAT, OUT, form_of, write_out
from canvass.console.text import say, warn
from canvass.errors import ExitCode
from canvass.state_canvass.permanent_list import blank_list, record_of
from canvass.state_canvass.permanent_papers import permanent_bytes, permanent_document
from canvass.state_canvass.state_standing import not_declared, state_standing
from canvass.state_canvass.write_ins_nominated import (
    last_general_of,
    nominations,
    nominations_bytes,
    nominations_document,
)
from tabulate.state_canvass.write_in_nominations import WriteInStanding


@click.command("permanent-record")
@click.argument("folder", metavar="STATE-DIR", type=click.Path(path_type=Path))
@click.argument("places", metavar="[PLACES.csv]", required=False, type=click.Path(path_type=Path))
@click.option("--blank", is_flag=True, help="Print the list of all places, to be filled in.")
@FORMAT
@OUT
def permanent(folder: Path, places: Path | None, blank: bool, wanted: str | None, out: Path | None) -> ExitCode:
    """Write votes by precinct and by every kind of district, and what 5% is of.

    PLACES.csv has the districts and the registered electors of each precinct or part. Several multicounty districts are
    set apart by semicolons.
    """
    if blank is (places is not None):
        raise click.UsageError("Name the list of places; or print one to be filled in with --blank.")
    standing = state_standing(folder)
    if places is None:
        say(blank_list(standing).rstrip("\n"))
        return ExitCode.DONE
    form, found = form_of(wanted, out), record_of(standing, places)
    document = permanent_document(standing, found)
    write_out(document, form, lambda: permanent_bytes(standing, found, form), out)
    if notice := not_declared(standing):
        warn(notice)
    return ExitCode.DONE if all(one.adds_up for each in found.contests for one in each.sums) else ExitCode.WAITING


@click.command("write-ins")
@click.argument("folder", metavar="STATE-DIR", type=click.Path(path_type=Path))
@click.argument("record", metavar="RECORD.json", type=click.Path(path_type=Path))
@click.option(
    "--then", multiple=True, metavar="CONTEST=ID", help="Whose votes count, where the office does not tell it."
)
@FORMAT
@OUT
def write_ins(folder: Path, record: Path, then: tuple[str, ...], wanted: str | None, out: Path | None) -> ExitCode:
    """Say who was written in at a primary and is nominated, by the permanent record of the last general election."""
    form, last, standing = form_of(wanted, out), last_general_of(record), state_standing(folder)
    found = nominations(standing, last, then)
    document = nominations_document(standing, last, found)
    write_out(document, form, lambda: nominations_bytes(standing, last, found, form), out)
    if notice := not_declared(standing):
        warn(notice)
    unknown = any(one.standing is WriteInStanding.NOT_KNOWN for one in found)
    return ExitCode.WAITING if unknown or standing.canvass.missing else ExitCode.DONE
