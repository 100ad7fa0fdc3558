"""`canvass state tickets`, `electors`: president and vice president (13-25-102, 13-25-103)."""

from pathlib import Path

import click

from canvass import clock
from canvass.commands.county.county_options import AT, BY, FORMAT, OUT, form_of, write_out
from canvass.console.text import plural, say
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.state_canvass.lists_of_electors import electors_bytes, electors_document
from canvass.state_canvass.presidential_tickets import name_tickets
from canvass.state_canvass.state_standing import state_standing

_FOLDER = click.argument("folder", metavar="STATE-DIR", type=click.Path(path_type=Path))


@click.command()
@_FOLDER
@click.argument("file", metavar="TICKETS.csv", type=click.Path(path_type=Path))
@click.option("--contest", help="By its id, where the packages have several for president.")
@click.option("--replaced", multiple=True, metavar="OLD=NEW", help="A ticket that its party replaced; repeat.")
@AT
@BY
def tickets(
    folder: Path, file: Path, contest: str | None, replaced: tuple[str, ...], at: str | None, entered_by: str
) -> None:
    """Enter the tickets for president with their electors: a CSV file of the columns choice, party and elector.

    A row is one elector. An independent has no party. A ticket that was replaced has a row without an elector.
    """
    when, who = moment_typed(at, clock.now()), words_typed(entered_by)
    step = name_tickets(folder, contest, file, replaced, when, who)
    for one in step.tickets:
        after = f"replaced by {one.replaced_by}: its votes are added" if one.replaced_by else ", ".join(one.electors)
        say(f"{one.choice}, {one.party or 'independent'}: {after}")
    say(f"{plural(len(step.tickets), 'ticket')} named (13-25-102).")


@click.command()
@_FOLDER
@FORMAT
@OUT
def electors(folder: Path, wanted: str | None, out: Path | None) -> None:
    """Write the list of the electors who were declared elected: three copies for seal and signatures."""
    form, standing = form_of(wanted, out), state_standing(folder)
    write_out(electors_document(standing), None if form == "words" else electors_bytes(standing, form), out)
