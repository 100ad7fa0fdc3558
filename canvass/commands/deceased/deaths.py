"""`canvass deceased enter`, `successor`, `strike`, `list` (13-15-106, 13-10-327)."""

from pathlib import Path

import click

from canvass import clock
from canvass.commands.county.county_options import AT, BY, RECORD
from canvass.commands.options import enter, people, reasoned, say_written
from canvass.console.text import say
from canvass.correcting.deceased import PLACES, death_typed, deaths_shown, struck_typed, successor_typed
from canvass.deciding.custody_typed import moment_typed
from canvass.record import open_record
from tabulate.ledger.fold import fold

_CHOICE = (click.argument("contest"), click.argument("choice"))


@click.command("enter")
@RECORD
@_CHOICE[0]
@_CHOICE[1]
@click.option("--name", callback=people, help="Who died, of a ticket; without it the printed name.")
@click.option("--of-ticket", type=click.Choice(list(PLACES)), help="Of a ticket: for what the deceased stood.")
@click.option("--on", "died_on", required=True, metavar="DATE", help="The day of death, before election day.")
@click.option("--printed", "printed_on", required=True, metavar="DATE", help="The day the ballots had been printed.")
@AT
@BY
def enter_death(
    record: Path,
    contest: str,
    choice: str,
    name: str | None,
    of_ticket: str | None,
    died_on: str,
    printed_on: str,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that CHOICE of CONTEST died after the ballots were printed. No vote moves to anybody else."""
    with open_record(record) as opened:
        election = opened.election
    hour = moment_typed(at, clock.now())
    entry = death_typed(election, contest, choice, name or "", of_ticket or "", died_on, printed_on, hour, entered_by)
    say_written(f"{entry.name} died on {entry.died_on} (13-15-106).", enter(record, entry))


@click.command()
@RECORD
@_CHOICE[0]
@_CHOICE[1]
@click.argument("name", callback=people)
@click.option("--printed-as", default="", metavar="CHOICE", help="The choice that corrected ballots print.")
@click.option("--named-by", callback=people, required=True, help="Who named the successor.")
@click.option("--certified", "certified_on", required=True, metavar="DATE", help="The day of the certificate.")
@AT
@BY
def successor(
    record: Path,
    contest: str,
    choice: str,
    name: str,
    printed_as: str,
    named_by: str,
    certified_on: str,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter NAME in the place of CHOICE, who died; of a ticket both names, as 'Jones and Kay'."""
    hour = moment_typed(at, clock.now())
    entry = successor_typed(contest, choice, printed_as, name, named_by, certified_on, hour, entered_by)
    say_written(f"{entry.name} is named in the place of the deceased.", enter(record, entry))


@click.command()
@RECORD
@_CHOICE[0]
@_CHOICE[1]
@click.option("--reason", callback=reasoned, required=True, help="Why it was entered in error.")
@AT
@BY
def strike(record: Path, contest: str, choice: str, reason: str, at: str | None, entered_by: str) -> None:
    """Enter that the death of CHOICE was entered in error: nothing goes by it any more."""
    entry = struck_typed(contest, choice, reason, moment_typed(at, clock.now()), entered_by)
    say_written(f"The death of {choice} is struck.", enter(record, entry))


@click.command("list")
@RECORD
def list_deaths(record: Path) -> None:
    """Show which candidates of RECORD died, who was named, and for whom votes count."""
    with open_record(record) as opened:
        election, state = opened.election, fold(opened.outlines())
    shown = deaths_shown(election, state.board.office.deaths)
    for one in shown:
        say(f"{one.contest}: {one.printed}")
        for words in one.lines:
            say(f"  {words}")
    if not shown:
        say("No candidate is entered as deceased.")
