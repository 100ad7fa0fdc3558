"""`canvass bond qualified`, `canvass bond list` (20-9-428)."""

from pathlib import Path

import click

from canvass import clock
from canvass.canvassing.county_standing import standing_now
from canvass.canvassing.official.bonds_shown import bonds_shown, qualified_typed
from canvass.commands.county.county_options import AT, BY, RECORD
from canvass.commands.options import enter, figures, reasoned, say_written
from canvass.console.text import say
from canvass.deciding.custody_typed import moment_typed
from canvass.record import open_record


@click.command()
@RECORD
@click.argument("contest")
@click.argument("electors", callback=figures)
@click.option("--source", callback=reasoned, required=True, help="Where the number is from.")
@AT
@BY
def qualified(record: Path, contest: str, electors: str, source: str, at: str | None, entered_by: str) -> None:
    """Enter how many ELECTORS were qualified to vote on the bond CONTEST; the last number holds."""
    entry = qualified_typed(contest, electors, source, moment_typed(at, clock.now()), entered_by)
    said = f"{entry.electors:,} electors were qualified to vote on {contest} (20-9-428)."
    say_written(said, enter(record, entry))


@click.command("list")
@RECORD
def list_bonds(record: Path) -> None:
    """Show each school bond of RECORD by the votes as they stand, once the polls are closed."""
    with open_record(record) as opened:
        shown = bonds_shown(standing_now(opened))
    for one in shown:
        say(f"{one.title}, held {one.held}")
        say(f"  {one.said}")
    if not shown:
        say("The definition has no school bond.")
