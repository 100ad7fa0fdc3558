"""`canvass state permanent-record`: the secretary of state's permanent record of votes (13-1-204)."""

from pathlib import Path

import click

from canvass.commands.county.county_options import FORMAT, OUT, form_of, write_out
from canvass.console.text import say
from canvass.errors import ExitCode
from canvass.state_canvass.permanent_list import blank_list, record_of
from canvass.state_canvass.permanent_papers import permanent_bytes, permanent_document
from canvass.state_canvass.state_standing import state_standing


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
    write_out(document, None if form == "words" else permanent_bytes(standing, found, form), out)
    return ExitCode.DONE if all(one.adds_up for each in found.contests for one in each.sums) else ExitCode.WAITING
