"""`canvass state tickets`, `electors`, `vacancy`: president, vice president and Congress (13-25-102 to 13-25-206)."""

import json
from datetime import date
from pathlib import Path

import click

from canvass import clock
from canvass.commands.county.county_options import AT, BY, FORMAT, OUT, form_of, write_out
from canvass.console.text import plural, say, warn
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import ExitCode
from canvass.recounting.recount_typed import day_typed
from canvass.state_canvass.lists_of_electors import electors_bytes, electors_document
from canvass.state_canvass.presidential_tickets import name_tickets
from canvass.state_canvass.state_standing import state_standing
from tabulate.calendar.vacancies import vacancy_window

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
    write_out(electors_document(standing), form, lambda: electors_bytes(standing, form), out)


@click.command()
@click.option("--from", "since", required=True, metavar="DATE", help="The day from which the law counts.")
@click.option("--on", metavar="DATE", help="A day on which it is to be held.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def vacancy(since: str, on: str | None, as_json: bool) -> ExitCode:
    """Say when a special election for a vacancy in Congress may be held. The exit code is 1 for another day."""
    window, day = vacancy_window(_day(since)), None if on is None else _day(on)
    wrong = day is not None and not window.first <= day <= window.last
    federal = None if day is None else day.year % 2 == 0
    if as_json:
        first, last = window.first.isoformat(), window.last.isoformat()
        say(
            json.dumps({"first": first, "last": last, "within": None if day is None else not wrong, "federal": federal})
        )
        return ExitCode.WAITING if wrong else ExitCode.DONE
    say(
        f"A special election for a vacancy in Congress is held from {window.first:%A} {window.first} to "
        f"{window.last:%A} {window.last}: 85 to 100 days after {since} (13-25-203(3), 13-25-206(4))."
    )
    if wrong:
        warn(f"{on} is none of these days.")
    if federal is False:
        say(f"{on} is in an odd year: no federal election by 13-1-101(19), and not audited as one (13-17-503).")
    return ExitCode.WAITING if wrong else ExitCode.DONE


def _day(typed: str) -> date:
    return date.fromisoformat(day_typed(typed))
