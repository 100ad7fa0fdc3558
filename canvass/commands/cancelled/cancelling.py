"""`canvass cancelled enter`, `appoint`, `list`, `paper` (13-1-304, 13-1-403, 13-1-502, 20-3-313)."""

from pathlib import Path

import click

from canvass import clock
from canvass.auditing.papers.report_files import bytes_of
from canvass.commands.county.county_options import AT, BY, FORMAT, OUT, RECORD, form_of, write_out
from canvass.commands.options import enter, people, reasoned, say_written
from canvass.console.text import say
from canvass.correcting.cancelling import appointed_typed, cancelled_document, cancelled_typed
from canvass.deciding.custody_typed import moment_typed
from canvass.record import open_record
from canvass.reporting.not_held import not_held_shown
from tabulate.ledger.fold import fold


@click.command("enter")
@RECORD
@click.argument("contest")
@click.option("--decided-by", callback=people, required=True, help="The governing body, or the administrator.")
@click.option("--resolution", default="", callback=reasoned, help="Its number; none where the administrator decides.")
@click.option("--on", "decided_on", required=True, metavar="DATE", help="The day of the decision.")
@AT
@BY
def enter_cancelled(
    record: Path, contest: str, decided_by: str, resolution: str, decided_on: str, at: str | None, entered_by: str
) -> None:
    """Enter that no election is held for CONTEST: as few filed as there are positions. They are elected."""
    with open_record(record) as opened:
        election = opened.election
    hour = moment_typed(at, clock.now())
    entry = cancelled_typed(election, contest, decided_by, resolution, decided_on, hour, entered_by)
    vacant = f" Positions to be filled by appointment: {entry.vacant}." if entry.vacant else ""
    said = f"No election is held for {contest}. Elected by acclamation: {len(entry.acclaimed)}.{vacant}"
    say_written(said, enter(record, entry))


@click.command()
@RECORD
@click.argument("contest")
@click.argument("name", callback=people)
@click.option("--appointed-by", callback=people, required=True, help="Who appointed.")
@click.option("--on", "appointed_on", required=True, metavar="DATE", help="The day of the appointment.")
@AT
@BY
def appoint(
    record: Path, contest: str, name: str, appointed_by: str, appointed_on: str, at: str | None, entered_by: str
) -> None:
    """Enter that NAME was appointed to a position of CONTEST for which nobody had filed."""
    entry = appointed_typed(contest, name, appointed_by, appointed_on, moment_typed(at, clock.now()), entered_by)
    say_written(f"{entry.name} is appointed.", enter(record, entry))


@click.command("list")
@RECORD
def list_cancelled(record: Path) -> None:
    """Show each election of RECORD that is not held, and who holds the office."""
    with open_record(record) as opened:
        election, state = opened.election, fold(opened.outlines())
    for one in not_held_shown(election, state):
        say(one.title)
        say(f"  {one.said}")
    if not election.not_held:
        say("The definition has no election that is not held.")


@click.command()
@RECORD
@click.argument("contest")
@OUT
@FORMAT
def paper(record: Path, contest: str, out: Path | None, wanted: str | None) -> None:
    """Write the decision on CONTEST, with places to sign: the notice, and who is elected by acclamation."""
    form = form_of(wanted, out)
    with open_record(record) as opened:
        election, state, head = opened.election, fold(opened.outlines()), opened.head()
    document, as_json = cancelled_document(election, state, contest, head)
    write_out(document, form, lambda: bytes_of(document, form, as_json), out)
